/** What a screen may ask about charging due invoices: by which rules, what failed, and what a person does about it. */
import { z } from 'zod';
import { attemptOutcomes, attemptStates } from '../../kernel/attempt';
import { chargeViews, MOST_STOP_DAYS, MOST_TRY_DAYS, noTryReasons, retriers } from '../../kernel/charge';
import { declineClasses } from '../../kernel/decline';
import { statuses } from '../../kernel/payment';
import { daySchema, idSchema, moneySchema, procedure, timeSchema } from '../../wire';

export const chargeRulesSchema = z.strictObject({
  /** Off: nothing is charged by itself. */
  automatic: z.boolean(),
  /** Of the day, in the book's time zone. */
  hour: z.number().int().min(0).max(23),
  /** After the due day; each once, rising. */
  days: z
    .array(z.number().int().min(1).max(MOST_STOP_DAYS))
    .max(MOST_TRY_DAYS)
    .refine((days) => days.every((day, n) => n === 0 || day > (days[n - 1] ?? 0)), 'days must rise'),
  /** So many days after the due day it ends. */
  stopDays: z.number().int().min(0).max(MOST_STOP_DAYS),
  /** By the key of a gateway account; left out: we. */
  retriers: z.record(z.string().max(60), z.enum(retriers)),
});
export type ChargeRulesInput = z.infer<typeof chargeRulesSchema>;

/** When it is tried again by itself; null: not any more, for the reason in `why`. */
const nextShape = { nextAt: timeSchema.nullable(), why: z.enum(noTryReasons).nullable() };
const nextSchema = z.object(nextShape);
export type NextTry = z.infer<typeof nextSchema>;

const methodSchema = z.object({
  id: idSchema,
  gateway: z.string(),
  label: z.string(),
  /** The payer consents to automatic charges. */
  consent: z.boolean(),
});

export const failedChargeSchema = z.object({
  /** The invoice's. */
  id: idSchema,
  number: z.string(),
  customer: z.object({ id: idSchema, name: z.string() }),
  /** Null: the customer itself. */
  payer: idSchema.nullable(),
  open: moneySchema,
  dueDay: daySchema,
  promisedDay: daySchema.nullable(),
  /** Why the last try came to nothing; null: that is not known (yet), or a person gave it up. */
  decline: z.enum(declineClasses).nullable(),
  code: z.string().nullable(),
  /** The provider's words. */
  words: z.string().nullable(),
  tries: z.number().int(),
  lastAt: timeSchema,
  attempt: z.object({ id: idSchema, payment: idSchema, gateway: z.string(), state: z.enum(attemptStates) }),
  ...nextShape,
  stopDay: daySchema,
  stopped: z.object({ at: timeSchema, by: z.string(), why: z.string() }).nullable(),
  /** What would happen next, were it resumed; null where it is not stopped. */
  resumed: nextSchema.nullable(),
  /** With what *Retry now* would charge. */
  method: methodSchema.nullable(),
  /** And what would happen next by itself, were it switched to. */
  others: z.array(methodSchema.extend({ next: nextSchema })),
  /** Why *Retry now* would be refused. */
  refusal: z.enum(['charge-awaits-payment', 'charge-not-again', 'charge-no-method']).nullable(),
  /** Notices by e-mail about it that went out: how many, and the last. */
  notices: z.object({ sent: z.number().int(), lastAt: timeSchema.nullable() }),
  /** The open page that the customer was sent. */
  link: z.string().nullable(),
});
export type FailedCharge = z.infer<typeof failedChargeSchema>;

/** What one round did: came in; declined; not known yet; could not be begun. */
export const chargePassSchema = z.object({
  charged: z.number().int(),
  declined: z.number().int(),
  open: z.number().int(),
  failed: z.number().int(),
});
export type ChargePass = z.infer<typeof chargePassSchema>;

const asked = { request: idSchema, id: idSchema };

export const chargesContract = {
  /** Due invoices whose charge failed, the 500 with the oldest due day; the list that leaves the book has all. */
  list: procedure.input(z.strictObject({ view: z.enum(chargeViews) })).output(
    z.object({
      rows: z.array(failedChargeSchema),
      counts: z.object({ person: z.number().int(), planned: z.number().int(), stopped: z.number().int() }),
      /** False: there are more charged invoices than one look takes in, so that the counts may be higher. */
      whole: z.boolean(),
    }),
  ),
  /** Invoices whose failed charge would be tried again with this saved method: with none once it is deleted, until a person chooses. */
  triedWith: procedure
    .input(z.strictObject({ method: idSchema }))
    .output(z.array(z.object({ id: idSchema, number: z.string() }))),
  rules: procedure.output(chargeRulesSchema),
  setRules: procedure.input(chargeRulesSchema.extend({ request: idSchema })).output(chargeRulesSchema),
  /** Charges the rest of the invoice now. Answers as a payment does. Throws Failure charge-*, invoice-*, gateway-*. */
  retry: procedure.input(z.strictObject(asked)).output(
    z.object({
      payment: idSchema,
      attempt: idSchema,
      status: z.enum(statuses),
      state: z.enum(attemptStates),
      outcome: z.enum(attemptOutcomes).nullable(),
      words: z.string().nullable(),
    }),
  ),
  /** Another saved method of the same payer, from now on. Throws Failure saved-method-unknown. */
  switch: procedure.input(z.strictObject({ ...asked, method: idSchema })).output(z.object({})),
  /** Nothing is tried by itself any more. */
  stop: procedure.input(z.strictObject({ ...asked, why: z.string().trim().max(500).default('') })).output(z.object({})),
  resume: procedure.input(z.strictObject(asked)).output(z.object({})),
  /** One round now: charges what is due. */
  run: procedure.output(chargePassSchema),
};
