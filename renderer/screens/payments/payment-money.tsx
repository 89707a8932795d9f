/** What the gateway kept and paid out of a payment: gross, fee, net, and the payout that it went with. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { Amount } from '../../ui/amount';
import { negated } from '../../ui/money-text';
import { StubSection } from '../../ui/stub';

type Settlement = NonNullable<PaymentDetail['settlement']>;
type Payout = NonNullable<PaymentDetail['payout']>;

function SettlementLines({ settlement }: { settlement: Settlement }) {
  const { say } = useWords();
  const { gross, fee, net, rate } = settlement;
  const lines = [
    [say('payment.gross'), gross],
    [say('payment.fee'), { ...fee, amount: negated(fee.amount) }],
    [say('payment.net'), net],
  ] as const;
  return (
    <>
      {lines.map(([name, money]) => (
        <div key={name} className="money-line">
          <span>{name}</span>
          <Amount amount={money.amount} currency={money.currency} />
        </div>
      ))}
      {rate !== null && (
        <div className="money-line soft">
          <span>{say('payment.rate')}</span>
          <span>{rate}</span>
        </div>
      )}
    </>
  );
}

function PayoutLine({ payout }: { payout: Payout }) {
  const { say, times } = useWords();
  return (
    <div className="money-line payout-line">
      <a className="link" href={linkTo('payments', null, { payout: payout.id })}>
        {say('payment.payout', { day: times.day(payout.arrivalDay) })}
      </a>
      <span className="soft">{say(`payoutStatus.${payout.status}`)}</span>
      <Amount amount={payout.amount.amount} currency={payout.amount.currency} />
    </div>
  );
}

export function PaymentMoney({ detail }: { detail: PaymentDetail }) {
  const { say } = useWords();
  const { settlement, payout } = detail;
  if (!settlement && !payout) return null;
  return (
    <StubSection title={say('payment.toTheBank')}>
      {settlement && <SettlementLines settlement={settlement} />}
      {payout && <PayoutLine payout={payout} />}
    </StubSection>
  );
}
