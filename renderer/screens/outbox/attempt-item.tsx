/** One attempt with its life: what was asked, of whom, how it stands and why, and when each step was. */
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockPause,
  IconCloudUpload,
  IconPencil,
  IconQuestionMark,
  IconTrash,
} from '@tabler/icons-react';
import type { AttemptRow } from '../../../main/features/outbox/contract';
import { type AttemptState, dropReasons } from '../../../main/kernel/attempt';
import { isFailureCode } from '../../../main/kernel/failure';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { Amount } from '../../ui/amount';
import { Ago, Moment } from '../../ui/moment';
import { AttemptDeeds } from './attempt-deeds';

const icons = {
  drafted: IconPencil,
  waiting: IconClockPause,
  sending: IconCloudUpload,
  unknown: IconQuestionMark,
  'not-found': IconAlertTriangle,
  done: IconCircleCheck,
  dropped: IconTrash,
} as const satisfies Record<AttemptState, unknown>;

const tones: Readonly<Record<AttemptState, string>> = {
  drafted: 'tone-soft',
  waiting: 'tone-amber',
  sending: 'tone-amber',
  unknown: 'tone-amber',
  'not-found': 'tone-amber',
  done: 'tone-green',
  dropped: 'tone-soft',
};

/** Declined and refused are ends too, and no green ones. */
function toneOf({ state, outcome }: AttemptRow): string {
  return state === 'done' && outcome !== 'confirmed' ? 'tone-soft' : tones[state];
}

function useWhy({ why, detail, state, amount: { amount, currency } }: AttemptRow, gateway: string): string | null {
  const { say, money, failure, times } = useWords();
  if (state === 'sending' || state === 'unknown')
    return say('taking.noAnswer', { amount: money(amount, currency), currency });
  const dropped = state === 'dropped' ? dropReasons.find((reason) => reason === why) : undefined;
  if (dropped === 'already-refunded') {
    const at = Date.parse(detail ?? '');
    return say('outbox.alreadyRefunded', { gateway, when: Number.isNaN(at) ? '' : times.moment(at) });
  }
  if (dropped) return say(`dropReason.${dropped}`);
  if (detail !== null) return detail;
  if (why !== null && isFailureCode(why)) {
    const { what } = failure(why, { gateway });
    // What kept it then may be over by now; what keeps it now is that nobody has said that it may go.
    return state === 'drafted' ? say('outbox.notSentThen', { why: what }) : what;
  }
  return state === 'done' ? null : say(`attemptWhat.${state}`);
}

function StateMark({ attempt }: { attempt: AttemptRow }) {
  const { say } = useWords();
  const { state, outcome } = attempt;
  const Icon = icons[state];
  return (
    <span className={`status ${toneOf(attempt)}`}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      {state === 'done' && outcome !== null ? say(`attemptOutcome.${outcome}`) : say(`attemptState.${state}`)}
    </span>
  );
}

function Life({ attempt }: { attempt: AttemptRow }) {
  const { say } = useWords();
  const { createdAt, sentAt, endedAt, checkedAt, state } = attempt;
  const isAsked = state === 'unknown' || state === 'not-found';
  // A draft goes when a person says so, and at no time.
  const nextAt = state === 'drafted' ? null : attempt.nextAt;
  const steps = [
    ['asked', createdAt],
    ['sent', sentAt],
    ['ended', endedAt],
  ] as const;
  return (
    <p className="attempt-life soft">
      {steps.map(
        ([step, at]) =>
          at !== null && (
            <span key={step}>
              {say(`outbox.${step}`)} <Moment at={at} />
            </span>
          ),
      )}
      {endedAt === null && checkedAt !== null && (
        <span>
          {say(isAsked ? 'outbox.looked' : 'outbox.tried')} <Ago at={checkedAt} />
        </span>
      )}
      {nextAt !== null && (
        <span>
          {say('outbox.next')} <Ago at={nextAt} />
        </span>
      )}
    </p>
  );
}

export function AttemptItem({ attempt, nameOf }: { attempt: AttemptRow; nameOf(gateway: string): string }) {
  const { say } = useWords();
  const { payment, amount } = attempt;
  const gateway = nameOf(attempt.gateway);
  const why = useWhy(attempt, gateway);
  return (
    <li className="attempt">
      <StateMark attempt={attempt} />
      <div className="attempt-what">
        <p>
          {say(`attemptKind.${attempt.kind}`, { gateway })}
          {payment.customer && (
            <>
              {' · '}
              <a className="link" href={linkTo('customers', payment.customer.id)}>
                <bdi>{payment.customer.name || say('customers.unnamed')}</bdi>
              </a>
            </>
          )}
          {' · '}
          <a className="link" href={linkTo('payments', payment.id)}>
            <bdi>{payment.description || say('payment.loading')}</bdi>
          </a>
        </p>
        {why !== null && (
          <p>
            <bdi>{why}</bdi>
          </p>
        )}
        <Life attempt={attempt} />
        <AttemptDeeds attempt={attempt} />
      </div>
      <Amount amount={amount.amount} currency={amount.currency} dim={attempt.outcome !== 'confirmed'} />
    </li>
  );
}
