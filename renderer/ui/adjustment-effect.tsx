/** What an adjustment does to a customer's lots, before it is applied; debit and credit are one click away. */
import { useState } from 'react';
import type { AdjustmentEffect } from '../../main/features/credits/contract';
import { correctedAccounts } from '../../main/kernel/adjustment';
import { useWords } from '../locales/words';

const parts = ['granted', 'voucher', 'paid', 'receivable'] as const;

function shortAccount(account: string): string {
  return account.replace(/:([0-9a-f]{8})-[0-9a-f-]{27}/, ':$1…');
}

/** What an account is called for people, as far as adjustments know it. */
export function useCounterName() {
  const { say } = useWords();
  return (account: string): string => {
    const corrected = correctedAccounts.find((one) => one === account);
    if (corrected) return say(`adjustAccount.${corrected}`);
    if (account === 'goodwill') return say('adjust.accountGoodwill');
    return account === 'opening' ? say('adjust.accountOpening') : account;
  };
}

function InWords({ effect, currency }: { effect: AdjustmentEffect; currency: string }) {
  const { say, money } = useWords();
  const counterName = useCounterName();
  return (
    <>
      {parts
        .filter((part) => effect.before[part] !== effect.after[part])
        .map((part) => (
          <div key={part} className="money-line">
            <span>{say(`adjustLot.${part}`)}</span>
            <span className="amount">
              {say('adjust.becomes', {
                before: money(effect.before[part], currency),
                after: money(effect.after[part], currency),
              })}{' '}
              <span className="amount-currency">{currency}</span>
            </span>
          </div>
        ))}
      <p className="soft">{say('adjust.against', { account: counterName(effect.counter) })}</p>
    </>
  );
}

function DebitCredit({ effect }: { effect: AdjustmentEffect }) {
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
        {effect.lines.map(({ from, to, money: moved }) => (
          <tr key={`${to} ${from}`}>
            <td className="mono">{shortAccount(to)}</td>
            <td className="mono">{shortAccount(from)}</td>
            <td className="taking-figure">
              {money(moved.amount, moved.currency)} <span className="amount-currency">{moved.currency}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function AdjustmentEffectLines({ effect, currency }: { effect: AdjustmentEffect; currency: string }) {
  const { say } = useWords();
  const [asLedger, setAsLedger] = useState(false);
  return (
    <section className="taking-effect" aria-label={say('adjust.effect')}>
      <div className="stub-section-head">
        <h3>{say('adjust.effect')}</h3>
        <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
          {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
        </button>
      </div>
      {asLedger ? <DebitCredit effect={effect} /> : <InWords effect={effect} currency={currency} />}
    </section>
  );
}
