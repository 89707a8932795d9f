/**
 * Paystack counts every currency in hundredths (https://paystack.com/docs/api/#supported-currency), also the West African franc,
 * which has no smaller unit: an amount of it that is no whole franc cannot be booked exactly, and is not.
 */
import { exponentOf, isCurrency } from '../../kernel/currency';
import { type Minor, minor } from '../../kernel/money';
import { aboveZero, Unreadable } from '../unreadable';

/** Without a smaller unit in ISO 4217, and counted in hundredths all the same. */
const hundredthsOfWhole = new Set(['XOF']);

/** Paystack's amount (a whole number) in the book's minor units. Throws Unreadable when it is not exact there. */
export function amountOf(value: number, currency: string): Minor {
  if (!Number.isSafeInteger(value)) throw new Unreadable(`the amount ${value} is not a whole number`);
  if (isHundredths(currency)) return minor(value);
  if (value % 100 !== 0) throw new Unreadable(`the amount ${value} is not a whole number of ${currency}`);
  return minor(value / 100);
}

/** As `amountOf`, for what can never be negative or nothing. */
export function positiveAmountOf(value: number, currency: string): Minor {
  return aboveZero(amountOf(value, currency), value);
}

/** Minor units of the book as Paystack counts them. Throws Unreadable past what is exact, and for a currency that it does not count. */
export function subunitsOf(amount: Minor, currency: string): number {
  const value = isHundredths(currency) ? amount : amount * 100;
  if (!Number.isSafeInteger(value)) throw new Unreadable('the amount is too large');
  return value;
}

/** False: in whole units, which Paystack counts in hundredths. Throws Unreadable where that is not known. */
function isHundredths(currency: string): boolean {
  if (isCurrency(currency) && exponentOf(currency) === 2) return true;
  if (hundredthsOfWhole.has(currency)) return false;
  throw new Unreadable(`it is not known how Paystack counts ${currency.slice(0, 10)}`);
}
