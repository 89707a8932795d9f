/** Sums per currency, exact, for what a screen adds up itself: a selection, a payment's own postings. */
import { isCurrency } from '../../main/kernel/currency';
import { addMinor, type Minor, MoneyRangeError, minor, readDecimal, toDecimal } from '../../main/kernel/money';

export interface MoneyText {
  /** Decimal text. */
  amount: string;
  currency: string;
}

/** In the order in which the currencies first came. Null when an amount is not exact in its currency, or out of range. */
export function sumPerCurrency(moneys: readonly MoneyText[]): MoneyText[] | null {
  const sums = new Map<string, Minor>();
  try {
    for (const { amount, currency } of moneys) {
      const read = isCurrency(currency) ? readDecimal(amount, currency) : 'not-a-decimal';
      if (typeof read === 'string') return null;
      sums.set(currency, addMinor(sums.get(currency) ?? minor(0), read));
    }
  } catch (error) {
    if (error instanceof MoneyRangeError) return null;
    throw error;
  }
  return [...sums].map(([currency, sum]) => ({ currency, amount: toDecimal(sum, currency) }));
}
