/** What leaves the book as a file. */
import { z } from 'zod';
import { currencySchema, decimalSchema, idSchema, jobOf, procedure, timeSchema } from '../../wire';

/** The lists that leave the book as rows. */
export const listNames = ['payments', 'customers', 'invoices', 'vouchers', 'outbox', 'changes', 'bank-lines'] as const;
export type ListName = (typeof listNames)[number];
export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** What a file that left the book is. `vouchers-csv` and `vouchers-pdf` hold codes, `voucher-list-…` holds none. */
export const exportKinds = [
  'payments-csv',
  'payments-xlsx',
  'customers-csv',
  'customers-xlsx',
  'invoices-csv',
  'invoices-xlsx',
  'voucher-list-csv',
  'voucher-list-xlsx',
  'outbox-csv',
  'outbox-xlsx',
  'changes-csv',
  'changes-xlsx',
  'bank-lines-csv',
  'bank-lines-xlsx',
  'archive-zip',
  'journal-hledger',
  'journal-beancount',
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
  /** Everything of the book as one zip, for leaving. `file`: only for the command line. */
  archive: procedure
    .input(z.strictObject({ file: z.string().max(4000).optional(), overwrite: z.boolean().default(false) }))
    .output(jobOf(exportReceiptSchema)),
  list: procedure.output(z.array(exportReceiptSchema)),
  /** What changed since: the same list, filter and order, run on the book as it was and as it is. Throws Failure export-not-again. */
  again: procedure.input(z.strictObject({ id: idSchema })).output(jobOf(comparedSchema)),
  /** Hands the file to the person: a one-use link in the browser shell, a save dialog in Electron. */
  download: procedure
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ path: z.string().nullable(), savedAs: z.string().nullable() })),
};
