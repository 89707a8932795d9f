/** What a screen may ask about payments. */
import { z } from 'zod';
import { invoiceKinds } from '../../kernel/invoice';
import {
  clearableFlags,
  disputeStates,
  flags,
  MOST_CHOSEN,
  methods,
  payoutStatuses,
  purposes,
  reasons,
  refundStatuses,
  reversals,
  statuses,
} from '../../kernel/payment';
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
import { namedTaxSchema } from '../invoices/contract';
import { paymentColumnIds } from './columns';

/** All parts must hold. Days are of the book's time zone, by the table's date (completion, else creation); both ends count. */
export const paymentFilterSchema = z.strictObject({
  status: z.enum(statuses).optional(),
  /** Words begin-match description, reference, ids, customer and payer. */
  text: z.string().max(200).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  gateways: z.array(z.string().max(40)).max(20).optional(),
  methods: z.array(z.enum(methods)).max(20).optional(),
  currencies: z.array(currencySchema).max(50).optional(),
  purposes: z.array(z.enum(purposes)).max(10).optional(),
  /** In major units of each payment's own currency. */
  minAmount: decimalSchema.optional(),
  maxAmount: decimalSchema.optional(),
  customer: idSchema.optional(),
  payout: idSchema.optional(),
  flagged: z.boolean().optional(),
  /** Whose refunds, or disputes, moved what its gateway holds; on which business days, and in which currency it settled. */
  reversedBy: z.enum(reversals).optional(),
  reversedFrom: daySchema.optional(),
  reversedTo: daySchema.optional(),
  reversedIn: currencySchema.optional(),
  /** Rows that a person chose one by one; and those that were taken out of *all*. */
  only: z.array(idSchema).max(MOST_CHOSEN).optional(),
  without: z.array(idSchema).max(MOST_CHOSEN).optional(),
});
export type PaymentFilter = z.infer<typeof paymentFilterSchema>;

export const paymentSortSchema = sortSchema(paymentColumnIds);

export const paymentRowSchema = z.object({
  id: idSchema,
  /** Completion time, or creation time where there is none yet. */
  at: timeSchema,
  createdAt: timeSchema,
  completedAt: timeSchema.nullable(),
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  payer: z.string().nullable(),
  amount: moneySchema,
  status: z.enum(statuses),
  reason: z.enum(reasons).nullable(),
  providerStatus: z.string(),
  gateway: z.string(),
  method: z.enum(methods),
  methodLabel: z.string().nullable(),
  description: z.string(),
  reference: z.string(),
  externalId: z.string().nullable(),
  purpose: z.enum(purposes).nullable(),
  fee: moneySchema.nullable(),
  /** In the payment's currency; null when nothing was. */
  refunded: decimalSchema.nullable(),
  disputed: decimalSchema.nullable(),
  flag: z.enum(flags).nullable(),
  checkedAt: timeSchema.nullable(),
});
export type PaymentRow = z.infer<typeof paymentRowSchema>;

const postingSchema = z.object({
  from: z.string(),
  to: z.string(),
  money: moneySchema,
  bookedOn: daySchema,
  event: z.number().int(),
});

const happeningSchema = z.object({
  event: z.number().int(),
  kind: z.string(),
  occurredAt: timeSchema,
  recordedAt: timeSchema,
  operator: z.string(),
  source: z.string(),
  /** What fills the blanks of the sentence for this kind. */
  params: z.record(z.string(), z.string()),
});

