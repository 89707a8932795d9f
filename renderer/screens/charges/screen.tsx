/** The workbench of failed charges: due invoices that could not be charged, why, what happens next, and what a person can do. */
import './charges.css';
import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ChargeView, chargeViews } from '../../../main/kernel/charge';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { useFailedCharges } from '../../rpc/failed-charges';
import { failureOf } from '../../rpc/failure';
import { useGatewayNames } from '../../ui/gateway-names';
import { EmptyState, FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Screen, ScreenHead, ScreenScroll, Tabs } from '../../ui/screen';
import { useKeysInList } from '../../ui/use-keys-in-list';
import { Waiting } from '../../ui/waiting';
import { ChargeItem } from './charge-item';
import type { Said } from './said';

const LOOK_EVERY_MS = 60_000;

function useRules() {
  const rules = useQuery({
    queryKey: ['invoices', 'charge-rules'],
    queryFn: ({ signal }) => api.charges.rules(undefined, { signal }),
  });
  return rules.data;
}

function Charges({ view, onSaid }: { view: ChargeView; onSaid(said: Said): void }) {
  const { say } = useWords();
  const { nameOf } = useGatewayNames();
  const found = useQuery({
    queryKey: ['invoices', 'charges', view],
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
    queryFn: ({ signal }) => api.charges.list({ view }, { signal }),
  });
  const rows = found.data?.rows ?? [];
  const list = useKeysInList(found.data);
  if (found.error && !found.data)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const { counts, whole } = found.data;
  // Where not all were looked at, nobody can say that there are none.
  if (rows.length === 0 && whole)
    return <EmptyState title={say(`chargesNone.${view}`)} text={say(`chargesNoneWhat.${view}`)} />;
  return (
    <>
      {!whole && <Note tone="amber">{say('charges.notWhole')}</Note>}
      {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
      <ul ref={list} className="charges" aria-label={say('charges.title')}>
        {rows.map((charge) => (
          <ChargeItem key={charge.id} charge={charge} nameOf={nameOf} onSaid={onSaid} />
        ))}
      </ul>
      {rows.length < counts[view] && (
        <p className="soft">{say('charges.some', { shown: rows.length, count: counts[view] })}</p>
      )}
    </>
  );
}

function RunNow({ onSaid }: { onSaid(said: Said): void }) {
  const { say } = useWords();
  const run = useMutation({
    mutationFn: () => api.charges.run(),
    onSuccess: ({ charged, declined }) =>
      onSaid({ tone: declined > 0 ? 'amber' : 'green', text: say('charges.ran', { charged, declined }) }),
  });
  return (
    <>
      {run.error && <FailureNotice failure={failureOf(run.error)} />}
      <RightButton to="charges.run" loading={run.isPending} onClick={() => run.mutate()}>
        {say('charges.run')}
      </RightButton>
    </>
  );
}

export function ChargesScreen() {
  const { say, count } = useWords();
  const [view, setView] = useState<ChargeView>('person');
  const counts = useFailedCharges();
  const rules = useRules();
  const [said, setSaid] = useState<Said | null>(null);
  const tab = (value: ChargeView) => ({
    value,
    label: say(`chargesView.${value}`),
    count: counts === undefined ? null : count(counts[value]),
  });
  return (
    <Screen>
      <ScreenHead title={say('charges.title')} lead={say('charges.lead')}>
        <ExportButton of={{ list: 'failed-charges', filter: { view } }} />
        {rules?.automatic && <RunNow onSaid={setSaid} />}
        {rules && !rules.automatic && (
          <Button component="a" href={linkTo('settings')}>
            {say('charges.setUp')}
          </Button>
        )}
      </ScreenHead>
      <Tabs
        label={say('charges.which')}
        tabs={[tab('person'), tab('planned'), tab('stopped')]}
        value={view}
        onChange={(value) => setView(chargeViews.find((each) => each === value) ?? view)}
      />
      <div role="status" className="charges-said">
        {said && (
          <Note tone={said.tone}>
            <bdi>{said.text}</bdi>{' '}
            <button type="button" className="text-button" onClick={() => setSaid(null)}>
              {say('notice.close')}
            </button>
          </Note>
        )}
      </div>
      <ScreenScroll label={say('charges.title')} className="charges-place">
        {rules && !rules.automatic && <Note tone="amber">{say('charges.off')}</Note>}
        <Charges view={view} onSaid={setSaid} />
      </ScreenScroll>
    </Screen>
  );
}
