/** One invoice whose charge failed: why, in our words and the provider's; how often, when next, until when; and the deeds. */
import {
  IconAlertTriangle,
  IconBan,
  IconBuildingBank,
  IconCloudOff,
  IconCoins,
  IconCreditCardOff,
  IconQuestionMark,
  IconUserQuestion,
} from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { FailedCharge } from '../../../main/features/charges/contract';
import type { DeclineClass } from '../../../main/kernel/decline';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { useIsAllowed } from '../../rpc/operator-session';
import { Amount } from '../../ui/amount';
import { CopyButton } from '../../ui/copy-button';
import { Ago, Moment } from '../../ui/moment';
import { isTyping } from '../../ui/use-key';
import { ChargeDeeds, type Deed, deedKeys, deedPaths, deedsOf } from './charge-deeds';
import type { Said } from './said';

const icons = {
  'bank-unreachable': IconBuildingBank,
  funds: IconCoins,
  'card-expired': IconCreditCardOff,
  'needs-customer': IconUserQuestion,
  blocked: IconBan,
  'gateway-fault': IconCloudOff,
  other: IconAlertTriangle,
} as const satisfies Record<DeclineClass, unknown>;

function ReasonMark({ charge: { decline, attempt } }: { charge: FailedCharge }) {
  const { say } = useWords();
  if (decline === null)
    return (
      <span className="status tone-amber">
        <IconQuestionMark size={15} stroke={1.8} aria-hidden="true" />
        {say(`attemptState.${attempt.state}`)}
      </span>
    );
  const Icon = icons[decline];
  return (
    <span className="status tone-red">
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      {say(`declineClass.${decline}`)}
    </span>
  );
}

/** What happens next, or why nothing does. */
function Next({ charge }: { charge: FailedCharge }) {
  const { say, sayWith, times } = useWords();
  const { nextAt, why, stopped, promisedDay, attempt, link } = charge;
  if (stopped)
    return (
      <>
        {sayWith('charges.stoppedBy', {
          who: <bdi key="who">{stopped.by}</bdi>,
          when: <Moment key="at" at={stopped.at} />,
        })}
        {stopped.why !== '' && <bdi> “{stopped.why}”</bdi>}
      </>
    );
  if (link !== null) return say('charges.linkOpen');
  if (nextAt !== null)
    return (
      <>
        {promisedDay !== null && `${say('charges.promised', { day: times.day(promisedDay) })} `}
        {sayWith('charges.next', { when: <Moment key="at" at={nextAt} /> })}
      </>
    );
  if (why === 'under-way' && attempt.state === 'drafted') return say('charges.drafted');
  return why === null ? null : say(`noTry.${why}`);
}

function Facts({ charge, nameOf }: { charge: FailedCharge; nameOf(gateway: string): string }) {
  const { say, sayWith, times } = useWords();
  const { tries, lastAt, stopDay, method, dueDay, nextAt, notices } = charge;
  return (
    <p className="charge-facts soft">
      <span>{say('charges.due', { day: times.day(dueDay) })}</span>
      <span>{sayWith('charges.tried', { count: tries, when: <Ago key="at" at={lastAt} /> })}</span>
      {notices.lastAt !== null && (
        <span>{sayWith('charges.notified', { count: notices.sent, when: <Ago key="at" at={notices.lastAt} /> })}</span>
      )}
      {nextAt !== null && <span>{say('charges.until', { day: times.day(stopDay) })}</span>}
      {method && (
        <span>
          <bdi>{method.label}</bdi> {nameOf(method.gateway)}
          {!method.consent && ` · ${say('charges.noConsent')}`}
        </span>
      )}
    </p>
  );
}

/** The keys of the deeds, while the item has the focus. */
function useKeys(charge: FailedCharge, onDeed: (deed: Deed) => void) {
  const isAllowed = useIsAllowed();
  return (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const deed = deedsOf(charge).find((each) => deedKeys[each] === event.key.toLowerCase());
    if (deed === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (isAllowed(deedPaths[deed])) onDeed(deed);
  };
}

interface ChargeItemProps {
  charge: FailedCharge;
  nameOf(gateway: string): string;
  onSaid(said: Said): void;
}

export function ChargeItem({ charge, nameOf, onSaid }: ChargeItemProps) {
  const { say } = useWords();
  const [deed, setDeed] = useState<Deed | null>(null);
  const onKeyDown = useKeys(charge, setDeed);
  const { customer, number, words, code, open, link, id } = charge;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the item is where its keys are heard
    <li className="charge" tabIndex={0} onKeyDown={onKeyDown} aria-label={`${number} ${customer.name}`}>
      <ReasonMark charge={charge} />
      <div className="charge-what">
        <p className="charge-of">
          <a className="link" href={linkTo('invoices', id)}>
            {number}
          </a>
          {' · '}
          <a className="link" href={linkTo('customers', customer.id)}>
            <bdi>{customer.name || say('customers.unnamed')}</bdi>
          </a>
        </p>
        {words !== null && (
          <p>
            <bdi>{words}</bdi> {code !== null && !words?.includes(code) && <span className="mono soft">{code}</span>}
          </p>
        )}
        <p>
          <Next charge={charge} />
        </p>
        {link !== null && (
          <p className="charge-link">
            <span className="mono">{link}</span>
            <CopyButton text={link} what={say('taking.link')} />
          </p>
        )}
        <Facts charge={charge} nameOf={nameOf} />
        <ChargeDeeds {...{ charge, deed, nameOf, onSaid }} onDeed={setDeed} />
      </div>
      <Amount amount={open.amount} currency={open.currency} />
    </li>
  );
}
