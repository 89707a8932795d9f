/**
 * PayPal's amounts: decimal text beside a currency code, signed where money left. HUF, JPY and TWD take no decimals there
 * (https://developer.paypal.com/docs/reports/reference/paypal-supported-currencies/), also where the currency has minor units.
 */
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Minor, readDecimal, toDecimal } from '../../kernel/money';
import { Unreadable } from '../unreadable';
import type { Money } from './wire';

const wholeOnly = new Set(['HUF', 'JPY', 'TWD']);

export interface Sum {
  amount: Minor;
  currency: string;
}

/** Exact minor units, sign kept. Throws Unreadable when the book cannot hold it exactly. */
export function sumOf({ currency_code: currency, value }: Money): Sum {
  if (!/^[A-Z]{3}$/.test(currency) || !isCurrency(currency)) {
    throw new Unreadable(`“${currency.slice(0, 20)}” is not a currency`);
  }
  const amount = readDecimal(value, currency);
  if (typeof amount === 'string')
    throw new Unreadable(`the amount ${value.slice(0, 40)} ${currency} is ${why[amount]}`);
  return { amount, currency };
}

const why = {
  'not-a-decimal': 'not a decimal number',
  'too-many-decimals': 'not a whole number of minor units',
  'too-large': 'larger than the book can hold',
} as const;

/** As `sumOf`, for what must be in that currency. */
export function amountIn(money: Money, currency: string): Minor {
  const sum = sumOf(money);
  if (sum.currency !== currency) throw new Unreadable(`it is in ${sum.currency} where ${currency} was expected`);
  return sum.amount;
}

/** As PayPal takes it. Throws Failure `input-invalid` for a part of a unit in a currency that takes none there. */
export function moneyOf(amount: number, currency: string): Money {
  const text = toDecimal(amount, currency);
  if (!wholeOnly.has(currency)) return { currency_code: currency, value: text };
  const [whole = text, fraction = ''] = text.split('.');
  if (/[^0]/.test(fraction)) throw new Failure('input-invalid', { detail: `PayPal takes whole ${currency} only` });
  return { currency_code: currency, value: whole };
}
