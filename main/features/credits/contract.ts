/** Credit given or taken by hand: what it would do is shown before it is done, and it can be reversed once. */
import { z } from 'zod';
import { adjustmentReasons, correctedAccounts } from '../../kernel/adjustment';
import { attachmentTypes, LONGEST_ATTACHED_NAME, MOST_ATTACHED_BYTES, MOST_ATTACHMENTS } from '../../kernel/attachment';
import { creditOrders } from '../../kernel/credit-order';
import {
  attachedSchema,
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  jobOf,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';
import { exportReceiptSchema } from '../export/contract';

const wishShape = {
  customer: idSchema,
  /** Signed: more for the customer is positive. */
  amount: decimalSchema,
  currency: currencySchema,
  reason: z.enum(adjustmentReasons),
  /** Of a correction: what was wrong. */
  account: z.enum(correctedAccounts).optional(),
};

export type AdjustmentWish = z.infer<z.ZodObject<typeof wishShape>>;

/** So long is what of the largest file comes as base64. */
const base64 = z.string().max(Math.ceil(MOST_ATTACHED_BYTES / 3) * 4);

export const adjustInputSchema = z.strictObject({
  request: idSchema,
  ...wishShape,
  note: z.string().trim().min(1).max(500),
  /** Of granted credit: the last day on which it counts. */
  expiresOn: daySchema.optional(),
  /** What shows why. */
  files: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(LONGEST_ATTACHED_NAME), content: base64 }))
    .max(MOST_ATTACHMENTS)
    .optional(),
});
export const reverseInputSchema = z.strictObject({
  request: idSchema,
  id: idSchema,
  note: z.string().trim().min(1).max(500),
});

/** `amount` is signed; `before` and `after` are the customer's. */
export const effectSchema = z.object({
  counter: z.string(),
  lines: z.array(z.object({ from: z.string(), to: z.string(), money: moneySchema })),
  before: z.object({ granted: decimalSchema, voucher: decimalSchema, paid: decimalSchema, receivable: decimalSchema }),
  after: z.object({ granted: decimalSchema, voucher: decimalSchema, paid: decimalSchema, receivable: decimalSchema }),
  /** Above this it waits for a second operator; null: it never does. */
  limit: decimalSchema.nullable(),
  needsApproval: z.boolean(),
});
export type AdjustmentEffect = z.infer<typeof effectSchema>;

export const adjustmentSchema = z.object({
  id: idSchema,
  amount: moneySchema,
  reason: z.enum(adjustmentReasons),
  note: z.string(),
  counter: z.string(),
  files: z.array(attachedSchema),
  expiresOn: daySchema.nullable(),
  /** What of it went unspent; null while its day has not come. */
  expired: decimalSchema.nullable(),
  madeBy: z.string(),
  madeAt: timeSchema,
  approvedBy: z.string().nullable(),
  reversedBy: z.string().nullable(),
  reversedAt: timeSchema.nullable(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

/** Done at once, or a request that waits for a different operator. */
export const adjustedSchema = z.object({ state: z.enum(['done', 'requested']), id: idSchema });
export type Adjusted = z.infer<typeof adjustedSchema>;

const fileWish = z.strictObject({ of: idSchema, sha256: attachedSchema.shape.sha256 });

const orderSchema = z.strictObject({ order: z.enum(creditOrders) });

export const creditsContract = {
  /** What it would do now; nothing is recorded. */
  preview: procedure.input(z.strictObject(wishShape)).output(effectSchema),
  /** Throws Failure adjustment-limit, amount-*, customer-unknown, input-invalid. */
  adjust: procedure.input(adjustInputSchema).output(adjustedSchema),
  /** An equal and opposite entry, once. Throws Failure adjustment-unknown, adjustment-reversed, adjustment-expired. */
  reverse: procedure.input(reverseInputSchema).output(adjustedSchema),
  /** Which lot is used up first, which then. */
  order: procedure.output(orderSchema),
  setOrder: procedure.input(orderSchema).output(orderSchema),
  /** Of one customer, the latest first, 200 at most. */
  list: procedure.input(z.strictObject({ customer: idSchema })).output(z.array(adjustmentSchema)),
  /** A file of an adjustment, or of the request for one (`of`: its id), to look at. Throws Failure attachment-gone. */
  file: procedure
    .input(fileWish)
    .output(z.object({ name: z.string(), type: z.enum(attachmentTypes), content: z.string() })),
  /** The same as a file. `file`: only for the command line, an absolute path. Throws Failure attachment-gone. */
  saveFile: procedure
    .input(fileWish.extend({ file: z.string().max(4000).optional(), overwrite: z.boolean().default(false) }))
    .output(jobOf(exportReceiptSchema)),
};
