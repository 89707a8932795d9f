/**
 * Reconcile: the frame of its tabs. What each tab shows stands in a file of its own in this folder, for a screen may not reach into
 * another one and these share the bank that is looked at.
 */
import './reconciliation.css';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { usePreference } from '../../rpc/use-preference';
import { EmptyState, FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, Tabs } from '../../ui/screen';
import { ExactDialog } from './exact-dialog';
import { Matched } from './matched';
import { useBanks } from './use-workbench';
import { Workbench } from './workbench';

const views = ['todo', 'matched'] as const;
type View = (typeof views)[number];

export function ReconciliationScreen() {
  const { say, count } = useWords();
  const banks = useBanks();
  const kept = usePreference('reconcile-bank');
  const [view, setView] = useState<View>('todo');
  const [accepting, setAccepting] = useState(false);
  const [accepted, setAccepted] = useState<number | null>(null);
  const list = banks.data ?? [];
  const bank = list.find(({ key }) => key === kept.value) ?? list[0];
  const left = list.reduce((sum, { open }) => sum + open, 0);
  const tab = (value: View, of: number | undefined) => ({
    value,
    label: say(`reconcileView.${value}`),
    count: of === undefined ? null : count(of),
  });
  return (
    <Screen>
      <ScreenHead
        title={say('reconcile.title')}
        lead={
          list.length === 0 ? undefined : left === 0 ? say('reconcile.done') : say('reconcile.lead', { count: left })
        }
      >
        {list.length > 0 && (
          <Select
            aria-label={say('reconcile.bank')}
            data={list.map(({ key, name, currency }) => ({ value: key, label: `${name} · ${currency}` }))}
            value={bank?.key ?? null}
            onChange={(key) => key !== null && kept.set(key)}
            allowDeselect={false}
          />
        )}
        {bank && (
          <RightButton to="matching.accept" onClick={() => setAccepting(true)}>
            {say('reconcile.exactAll')}
          </RightButton>
        )}
      </ScreenHead>
      <Tabs
        label={say('reconcile.which')}
        tabs={[tab('todo', bank?.open), tab('matched', bank?.matched)]}
        value={view}
        onChange={(next) => setView(views.find((each) => each === next) ?? view)}
      />
      <div role="status" className="bench-said">
        {accepted !== null && <Note tone="green">{say('reconcile.exactDone', { count: accepted })}</Note>}
      </div>
      {banks.error && <FailureNotice failure={failureOf(banks.error)} />}
      {banks.isSuccess && !bank && <EmptyState title={say('reconcile.noBank')} text={say('reconcile.noBankWhat')} />}
      {bank && view === 'todo' && <Workbench key={bank.key} bank={bank.key} currency={bank.currency} />}
      {bank && view === 'matched' && <Matched key={bank.key} bank={bank.key} />}
      {bank && accepting && <ExactDialog bank={bank.key} onDone={setAccepted} onClose={() => setAccepting(false)} />}
    </Screen>
  );
}
