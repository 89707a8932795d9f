/** The fields of Razorpay's objects that are read. What is money, time, status or identity must be exact; a label that is odd is left out. */
import { z } from 'zod';
import { field, textOf } from '../field';

/** Unix seconds from the year 2000 to 9999: milliseconds and zeros are refused. */
const seconds = z.int().min(946_684_800).max(253_402_300_799);
const id = z.string().min(1).max(255);
const whole = z.int();
const word = z.string().min(1).max(100);
/** What is only shown, and what is read by a function of its own: taken as it comes. */
const label = z.unknown().optional();

export function idOf(value: unknown, name = 'id'): string | null {
  const found = textOf(field(value, name));
  return found !== null && found.length <= 255 ? found : null;
}

export const paymentSchema = z.object({
  id,
  entity: z.literal('payment'),
  amount: whole,
  base_amount: whole.nullish(),
  base_currency: word.nullish(),
  currency: word,
  status: word,
  captured: z.union([z.boolean(), z.literal([0, 1])]).nullish(),
  created_at: seconds,
  order_id: label,
  invoice_id: label,
  method: label,
  description: label,
  card: label,
  bank: label,
  wallet: label,
  vpa: label,
  email: label,
  customer_id: label,
  token_id: label,
  notes: label,
  fee: whole.nullish(),
  tax: whole.nullish(),
  error_description: label,
  error_reason: label,
});
export type Payment = z.infer<typeof paymentSchema>;

export const refundSchema = z.object({
  id,
  entity: z.literal('refund'),
  amount: whole,
  currency: word,
  payment_id: id,
  status: word.nullish(),
  created_at: seconds,
  receipt: label,
  notes: label,
});

export const disputeSchema = z.object({
  id,
  entity: z.literal('dispute'),
  payment_id: id,
  amount: whole,
  amount_deducted: whole.nullish(),
  currency: word,
  status: word,
  created_at: seconds,
  respond_by: z.int().min(0).nullish(),
  reason_code: label,
  phase: label,
});

export const settlementSchema = z.object({
  id,
  entity: z.literal('settlement'),
  amount: whole,
  status: word,
  created_at: seconds,
  fees: whole.nullish(),
  utr: label,
});

/** A row of the reconciliation: what one settlement did with one payment, refund, transfer or adjustment. */
export const reconSchema = z.object({
  entity_id: id,
  type: word,
  debit: whole.min(0),
  credit: whole.min(0),
  amount: whole.min(0),
  currency: word,
  fee: whole,
  tax: whole,
  settled: z.union([z.boolean(), z.literal([0, 1])]),
  created_at: seconds,
  settlement_id: id.nullish(),
  payment_id: id.nullish(),
  dispute_id: id.nullish(),
  description: label,
});
export type ReconRow = z.infer<typeof reconSchema>;

export const customerSchema = z.object({
  id,
  entity: z.literal('customer'),
  name: label,
  email: label,
  contact: label,
  created_at: seconds,
});

/** One page of a list; its rows are read one by one, so that a bad one does not hide the others. */
export const listSchema = z.object({ entity: z.literal('collection'), items: z.array(z.unknown()).max(1000) });

export const linkListSchema = z.object({ payment_links: z.array(z.unknown()).max(1000).nullish() });

/** A payment link, or the link by which a method is registered (which is an invoice there). */
export const pageSchema = z.object({
  id,
  short_url: z.string().min(1).max(2048),
  status: word,
  expire_by: z.int().min(0).nullish(),
  order_id: id.nullish(),
  payment_id: id.nullish(),
  payments: label,
  reference_id: label,
  receipt: label,
  description: label,
  notes: label,
});
export type PageObject = z.infer<typeof pageSchema>;

export const orderSchema = z.object({ id, entity: z.literal('order'), receipt: label, status: word });

/** All that the answer to a recurring charge says. */
export const chargedSchema = z.object({ razorpay_payment_id: id });

export const tokenSchema = z.object({
  id,
  method: label,
  card: label,
  bank: label,
  wallet: label,
  vpa: label,
  bank_details: label,
  recurring: z.boolean().nullish(),
  recurring_details: label,
  expired_at: z.int().min(0).nullish(),
  created_at: seconds.nullish(),
});

export const errorSchema = z.object({
  error: z.object({
    code: label,
    description: label,
    reason: label,
    step: label,
    metadata: label,
  }),
});
