/** A statement of account of one customer: for which period, as what, in which language. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { nowShown } from '../../rpc/past-point';
import { Dialog } from '../../ui/dialog';
import { JobProgress } from '../../ui/job-progress';
import { Note } from '../../ui/notices';
import { PaperOutcome, usePaper } from '../../ui/paper-button';
import { type Period, thisYear, usualPeriods } from './statement-period';

const languages = ['en', 'es'] as const;
const formats = ['pdf', 'csv'] as const;

function PeriodFields({ period, today, onChange }: { period: Period; today: string; onChange(period: Period): void }) {
  const { say } = useWords();
  return (
    <>
      <fieldset className="statement-usual">
        <legend>{say('papers.period')}</legend>
        {usualPeriods(today).map(({ name, from, to }) => (
          <Button
            key={name}
            size="compact-sm"
            aria-pressed={from === period.from && to === period.to}
            onClick={() => onChange({ from, to })}
          >
            {say(`papers.${name}`)}
          </Button>
        ))}
      </fieldset>
      <div className="statement-days">
        <TextInput
          type="date"
          label={say('papers.from')}
          value={period.from}
          max={period.to}
          onChange={(event) => onChange({ ...period, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={say('papers.to')}
          value={period.to}
          min={period.from}
          onChange={(event) => onChange({ ...period, to: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

function Order({ detail, onClose }: { detail: CustomerDetail; onClose(): void }) {
  const { say, times } = useWords();
  const today = times.dayOf(nowShown());
  const [period, setPeriod] = useState<Period>(() => thisYear(today));
  const [format, setFormat] = useState<(typeof formats)[number]>('pdf');
  const [language, setLanguage] = useState<(typeof languages)[number]>(
    detail.language?.toLowerCase().startsWith('es') ? 'es' : 'en',
  );
  const paper = usePaper();
  const isWhole = period.from !== '' && period.to !== '';
  const isBackwards = isWhole && period.from > period.to;
  const order = { id: detail.row.id, ...period, format, language };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole && !isBackwards && !paper.busy) paper.write((signal) => api.customers.statement(order, { signal }));
  };
  return (
    <form className="form" onSubmit={submit}>
      <PeriodFields period={period} today={today} onChange={setPeriod} />
      {isBackwards && <Note tone="amber">{say('papers.backwards')}</Note>}
      <div className="statement-choices">
        <span id="statement-format">{say('papers.format')}</span>
        <SegmentedControl
          aria-labelledby="statement-format"
          value={format}
          onChange={setFormat}
          data={formats.map((value) => ({ value, label: say(`papers.${value}`) }))}
        />
        <span id="statement-language">{say('papers.language')}</span>
        <SegmentedControl
          aria-labelledby="statement-language"
          value={language}
          onChange={setLanguage}
          data={languages.map((value) => ({ value, label: say(`language.${value}`) }))}
        />
      </div>
      {paper.state.phase === 'running' && (
        <JobProgress label={say('exporting.running')} progress={paper.state.progress} onCancel={paper.cancel} />
      )}
      <PaperOutcome {...paper} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.close')}</Button>
        <Button type="submit" variant="filled" data-autofocus loading={paper.busy} disabled={!isWhole || isBackwards}>
          {say('papers.write')}
        </Button>
      </div>
    </form>
  );
}

export function StatementDialog({
  opened,
  detail,
  onClose,
}: {
  opened: boolean;
  detail: CustomerDetail;
  onClose(): void;
}) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('papers.statement')} width={480}>
      <Order key={detail.row.id} detail={detail} onClose={onClose} />
    </Dialog>
  );
}
