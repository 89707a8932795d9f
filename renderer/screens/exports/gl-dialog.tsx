/** The ledger under one's own account codes: own columns, Xero or DATEV, of a period and a currency. */
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GlFormat } from '../../../main/features/export/contract';
import { addDays, firstDayOf, monthOf, readDay } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { exportJob } from '../../rpc/export-job';
import { failureOf } from '../../rpc/failure';
import { nowShown } from '../../rpc/past-point';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { DatevHead, GlMapping } from './gl-accounts';
import { useGlAccounts } from './use-gl';

const formats: readonly GlFormat[] = ['gl', 'xero', 'datev'];

/** The last whole month: what is handed to whoever keeps the books. */
function useLastMonth() {
  const { times } = useWords();
  const today = readDay(times.dayOf(nowShown()));
  if (!today) return { from: '', to: '' };
  const to = addDays(firstDayOf(monthOf(today)), -1);
  return { from: firstDayOf(monthOf(to)), to };
}

function useCurrencies() {
  return useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  }).data?.currencies;
}

interface Asked {
  from: string;
  to: string;
  currency: string | null;
}

function Period({ of, isOwn, onChange }: { of: Asked; isOwn: boolean; onChange(of: Asked): void }) {
  const { say } = useWords();
  const currencies = useCurrencies() ?? [];
  return (
    <div className="gl-period">
      <TextInput
        type="date"
        label={say('gl.from')}
        value={of.from}
        required={!isOwn}
        onChange={(event) => onChange({ ...of, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('gl.to')}
        value={of.to}
        min={of.from}
        required={!isOwn}
        onChange={(event) => onChange({ ...of, to: event.currentTarget.value })}
      />
      <Select
        label={say('gl.currency')}
        data={currencies}
        value={of.currency}
        onChange={(currency) => onChange({ ...of, currency })}
        clearable={isOwn}
        placeholder={say('gl.allCurrencies')}
      />
    </div>
  );
}

function Order({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const month = useLastMonth();
  const [format, setFormat] = useState<GlFormat>('gl');
  const [{ from, to, currency: asked }, setOf] = useState<Asked>({ ...month, currency: null });
  const currencies = useCurrencies() ?? [];
  const currency = asked ?? (format === 'gl' ? null : (currencies[0] ?? null));
  const shown = useGlAccounts();
  const isOwn = format === 'gl';
  const isWhole = isOwn || (from !== '' && to !== '' && currency !== null);
  const start = (event: FormEvent) => {
    event.preventDefault();
    const of = { ...(from && { from }), ...(to && { to }), ...(currency && { currency }) };
    exportJob.start({ kind: 'gl', format, ...of });
    onClose();
  };
  return (
    <>
      <form className="form" id="gl-order" onSubmit={start}>
        <SegmentedControl
          aria-label={say('gl.format')}
          value={format}
          onChange={(next) => setFormat(formats.find((each) => each === next) ?? 'gl')}
          data={formats.map((value) => ({ value, label: say(`glFormat.${value}`) }))}
        />
        <p className="soft">{say(isOwn ? 'gl.ownHint' : 'gl.periodHint')}</p>
        <Period of={{ from, to, currency }} isOwn={isOwn} onChange={setOf} />
      </form>
      {shown.error && <FailureNotice failure={failureOf(shown.error)} onRetry={() => void shown.refetch()} />}
      {shown.data && <GlMapping shown={shown.data} />}
      {shown.data && format === 'datev' && <DatevHead kept={shown.data.datev} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" form="gl-order" variant="filled" disabled={!isWhole} data-autofocus>
          {say('exporting.start')}
        </Button>
      </div>
    </>
  );
}

export function GlDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('gl.title')} width={560}>
      <div className="gl-dialog">
        <Order onClose={onClose} />
      </div>
    </Dialog>
  );
}
