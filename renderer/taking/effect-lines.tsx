/** The ledger effect of a payment, in words; debit and credit are one click away. */
import { useWords } from '../locales/words';
import { useCreditOrder } from '../rpc/use-credit-order';
import { Amount } from '../ui/amount';
import { LedgerEffect } from '../ui/ledger-effect';
import { type Lots, movesOf, partsOfPlan } from './effect';
import type { Plan } from './plan';

function InWords({ plan }: { plan: Plan }) {
  const { say } = useWords();
  const { way, amount, currency, customer, invoice } = plan;
  const { due, credit } = partsOfPlan(plan);
  const held = say('ledger.credit', { customer: customer.name });
  const isVoucher = way.by === 'voucher';
  const place = 'gateway' in way ? say('taking.heldAt', { gateway: way.gatewayLabel }) : say('taking.atBank');
  const isCredit = way.by === 'account-credit';
  return (
    <>
      {!isCredit && !isVoucher && (
        <div className="money-line">
          <span>{place}</span>
          <Amount amount={amount} currency={currency} signed />
        </div>
      )}
      {due !== null && (
        <div className="money-line">
          <span>{say('taking.dueOn', { number: invoice?.number ?? '' })}</span>
          <Amount amount={`-${due}`} currency={currency} signed />
        </div>
      )}
      {credit !== null && (
        <div className="money-line">
          <span>{held}</span>
          <Amount amount={isCredit ? `-${credit}` : credit} currency={currency} signed />
        </div>
      )}
      {isVoucher && (
        <div className="money-line">
          <span>{say(plan.voucher?.kind === 'sold' ? 'voucherTaking.fromSold' : 'voucherTaking.fromGift')}</span>
          <Amount amount={`-${amount}`} currency={currency} signed />
        </div>
      )}
      {isCredit && (
        <div className="money-line">
          <span>{say('ledger.sales')}</span>
          <Amount amount={amount} currency={currency} signed />
        </div>
      )}
    </>
  );
}

const isAtOnce = ({ way }: Plan) => way.by === 'account-credit' || way.by === 'voucher';

export function EffectLines({ plan, lots }: { plan: Plan; lots: Lots | null }) {
  const { say } = useWords();
  const { currency } = plan;
  const order = useCreditOrder().data?.order;
  const postings = movesOf(plan, lots, order).map(({ amount, ...move }) => ({ ...move, money: { amount, currency } }));
  return (
    <LedgerEffect
      title={say('taking.effect')}
      lead={<p className="soft">{say(isAtOnce(plan) ? 'taking.effectNow' : 'taking.effectWhenPaid')}</p>}
      postings={postings}
    >
      <InWords plan={plan} />
    </LedgerEffect>
  );
}
