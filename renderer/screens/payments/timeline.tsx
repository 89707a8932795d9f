/** What happened to a payment, newest last: each event with its time, its operator and where it came from. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { isHappeningWord } from '../../../main/kernel/happening';
import { statuses } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import { useEventSource } from '../../ui/event-source';
import { Moment } from '../../ui/moment';
import { StubSection } from '../../ui/stub';

type Happening = PaymentDetail['events'][number];

function useSentence(): (happening: Happening) => string {
  const { say, money, times } = useWords();
  return ({ kind, params }) => {
    const { amount, currency } = params;
    const shownMoney = amount && currency ? `${money(amount, currency)} ${currency}` : '';
    const status = statuses.find((one) => one === params.status);
    const state = params.state;
    switch (kind) {
      case 'payment.recorded':
        return say('event.recorded', { status: status ? say(`status.${status}`) : '' });
      case 'payment.status-changed':
        return say('event.statusChanged', { status: status ? say(`status.${status}`) : '' });
      case 'payment.settled':
        return say('event.settled');
      case 'payment.described':
        return say('event.described');
      case 'payment.refunded':
        return say('event.refunded', { money: shownMoney });
      case 'payment.refund-changed':
        return say(params.status === 'failed' ? 'event.refundFailed' : 'event.refundChanged');
      case 'payment.disputed':
        return say('event.disputed', { money: shownMoney });
      case 'payment.dispute-changed':
        return say(
          state === 'won' ? 'event.disputeWon' : state === 'lost' ? 'event.disputeLost' : 'event.disputeChanged',
        );
      case 'payment.identified':
        return say('event.identified', { id: params.externalId ?? '' });
      case 'payment.adopted':
        return say('event.adopted');
      case 'dispute.answer-prepared':
        return say('event.answerPrepared');
      case 'dispute.answer-unknown':
        return say('event.answerUnknown');
      case 'dispute.answer-ended':
        return say(state === 'sent' ? 'event.answerSent' : 'event.answerRefused');
      case 'payment.flag-cleared':
        return say('event.flagCleared');
      case 'purchase.recorded':
        return say('event.purchase');
      case 'purchase.reversed':
        return say('event.purchaseReversed');
      case 'voucher.redeemed':
        return say('event.voucher', { money: shownMoney });
      case 'period.late':
        return say('event.late', { day: params.day ? times.day(params.day) : '' });
      default:
        return isHappeningWord(kind) ? say(`happening.${kind}`) : kind;
    }
  };
}

/** The provider's own word, where the event carries one. */
function ownWord({ params }: Happening): string | null {
  return params.detail ?? params.providerStatus ?? null;
}

export function Timeline({ events }: { events: readonly Happening[] }) {
  const { say, times } = useWords();
  const sentence = useSentence();
  const source = useEventSource();
  return (
    <StubSection title={say('payment.whatHappened')}>
      <ol className="timeline">
        {events.map((happening) => {
          const word = ownWord(happening);
          const how = say('event.by', { operator: happening.operator, source: source(happening.source) });
          return (
            <li key={happening.event} title={say('event.learned', { time: times.iso(happening.recordedAt) })}>
              <span className="timeline-dot" aria-hidden="true" />
              <span className="timeline-text">
                {sentence(happening)} {word && <q className="soft">{word}</q>}
                {happening.params.evidence && (
                  <small className="soft">
                    {say('event.shownBy')} <bdi>{happening.params.evidence}</bdi>
                  </small>
                )}
                <small className="soft">
                  <bdi>{how}</bdi>
                </small>
              </span>
              <Moment at={happening.occurredAt} className="faint" />
            </li>
          );
        })}
      </ol>
    </StubSection>
  );
}
