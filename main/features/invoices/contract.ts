/** What a screen may ask about invoices, and what can be done with one. */
import { z } from 'zod';
import {
  ageBuckets,
  invoiceKinds,
  invoiceStatuses,
  MOST_LINES,
  numberSeries,
  shortWays,
  TAX_CODE,
  TAX_RATE,
} from '../../kernel/invoice';
import { MOST_CHOSEN, statuses } from '../../kernel/payment';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  jobOf,
  moneySchema,
  placeSchema,
  procedure,
  sortSchema,
  timeSchema,
} from '../../wire';
import { exportReceiptSchema } from '../export/contract';
import { paperOrderShape } from '../papers/contract';
import { invoiceColumnIds } from './columns';
import { deferredRow, taxRow } from './figures-contract';

/** All parts must hold. Days are the due day; both ends count. */
export const invoiceFilterSchema = z.strictObject({
  status: z.enum(invoiceStatuses).optional(),
  kind: z.enum(invoiceKinds).optional(),
  /** Words in the number, the reference, the note, a line or the customer's name. */
  text: z.string().max(200).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  currencies: z.array(currencySchema).max(50).optional(),
  customer: idSchema.optional(),
  /** Rows that a person chose one by one; and those that were taken out of *all*. */
  only: z.array(idSchema).max(MOST_CHOSEN).optional(),
  without: z.array(idSchema).max(MOST_CHOSEN).optional(),
});
export type InvoiceFilter = z.infer<typeof invoiceFilterSchema>;

export const invoiceSortSchema = sortSchema(invoiceColumnIds);

export const invoiceRowSchema = z.object({
  id: idSchema,
  kind: z.enum(invoiceKinds),
  status: z.enum(invoiceStatuses),
  /** Null while it is a draft. */
  number: z.string().nullable(),
  reference: z.string().nullable(),
  customer: z.object({ id: idSchema, name: z.string() }),
  currency: currencySchema,
  net: decimalSchema,
  tax: decimalSchema,
  total: decimalSchema,
  /** total - credited - paid - writtenOff - short. */
  open: decimalSchema,
  paid: decimalSchema,
  credited: decimalSchema,
  writtenOff: decimalSchema,
  short: decimalSchema,
  issueDay: daySchema.nullable(),
  dueDay: daySchema,
  /** Days since the due day; 0 when it has not passed or nothing is open. */
  daysOverdue: z.number().int(),
  promisedDay: daySchema.nullable(),
  createdAt: timeSchema,
  settledAt: timeSchema.nullable(),
});
export type InvoiceRow = z.infer<typeof invoiceRowSchema>;

const exactSchema = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'not a decimal such as 1.5');
const productSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes');
/** `rate` in per cent. */
export const namedTaxSchema = z.strictObject({
  code: z.string().regex(TAX_CODE, 'letters, digits and dashes'),
  rate: z.string().regex(TAX_RATE, 'not a rate such as 21'),
});
export const lineInputSchema = z.strictObject({
  description: z.string().trim().min(1).max(500),
  product: productSchema.default('general'),
  quantity: exactSchema,
  /** In whole units of the currency; more digits than it has are allowed. */
  price: exactSchema,
  tax: namedTaxSchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
});
export type LineInput = z.infer<typeof lineInputSchema>;

export const invoiceInputSchema = z.strictObject({
  kind: z.enum(invoiceKinds).default('service'),
  customer: idSchema,
  payer: idSchema.optional(),
  currency: currencySchema,
  dueDay: daySchema,
  note: z.string().trim().max(2_000).default(''),
  lines: z.array(lineInputSchema).min(1).max(MOST_LINES),
});
export type InvoiceInput = z.input<typeof invoiceInputSchema>;

const lineSchema = lineInputSchema.extend({ net: decimalSchema, credited: decimalSchema });
const taxSchema = z.object({ code: z.string(), rate: z.string(), net: decimalSchema, tax: decimalSchema });

