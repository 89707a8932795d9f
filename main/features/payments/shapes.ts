/** Parts that several events of a payment carry. */
import { z } from 'zod';
import { type Id, isId } from '../../kernel/id';

export const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

export const settlementSchema = z.strictObject({
  externalId: z.string(),
  amount: z.number().int(),
  fee: z.number().int(),
  tax: z.number().int().optional(),
  net: z.number().int(),
  currency: z.string(),
  rate: z.string().optional(),
});

/** How a sum that is taken back is borne: from paid credit as far as unspent, the rest becomes due. */
export const splitSchema = z.strictObject({ credit: z.number().int(), receivable: z.number().int() });

/** What an operator saw when marking a transfer as received. */
export const evidenceSchema = z.strictObject({
  day: z.string(),
  note: z.string(),
  bankReference: z.string().optional(),
  /** The second operator's, where the sum took one. */
  approval: idText.optional(),
});
