/** The fields of Stripe's objects that are read. What is money, time, status or identity must be exact; a label that is odd is left out. */
import { z } from 'zod';
import { field } from '../field';

/** Unix seconds from the year 2000 to 9999: milliseconds and zeros are refused. */
const seconds = z.int().min(946_684_800).max(253_402_300_799);
const id = z.string().min(1).max(255);
const whole = z.int();
const word = z.string().min(1).max(100);
/** What is only shown, and what is read by a schema of its own: taken as it comes, which also costs no time. */
const label = z.unknown().optional();
const nested = z.unknown().optional();

/** The id of a reference: itself, or that of the object in its place when it was expanded. */
export function idOf(value: unknown): string | null {
  const found = typeof value === 'string' ? value : field(value, 'id');
  return typeof found === 'string' && found !== '' && found.length <= 255 ? found : null;
}

export const movementSchema = z.object({
  id,
  object: z.literal('balance_transaction'),
  amount: whole,
  fee: whole,
  net: whole,
  currency: word,
  created: seconds,
  exchange_rate: z.number().positive().nullish(),
  type: word,
  source: nested,
});
export type Movement = z.infer<typeof movementSchema>;

export const chargeSchema = z.object({
  id,
  object: z.literal('charge'),
  amount: whole,
  amount_captured: whole.nullish(),
  amount_refunded: whole.nullish(),
  balance_transaction: nested,
  billing_details: nested,
  captured: z.boolean(),
  created: seconds,
  currency: word,
  customer: nested,
  description: label,
  failure_message: label,
  metadata: nested,
  outcome: nested,
  payment_method_details: nested,
  receipt_email: label,
  status: word,
});
export type Charge = z.infer<typeof chargeSchema>;

export const intentSchema = z.object({
  id,
  object: z.literal('payment_intent'),
  amount: whole,
  amount_received: whole.nullish(),
  cancellation_reason: label,
  created: seconds,
  currency: word,
  customer: nested,
  description: label,
  last_payment_error: nested,
  latest_charge: nested,
  metadata: nested,
  next_action: nested,
  payment_method_types: nested,
  receipt_email: label,
  status: word,
});
export type Intent = z.infer<typeof intentSchema>;

export const refundSchema = z.object({
  id,
  object: z.literal('refund'),
  amount: whole,
  balance_transaction: nested,
  charge: nested,
  created: seconds,
  currency: word,
  failure_reason: label,
  metadata: nested,
  payment_intent: nested,
  reason: label,
  status: word,
});

export const disputeSchema = z.object({
  id,
  object: z.literal('dispute'),
  amount: whole,
  balance_transactions: z.array(movementSchema),
  charge: nested,
  created: seconds,
  currency: word,
  evidence_details: nested,
  payment_intent: nested,
  reason: label,
  status: word,
});

export const payoutSchema = z.object({
  id,
  object: z.literal('payout'),
  amount: whole,
  arrival_date: seconds,
  automatic: z.boolean(),
  balance_transaction: nested,
  created: seconds,
  currency: word,
  method: label,
  reconciliation_status: label,
  statement_descriptor: label,
  status: word,
});

export const customerSchema = z.object({
  id,
  object: z.literal('customer'),
  address: nested,
  business_name: label,
  created: seconds,
  email: label,
  individual_name: label,
  name: label,
  phone: label,
  preferred_locales: nested,
});

export const sessionSchema = z.object({
  id,
  object: z.literal('checkout.session'),
  client_reference_id: label,
  expires_at: seconds,
  payment_intent: nested,
  status: z.enum(['open', 'complete', 'expired']),
  url: label,
});

export const methodSchema = z.object({ id, object: z.literal('payment_method'), created: seconds, type: word });

const held = z.array(z.object({ amount: whole, currency: word })).max(200);
export const balanceSchema = z.object({ object: z.literal('balance'), available: held, pending: held });

/** What an event tells: which object changed. The object itself is fetched again. */
export const eventSchema = z.object({
  id,
  object: z.literal('event'),
  created: seconds,
  type: word,
  data: z.object({
    object: z.looseObject({ id: id.optional(), object: word, created: z.int().nullish() }),
  }),
});
export type StripeEvent = z.infer<typeof eventSchema>;

/** One page of a list; its rows are read one by one, so that a bad one does not hide the others. */
export const listSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.unknown()).max(1000),
  has_more: z.boolean(),
});

export const accountSchema = z.object({ id, email: label, business_profile: nested, settings: nested });