export const invoiceDetailSchema = z.object({
  row: invoiceRowSchema,
  payer: z.object({ id: idSchema, name: z.string() }).nullable(),
  note: z.string(),
  lines: z.array(lineSchema),
  taxes: z.array(taxSchema),
  /** What paid it and still does. */
  applied: z.array(
    z.object({
      at: timeSchema,
      payment: idSchema.nullable(),
      granted: decimalSchema,
      voucher: decimalSchema,
      paid: decimalSchema,
      /** What its gateway took back. */
      returned: decimalSchema,
    }),
  ),
  /** Asked for because of it. */
  payments: z.array(z.object({ id: idSchema, at: timeSchema, money: moneySchema, status: z.enum(statuses) })),
  notes: z.array(
    z.object({
      id: idSchema,
      number: z.string(),
      day: daySchema,
      total: decimalSchema,
      tax: decimalSchema,
      reason: z.string(),
      /** What had been paid of it, and is credit again. */
      back: decimalSchema,
    }),
  ),
  /** What can still be taken back by a credit note. */
  creditable: decimalSchema,
  events: z.array(
    z.object({
      event: z.number().int(),
      kind: z.string(),
      occurredAt: timeSchema,
      operator: z.string(),
      source: z.string(),
      amount: decimalSchema.nullable(),
      text: z.string().nullable(),
      /** Whose money it was. */
      payment: idSchema.nullable(),
    }),
  ),
  postings: z.array(
    z.object({ from: z.string(), to: z.string(), money: moneySchema, bookedOn: daySchema, event: z.number().int() }),
  ),
});
export type InvoiceDetail = z.infer<typeof invoiceDetailSchema>;

export const invoiceTotalsSchema = z.object({
  /** Of the filter without its status, so that the tabs can stand beside each other. */
  counts: z.object({
    All: z.number().int(),
    Draft: z.number().int(),
    Unpaid: z.number().int(),
    Overdue: z.number().int(),
    Paid: z.number().int(),
    Void: z.number().int(),
  }),
  count: z.number().int(),
  /** What the filter shows is open, per currency. */
  open: z.array(z.object({ currency: currencySchema, amount: decimalSchema, count: z.number().int() })),
});
export type InvoiceTotals = z.infer<typeof invoiceTotalsSchema>;

const ageingRow = z.object({
  currency: currencySchema,
  buckets: z.array(z.object({ bucket: z.enum(ageBuckets), count: z.number().int(), amount: decimalSchema })),
  total: decimalSchema,
});
export type Ageing = z.infer<typeof ageingRow>;

const numberStyle = z.strictObject({
  prefix: z.string().regex(/^[A-Z0-9/-]{1,12}$/),
  yearly: z.boolean(),
  digits: z.number().int().min(1).max(10),
});
const numberStyles = z.strictObject({ invoice: numberStyle, 'add-funds': numberStyle, 'credit-note': numberStyle });
export type NumberStyles = z.infer<typeof numberStyles>;

/** What a deed would do to the ledger and to the customer, before it is done. */
const effectSchema = z.object({
  currency: currencySchema,
  invoices: z.array(z.object({ id: idSchema, number: z.string(), open: decimalSchema, applied: decimalSchema })),
  taken: z.object({ granted: decimalSchema, voucher: decimalSchema, paid: decimalSchema }),
  available: decimalSchema,
  left: decimalSchema,
});
export type PayEffect = z.infer<typeof effectSchema>;

const asked = { request: idSchema, id: idSchema };
const amount = decimalSchema;
const reason = z.string().trim().min(1).max(500);
const payShape = {
  customer: idSchema,
  currency: currencySchema,
  /** In this order; left out: all that are open, the oldest due day first. */
  invoices: z.array(idSchema).min(1).max(200).optional(),
  /** Left out: all that is open, as far as there is credit. */
  amount: amount.optional(),
};
const byId = z.strictObject({ id: idSchema });

