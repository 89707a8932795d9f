/**
 * Stripe's minor units are not always ISO 4217's. Zero-decimal and three-decimal currencies and the special cases are those of
 * https://docs.stripe.com/currencies (MGA counts whole ariary there; ISK and UGX come as hundredths that must be whole).
 */
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Minor, minor, toDecimal } from '../../kernel/money';
import { aboveZero, Unreadable } from '../unreadable';

const zeroDecimal = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const threeDecimal = new Set('BHD JOD KWD OMR TND'.split(' '));
const hundredthsOfWhole = new Set(['ISK', 'UGX']);

/** Stripe's amount in the book's minor units. Throws Unreadable when it is not exact there. */
export function amountOf(value: number, currency: string): Minor {
  const shift = exponentOf(currency) - stripeDigits(currency);
  const scaled = shift >= 0 ? value * 10 ** shift : value / 10 ** -shift;
  if (!Number.isSafeInteger(value) || !Number.isSafeInteger(scaled)) {
    throw new Unreadable(`the amount ${value} is not a whole number of minor units of ${currency}`);
  }
  return minor(scaled);
}

/** As `amountOf`, for what can never be negative or nothing. */
export function positiveAmountOf(value: number, currency: string): Minor {
  return aboveZero(amountOf(value, currency), value);
}

/**
 * What may be asked for, as Stripe counts it. Throws Failure `too-many-decimals` for a thousandth of a dinar or a hundredth of an
 * ariary, which Stripe does not take, and `input-invalid` for a currency that it is not known to take.
 */
export function askedAmount(amount: Minor, currency: string): number {
  const places = exponentOf(currency) - digitsOrRefusal(currency);
  const asked = places <= 0 ? amount * 10 ** -places : amount / 10 ** places;
  const isWhole = Number.isSafeInteger(asked) && (!threeDecimal.has(currency) || asked % 10 === 0);
  if (!isWhole) throw new Failure('too-many-decimals', { text: toDecimal(amount, currency), currency });
  return asked;
}

function digitsOrRefusal(currency: string): number {
  try {
    return stripeDigits(currency);
  } catch (error) {
    throw error instanceof Unreadable ? new Failure('input-invalid', { detail: error.message }) : error;
  }
}

function stripeDigits(currency: string): number {
  if (zeroDecimal.has(currency)) return 0;
  if (threeDecimal.has(currency)) return 3;
  if (hundredthsOfWhole.has(currency) || exponentOf(currency) === 2) return 2;
  throw new Unreadable(`it is not known how Stripe counts ${currency}`);
}
