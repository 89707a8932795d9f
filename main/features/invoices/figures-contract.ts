/** Figures of invoices as a whole, on their way to a screen: the tax of a period, and what is deferred. */
import { z } from 'zod';
import { currencySchema, decimalSchema } from '../../wire';

export const taxRow = z.object({
  currency: currencySchema,
  code: z.string(),
  rate: z.string(),
  invoiced: z.object({ net: decimalSchema, tax: decimalSchema }),
  /** In purchases, less those that were taken back. */
  purchased: z.object({ net: decimalSchema, tax: decimalSchema }),
  credited: z.object({ net: decimalSchema, tax: decimalSchema }),
  /** Given back with what was written off, less what was taken again. */
  relieved: z.object({ tax: decimalSchema }),
  net: decimalSchema,
  tax: decimalSchema,
});
export type TaxRow = z.infer<typeof taxRow>;

export const deferredRow = z.object({
  /** `YYYY-MM`, the month in which it becomes sales. */
  month: z.string().length(7),
  product: z.string(),
  currency: currencySchema,
  amount: decimalSchema,
});
export type DeferredRow = z.infer<typeof deferredRow>;
