/** What banks, exceptions, unknown receipts and claims look like on their way to a screen. */
import { z } from 'zod';
import { claimStates, exceptionTypes, receiptStates } from '../../kernel/matching';
import { statuses } from '../../kernel/payment';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  lateCauseSchema,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';

export const bankStandingSchema = z.object({
  id: idSchema,
  key: z.string(),
  name: z.string(),
  currency: currencySchema,
  /** Lines that nothing explains, and those that something does. */
  open: z.number().int(),
  matched: z.number().int(),
});

/** A bank line that one payment explains wholly. */
export const fittingLineSchema = z.object({
  /** Of the proposal: what accepting it takes. */
  key: z.string(),
  /** Nothing else fits either of them. */
  exact: z.boolean(),
  day: daySchema,
  money: moneySchema,
  bank: z.string(),
  /** Who it is from, and its text. */
  says: z.string(),
});

export const exceptionRowSchema = z.object({
  type: z.enum(exceptionTypes),
  key: z.string(),
  about: z.enum(['payment', 'payout', 'movement', 'late']),
  id: z.string(),
  label: z.string(),
  who: z.string(),
  gateway: z.string(),
  money: moneySchema,
  expected: decimalSchema.nullable(),
  day: daySchema,
  /** Its age in business hours. */
  hours: z.number().int(),
  owner: z.string().nullable(),
  note: z.string().nullable(),
  /** Why it is let be. */
  ignored: z.string().nullable(),
  /** Of what came late; null for the rest. */
  cause: lateCauseSchema.nullable(),
});

export const exceptionsWishSchema = z.strictObject({
  ...{ ignored: z.boolean().default(false), type: z.enum(exceptionTypes).optional() },
  /** Of that day or before. */
  until: daySchema.optional(),
  /** Of that day or later. */
  since: daySchema.optional(),
  /** As many are told, the oldest first; a screen lists what a person works through. */
  limit: z.number().int().min(1).max(20_000).default(500),
});

/** Of an export: `ignored` are those that somebody let be. Both ends of the days count. */
export const exceptionFilterSchema = z.strictObject({
  state: z.enum(['open', 'ignored']).optional(),
  ...{ type: z.enum(exceptionTypes).optional(), since: daySchema.optional(), until: daySchema.optional() },
});
export type ExceptionFilter = z.infer<typeof exceptionFilterSchema>;

const hour = z.number().int().min(0).max(24);

/** When somebody works here. */
export const calendarSchema = z
  .strictObject({
    /** 1 Monday to 7 Sunday. */
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    /** Hours of a working day, in the book's time zone. */
    ...{ from: hour, to: hour },
    /** On which nobody works: `2026-05-14` once, `12-25` every year. */
    holidays: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/)).max(400),
  })
  .refine(({ from, to }) => from < to, 'a day begins before it ends');

export const calendarContract = {
  /** By which the age of exceptions is told. */
  calendar: procedure.output(calendarSchema),
  /** Throws Failure input-invalid for a holiday that is no day. */
  setCalendar: procedure.input(calendarSchema).output(calendarSchema),
};

/** By days since; `from` and `to` are the days that the queue is narrowed to for the same ones. */
export const exceptionAgesSchema = z.array(
  z.object({
    bucket: z.enum(['today', 'three-days', 'week', 'month', 'older']),
    from: daySchema.nullable(),
    to: daySchema.nullable(),
    count: z.number().int(),
  }),
);

export const receiptRowSchema = z.object({
  id: idSchema,
  day: daySchema,
  money: moneySchema,
  state: z.enum(receiptStates),
  bank: z.string(),
  name: z.string(),
  text: z.string(),
  /** What it became. */
  payment: idSchema.nullable(),
});

export const claimRowSchema = z.object({
  id: idSchema,
  customer: z.object({ id: idSchema, name: z.string() }),
  money: moneySchema,
  day: daySchema,
  ticket: z.string(),
  state: z.enum(claimStates),
  payment: idSchema.nullable(),
  answer: z.string().nullable(),
  at: timeSchema,
  operator: z.string(),
  closedBy: z.string().nullable(),
  /** What may be it. */
  candidates: z.array(
    z.object({
      id: idSchema,
      money: moneySchema,
      status: z.enum(statuses),
      at: timeSchema,
      gateway: z.string(),
      reference: z.string(),
    }),
  ),
});

export const claimWishSchema = z.strictObject({
  ...{ request: idSchema, customer: idSchema, amount: decimalSchema, currency: currencySchema, day: daySchema },
  ticket: z.string().trim().max(100),
});

export const sayWishSchema = z.strictObject({
  ...{ request: idSchema, exception: z.string().min(1).max(300) },
  owner: z.string().trim().min(1).max(100).nullable(),
  note: z.string().trim().min(1).max(1_000).nullable(),
  ignored: z.string().trim().min(1).max(500).nullable(),
});
