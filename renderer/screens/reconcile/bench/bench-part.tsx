/** The workbench as a part of *Reconcile*: which bank, what is left of it, and what was matched. */
import '../bench.css';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { go } from '../../../navigation';
import { failureOf } from '../../../rpc/failure';
import { useRefusal } from '../../../rpc/operator-session';
import { usePreference } from '../../../rpc/use-preference';
import { EmptyState, FailureNotice, Note } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Tabs } from '../../../ui/screen';
import { useKey } from '../../../ui/use-key';
import { Waiting } from '../../../ui/waiting';
import { NextStep } from '../next-step';
import type { PartProps } from '../tabs';
import { benchLink, ledBank, readLead } from './bench-place';
import { ExactDialog } from './exact-dialog';
import { Matched } from './matched';
import { UnderWay } from './under-way';
import { useBanks } from './use-workbench';
import { Workbench } from './workbench';

const views = ['todo', 'matched'] as const;
type View = (typeof views)[number];

interface BankSelectProps {
  banks: NonNullable<ReturnType<typeof useBanks>['data']>;
  bank: string;
  onChange(key: string): void;
}

/** Each with how many of its lines are open. */
function BankSelect({ banks, bank, onChange }: BankSelectProps) {
  const { say, count } = useWords();
  return (
    <Select
      className="bench-bank-choice"
      aria-label={say('bench.bank')}
      size="xs"
      data={banks.map(({ key, name, currency, open }) => ({
        value: key,
        label: `${name} · ${currency} · ${count(open)}`,
      }))}
      value={bank}
      onChange={(key) => key !== null && onChange(key)}
      allowDeselect={false}
    />
  );
}

function AcceptExact({ bank, onDone }: { bank: string; onDone(lines: number): void }) {
  const { say } = useWords();
  const [isAsked, setAsked] = useState(false);
  const mayAccept = useRefusal('matching.accept') === null;
  useKey('a', () => mayAccept && setAsked(true));
  return (
    <>
      <RightButton to="matching.accept" size="xs" onClick={() => setAsked(true)} rightSection={<kbd>A</kbd>}>
        {say('bench.exactAll')}
      </RightButton>
      {isAsked && <ExactDialog bank={bank} onDone={onDone} onClose={() => setAsked(false)} />}
    </>
  );
}

export function BenchPart({ place }: PartProps) {
  const { say, count } = useWords();
  const banks = useBanks();
  const kept = usePreference('reconcile-bank');
  const [view, setView] = useState<View>('todo');
  const [accepted, setAccepted] = useState<{ bank: string; lines: number } | null>(null);
  const list = banks.data ?? [];
  const lead = readLead(place.query);
  const bank = ledBank(list, lead, kept.value);
  const tab = (value: View, of: number | undefined) => ({
    value,
    label: say(`benchView.${value}`),
    count: of === undefined ? null : count(of),
  });
  if (banks.error) return <FailureNotice failure={failureOf(banks.error)} />;
  if (banks.isSuccess && !bank) return <EmptyState title={say('bench.noBank')} text={say('bench.noBankWhat')} />;
  if (!bank) return <Waiting />;
  const isNew = bank.open + bank.matched === 0;
  return (
    <>
      <Tabs
        label={say('bench.which')}
        tabs={[tab('todo', bank.open), tab('matched', bank.matched)]}
        value={view}
        onChange={(next) => setView(views.find((each) => each === next) ?? view)}
      >
        <div className="bench-bank">
          <BankSelect
            banks={list}
            bank={bank.key}
            onChange={(key) => {
              kept.set(key);
              go({ ...place, query: { part: 'todo' } }, 'replace');
            }}
          />
          {view === 'matched' && <ExportButton of={{ list: 'matches', filter: { bank: bank.key } }} />}
          <AcceptExact bank={bank.key} onDone={(lines) => setAccepted({ bank: bank.key, lines })} />
        </div>
      </Tabs>
      <div role="status" className="bench-said">
        {accepted?.bank === bank.key && <Note tone="green">{say('bench.exactDone', { count: accepted.lines })}</Note>}
      </div>
      <UnderWay />
      {view === 'todo' && isNew && <EmptyState title={say('bench.noStatement')} text={say('bench.noStatementWhat')} />}
      {view === 'todo' && !isNew && (
        <Workbench
          key={`${bank.key} ${benchLink(lead)}`}
          {...{ bank: bank.key, currency: bank.currency, lead }}
          next={<NextStep banks={list} bank={bank.key} />}
        />
      )}
      {view === 'matched' && <Matched key={bank.key} bank={bank.key} />}
    </>
  );
}