export const paymentDetailSchema = z.object({
  row: paymentRowSchema,
  detail: z.string().nullable(),
  link: z.string().nullable(),
  bookedOn: daySchema.nullable(),
  /** Invoices of this book that it was asked for, or that its money pays: how much of it does. */
  invoices: z.array(z.object({ id: idSchema, number: z.string(), kind: z.enum(invoiceKinds), paid: decimalSchema })),
  settlement: z
    .object({
      externalId: z.string(),
      gross: moneySchema,
      fee: moneySchema,
      net: moneySchema,
      rate: z.string().nullable(),
    })
    .nullable(),
  refunds: z.array(
    z.object({
      externalId: z.string(),
      at: timeSchema,
      amount: moneySchema,
      status: z.enum(refundStatuses),
      reason: z.string().nullable(),
    }),
  ),
  disputes: z.array(
    z.object({
      externalId: z.string(),
      openedAt: timeSchema,
      amount: moneySchema,
      state: z.enum(disputeStates),
      providerStatus: z.string(),
      reason: z.string(),
      dueAt: timeSchema.nullable(),
    }),
  ),
  payout: z
    .object({
      id: idSchema,
      externalId: z.string(),
      amount: moneySchema,
      status: z.enum(payoutStatuses),
      arrivalDay: daySchema,
    })
    .nullable(),
  events: z.array(happeningSchema),
  postings: z.array(postingSchema),
  nextCheckAt: timeSchema.nullable(),
});
export type PaymentDetail = z.infer<typeof paymentDetailSchema>;

export const paymentTotalsSchema = z.object({
  /** Of the filter without its status, so that the tabs can stand beside each other. */
  counts: z.object({
    All: z.number().int(),
    Pending: z.number().int(),
    Completed: z.number().int(),
    Cancelled: z.number().int(),
  }),
  /** Rows that the filter shows, status included. */
  count: z.number().int(),
  /** Completed payments of the filter, per currency, by size; `receipts` leaves out purchases and payments from credit. */
  completed: z.array(
    z.object({ currency: currencySchema, amount: decimalSchema, receipts: decimalSchema, count: z.number().int() }),
  ),
  /** False: at least so many. `exactTotals` counts all of them. */
  exact: z.boolean(),
});
export type PaymentTotals = z.infer<typeof paymentTotalsSchema>;

export const paymentsContract = {
  page: procedure
    .input(
      z.strictObject({
        filter: paymentFilterSchema,
        sort: paymentSortSchema,
        ...placeSchema,
      }),
    )
    .output(z.object({ rows: z.array(paymentRowSchema), next: z.string().nullable() })),
  /** Told at once, of a bounded number of rows. */
  totals: procedure.input(z.strictObject({ filter: paymentFilterSchema })).output(paymentTotalsSchema),
  /** Of all rows, on the thread of long work: seconds for a million rows under a filter that no sums know. */
  exactTotals: procedure.input(z.strictObject({ filter: paymentFilterSchema })).output(paymentTotalsSchema),
  get: procedure.input(z.strictObject({ id: idSchema })).output(paymentDetailSchema),
  /** What the filter's menus can offer: only what the book holds. */
  choices: procedure.output(
    z.object({
      gateways: z.array(z.object({ provider: z.string(), label: z.string() })),
      currencies: z.array(currencySchema),
      methods: z.array(z.enum(methods)),
    }),
  ),
  /** Asks the gateway for the present state of one payment, now. */
  check: procedure
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ changed: z.boolean(), status: z.enum(statuses) })),
  /** A person has seen to it: the flag goes. Throws Failure payment-unknown, flag-gone. */
  clearFlag: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, flag: z.enum(clearableFlags) }))
    .output(z.object({})),
  /** A purchase: a negative payment, Completed at once, taken from the customer's credit. `amount` is positive. */
  recordPurchase: procedure
    .input(
      z.strictObject({
        request: idSchema,
        customer: idSchema,
        amount: decimalSchema,
        currency: currencySchema,
        occurredAt: timeSchema.optional(),
        description: z.string().min(1).max(500),
        reference: z.string().max(200).default(''),
        purpose: z.enum(purposes).optional(),
        product: z
          .string()
          .regex(/^[a-z0-9-]{1,40}$/)
          .default('general'),
        /** Within the amount. */
        tax: namedTaxSchema.optional(),
      }),
    )
    .output(z.object({ id: idSchema })),
};
