/** What leaves the book as a file. */
import { z } from 'zod';
import { currencySchema, daySchema, decimalSchema, idSchema, jobOf, procedure, timeSchema } from '../../wire';

/** The lists that leave the book as rows. */
export const listNames = [
  'payments',
  'customers',
  'invoices',
  'vouchers',
  'outbox',
  'changes',
  'bank-accounts',
  'bank-lines',
  'bank-statements',
  'gateway-reports',
  'report-findings',
  'matching-rules',
  'matches',
  'exceptions',
  'claims',
  'unknown-receipts',
  'requests',
  'parked-items',
  'operators',
  'notices',
  'failed-charges',
  'voucher-batches',
  'adjustments',
  'late-items',
  'export-log',
] as const;
export type ListName = (typeof listNames)[number];

/** What no event tells: they are always of now, and there is no then to compare them with. */
export const listsOfNow: ReadonlySet<ListName> = new Set(['notices', 'export-log']);
export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** A file of codes is called by the vouchers: `vouchers-csv` and `vouchers-pdf` hold codes, `voucher-list-…` holds none. */
export type ListKind = `${Exclude<ListName, 'vouchers'> | 'voucher-list'}-${SheetFormat}`;
export const kindOf = (list: ListName, format: SheetFormat): ListKind =>
  `${list === 'vouchers' ? 'voucher-list' : list}-${format}`;

/** What a file that left the book is. */
export const exportKinds = [
  ...listNames.flatMap((list) => sheetFormats.map((format) => kindOf(list, format))),
  'archive-zip',
  'journal-hledger',
  'journal-beancount',
  'gl-csv',
  'gl-xero',
  'gl-datev',
  'statement-pdf',
  'statement-csv',
  'deposit-proof-pdf',
  'deposit-proof-csv',
  'receipt-pdf',
  'transfer-pdf',
  'invoice-pdf',
  'credit-note-pdf',
  'papers-zip',
  'vouchers-csv',
  'vouchers-pdf',
  'attachment',
  'period-bundle',
] as const;

export const exportReceiptSchema = z.object({
  id: idSchema,
  kind: z.enum(exportKinds),
  name: z.string(),
  file: z.string(),
  at: timeSchema,
  operator: z.string(),
  filter: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  totals: z.array(z.object({ currency: currencySchema, amount: decimalSchema, count: z.number().int() })),
  sha256: z.string(),
  /** The number of the journal's last event then; null: not known. */
  position: z.number().int().nullable(),
  /** It can be run again (`exports.again`). */
  again: z.boolean(),
  /** Of a GL journal when it is made: its sums come to the balances, or to what is kept of each day of its period. */
  tied: z.enum(['balances', 'days']).optional(),
});
export type ExportReceipt = z.infer<typeof exportReceiptSchema>;

/** A filter is that of the list's own contract, which checks it. */
const listShape = { list: z.enum(listNames), filter: z.record(z.string().max(40), z.unknown()).default({}) };

/** Differences that are told one by one; the counts are of all. */
export const MOST_DIFFERENCES = 200;

const totalsShape = z.array(z.object({ currency: currencySchema, amount: decimalSchema, count: z.number().int() }));
const takenSchema = z.object({
  at: timeSchema,
  /** The number of the journal's last event. */
  position: z.number().int(),
  rows: z.number().int(),
  totals: totalsShape,
});

/** What an export would hold now, beside what it held: facts only, people's names are today's in both. */
export const comparedSchema = z.object({
  was: takenSchema,
  now: takenSchema,
  added: z.number().int(),
  gone: z.number().int(),
  changed: z.number().int(),
  /** The first of them. */
  differences: z.array(
    z.object({
      id: z.string(),
      how: z.enum(['added', 'gone', 'changed']),
      /** What the row is known by: its first cells. */
      about: z.string(),
      cells: z.array(z.object({ column: z.string(), was: z.string(), is: z.string() })),
    }),
  ),
});
export type Compared = z.infer<typeof comparedSchema>;

/** `gl`: our own columns. */
export const glFormats = ['gl', 'xero', 'datev'] as const;
export type GlFormat = (typeof glFormats)[number];

