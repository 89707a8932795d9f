/**
 * The fields of NOWPayments' answers that are read. A number may come in quotes or without, and with up to 18 decimals: all are
 * kept as their text.
 */
import { z } from 'zod';
import { field } from '../field';
import { decimalTextOf, JsonNumber } from '../lossless-json';

/** `5592161154`, `"5592161154"`: the same id. Null for what is none. */
export function idTextOf(value: unknown): string | null {
  const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[\w-]{1,100}$/.test(text) ? text : null;
}

/** Digits as they were written. Null for what is no number that is zero or above. */
function amountTextOf(value: unknown): string | null {
  const text = decimalTextOf(value);
  return text === null || text.startsWith('-') ? null : text;
}

/** `2023-07-28T15:06:09.932Z` as UTC milliseconds, from 2015 on; null for what is no such time. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|\+00:?00)$/.test(value))
    return null;
  const at = Date.parse(value.replace(/\+00:?00$/, 'Z'));
  if (!Number.isFinite(at) || at < FIRST_MS || at > LAST_MS) return null;
  return new Date(at).toISOString().startsWith(value.slice(0, 10)) ? at : null;
}

const FIRST_MS = Date.UTC(2015, 0, 1);
const LAST_MS = Date.UTC(9998, 0, 1);

function read<T>(reader: (value: unknown) => T | null) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T => {
      const found = reader(value);
      if (found !== null) return found;
      context.issues.push({ code: 'custom', message: 'not as expected', input: value });
      return z.NEVER;
    });
}

/** Null where nothing came; what came must be readable. */
function readIfThere<T>(reader: (value: unknown) => T | null) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T | null => {
      if (value === null || value === undefined || value === '') return null;
      const found = reader(value);
      if (found === null) context.issues.push({ code: 'custom', message: 'not as expected', input: value });
      return found;
    });
}

const ticker = z.string().regex(/^[A-Za-z0-9]{1,30}$/);
const label = z.unknown().optional();

export const paymentSchema = z.object({
  payment_id: read(idTextOf),
  invoice_id: readIfThere(idTextOf),
  parent_payment_id: readIfThere(idTextOf),
  payment_status: z.string().min(1).max(100),
  price_amount: read(amountTextOf),
  price_currency: ticker,
  pay_amount: readIfThere(amountTextOf),
  actually_paid: readIfThere(amountTextOf),
  pay_currency: ticker.nullish(),
  outcome_amount: readIfThere(amountTextOf),
  outcome_currency: ticker.nullish(),
  order_id: label,
  order_description: label,
  payment_extra_ids: label,
  created_at: read(timeOf),
  updated_at: readIfThere(timeOf),
});
export type WirePayment = z.infer<typeof paymentSchema>;

const count = z
  .unknown()
  .optional()
  .transform((value) => {
    const text = decimalTextOf(value);
    return text !== null && /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : null;
  });

/** One page of the list; its rows are read one by one, so that a bad one does not hide the others. */
export const listSchema = z.object({ data: z.array(z.unknown()).max(1000), pagesCount: count });

export const invoiceSchema = z.object({ id: read(idTextOf), invoice_url: z.string().min(1).max(2048) });

export const tokenSchema = z.object({ token: z.string().min(1).max(4096) });

/** The account's id, which the sign-in's token carries. Null when it cannot be read. */
export function accountIdOf(token: string): string | null {
  const middle = token.split('.')[1] ?? '';
  try {
    return idTextOf(field(JSON.parse(Buffer.from(middle, 'base64url').toString('utf8')), 'id'));
  } catch {
    return null;
  }
}
