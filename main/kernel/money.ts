/** Money: integers of minor units, never a float. Decimal text is made and read here and nowhere else. */
import { exponentOf } from './currency';

/** An exact count of minor units (cents, fils, yen). Always a safe integer; the currency stands beside it. */
export type Minor = number & { readonly __minor: true };

/** The largest amount that the book keeps exactly, in minor units of any currency. */
export const MAX_MINOR = Number.MAX_SAFE_INTEGER;

export class MoneyRangeError extends RangeError {}

/** Takes a number that must already be a whole count of minor units. Throws MoneyRangeError otherwise. */
export function minor(value: number): Minor {
  if (!Number.isSafeInteger(value)) throw new MoneyRangeError(`not an exact amount in minor units: ${value}`);
  return (value === 0 ? 0 : value) as Minor;
}

/** The exact sum. Throws MoneyRangeError past ±9,007,199,254,740,991. */
export function addMinor(a: number, b: number): Minor {
  return minor(a + b);
}

/** SQLite totals come as bigint; this is their way into the program. Throws MoneyRangeError when out of range. */
export function minorFromBigInt(value: bigint): Minor {
  if (value > BigInt(MAX_MINOR) || value < -BigInt(MAX_MINOR))
    throw new MoneyRangeError(`amount out of range: ${value}`);
  return Number(value) as Minor;
}

/** `-1050` in USD gives `-10.50`; in JPY `-1050`. No grouping: this is the form on the wire and in files. */
export function toDecimal(value: number | bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const negative = value < 0;
  const digits = (negative ? -value : value).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return negative ? `-${text}` : text;
}

export type DecimalProblem = 'not-a-decimal' | 'too-many-decimals' | 'too-large';

/** Reads plain decimal text (`10.5`, `-3`, `8.850`). Zeros beyond the currency's digits are accepted, other digits are not. */
export function readDecimal(text: string, currency: string): Minor | DecimalProblem {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (!match) return 'not-a-decimal';
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = exponentOf(currency);
  if (/[^0]/.test(fraction.slice(exponent))) return 'too-many-decimals';
  const value = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (value > BigInt(MAX_MINOR)) return 'too-large';
  return minor(sign ? -Number(value) : Number(value));
}
