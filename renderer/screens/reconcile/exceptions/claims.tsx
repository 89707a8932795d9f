/** Claimed by the customer: who says to have paid what and when, what may be it, and what became of it: a payment, or an answer. */
import '../bench.css';
import '../rules.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClaimRow } from '../../../../main/features/matching/contract';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Amount } from '../../../ui/amount';
import { useGatewayNames } from '../../../ui/gateway-names';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Tabs } from '../../../ui/screen';
import { StatusMark } from '../../../ui/status-mark';
import { useKeysInList } from '../../../ui/use-keys-in-list';
import { Waiting } from '../../../ui/waiting';
import { AnswerDialog, ClaimDialog } from './claim-dialogs';

const LOOK_EVERY_MS = 60_000;
const views = ['open', 'settled'] as const;
type View = (typeof views)[number];

export function Claims() {
  const { say, count } = useWords();
  const [view, setView] = useState<View>('open');
  const [isNew, setNew] = useState(false);
  const found = useQuery({
    queryKey: ['statements', 'claims', view],
    // Payments that may be it come without a word of the claim itself.
    refetchInterval: LOOK_EVERY_MS,
    queryFn: ({ signal }) => api.matching.claims({ open: view === 'open' }, { signal }),
  });
  const rows = found.data;
  const list = useKeysInList(rows);
  const tabs = views.map((value) => ({
    value,
    label: say(`claims.${value}`),
    count: value === view && rows ? count(rows.length) : null,
  }));
  return (
    <>
      <Tabs
        label={say('claims.which')}
        tabs={tabs}
        value={view}
        onChange={(next) => setView(views.find((each) => each === next) ?? view)}
      >
        <div className="bench-bank">
          <ExportButton of={{ list: 'claims', filter: { state: view } }} />
          <RightButton to="matching.claim" size="xs" onClick={() => setNew(true)}>
            {say('claims.record')}
          </RightButton>
        </div>
      </Tabs>
      <div className="matched-place">
        <p className="soft rules-lead">{say('claims.lead')}</p>
        {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
        {found.isPending && <Waiting />}
        {rows?.length === 0 && (
          <EmptyState
            title={say(view === 'open' ? 'claims.none' : 'claims.settledNone')}
            text={say('claims.noneWhat')}
          />
        )}
        <ul className="matched" aria-label={say('claims.title')} ref={list}>
          {rows?.map((row) => (
            <Claim key={row.id} row={row} />
          ))}
        </ul>
      </div>
      {isNew && <ClaimDialog onClose={() => setNew(false)} />}
    </>
  );
}

function Claim({ row }: { row: ClaimRow }) {
  const { say, times } = useWords();
  const [isAnswering, setAnswering] = useState(false);
  const { customer, money, day, ticket, state, operator, closedBy, answer, payment } = row;
  const isOpen = state === 'open';
  return (
    <li className="exception">
      <span className="exception-type">{say(`claimState.${state}`)}</span>
      <div className="exception-what">
        <p>
          <a className="link" href={linkTo('customers', customer.id)}>
            <bdi>{customer.name || say('customers.unnamed')}</bdi>
          </a>
          {ticket !== '' && (
            <>
              {' '}
              · {say('claims.ticket')} <bdi>{ticket}</bdi>
            </>
          )}
        </p>
        <p className="soft">
          {say('claims.paidOn', { day: times.day(day) })} · {say('claims.by', { who: operator })}
          {closedBy !== null && ` · ${say('claims.closedBy', { who: closedBy })}`}
        </p>
        {answer !== null && <bdi>{answer}</bdi>}
        {payment !== null && (
          <a className="link" href={linkTo('payments', payment)}>
            {say('claims.payment')}
          </a>
        )}
        {isOpen && <Candidates row={row} />}
        {isOpen && (
          <div className="exception-deeds">
            <RightButton to="matching.answer" size="compact-sm" onClick={() => setAnswering(true)}>
              {say('claims.answer')}
            </RightButton>
          </div>
        )}
      </div>
      <Amount {...money} />
      {isAnswering && <AnswerDialog row={row} onClose={() => setAnswering(false)} />}
    </li>
  );
}

function Candidates({ row: { id: claim, candidates } }: { row: ClaimRow }) {
  const { say, times } = useWords();
  const { labelOf } = useGatewayNames();
  const tie = useMutation({
    mutationFn: (payment: string) => api.matching.tie({ request: newId(), claim, payment }),
  });
  if (candidates.length === 0) return <p className="soft">{say('claims.noCandidates')}</p>;
  return (
    <>
      <ul className="claim-candidates" aria-label={say('claims.candidates')}>
        {candidates.map(({ id, money, status, at, gateway, reference }) => {
          const day = times.day(times.dayOf(at));
          return (
            <li key={id} className="claim-candidate">
              <a className="link" href={linkTo('payments', id)}>
                <bdi>{[day, labelOf(gateway), reference].filter(Boolean).join(' · ')}</bdi>
              </a>
              <StatusMark status={status} reason={null} />
              <Amount {...money} />
              <RightButton
                to="matching.tie"
                size="compact-sm"
                loading={tie.isPending && tie.variables === id}
                disabled={tie.isPending}
                aria-label={say('claims.tieTo', { what: reference || day })}
                onClick={() => tie.mutate(id)}
              >
                {say('claims.tie')}
              </RightButton>
            </li>
          );
        })}
      </ul>
      {tie.error && <FailureNotice failure={failureOf(tie.error)} />}
    </>
  );
}
