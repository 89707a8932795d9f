/** The ledger effect of a payment, in words; debit and credit are one click away. */
import { useState } from 'react';
import { useWords } from '../locales/words';
import { Amount } from '../ui/amount';
import { type Lots, type Move, movesOf } from './effect';
import type { Plan } from './plan';

function shortAccount(account: string): string {
  return account.replace(/:([0-9a-f]{8})-[0-9a-f-]{27}/, ':$1…');
}

function InWords({ plan }: { plan: Plan }) {
  const { say } = useWords();
  const { way, amount, currency, customer, invoice } = plan;
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
      <div className="money-line">
        <span>{invoice ? say('taking.dueOn', { number: invoice.number }) : held}</span>
        <Amount amount={isCredit || invoice ? `-${amount}` : amount} currency={currency} signed />
      </div>
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

function DebitCredit({ moves, currency }: { moves: readonly Move[]; currency: string }) {
  const { say, money } = useWords();
  return (
    <table className="plain-table taking-moves">
      <thead>
        <tr>
          <th scope="col">{say('ledger.debit')}</th>
          <th scope="col">{say('ledger.creditSide')}</th>
          <th scope="col" className="taking-figure">
            {say('payments.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {moves.map(({ to, from, amount }) => (
          <tr key={`${to} ${from}`}>
            <td className="mono">{shortAccount(to)}</td>
            <td className="mono">{shortAccount(from)}</td>
            <td className="taking-figure">
              {money(amount, currency)} <span className="amount-currency">{currency}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isAtOnce = ({ way }: Plan) => way.by === 'account-credit' || way.by === 'voucher';

export function EffectLines({ plan, lots }: { plan: Plan; lots: Lots | null }) {
  const { say } = useWords();
  const [asLedger, setAsLedger] = useState(false);
  return (
    <section className="taking-effect" aria-label={say('taking.effect')}>
      <div className="stub-section-head">
        <h3>{say('taking.effect')}</h3>
        <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
          {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
        </button>
      </div>
      <p className="soft">{say(isAtOnce(plan) ? 'taking.effectNow' : 'taking.effectWhenPaid')}</p>
      {asLedger ? <DebitCredit moves={movesOf(plan, lots)} currency={plan.currency} /> : <InWords plan={plan} />}
    </section>
  );
}
