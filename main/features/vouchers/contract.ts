/** Vouchers: batches of codes, what became of each, redeeming, voiding, and what is owed for those that were sold. */
import { z } from 'zod';
import type { Id } from '../../kernel/id';
import { type Purpose, purposes } from '../../kernel/payment';
import { batchStates, MOST_USES, MOST_VOUCHERS, voidWays, voucherKinds, voucherStates } from '../../kernel/voucher';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  failureSchema,
  idSchema,
  jobOf,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';
import { exportReceiptSchema } from '../export/contract';

const kindSchema = z.enum(voucherKinds);
const whole = z.number().int();
/** As a person types or scans it. */
export const codeSchema = z.string().min(1).max(80);

/** How many, and what they come to, in the currency beside them. */
const countSchema = z.object({ uses: whole, amount: decimalSchema });
export type VoucherCount = z.infer<typeof countSchema>;

export const batchRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: kindSchema,
  state: z.enum(batchStates),
  /** Of one use. */
  money: moneySchema,
  from: daySchema,
  /** The last day, which counts; null: for ever. */
  to: daySchema.nullable(),
  /** Of each voucher; by one customer: null, as often as there are uses. */
  uses: whole,
  perCustomer: whole.nullable(),
  count: whole,
  issued: countSchema,
  redeemed: countSchema,
  voided: countSchema,
  expired: countSchema,
  /** What is left. Of a sold batch that much is owed. */
  open: countSchema,
  issuedAt: timeSchema,
});
export type BatchRow = z.infer<typeof batchRowSchema>;

const batchSchema = z.object({
  row: batchRowSchema,
  note: z.string(),
  pattern: z.string(),
  /** Of a sold one: where its money is (`bank-transfer`, a gateway account), what proves it, and the day it counts in. */
  paid: z.object({ at: z.string(), note: z.string(), day: daySchema }).nullable(),
});
export type BatchDetail = z.infer<typeof batchSchema>;

const personSchema = z.object({ id: idSchema, name: z.string() });

export const voucherRowSchema = z.object({
  id: idSchema,
  /** Its place in the batch, from 1: what it is called where its code is hidden. */
  no: whole,
  state: z.enum(voucherStates),
  uses: whole,
  used: whole,
  /** Where the batch is sold: what became of the money of a voided one. */
  voided: z.object({ at: timeSchema, way: z.enum(voidWays).nullable(), reason: z.string() }).nullable(),
  lastUse: z.object({ payment: idSchema, at: timeSchema, customer: personSchema.nullable() }).nullable(),
});
export type VoucherRow = z.infer<typeof voucherRowSchema>;

const useSchema = z.object({
  payment: idSchema,
  at: timeSchema,
  money: moneySchema,
  customer: personSchema.nullable(),
  voucher: z.object({ id: idSchema, no: whole }),
  batch: z.object({ id: idSchema, name: z.string(), kind: kindSchema }),
});
export type VoucherUse = z.infer<typeof useSchema>;

export const createInputSchema = z.strictObject({
  request: idSchema,
  name: z.string().trim().min(1).max(80),
  kind: kindSchema,
  /** What one use is worth, in major units. */
  amount: decimalSchema,
  currency: currencySchema,
  from: daySchema,
  to: daySchema.nullable(),
  uses: whole.min(1).max(MOST_USES).default(1),
  perCustomer: whole.min(1).max(MOST_USES).nullable().default(1),
  note: z.string().trim().max(500).default(''),
  pattern: z.string().min(1).max(60),
  count: whole.min(1).max(MOST_VOUCHERS),
  /** Of a sold one only. `at`: `bank-transfer`, or the key of a gateway account. The day: when the money came. */
  paid: z
    .strictObject({ at: z.string().min(1).max(60), note: z.string().trim().min(1).max(500), day: daySchema })
    .nullable()
    .default(null),
});

const redeemInputSchema = z.strictObject({
  request: idSchema,
  customer: idSchema,
  payer: idSchema.optional(),
  code: codeSchema,
  currency: currencySchema,
  purpose: z.enum(purposes).optional(),
  description: z.string().trim().max(500).default(''),
});

/** All that is open of a batch, or of these of it. */
const chosen = { batch: idSchema, vouchers: z.array(idSchema).min(1).max(MOST_VOUCHERS).optional() };

const periodSums = z.object({
  currency: currencySchema,
  kind: kindSchema,
  /** What was left before the first day, and what is left after the last. */
  before: countSchema,
  issued: countSchema,
  redeemed: countSchema,
  voided: countSchema,
  expired: countSchema,
  after: countSchema,
});

