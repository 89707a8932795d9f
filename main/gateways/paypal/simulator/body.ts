/** What a client sent, read as PayPal would: anything that is not there or not as expected is refused with its field. */
import { isCurrency } from '../../../kernel/currency';
import { readDecimal } from '../../../kernel/money';
import { field, textOf } from '../../field';
import { badRequest, refused } from './problem';
import { isWhole } from './terms';

export function jsonOf(body: string): unknown {
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed;
  } catch {
    throw badRequest('MALFORMED_REQUEST_JSON', 'The request JSON is not well formed.');
  }
}

/** The value at the end of these steps; undefined when one of them is missing. */
export function at(value: unknown, ...steps: readonly string[]): unknown {
  return steps.reduce<unknown>((here, step) => field(here, step), value);
}

export function textAt(value: unknown, ...steps: readonly string[]): string | null {
  return textOf(at(value, ...steps));
}

/** A text of at most that length; null when it is not there. */
export function shortAt(value: unknown, max: number, ...steps: readonly string[]): string | null {
  const text = textAt(value, ...steps);
  if (text !== null && text.length > max) {
    throw badRequest('INVALID_STRING_MAX_LENGTH', `The value of ${steps.join('/')} is too long.`);
  }
  return text;
}

/** Above zero, in the currency's own decimals. */
export function moneyAt(value: unknown, ...steps: readonly string[]): { amount: number; currency: string } {
  const currency = textAt(value, ...steps, 'currency_code');
  const text = textAt(value, ...steps, 'value');
  if (currency === null || text === null) {
    throw badRequest('MISSING_REQUIRED_PARAMETER', 'A required field / parameter is missing: amount.');
  }
  if (!isCurrency(currency)) throw badRequest('INVALID_CURRENCY_CODE', 'Currency code is invalid.');
  if (isWhole(currency) && text.includes('.')) {
    throw refused('DECIMALS_NOT_SUPPORTED');
  }
  const amount = readDecimal(text, currency);
  if (typeof amount === 'string') throw refused('DECIMAL_PRECISION');
  if (amount <= 0) throw refused('CANNOT_BE_ZERO_OR_NEGATIVE');
  return { amount, currency };
}
