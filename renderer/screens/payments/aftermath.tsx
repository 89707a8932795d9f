/** What was taken back of a payment: refunds and disputes, with their own words and dates. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { Amount } from '../../ui/amount';
import { Moment } from '../../ui/moment';
import { negated } from '../../ui/money-text';
import { StubSection } from '../../ui/stub';
import { DisputeLines, useAnswers } from './dispute-lines';

export function Aftermath({ detail }: { detail: PaymentDetail }) {
  const { say } = useWords();
  const { refunds, disputes } = detail;
  const answers = useAnswers(detail.row.id, disputes.length > 0).data;
  if (refunds.length === 0 && disputes.length === 0) return null;
  return (
    <StubSection title={say('payment.takenBack')}>
      {refunds.map((refund) => (
        <div key={refund.externalId} className="taken-back">
          <div className="money-line">
            <span>
              {say(`refundStatus.${refund.status}`)} {refund.reason && <q className="soft">{refund.reason}</q>}
            </span>
            <Amount
              amount={negated(refund.amount.amount)}
              currency={refund.amount.currency}
              dim={refund.status !== 'completed'}
            />
          </div>
          <Moment at={refund.at} className="faint" />
        </div>
      ))}
      {disputes.map((dispute) => (
        <DisputeLines key={dispute.externalId} dispute={dispute} detail={detail} answers={answers} />
      ))}
    </StubSection>
  );
}
