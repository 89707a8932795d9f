/** Amounts as the ledger sets them: figures first, the currency small and muted behind, red with a true minus when negative. */
import { useWords } from '../locales/words';
import { isNegative } from './money-text';

export interface AmountProps {
  /** Decimal text of the wire. */
  amount: string;
  currency: string;
  /** Lighter ink: it does not count. */
  dim?: boolean;
  /** With a plus when more than zero: a change. */
  signed?: boolean;
}

export function Amount({ amount, currency, dim = false, signed = false }: AmountProps) {
  const { money, change } = useWords();
  const tone = dim ? 'amount dim' : isNegative(amount) ? 'amount negative' : 'amount';
  return (
    <span className={tone}>
      <span className="amount-figure">{signed ? change(amount, currency) : money(amount, currency)}</span>{' '}
      <span className="amount-currency">{currency}</span>
    </span>
  );
}

/** A large figure, in the serif. */
export function Figure({ amount, currency }: Pick<AmountProps, 'amount' | 'currency'>) {
  const { money } = useWords();
  return (
    <span className={isNegative(amount) ? 'figure negative' : 'figure'}>
      {money(amount, currency)} <small>{currency}</small>
    </span>
  );
}
