/** Papers for customers: the letterhead that all of them bear, receipts, and instructions for a bank transfer. */
import { z } from 'zod';
import { idSchema, jobOf, procedure } from '../../wire';
import { exportReceiptSchema } from '../export/contract';

/** As base64; a PNG of 512 kB at most. */
const MOST_LOGO_TEXT = 700_000;

export const letterheadSchema = z.strictObject({
  name: z.string().trim().max(140),
  address: z.array(z.string().trim().max(140)).max(8),
  taxId: z.string().trim().max(40),
  email: z.string().trim().max(254),
  phone: z.string().trim().max(40),
  website: z.string().trim().max(140),
  size: z.enum(['A4', 'Letter']),
  /** A PNG as base64, eight bits a channel, not interlaced; null: the name stands alone. */
  logo: z.string().max(MOST_LOGO_TEXT).nullable(),
});
export type LetterheadSettings = z.infer<typeof letterheadSchema>;

/** A paper's language; left out: that of who gets it. `file`: only for the command line, an absolute path. */
export const paperOrderShape = {
  language: z.enum(['en', 'es']).optional(),
  file: z.string().max(4000).optional(),
  overwrite: z.boolean().default(false),
};

export const papersContract = {
  letterhead: procedure.output(letterheadSchema),
  setLetterhead: procedure.input(letterheadSchema).output(letterheadSchema),
  /** Of a Completed payment. */
  receipt: procedure
    .input(z.strictObject({ payment: idSchema, ...paperOrderShape }))
    .output(jobOf(exportReceiptSchema)),
  /** Of a bank transfer that is Pending. */
  transfer: procedure
    .input(z.strictObject({ payment: idSchema, ...paperOrderShape }))
    .output(jobOf(exportReceiptSchema)),
};