export const invoicesContract = {
  page: procedure
    .input(z.strictObject({ filter: invoiceFilterSchema, sort: invoiceSortSchema, ...placeSchema }))
    .output(z.object({ rows: z.array(invoiceRowSchema), next: z.string().nullable() })),
  totals: procedure.input(z.strictObject({ filter: invoiceFilterSchema })).output(invoiceTotalsSchema),
  get: procedure.input(byId).output(invoiceDetailSchema),
  /** What is open by days overdue, per currency. */
  ageing: procedure.input(z.strictObject({ customer: idSchema.optional() })).output(z.array(ageingRow)),
  /** By the day of issue; both ends count. */
  taxSummary: procedure.input(z.strictObject({ from: daySchema, to: daySchema })).output(z.array(taxRow)),
  numbers: procedure.output(numberStyles),
  /** The next number of each series as these styles would write it today; `used`: there is one like it already. */
  previewNumbers: procedure
    .input(numberStyles)
    .output(z.record(z.enum(numberSeries), z.object({ number: z.string(), used: z.boolean() }))),
  /** Throws Failure input-invalid where two series would share numbers, or a next number is used already. */
  setNumbers: procedure.input(numberStyles).output(numberStyles),
  /** Whether what is written off from now on gives its tax back. */
  taxRelief: procedure.output(z.object({ on: z.boolean() })),
  setTaxRelief: procedure.input(z.strictObject({ on: z.boolean() })).output(z.object({ on: z.boolean() })),
  /** Whether invoices that are issued from now on spread their revenue over the service period. */
  spreadsRevenue: procedure.output(z.object({ on: z.boolean() })),
  setSpreadsRevenue: procedure.input(z.strictObject({ on: z.boolean() })).output(z.object({ on: z.boolean() })),
  /** What was invoiced for later months and is not sold yet. */
  deferred: procedure.output(z.array(deferredRow)),
  /** A new draft, or a draft changed (`id`). `issue`: its number is drawn at once. Throws Failure invoice-*, customer-unknown. */
  save: procedure
    .input(
      z.strictObject({
        request: idSchema,
        id: idSchema.optional(),
        content: invoiceInputSchema,
        issue: z.boolean().default(false),
      }),
    )
    .output(z.object({ id: idSchema, number: z.string().nullable() })),
  /** `day`: of issue; left out: today. */
  issue: procedure
    .input(z.strictObject({ ...asked, day: daySchema.optional() }))
    .output(z.object({ number: z.string() })),
  /** Only a draft: it has no number. */
  drop: procedure.input(z.strictObject(asked)).output(z.object({})),
  void: procedure.input(z.strictObject({ ...asked, reason })).output(z.object({})),
  /** From credit: granted, then voucher, then paid. Throws Failure credit-short, invoice-*. */
  payPreview: procedure.input(z.strictObject(payShape)).output(effectSchema),
  pay: procedure
    .input(z.strictObject({ request: idSchema, ...payShape }))
    .output(z.object({ invoices: z.array(idSchema) })),
  /** Tax included; left out: all that is left. What was paid goes back to the same lots. */
  credit: procedure
    .input(z.strictObject({ ...asked, amount: amount.optional(), reason }))
    .output(z.object({ number: z.string() })),
  /** The rest was kept by a bank, or withheld as tax. Left out: all that is open. */
  settleShort: procedure
    .input(z.strictObject({ ...asked, amount: amount.optional(), way: z.enum(shortWays), reason }))
    .output(z.object({})),
  writeOff: procedure.input(z.strictObject({ ...asked, amount: amount.optional(), reason })).output(z.object({})),
  /** What was written off is due again. */
  recover: procedure.input(z.strictObject({ ...asked, amount: amount.optional(), reason })).output(z.object({})),
  /** Until then nobody is reminded; null: no promise any more. */
  promise: procedure
    .input(z.strictObject({ ...asked, day: daySchema.nullable(), note: z.string().trim().max(500).default('') }))
    .output(z.object({})),
  /** The paper as it stands now, in the language of who gets it, or another. */
  pdf: procedure.input(z.strictObject({ id: idSchema, ...paperOrderShape })).output(jobOf(exportReceiptSchema)),
  /** `id`: the credit note's. */
  creditNotePdf: procedure
    .input(z.strictObject({ id: idSchema, ...paperOrderShape }))
    .output(jobOf(exportReceiptSchema)),
  /** The papers of every invoice of the filter, drafts left out, as one zip. */
  zip: procedure
    .input(z.strictObject({ filter: invoiceFilterSchema, sort: invoiceSortSchema, ...paperOrderShape }))
    .output(jobOf(exportReceiptSchema)),
};
