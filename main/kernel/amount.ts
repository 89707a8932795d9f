/** Amounts that people type, read with a failure that says what is wrong. */
import { exponentOf } from './currency';
import { Failure } from './failure';
import { type Minor, readDecimal, toDecimal } from './money';

/**
 * `1.500` in euro is 1,500 to half of the world and 1.50 to the other half: three decimals that end in a zero which the currency has no
 * place for are a person's thousands more often than their hundredths.
 */
export function mayBeThousands(text: string, currency: string): boolean {
  return /^-?[1-9]\d{0,2}\.\d{2}0$/.test(text) && exponentOf(currency) < 3;
}

/** Decimal text that a person typed. Throws Failure amount-invalid, too-many-decimals, amount-too-large. */
export function signedAmount(text: string, currency: string): Minor {
  if (mayBeThousands(text, currency)) throw new Failure('too-many-decimals', { text, currency });
  return statedAmount(text, currency);
}

/** As a file states it: its decimal sign is known. Throws as `signedAmount`. */
export function statedAmount(text: string, currency: string): Minor {
  const amount = readDecimal(text, currency);
  if (amount === 'not-a-decimal') throw new Failure('amount-invalid', { text });
  if (amount === 'too-many-decimals') throw new Failure('too-many-decimals', { text, currency });
  if (amount === 'too-large') {
    throw new Failure('amount-too-large', { limit: toDecimal(Number.MAX_SAFE_INTEGER, currency), currency });
  }
  return amount;
}

function aboveZero(amount: Minor, text: string): Minor {
  if (amount <= 0) throw new Failure('amount-invalid', { text });
  return amount;
}

/** What a person typed, above zero. */
export function positiveAmount(text: string, currency: string): Minor {
  return aboveZero(signedAmount(text, currency), text);
}

/** What a file states, above zero. */
export function positiveStated(text: string, currency: string): Minor {
  return aboveZero(statedAmount(text, currency), text);
}
