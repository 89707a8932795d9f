/** Parts that several events of an invoice carry. Amounts are minor units of the invoice's currency. */
import { z } from 'zod';
import { type Id, isId } from '../../kernel/id';
import { invoiceKinds, MOST_LINES } from '../../kernel/invoice';

export const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
export const dayText = z.string().length(10);
const minorSum = z.number().int();
export const positiveSum = z.number().int().positive();

export const lineSchema = z.strictObject({
  description: z.string(),
  product: z.string(),
  quantity: z.string(),
  price: z.string(),
  tax: z.strictObject({ code: z.string(), rate: z.string() }).optional(),
  /** The service period, both days included. */
  from: dayText.optional(),
  to: dayText.optional(),
  net: minorSum,
});
export type BilledLine = z.infer<typeof lineSchema>;

export const taxSchema = z.strictObject({ code: z.string(), rate: z.string(), net: minorSum, tax: minorSum });

/** What an invoice says, with its sums. */
export const contentShape = {
  kind: z.enum(invoiceKinds),
  customer: idText,
  payer: idText.optional(),
  currency: z.string(),
  note: z.string(),
  dueDay: dayText,
  lines: z.array(lineSchema).min(1).max(MOST_LINES),
  taxes: z.array(taxSchema),
  net: minorSum,
  tax: minorSum,
  total: positiveSum,
};
export const contentSchema = z.strictObject(contentShape);
export type InvoiceContent = z.infer<typeof contentSchema>;

/** What of each line's net sum is service of a later month. `n`: the line. */
export const deferredSchema = z.array(
  z.strictObject({
    n: z.number().int().nonnegative(),
    month: z.string().length(7),
    product: z.string(),
    net: minorSum,
  }),
);
export type DeferredParts = z.infer<typeof deferredSchema>;

export const billedShape = {
  customer: idText,
  currency: z.string(),
  sales: z.array(z.strictObject({ product: z.string(), net: minorSum })),
  taxes: z.array(taxSchema),
  deferred: deferredSchema.optional(),
};

const lotSum = z.number().int().nonnegative();
export const lotsSchema = z.strictObject({ granted: lotSum, voucher: lotSum, paid: lotSum });
export type LotSums = z.infer<typeof lotsSchema>;

/** A number as it was drawn: the event is the only place that draws it. */
export const numberShape = {
  number: z.string().min(1).max(60),
  period: z.string(),
  sequence: positiveSum,
};

/** By product, in the order in which they first come. */
export function salesOf(lines: readonly Pick<BilledLine, 'product' | 'net'>[]): { product: string; net: number }[] {
  const sales = new Map<string, number>();
  for (const { product, net } of lines) sales.set(product, (sales.get(product) ?? 0) + net);
  return [...sales].map(([product, net]) => ({ product, net }));
}

export const sumOfLots = ({ granted, voucher, paid }: LotSums): number => granted + voucher + paid;
