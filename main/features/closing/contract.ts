/** Closing a month: what there is to do before, who asked and who approved, what came late, and the bundle that seals it. */
import { z } from 'zod';
import { readMonth } from '../../kernel/time';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  jobOf,
  lateCauseSchema,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';
import { exportReceiptSchema } from '../export/contract';

export const monthSchema = z.string().refine((text) => readMonth(text) !== null, 'not a month (YYYY-MM)');
const note = z.string().trim().max(500);
const reason = z.string().trim().min(1).max(500);

/** In the order in which they are worked through. */
const closeChecks = [
  'gateways',
  'proofs',
  'attempts',
  'statements',
  'lines',
  'exceptions',
  'flagged',
  'approvals',
  'clearing',
  'late',
] as const;
export type CloseCheck = (typeof closeChecks)[number];

export const periodRequestSchema = z.object({
  id: idSchema,
  deed: z.enum(['close', 'reopen']),
  period: monthSchema,
  note: z.string(),
  requestedBy: z.string(),
  requestedAt: timeSchema,
  /** Who asked may take it back and never approve it. */
  own: z.boolean(),
  state: z.enum(['waiting', 'approved', 'refused']),
  answeredBy: z.string().nullable(),
  answeredAt: timeSchema.nullable(),
  why: z.string().nullable(),
});
export type PeriodRequest = z.infer<typeof periodRequestSchema>;

export const periodSchema = z.object({
  key: monthSchema,
  /** Null: it reaches back to the book's beginning. */
  from: daySchema.nullable(),
  to: daySchema,
  /** `current`: not over yet. `sealed-with`: closed together with a later one. */
  state: z.enum(['closed', 'sealed-with', 'reopened', 'open', 'current']),
  closedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  closedAt: timeSchema.nullable(),
  note: z.string(),
  reopened: z
    .object({ by: z.string(), approvedBy: z.string().nullable(), at: timeSchema, reason: z.string() })
    .nullable(),
  /** Hash of the event that closed it, hex: it stands for all before it. */
  head: z.string().nullable(),
  late: z.number().int(),
  waiting: periodRequestSchema.nullable(),
});
export type Period = z.infer<typeof periodSchema>;

export const checkSchema = z.object({
  check: z.enum(closeChecks),
  /** `none`: the book has nothing of the kind. */
  state: z.enum(['done', 'open', 'none']),
  count: z.number().int(),
  /** What is open, by name; 20 at most. */
  what: z.array(z.string()),
});
export type Check = z.infer<typeof checkSchema>;

/** What stands on a clearing account on the last day: settlements that no payout had carried by then, and payouts on their way. */
export const clearingSchema = z.object({
  account: z.string(),
  currency: currencySchema,
  balance: decimalSchema,
  explained: decimalSchema,
  difference: decimalSchema,
  count: z.number().int(),
  items: z.array(
    z.object({
      /** The payment that it is about. */
      payment: idSchema.nullable(),
      kind: z.enum(['payment', 'payout', 'other']),
      reference: z.string(),
      day: daySchema,
      amount: decimalSchema,
    }),
  ),
});
export type Clearing = z.infer<typeof clearingSchema>;

/** How far a gateway was fetched, and what proves it. */
export const gatewayCoverSchema = z.object({
  gateway: z.string(),
  /** Every day that the close seals, from the first thing that it told. */
  fetched: z.boolean(),
  /**
   * `balance`: all that moved comes to what it says that it holds; `report`: its own report of every movement agrees; `differs`: its
   * balance does not; `missing`: it states a balance, and nothing proves these days yet; `none`: it states none, or nothing moved.
   */
  proof: z.enum(['balance', 'report', 'differs', 'missing', 'none']),
  /** Until when it is proven. */
  day: daySchema.nullable(),
  /** The report's file. */
  report: z.string().nullable(),
});
export type GatewayCover = z.infer<typeof gatewayCoverSchema>;

export const checklistSchema = z.object({
  period: monthSchema,
  from: daySchema.nullable(),
  to: daySchema,
  checks: z.array(checkSchema),
  gateways: z.array(gatewayCoverSchema),
  clearing: z.array(clearingSchema),
  /** Who booked or matched by hand what the close seals, the most first. */
  makers: z.array(z.object({ operator: z.string(), count: z.number().int() })),
});
export type Checklist = z.infer<typeof checklistSchema>;

export const lateStates = ['open', 'accepted', 'corrected'] as const;

