/** Taking a payment by any method, receiving a bank transfer, refunding and cancelling. */
import { z } from 'zod';
import { attemptOutcomes, attemptStates } from '../../kernel/attempt';
import { methods, purposes, reasons, statuses } from '../../kernel/payment';
import { currencySchema, daySchema, decimalSchema, idSchema, procedure, timeSchema } from '../../wire';

/** How a payment is taken. `again`: a second one like one that was just asked for is meant. `draft`: it waits in the outbox. */
export const takeInputSchema = z.strictObject({
  request: idSchema,
  customer: idSchema,
  payer: idSchema.optional(),
  /** Left out: what a voucher is worth. */
  amount: decimalSchema.optional(),
  currency: currencySchema,
  purpose: z.enum(purposes).optional(),
  /** The invoice that it is for: paid when it becomes Completed, the rest stays credit. */
  invoice: idSchema.optional(),
  description: z.string().min(1).max(500),
  draft: z.boolean().default(false),
  again: z.boolean().default(false),
  via: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('page'),
      gateway: z.string().max(40),
      method: z.enum(methods).optional(),
      saveMethod: z.boolean().default(false),
    }),
    z.strictObject({
      by: z.literal('saved-method'),
      /** One of the payer's own; of the customer's own where there is no payer. */
      id: idSchema,
    }),
    z.strictObject({ by: z.literal('bank-transfer') }),
    /** An invoice with bank details: the one that is named, else one that adds funds. Pending until it is paid. */
    z.strictObject({ by: z.literal('invoice') }),
    /** The voucher’s code and currency: its worth is the amount. */
    z.strictObject({ by: z.literal('voucher'), code: z.string().min(1).max(80) }),
    z.strictObject({
      by: z.literal('account-credit'),
      product: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .default('general'),
    }),
  ]),
});

/** How it stands: the payment, and the attempt where a gateway was asked. */
export const takenSchema = z.object({
  payment: idSchema,
  attempt: idSchema.nullable(),
  status: z.enum(statuses),
  reason: z.enum(reasons).nullable(),
  /** Why it was declined or refused, in the gateway's words. */
  detail: z.string().nullable(),
  /** The page that the payer opens. */
  link: z.string().nullable(),
  expiresAt: timeSchema.nullable(),
  /** Of a bank transfer: what the payer must write on it. */
  reference: z.string(),
  state: z.enum(attemptStates).nullable(),
  outcome: z.enum(attemptOutcomes).nullable(),
  why: z.string().nullable(),
});
export type Taken = z.infer<typeof takenSchema>;

const bankSchema = z.strictObject({
  holder: z.string().max(140),
  iban: z.string().max(42),
  bic: z.string().max(11),
  bank: z.string().max(140),
});
export const takeSettingsSchema = z.strictObject({
  min: decimalSchema,
  max: decimalSchema,
  presets: z.array(decimalSchema).max(8),
  /** Where transfers in this currency go; null: not said yet. */
  bank: bankSchema.nullable(),
});
export const takeOptionsSchema = takeSettingsSchema.extend({ currency: currencySchema });
export type TakeOptions = z.infer<typeof takeOptionsSchema>;

/** One transfer, and what it pays: the parts must come to its amount. */
export const receiveInputSchema = z.strictObject({
  request: idSchema,
  amount: decimalSchema,
  currency: currencySchema,
  evidence: z.strictObject({
    day: daySchema,
    note: z.string().min(1).max(500),
    bankReference: z.string().max(140).optional(),
  }),
  parts: z
    .array(
      z.strictObject({
        /** A Pending bank transfer; it becomes Completed with this amount, whatever was asked. */
        payment: idSchema.optional(),
        /** Without a payment: whose it is. Neither: it stands in suspense, flagged. */
        customer: idSchema.optional(),
        amount: decimalSchema,
        /** What is missing of the payment goes on as a Pending one under the same reference. */
        restPending: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(100),
});

export const refundInputSchema = z.strictObject({
  request: idSchema,
  payment: idSchema,
  /** In the payment's currency; left out: all that is left. */
  amount: decimalSchema.optional(),
  to: z.enum(['method', 'credit']),
  /** For the payer or the provider to read. */
  reason: z.string().max(200).optional(),
  /** Why the customer may owe what of the payment was spent already; without it that is refused. */
  owes: z.string().min(1).max(500).optional(),
  draft: z.boolean().default(false),
});

export const cancelInputSchema = z.strictObject({ request: idSchema, id: idSchema });

export const takingContract = {
  /** Limits, presets and bank details of a currency. */
  options: procedure.input(z.strictObject({ currency: currencySchema })).output(takeOptionsSchema),
  setOptions: procedure.input(takeOptionsSchema).output(takeOptionsSchema),
  /** Takes a payment. Answers when it is known what came of it, or after half a minute; then `state` goes on in the outbox. */
  take: procedure.input(takeInputSchema).output(takenSchema),
  /**
   * A bank transfer was seen on a statement. Gives the payments that it made or completed; above its limit none, but the request
   * that waits for a second operator.
   */
  receive: procedure
    .input(receiveInputSchema)
    .output(z.object({ payments: z.array(idSchema), approval: idSchema.nullable() })),
  /**
   * Back to the method, whole or part: follow the attempt in the outbox. Credit above its limit: no attempt, but the request that
   * waits for a second operator. To credit: a credit note on what it paid; neither.
   */
  refund: procedure
    .input(refundInputSchema)
    .output(z.object({ attempt: idSchema.nullable(), approval: idSchema.nullable() })),
  /** Ends a Pending payment: its draft, its page at the provider, or the wait for a transfer. */
  cancel: procedure.input(cancelInputSchema).output(takenSchema),
};
