/** What a screen may ask about customers and their balances. */
import { z } from 'zod';
import { happeningGroups } from '../../kernel/happening';
import { statuses } from '../../kernel/payment';
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
import { customerColumnIds } from './columns';

/** More tags, and longer ones, help nobody to find anything. */
export const MOST_TAGS = 20;
export const tagSchema = z.string().trim().min(1).max(40);

export const customerFilterSchema = z.strictObject({
  text: z.string().max(200).optional(),
  /** Only those with something due by today. */
  owing: z.boolean().optional(),
  /** Only those that were archived; they stand in no other list. */
  archived: z.boolean().optional(),
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
  tags: z.array(z.string()),
  archivedAt: timeSchema.nullable(),
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
  /** Amount due: what of `receivable` must have been paid by today. */
  due: decimalSchema,
  /** The rest of it: open on invoices whose due day is to come. */
  notYetDue: decimalSchema,
});
export type Balance = z.infer<typeof balanceSchema>;

/** `payment`: its id, or that of the invoice that it is. */
const whyRowSchema = z.object({
  payment: idSchema,
  screen: z.enum(['payments', 'invoices', 'none']),
  at: timeSchema,
  description: z.string(),
  amount: decimalSchema,
});

export const whySchema = z.object({
  currency: currencySchema,
  /** First the view that customers know: Completed payments, then purchases, then what else moved it, until the figure. */
  lines: z.array(
    z.object({
      /** completed-payments, purchases, invoices, credit-notes, invoices-settled, refunds, refunds-failed, disputes-lost, adjustments, merged, other */
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
  /** Not told of an earlier day: what was due then, and what not yet. */
  lots: balanceSchema.extend({ due: decimalSchema.nullable(), notYetDue: decimalSchema.nullable() }),
  asOf: daySchema.nullable(),
});
export type Why = z.infer<typeof whySchema>;

const personFields = {
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254).nullable(),
  phone: z.string().trim().max(40).nullable(),
  address: z.array(z.string().trim().max(200)).max(8),
  /** ISO 3166 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** BCP 47: notices and papers are written in it. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(20)
    .nullable(),
  /** A VAT or tax number, as it stands on invoices. */
  taxId: z.string().trim().max(40).nullable(),
};
export const personSchema = z.strictObject(personFields);
export type PersonFields = z.infer<typeof personSchema>;

const seenText = z.string().max(1_000).nullable();
/** What stood in the form when it was opened, as whoever wrote it last: a gateway may have. */
const personSeenSchema = z.strictObject({
  ...{ name: z.string().max(1_000), email: seenText, phone: seenText, address: z.array(z.string().max(1_000)).max(50) },
  ...{ country: seenText, language: seenText, taxId: seenText },
});
export type PersonSeen = z.infer<typeof personSeenSchema>;

/** What was asked for may be left out when a customer is added. */
const newPersonSchema = personSchema.partial().required({ name: true });

const payerSchema = z.object({
  id: idSchema,
  ...personFields,
  name: z.string(),
  payments: z.number().int(),
  archivedAt: timeSchema.nullable(),
});
export type Payer = z.infer<typeof payerSchema>;

const noteSchema = z.object({
  id: idSchema,
  at: timeSchema,
  operator: z.string(),
  /** null: the text was taken out of the book. */
  text: z.string().nullable(),
});

const customerSchema = z.object({
  row: customerRowSchema,
  phone: z.string().nullable(),
  address: z.array(z.string()),
  language: z.string().nullable(),
  taxId: z.string().nullable(),
  externalIds: z.array(z.object({ gateway: z.string(), externalId: z.string() })),
  payers: z.array(payerSchema),
  /** The payer who gets the notices; null: the customer itself. */
  contact: idSchema.nullable(),
  /** A person wrote the data: what gateways say of it is not taken any more. */
  byHand: z.boolean(),
  balances: z.array(balanceSchema),
  /** Customers that were merged into this one, the latest first. */
  merged: z.array(z.object({ id: idSchema, name: z.string(), at: timeSchema })),
  /** The latest first. */
  notes: z.array(noteSchema),
});
export type CustomerDetail = z.infer<typeof customerSchema>;

/** Merging two customers, as it would be: both as they are, what goes over, and what the survivor has then. */
const mergePreviewSchema = z.object({
  customer: customerSchema,
  survivor: customerSchema,
  moves: z.object({
    ...{ payments: z.number().int(), invoices: z.number().int(), adjustments: z.number().int() },
    ...{ vouchers: z.number().int(), payers: z.number().int(), methods: z.number().int(), notes: z.number().int() },
    /** Ids by which gateways know the customer: what is paid under them is the survivor's from then on. */
    links: z.number().int(),
  }),
  /** The survivor's balances then. */
  after: z.array(balanceSchema),
  /** The survivor's tags then. */
  tags: z.array(z.string()),
  postings: z.array(z.object({ from: z.string(), to: z.string(), money: moneySchema })),
  /** What was looked at: they are merged exactly so, or not at all. */
  seen: z.string().length(64),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;

/** One thing that happened; `word` null: a kind that a later version added. */
const happeningSchema = z.object({
  /** Its number in the journal. */
  event: z.number().int(),
  kind: z.string(),
  word: z.string().nullable(),
  group: z.enum(happeningGroups).nullable(),
  at: timeSchema,
  recordedAt: timeSchema,
  operator: z.string(),
  source: z.string(),
  /** What the payment, the invoice, the payer or the method is called; empty where it is about the customer. */
  name: z.string(),
  about: z.object({ screen: z.enum(['payments', 'invoices']), id: idSchema }).nullable(),
  amount: moneySchema.nullable(),
  status: z.enum(statuses).nullable(),
  /** A note, a reason, a number, the provider's own word. */
  text: z.string().nullable(),
});
export type Happening = z.infer<typeof happeningSchema>;
const timelineSchema = z.object({ rows: z.array(happeningSchema), next: z.string().nullable() });
export type TimelinePage = z.infer<typeof timelineSchema>;

const mergeShape = { customer: idSchema, survivor: idSchema };

/** `request`: the same one is done once. `id`: the customer, or the payer or note where the name says so. */
const deed = { request: idSchema, id: idSchema };
const edited = { ...deed, person: personSchema, seen: personSeenSchema.optional() };

export const customersContract = {
  page: procedure
    .input(z.strictObject({ filter: customerFilterSchema, sort: sortSchema(customerColumnIds), ...placeSchema }))
    .output(z.object({ rows: z.array(customerRowSchema), next: z.string().nullable() })),
  count: procedure
    .input(z.strictObject({ filter: customerFilterSchema }))
    .output(z.object({ count: z.number().int() })),
  get: procedure.input(z.strictObject({ id: idSchema })).output(customerSchema),
  /** What happened to it, the newest first. Throws Failure customer-unknown, cursor-invalid. */
  timeline: procedure
    .input(
      z.strictObject({
        id: idSchema,
        group: z.enum(happeningGroups).optional(),
        limit: z.number().int().min(1).max(200),
        after: z.string().max(40).optional(),
      }),
    )
    .output(timelineSchema),
  /** Why this balance: the rows in it, the rows left out and by which rule, down to the figure. */
  why: procedure
    .input(z.strictObject({ id: idSchema, currency: currencySchema, asOf: daySchema.optional() }))
    .output(whySchema),
  /** From the opening balance to the closing one, per currency, by the days on which things count. */
  statement: procedure
    .input(
      z.strictObject({
        id: idSchema,
        from: daySchema,
        to: daySchema,
        format: z.enum(['pdf', 'csv']),
        /** Of a CSV: begin with a byte order mark. */
        bom: z.boolean().default(false),
        ...paperOrderShape,
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  /**
   * Every customer's balances, per currency. `asOf`: by what counts up to that day.
   */
  balances: procedure
    .input(z.strictObject({ customer: idSchema.optional(), asOf: daySchema.optional() }))
    .output(z.array(z.object({ customer: idSchema, name: z.string() }).extend(balanceSchema.shape))),
  add: procedure
    .input(z.strictObject({ request: idSchema, ...newPersonSchema.shape }))
    .output(z.object({ id: idSchema })),
  /** `seen`: only what differs from it is changed. Throws Failure person-changed where somebody else changed the same since. */
  edit: procedure.input(z.strictObject(edited)).output(z.object({})),
  tag: procedure.input(z.strictObject({ ...deed, tags: z.array(tagSchema).max(MOST_TAGS) })).output(z.object({})),
  /** Refused while the customer holds or owes anything, or something of it is Pending. */
  archive: procedure.input(z.strictObject(deed)).output(z.object({})),
  restore: procedure.input(z.strictObject(deed)).output(z.object({})),
  /** Throws Failure customer-merged, merge-into-archived, merge-waits. */
  mergePreview: procedure.input(z.strictObject(mergeShape)).output(mergePreviewSchema),
  /** A change set of one: taken back by `changes.undo`. Throws what the preview does, and changed-since-preview. */
  merge: procedure
    .input(z.strictObject({ request: idSchema, ...mergeShape, seen: z.string().length(64) }))
    .output(z.object({ id: idSchema })),
  note: procedure
    .input(z.strictObject({ ...deed, text: z.string().trim().min(1).max(2_000) }))
    .output(z.object({ id: idSchema })),
  eraseNote: procedure.input(z.strictObject(deed)).output(z.object({})),
  addPayer: procedure.input(z.strictObject({ ...deed, person: newPersonSchema })).output(z.object({ id: idSchema })),
  /** As `edit`. */
  editPayer: procedure.input(z.strictObject(edited)).output(z.object({})),
  /** Takes a payer out of the lists; its payments stay its own. */
  archivePayer: procedure.input(z.strictObject(deed)).output(z.object({})),
  /** Who gets the notices: one of the payers, or the customer itself. */
  nameContact: procedure.input(z.strictObject({ ...deed, payer: idSchema.nullable() })).output(z.object({})),
};