export const lateSchema = z.object({
  /** Its number in the journal. */
  event: z.number().int(),
  subject: idSchema,
  kind: z.string(),
  /** The day that it would have counted on, and the one that it counts on. */
  day: daySchema,
  bookedOn: daySchema,
  recordedAt: timeSchema,
  operator: z.string(),
  source: z.string(),
  cause: lateCauseSchema.nullable(),
  /** What it moved: from is credited, to is debited. */
  transfers: z.array(z.object({ from: z.string(), to: z.string(), money: moneySchema })),
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** When it is about a payment: its reference, or its number at the gateway. */
  payment: z.object({ reference: z.string() }).nullable(),
  state: z.enum(lateStates),
  note: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: timeSchema.nullable(),
});
export type Late = z.infer<typeof lateSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a bundle says of itself: `manifest.json` in it, whose bytes are signed. Times are ISO 8601 in UTC. */
export const manifestSchema = z.strictObject({
  format: z.literal('counterfoil-bundle 1'),
  book: z.strictObject({ id: z.string(), name: z.string(), timeZone: z.string() }),
  period: z.strictObject({ key: monthSchema, from: daySchema.nullable(), to: daySchema }),
  closed: z.strictObject({ by: z.string(), approvedBy: z.string().nullable(), at: z.string(), note: z.string() }),
  /** The event that closed it, and its hash: it stands for all before it. */
  journal: z.strictObject({ event: z.number().int(), head: z.string() }),
  writtenAt: z.iso.datetime(),
  /** Ed25519, 32 bytes as base64. */
  publicKey: z.string(),
  ledger: z.array(
    z.strictObject({
      currency: currencySchema,
      entries: z.number().int(),
      debited: decimalSchema,
      credited: decimalSchema,
    }),
  ),
  payments: z.array(
    z.strictObject({
      ...{ gateway: z.string(), status: z.string(), currency: currencySchema },
      ...{ count: z.number().int(), amount: decimalSchema },
    }),
  ),
  files: z.array(
    z.strictObject({ name: z.string(), bytes: z.number().int(), sha256, rows: z.number().int().nullable() }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  publicKey: z.string(),
  signature: z.string(),
});

const asked = z.object({ state: z.enum(['done', 'requested']), period: periodSchema });

export const closingContract = {
  /** The newest first: every closed month, and the open ones behind them. */
  periods: procedure.output(z.array(periodSchema)),
  /** Throws Failure period-unknown. */
  checklist: procedure.input(z.strictObject({ period: monthSchema })).output(checklistSchema),
  /** What a gateway's clearing account held at the end of a day, item by item; null where it never held anything in that currency. */
  clearing: procedure
    .input(z.strictObject({ gateway: z.string().min(1).max(60), currency: currencySchema, day: daySchema }))
    .output(clearingSchema.nullable()),
  /**
   * Asks for the close, or does it where the book has no operators. With something open on the checklist, `note` must say why.
   * Throws Failure period-not-over, period-closed-before, period-waits, period-open-checks.
   */
  close: procedure.input(z.strictObject({ request: idSchema, period: monthSchema, note })).output(asked),
  /** Throws Failure period-not-closed, period-not-last, period-waits. */
  reopen: procedure.input(z.strictObject({ request: idSchema, period: monthSchema, reason })).output(asked),
  /** By a different operator. Throws Failure approval-own, approval-answered, period-*, pin-needed, pin-wrong. */
  approve: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, pin: z.string().max(20).optional() }))
    .output(periodSchema),
  /** By a different operator, or taken back by the one who asked. Throws Failure approval-answered. */
  refuse: procedure.input(z.strictObject({ request: idSchema, id: idSchema, why: reason })).output(periodSchema),
  /**
   * Writes the sealed bundle of a closed month. `file`: only for the command line. Throws Failure period-not-closed, passphrase-needed
   * (the key that signs is sealed and locked), path-invalid, file-exists, export-failed.
   */
  bundle: procedure
    .input(
      z.strictObject({
        request: idSchema,
        period: monthSchema,
        /** Of its summary. */
        language: z.enum(['en', 'es']).default('en'),
        file: z.string().max(4000).optional(),
        overwrite: z.boolean().default(false),
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  /** The public keys by which bundles of this book are checked, the latest first. */
  keys: procedure.output(z.array(z.object({ publicKey: z.string(), madeBy: z.string(), madeAt: timeSchema }))),
  /** The newest first, 500 at most. `period`: of one month only. */
  late: procedure
    .input(z.strictObject({ period: monthSchema.optional(), open: z.boolean().default(false) }))
    .output(z.array(lateSchema)),
  /** Throws Failure late-answered. */
  answerLate: procedure
    .input(
      z.strictObject({
        request: idSchema,
        events: z.array(z.number().int().positive()).min(1).max(500),
        answer: z.enum(['accepted', 'corrected']),
        note: reason,
      }),
    )
    .output(z.object({ answered: z.number().int() })),
};
