/** What a screen may ask about customers and their balances. */
import { z } from 'zod';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  moneySchema,
  placeSchema,
  procedure,
  sortSchema,
  timeSchema,
} from '../../wire';
import { customerColumnIds } from './columns';

export const customerFilterSchema = z.strictObject({
  text: z.string().max(200).optional(),
  /** Only those with something due. */
  owing: z.boolean().optional(),
});
export type CustomerFilter = z.infer<typeof customerFilterSchema>;

export const customerRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  since: timeSchema,
  /** One per currency that the customer ever had; never added together. */
  balances: z.array(moneySchema),
  due: z.array(moneySchema),
  payments: z.number().int(),
  lastPaymentAt: timeSchema.nullable(),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

/** balance = paid + granted + voucher - receivable, per currency. */
export const balanceSchema = z.object({
  currency: currencySchema,
  balance: decimalSchema,
  paid: decimalSchema,
  granted: decimalSchema,
  voucher: decimalSchema,
  receivable: decimalSchema,
  /** Available credit: the three lots. */
  available: decimalSchema,
  /** Amount due. */
  due: decimalSchema,
});
export type Balance = z.infer<typeof balanceSchema>;

const whyRowSchema = z.object({ payment: idSchema, at: timeSchema, description: z.string(), amount: decimalSchema });

export const whySchema = z.object({
  currency: currencySchema,
  /** First the view that customers know: Completed payments, then purchases, then what else moved it, until the figure. */
  lines: z.array(
    z.object({
      /** completed-payments, purchases, refunds, refunds-failed, disputes-lost, adjustments, other */
      kind: z.string(),
      count: z.number().int(),
      amount: decimalSchema,
      /** The sum so far, this line included. */
      running: decimalSchema,
      rows: z.array(whyRowSchema),
      /** True when there are more rows than are given. */
      more: z.boolean(),
    }),
  ),
  balance: decimalSchema,
  /** The sum of the lines equals the kept balance. False is a finding of *Check the book*. */
  proven: z.boolean(),
  /** What does not count, and by which rule: pending, cancelled, other-currency, after-cut-off. */
  leftOut: z.array(
    z.object({
      rule: z.string(),
      currency: currencySchema,
      count: z.number().int(),
      amount: decimalSchema,
      rows: z.array(whyRowSchema),
      more: z.boolean(),
    }),
  ),
  lots: balanceSchema,
  asOf: daySchema.nullable(),
});
export type Why = z.infer<typeof whySchema>;

const customerSchema = z.object({
  row: customerRowSchema,
  phone: z.string().nullable(),
  address: z.array(z.string()),
  language: z.string().nullable(),
  externalIds: z.array(z.object({ gateway: z.string(), externalId: z.string() })),
  payers: z.array(
    z.object({ id: idSchema, name: z.string(), email: z.string().nullable(), payments: z.number().int() }),
  ),
  balances: z.array(balanceSchema),
});
export type CustomerDetail = z.infer<typeof customerSchema>;

export const customersContract = {
  page: procedure
    .input(z.strictObject({ filter: customerFilterSchema, sort: sortSchema(customerColumnIds), ...placeSchema }))
    .output(z.object({ rows: z.array(customerRowSchema), next: z.string().nullable() })),
  count: procedure
    .input(z.strictObject({ filter: customerFilterSchema }))
    .output(z.object({ count: z.number().int() })),
  get: procedure.input(z.strictObject({ id: idSchema })).output(customerSchema),
  /** Why this balance: the rows in it, the rows left out and by which rule, down to the figure. */
  why: procedure
    .input(z.strictObject({ id: idSchema, currency: currencySchema, asOf: daySchema.optional() }))
    .output(whySchema),
  /** Every customer's balances, per currency. */
  balances: procedure
    .input(z.strictObject({ customer: idSchema.optional() }))
    .output(z.array(z.object({ customer: idSchema, name: z.string() }).extend(balanceSchema.shape))),
  add: procedure
    .input(
      z.strictObject({
        request: idSchema,
        name: z.string().trim().min(1).max(200),
        email: z.email().max(254).optional(),
        phone: z.string().max(40).optional(),
        address: z.array(z.string().max(200)).max(8).optional(),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
        language: z.string().max(20).optional(),
      }),
    )
    .output(z.object({ id: idSchema })),
};
