/** The fields of Stripe's objects that are read, as they come. What is money or identity must be exact; a label that is odd is left out. */
import { z } from 'zod';

/** Unix seconds from the year 2000 to 9999: milliseconds and zeros are refused. */
const seconds = z.int().min(946_684_800).max(253_402_300_799);
const id = z.string().min(1).max(255);
const whole = z.int();
const label = z.string().nullish().catch(null);
const word = z.string().min(1).max(100);

/** An id, or the object in its place when it was expanded. */
const reference = z
  .union([id, z.object({ id }).transform((object) => object.id)])
  .nullish()
  .transform((value) => value ?? null);

const address = z
  .object({ line1: label, line2: label, city: label, state: label, postal_code: label, country: label })
  .nullish()
  .catch(null);

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
  source: z.unknown(),
});
export type Movement = z.infer<typeof movementSchema>;

/** The whole balance transaction when it was expanded; an id alone says nothing of amounts. */
const movement = z
  .union([id.transform(() => null), movementSchema])
  .nullish()
  .transform((value) => value ?? null);

const accountTail = z.object({ last4: label, bank_name: label }).nullish().catch(null);
const methodDetails = z
  .object({
    type: label,
    card: z.object({ brand: label, last4: label }).nullish().catch(null),
    sepa_debit: accountTail,
    us_bank_account: accountTail,
    bacs_debit: accountTail,
    au_becs_debit: accountTail,
    acss_debit: accountTail,
  })
  .nullish()
  .catch(null);

const metadata = z.record(z.string(), z.string()).nullish().catch(null);

export const chargeSchema = z.object({
  id,
  object: z.literal('charge'),
  amount: whole,
  amount_captured: whole.nullish(),
  amount_refunded: whole.nullish(),
  balance_transaction: movement,
  billing_details: z.object({ name: label, email: label }).nullish().catch(null),
  captured: z.boolean(),
  created: seconds,
  currency: word,
  customer: reference,
  description: label,
  disputed: z.boolean().nullish(),
  failure_message: label,
  metadata,
  outcome: z.object({ seller_message: label }).nullish().catch(null),
  payment_intent: reference,
  payment_method_details: methodDetails,
  receipt_email: label,
  status: word,
});
export type Charge = z.infer<typeof chargeSchema>;

export const intentSchema = z.object({
  id,
  object: z.literal('payment_intent'),
  amount: whole,
  amount_received: whole.nullish(),
  canceled_at: seconds.nullish(),
  cancellation_reason: label,
  created: seconds,
  currency: word,
  customer: reference,
  description: label,
  last_payment_error: z.object({ message: label, decline_code: label }).nullish().catch(null),
  latest_charge: z
    .union([id.transform(() => null), chargeSchema])
    .nullish()
    .transform((value) => value ?? null),
  metadata,
  next_action: z.looseObject({ type: z.string() }).nullish().catch(null),
  payment_method_types: z.array(z.string()).nullish().catch(null),
  receipt_email: label,
  status: word,
});
export type Intent = z.infer<typeof intentSchema>;

export const refundSchema = z.object({
  id,
  object: z.literal('refund'),
  amount: whole,
  balance_transaction: movement,
  charge: reference,
  created: seconds,
  currency: word,
  failure_reason: label,
  payment_intent: reference,
  reason: label,
  status: word,
});

export const disputeSchema = z.object({
  id,
  object: z.literal('dispute'),
  amount: whole,
  balance_transactions: z.array(movementSchema),
  charge: reference,
  created: seconds,
  currency: word,
  evidence_details: z
    .object({ due_by: seconds.nullish().catch(null) })
    .nullish()
    .catch(null),
  payment_intent: reference,
  reason: label,
  status: word,
});

export const payoutSchema = z.object({
  id,
  object: z.literal('payout'),
  amount: whole,
  arrival_date: seconds,
  automatic: z.boolean(),
  created: seconds,
  currency: word,
  reconciliation_status: label,
  statement_descriptor: label,
  status: word,
});
export type Payout = z.infer<typeof payoutSchema>;

export const customerSchema = z.object({
  id,
  object: z.literal('customer'),
  address,
  business_name: label,
  created: seconds,
  email: label,
  individual_name: label,
  name: label,
  phone: label,
  preferred_locales: z.array(z.string()).nullish().catch(null),
});

/** What an event tells: which object changed. The object itself is fetched again. */
export const eventSchema = z.object({
  id,
  object: z.literal('event'),
  created: seconds,
  type: word,
  data: z.object({
    object: z.looseObject({ id: id.optional(), object: word, created: seconds.nullish().catch(null) }),
  }),
});
export type StripeEvent = z.infer<typeof eventSchema>;

/** One page of a list; its rows are read one by one, so that a bad one does not hide the others. */
export const listSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.unknown()).max(1000),
  has_more: z.boolean(),
});

export const accountSchema = z.object({
  id,
  email: label,
  business_profile: z.object({ name: label }).nullish().catch(null),
  settings: z
    .object({ dashboard: z.object({ display_name: label }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
