/** Amounts that people type, read with a failure that says what is wrong. */
import { Failure } from './failure';
import { type Minor, readDecimal, toDecimal } from './money';

/** Decimal text as minor units, of either sign. Throws Failure amount-invalid, too-many-decimals, amount-too-large. */
export function signedAmount(text: string, currency: string): Minor {
  const amount = readDecimal(text, currency);
  if (amount === 'not-a-decimal') throw new Failure('amount-invalid', { text });
  if (amount === 'too-many-decimals') throw new Failure('too-many-decimals', { text, currency });
  if (amount === 'too-large') {
    throw new Failure('amount-too-large', { limit: toDecimal(Number.MAX_SAFE_INTEGER, currency), currency });
  }
  return amount;
}

/** The same, above zero. */
export function positiveAmount(text: string, currency: string): Minor {
  const amount = signedAmount(text, currency);
  if (amount <= 0) throw new Failure('amount-invalid', { text });
  return amount;
}