/** A ledger account, or several by one `*`: `clearing:stripe`, `credit:*:paid`, `receivable:*`. */
const mappedSchema = z.strictObject({
  account: z.string().min(1).max(120),
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,19}$/),
  name: z.string().max(120),
  /** The name of the tax rate in Xero; empty: none said. */
  taxRate: z.string().max(60),
});
export type MappedAccount = z.infer<typeof mappedSchema>;

/** What the head of a DATEV file says of the client, as the tax adviser gives it. */
const datevSchema = z.strictObject({
  consultant: z.string().regex(/^[1-9]\d{3,6}$/),
  client: z.string().regex(/^[1-9]\d{0,4}$/),
  /** Month and day on which the fiscal year begins: `01-01`. */
  yearStart: z.string().regex(/^(0[1-9]|1[0-2])-01$/),
  accountLength: z.number().int().min(4).max(8),
});
export type DatevClient = z.infer<typeof datevSchema>;

export const MOST_MAPPED = 2_000;
export const glMappingSchema = z.strictObject({
  accounts: z.array(mappedSchema).max(MOST_MAPPED),
  datev: datevSchema.nullable(),
});
export type GlMapping = z.infer<typeof glMappingSchema>;

/** With the accounts that the book uses and no row names, those of all customers as one. */
const shownSchema = glMappingSchema.extend({ unmapped: z.array(z.string()) });

const glOrderSchema = z.strictObject({
  format: z.enum(glFormats),
  /** Business days, both counted in; Xero and DATEV need both, and the currency. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  currency: currencySchema.optional(),
  file: z.string().max(4000).optional(),
  overwrite: z.boolean().default(false),
});

export const exportContract = {
  /** How many rows an export of this filter will have, exactly. Throws Failure input-invalid for what is no filter of the list. */
  count: procedure.input(z.strictObject(listShape)).output(z.object({ count: z.number().int() })),
  /** Every row of the filter. `file`: only for the command line, an absolute path that does not exist yet; a screen leaves it out. */
  rows: procedure
    .input(
      z.strictObject({
        ...listShape,
        /** As the screen sorts it; a list without an order of its own leaves its rows in the order of their making. */
        sort: z.strictObject({ column: z.string().max(40), direction: z.enum(['asc', 'desc']) }).optional(),
        format: z.enum(sheetFormats).default('csv'),
        /** Of a CSV: begin with a byte order mark. */
        bom: z.boolean().default(false),
        file: z.string().max(4000).optional(),
        overwrite: z.boolean().default(false),
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  journal: procedure
    .input(
      z.strictObject({
        format: z.enum(['hledger', 'beancount']),
        file: z.string().max(4000).optional(),
        overwrite: z.boolean().default(false),
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  /** The ledger under mapped account codes. Throws Failure gl-refused, gl-accounts-missing. */
  gl: procedure.input(glOrderSchema).output(jobOf(exportReceiptSchema)),
  glAccounts: procedure.output(shownSchema),
  /** `accounts`: CSV text (account, code, name, tax rate) that takes the place of all rows. Throws Failure gl-refused. */
  setGlAccounts: procedure
    .input(z.strictObject({ accounts: z.string().max(500_000).optional(), datev: datevSchema.optional() }))
    .output(shownSchema),
  /** Everything of the book as one zip, for leaving. `file`: only for the command line. */
  archive: procedure
    .input(z.strictObject({ file: z.string().max(4000).optional(), overwrite: z.boolean().default(false) }))
    .output(jobOf(exportReceiptSchema)),
  /** The latest first; the log leaves whole as a list of its own. */
  list: procedure
    .input(z.strictObject({ limit: z.number().int().min(1).max(500) }).optional())
    .output(z.array(exportReceiptSchema)),
  /** What changed since: the same list, filter and order, run on the book as it was and as it is. Throws Failure export-not-again. */
  again: procedure.input(z.strictObject({ id: idSchema })).output(jobOf(comparedSchema)),
  /** Hands the file to the person: a one-use link in the browser shell, a save dialog in Electron. */
  download: procedure
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ path: z.string().nullable(), savedAs: z.string().nullable() })),
};
