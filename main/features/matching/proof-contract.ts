/** What a deposit proof looks like on its way to a screen. */
import { z } from 'zod';
import { currencySchema, daySchema, decimalSchema, idSchema, moneySchema } from '../../wire';

const sumsSchema = z.object({
  charges: decimalSchema,
  refunds: decimalSchema,
  disputes: decimalSchema,
  fees: decimalSchema,
  reserved: decimalSchema,
  booked: decimalSchema,
  net: decimalSchema,
  missing: decimalSchema,
});

export const proofSchema = z.object({
  /** Nothing is missing, and it comes to the bank's lines. */
  holds: z.boolean(),
  /** Empty: the bank has not shown it yet. */
  lines: z.array(z.object({ id: idSchema, day: daySchema, text: z.string(), money: moneySchema })),
  parts: z.array(
    z.object({
      /** Null: what came to the bank by itself. */
      payout: z.object({ id: idSchema, label: z.string(), gateway: z.string(), day: daySchema }).nullable(),
      /** By its gateway; by what moved there since the payout before, to the minor unit; not, or not yet. */
      told: z.enum(['named', 'swept', 'untold']),
      currency: currencySchema,
      paid: decimalSchema,
      /** What the bank shows for it. */
      seen: moneySchema.nullable(),
      sums: sumsSchema,
      rows: z.array(
        z.object({
          kind: z.enum(['charge', 'refund', 'dispute', 'dispute-won', 'reserve', 'booked']),
          payment: idSchema.nullable(),
          label: z.string(),
          who: z.string(),
          day: daySchema.nullable(),
          amount: decimalSchema,
          fee: decimalSchema,
          net: decimalSchema,
        }),
      ),
      /** Of all rows. */
      count: z.number().int(),
    }),
  ),
});
