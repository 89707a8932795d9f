/**
 * Razorpay counts every currency in the minor units of ISO 4217: paise, whole yen, thousandths of a dinar, of which the last digit
 * must be 0 (https://razorpay.com/docs/payments/international-payments, Amounts).
 */
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Minor, minor, toDecimal } from '../../kernel/money';
import { currencyOf as readCurrency, Unreadable } from '../unreadable';

/** What every settlement is in. */
export const HOME_CURRENCY = 'INR';

/** Throws Unreadable when it is not a currency that the book can hold, or not one that Razorpay counts in a known way. */
export function currencyOf(text: string): string {
  const code = readCurrency(text);
  if (exponentOf(code) > 3) throw new Unreadable(`it is not known how Razorpay counts ${code}`);
  return code;
}

/** Throws Unreadable for what is not above zero. */
export function positiveAmountOf(value: number): Minor {
  if (!Number.isSafeInteger(value) || value <= 0) throw new Unreadable(`the amount ${value} is not above zero`);
  return minor(value);
}

/** Throws Unreadable for what is below zero. */
export function amountOf(value: number): Minor {
  if (!Number.isSafeInteger(value) || value < 0) throw new Unreadable(`the amount ${value} is below zero`);
  return minor(value);
}

/** What may be asked for, as Razorpay counts it. Throws Failure `too-many-decimals` for a thousandth of a dinar and the like. */
export function askedAmount(amount: Minor, currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent > 3 || (exponent === 3 && amount % 10 !== 0)) {
    throw new Failure('too-many-decimals', { text: toDecimal(amount, currency), currency });
  }
  return amount;
}
