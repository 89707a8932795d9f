/** What an adjustment does to a customer's lots, before it is applied; debit and credit are one click away. */
import type { AdjustmentEffect } from '../../main/features/credits/contract';
import { correctedAccounts } from '../../main/kernel/adjustment';
import { useWords } from '../locales/words';
import { LedgerEffect } from './ledger-effect';

const parts = ['granted', 'voucher', 'paid', 'receivable'] as const;

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

export function AdjustmentEffectLines({ effect, currency }: { effect: AdjustmentEffect; currency: string }) {
  const { say } = useWords();
  return (
    <LedgerEffect title={say('adjust.effect')} postings={effect.lines}>
      <InWords effect={effect} currency={currency} />
    </LedgerEffect>
  );
}
