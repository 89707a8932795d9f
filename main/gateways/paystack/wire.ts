/**
 * The fields of Paystack's objects that are read. What is money, time, status or identity must be exact; everything else is taken as
 * it comes, since Paystack says the same thing in many ways (`created_at` or `createdAt`, an object, its JSON text, `""`, 0 or null).
 */
import { z } from 'zod';
import { field } from '../field';
import { decimalTextOf } from '../lossless-json';

const MAX_METADATA = 65_536;

/** A number as Paystack counts its objects, as text; null for anything else. */
export function idOf(value: unknown): string | null {
  const text = decimalTextOf(value);
  return text !== null && /^[1-9]\d{0,19}$/.test(text) ? text : null;
}

/** The number of an object, or of the object that stands in the place of its number. */
export function referredId(value: unknown): string | null {
  return idOf(value) ?? idOf(field(value, 'id'));
}

/** Metadata however it was written: an object, its JSON text, or nothing (`""`, 0, null). */
export function metadataOf(value: unknown): unknown {
  if (typeof value !== 'string') return typeof value === 'object' ? value : null;
  if (!value.startsWith('{') || value.length > MAX_METADATA) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return null;
  }
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;
const FIRST_MS = Date.UTC(2000, 0, 1);

/** UTC milliseconds of ISO text from the year 2000 on; null for anything else. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !isoTime.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < FIRST_MS ? null : at;
}

const id = z.unknown().transform((value, context) => {
  const text = idOf(value);
  if (text !== null) return text;
  context.addIssue({ code: 'custom', message: 'not a number of an object' });
  return z.NEVER;
});
const whole = z.int();
const word = z.string().min(1).max(100);
const code = z.string().min(1).max(255);
/** What is only shown, and what is read on its own: taken as it comes. */
const loose = z.unknown().optional();

export const transactionSchema = z.object({
  id,
  status: word,
  reference: code,
  amount: whole,
  currency: word,
  fees: whole.nullish(),
  message: loose,
  gateway_response: loose,
  paid_at: loose,
  paidAt: loose,
  created_at: loose,
  createdAt: loose,
  transaction_date: loose,
  channel: loose,
  metadata: loose,
  customer: loose,
  authorization: loose,
});
export type Transaction = z.infer<typeof transactionSchema>;

export const customerSchema = z.object({
  customer_code: code,
  email: loose,
  first_name: loose,
  last_name: loose,
  phone: loose,
  created_at: loose,
  createdAt: loose,
});

export const refundSchema = z.object({
  id,
  transaction: loose,
  amount: whole,
  deducted_amount: loose,
  currency: word,
  status: word,
  created_at: loose,
  createdAt: loose,
  expected_at: loose,
  reason: loose,
  merchant_note: loose,
});

export const disputeSchema = z.object({
  id,
  refund_amount: whole.nullish(),
  currency: loose,
  status: word,
  resolution: loose,
  category: loose,
  transaction: loose,
  dueAt: loose,
  resolvedAt: loose,
  created_at: loose,
  createdAt: loose,
});

export const payoutSchema = z.object({
  id,
  status: word,
  currency: word,
  effective_amount: whole,
  settlement_date: loose,
  created_at: loose,
  createdAt: loose,
});

/** What a charge of a saved method answers: a transaction, or a page on which its holder must agree. */
export const chargedSchema = z.object({
  reference: code,
  status: loose,
  paused: loose,
  authorization_url: loose,
});

export const openedSchema = z.object({ authorization_url: z.string().min(1).max(2048), reference: code });

export const authorizationSchema = z.object({
  authorization_code: code,
  reusable: loose,
  last4: loose,
  exp_month: loose,
  exp_year: loose,
  brand: loose,
  card_type: loose,
  bank: loose,
  channel: loose,
  signature: loose,
});

export const balanceSchema = z.array(z.object({ currency: word, balance: whole })).max(100);

/** One answer, and one page of a list; rows are read one by one, so that a bad one does not hide the others. */
export const answerSchema = z.object({
  status: z.literal(true),
  data: z.unknown().optional(),
  meta: z.unknown().optional(),
});
export const rowsSchema = z.array(z.unknown()).max(1000);
