/** What leaves the book as a file. */
import { z } from 'zod';
import { currencySchema, decimalSchema, idSchema, jobOf, procedure, timeSchema } from '../../wire';
import { paymentFilterSchema } from '../payments/contract';

/** What a file that left the book is. */
export const exportKinds = [
  'payments-csv',
  'journal-hledger',
  'journal-beancount',
  'statement-pdf',
  'statement-csv',
  'receipt-pdf',
  'transfer-pdf',
  'invoice-pdf',
  'credit-note-pdf',
  'papers-zip',
  'invoices-csv',
  'vouchers-csv',
  'vouchers-pdf',
  'attachment',
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
});
export type ExportReceipt = z.infer<typeof exportReceiptSchema>;

export const exportContract = {
  /** How many rows an export of this filter will have, exactly. */
  count: procedure.input(z.strictObject({ filter: paymentFilterSchema })).output(z.object({ count: z.number().int() })),
  /** `file`: only for the command line, an absolute path that does not exist yet; a screen leaves it out. */
  payments: procedure
    .input(
      z.strictObject({
        filter: paymentFilterSchema,
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
  list: procedure.output(z.array(exportReceiptSchema)),
  /** Hands the file to the person: a one-use link in the browser shell, a save dialog in Electron. */
  download: procedure
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ path: z.string().nullable(), savedAs: z.string().nullable() })),
};
