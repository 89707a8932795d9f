/** One request: what it would do, who asked and when, and the answers that this operator may give. */
import { useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import { adjustmentReasons } from '../../../main/kernel/adjustment';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { nowShown } from '../../rpc/past-point';
import { useCounterName } from '../../ui/adjustment-effect';
import { Amount } from '../../ui/amount';
import { AttachedFiles } from '../../ui/attached-files';
import { RightButton } from '../../ui/right-button';
import { AnswerDialog } from './answer-dialog';

const factNames = ['reason', 'account', 'expires', 'day', 'reference'] as const;

function RequestFacts({ facts }: { facts: Approval['facts'] }) {
  const { say, times } = useWords();
  const counterName = useCounterName();
  const told = (name: (typeof factNames)[number], value: string) => {
    const reason = adjustmentReasons.find((one) => one === value);
    if (name === 'reason' && reason) return say(`adjustReason.${reason}`);
    if (name === 'account') return counterName(value);
    return name === 'day' || name === 'expires' ? times.day(value) : value;
  };
  const shown = factNames.flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [{ name, text: told(name, value) }];
  });
  return (
    <dl className="request-facts">
      {shown.map(({ name, text }) => (
        <div key={name}>
          <dt>{say(`requestFact.${name}`)}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answered({ approval }: { approval: Approval }) {
  const { say, times, failure } = useWords();
  const { answeredBy: who, answeredAt, why } = approval;
  const state = approval.state === 'refused' && who === approval.requestedBy ? 'takenBack' : approval.state;
  const when = answeredAt === null ? '' : times.moment(answeredAt);
  const code =
    why === 'payment-not-pending' || why === 'adjustment-reversed' || why === 'adjustment-expired' ? why : null;
  if (state === 'dropped')
    return (
      <p className="soft">
        {say('requests.droppedWhen', { when })} {code && failure(code, {}).what}
      </p>
    );
  return (
    <p className="soft">
      {say('requests.answeredBy', { state: say(`requestState.${state}`), who: who ?? '', when })}
      {why !== null && <bdi>: {why}</bdi>}
    </p>
  );
}

export function RequestItem({ approval }: { approval: Approval }) {
  const { say, times } = useWords();
  const [answering, setAnswering] = useState<'approve' | 'refuse' | null>(null);
  const { act, amount, customer, note, requestedBy: who, requestedAt, own, state } = approval;
  return (
    <li className="request" aria-label={`${say(`requestAct.${act}`)} ${customer?.name ?? ''}`}>
      <div className="request-head">
        <h2>
          {say(`requestAct.${act}`)}
          {customer && (
            <>
              {' · '}
              <a className="link" href={linkTo('customers', customer.id)}>
                <bdi>{customer.name}</bdi>
              </a>
            </>
          )}
        </h2>
        <Amount amount={amount.amount} currency={amount.currency} signed />
      </div>
      <p>
        <bdi>{note}</bdi>
      </p>
      <RequestFacts facts={approval.facts} />
      <AttachedFiles of={approval.id} files={approval.files} />
      <p className="soft" title={times.iso(requestedAt)}>
        {say('requests.askedBy', { who, when: times.ago(requestedAt, nowShown()) })}
      </p>
      {state !== 'waiting' && <Answered approval={approval} />}
      {state === 'waiting' && (
        <div className="request-deeds">
          {own ? (
            <p className="soft">{say('requests.own')}</p>
          ) : (
            <RightButton to="approvals.approve" variant="filled" onClick={() => setAnswering('approve')}>
              {say('requests.approve')}
            </RightButton>
          )}
          <RightButton to="approvals.refuse" onClick={() => setAnswering('refuse')}>
            {say(own ? 'requests.takeBack' : 'requests.refuse')}
          </RightButton>
        </div>
      )}
      <AnswerDialog approval={approval} answer={answering} onClose={() => setAnswering(null)} />
    </li>
  );
}