export const vouchersContract = {
  /** The newest first. */
  batches: procedure
    .input(z.strictObject({ limit: whole.min(1).max(500).default(100), before: idSchema.optional() }))
    .output(z.object({ rows: z.array(batchRowSchema), next: idSchema.nullable() })),
  /** Throws Failure voucher-batch-unknown. */
  batch: procedure.input(z.strictObject({ id: idSchema })).output(batchSchema),
  /** A batch's vouchers in their order, behind the place `after`. */
  list: procedure
    .input(
      z.strictObject({
        batch: idSchema,
        state: z.enum(voucherStates).optional(),
        after: whole.min(0).default(0),
        limit: whole.min(1).max(500).default(100),
      }),
    )
    .output(z.object({ rows: z.array(voucherRowSchema), next: whole.nullable() })),
  /** What was redeemed of a batch, of a voucher or by a customer, the newest first; at most 200. */
  uses: procedure
    .input(
      z.strictObject({
        batch: idSchema.optional(),
        voucher: idSchema.optional(),
        customer: idSchema.optional(),
        limit: whole.min(1).max(200).default(50),
      }),
    )
    .output(z.array(useSchema)),
  /** The codes themselves, as they are printed: only when a person asks to see them. */
  codes: procedure
    .input(z.strictObject({ vouchers: z.array(idSchema).min(1).max(500) }))
    .output(z.array(z.object({ id: idSchema, code: z.string() }))),
  /** Where the money of a sold batch may have been paid. */
  paidAt: procedure.output(z.array(z.object({ at: z.string(), label: z.string() }))),
  /** Throws Failure voucher-pattern-invalid, voucher-pattern-weak, amount-*, input-invalid; then nothing was issued. */
  create: procedure.input(createInputSchema).output(z.object({ id: idSchema })),
  /**
   * What a code is worth, and why it could not be redeemed now (by this customer, in this currency). Throws Failure
   * voucher-unknown, voucher-mistyped.
   */
  look: procedure
    .input(z.strictObject({ code: codeSchema, currency: currencySchema.optional(), customer: idSchema.optional() }))
    .output(
      z.object({
        voucher: idSchema,
        no: whole,
        batch: z.object({ id: idSchema, name: z.string(), kind: kindSchema }),
        money: moneySchema,
        /** How often it can still be used. */
        left: whole,
        refused: failureSchema.nullable(),
      }),
    ),
  /** Throws Failure voucher-* with the reason, customer-unknown; then nothing changed. */
  redeem: procedure.input(redeemInputSchema).output(z.object({ payment: idSchema, money: moneySchema })),
  /** What voiding would void. */
  voidable: procedure
    .input(z.strictObject(chosen))
    .output(z.object({ kind: kindSchema, vouchers: whole, open: countSchema, currency: currencySchema })),
  /** Throws Failure voucher-none-open, voucher-*; then nothing changed. */
  void: procedure
    .input(
      z.strictObject({
        request: idSchema,
        ...chosen,
        /** Of a sold one: what becomes of its money. */
        way: z.enum(voidWays).nullable().default(null),
        reason: z.string().trim().min(1).max(500),
      }),
    )
    .output(z.object({ vouchers: whole, open: countSchema })),
  /**
   * A batch's codes as a file, logged like every file that leaves the book; `open`: only those that can still be redeemed.
   * `file`: only for the command line.
   */
  export: procedure
    .input(
      z.strictObject({
        batch: idSchema,
        open: z.boolean().default(false),
        /** `pdf`: a sheet to cut up. */
        format: z.enum(['csv', 'pdf']).default('csv'),
        /** Of a sheet; left out: English. */
        language: z.enum(['en', 'es']).optional(),
        bom: z.boolean().default(false),
        file: z.string().max(4000).optional(),
        overwrite: z.boolean().default(false),
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  /** By currency and kind, in a span of business days (both count); left out: from the beginning, to now. */
  report: procedure.input(z.strictObject({ from: daySchema.optional(), to: daySchema.optional() })).output(
    z.object({
      rows: z.array(periodSums),
      /** What the ledger says is owed for sold ones, now. */
      outstanding: z.array(moneySchema),
    }),
  ),
};

/** Who asked, as the journal keeps it. */
export interface RedeemingAct {
  request: Id;
  operator: string;
  source: string;
}

export interface AskedRedemption {
  customer: Id;
  payer: Id | null;
  /** As typed. */
  code: string;
  currency: string;
  purpose: Purpose | null;
  /** Empty: the batch's name. */
  description: string;
}

/** What other features may ask of vouchers: their face. */
export interface Vouchers {
  /** Makes a Completed payment. The same request is done once. Throws Failure voucher-* with the reason; then nothing changed. */
  redeem(act: RedeemingAct, asked: AskedRedemption): { payment: Id };
}
