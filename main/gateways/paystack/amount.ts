/**
 * Paystack counts every currency in hundredths (https://paystack.com/docs/api/#supported-currency), also the West African franc,
 * which has no smaller unit: an amount of it that is no whole franc cannot be booked exactly, and is not.
 */
import { exponentOf, isCurrency } from '../../kernel/currency';
import { type Minor, minor } from '../../kernel/money';

/** Without a smaller unit in ISO 4217, and counted in hundredths all the same. */
const hundredthsOfWhole = new Set(['XOF']);

/** Something came that cannot be booked; the message says why, for a person. */
export class Unreadable extends Error {}

/** Throws Unreadable when it is not a currency that the book can hold. */
export function currencyOf(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code) || !isCurrency(code)) throw new Unreadable(`“${text.slice(0, 20)}” is not a currency`);
  return code;
}

/** Paystack's amount (a whole number) in the book's minor units. Throws Unreadable when it is not exact there. */
export function amountOf(value: number, currency: string): Minor {
  if (!Number.isSafeInteger(value)) throw new Unreadable(`the amount ${value} is not a whole number`);
  if (isHundredths(currency)) return minor(value);
  if (value % 100 !== 0) throw new Unreadable(`the amount ${value} is not a whole number of ${currency}`);
  return minor(value / 100);
}

/** As `amountOf`, for what can never be negative or nothing. */
export function positiveAmountOf(value: number, currency: string): Minor {
  const amount = amountOf(value, currency);
  if (amount <= 0) throw new Unreadable(`the amount ${value} is not above zero`);
  return amount;
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
