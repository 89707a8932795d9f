/** One request: what it would do, who asked and when, and the answers that this operator may give. */
import type { Approval } from '../../../main/features/approvals/contract';
import { adjustmentReasons } from '../../../main/kernel/adjustment';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { nowShown } from '../../rpc/past-point';
import { useCounterName } from '../../ui/adjustment-effect';
import { Amount } from '../../ui/amount';
import { AttachedFiles } from '../../ui/attached-files';
import { RightButton } from '../../ui/right-button';
import type { Answer } from './answer-dialog';
import { Answered } from './answered';

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

interface ItemProps {
  approval: Approval;
  onAnswer?(answer: Answer): void;
}

/** `onAnswer`: left out where only what came of it is shown. */
export function RequestItem({ approval, onAnswer }: ItemProps) {
  const { say, times } = useWords();
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
            <RightButton to="approvals.approve" variant="filled" onClick={() => onAnswer?.('approve')}>
              {say('requests.approve')}
            </RightButton>
          )}
          <RightButton to="approvals.refuse" onClick={() => onAnswer?.('refuse')}>
            {say(own ? 'requests.takeBack' : 'requests.refuse')}
          </RightButton>
        </div>
      )}
    </li>
  );
}
