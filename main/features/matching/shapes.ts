/** What the events of a match carry. */
import { z } from 'zod';
import { isCurrency } from '../../kernel/currency';
import { isId } from '../../kernel/id';
import { itemKinds } from '../../kernel/matching';
import { MAX_MINOR } from '../../kernel/money';
import { evidenceSchema } from './contract';

const id = z.string().refine(isId);
const money = z
  .number()
  .int()
  .min(-MAX_MINOR)
  .max(MAX_MINOR)
  .refine((amount) => amount !== 0);

/** Lines and items of one match, at most. */
const MOST_IN_MATCH = 500;

const itemSchema = z.strictObject({
  kind: z.enum(itemKinds),
  /** Of what it ties; a settlement's is its gateway's key, a slash, the provider's id. Left out for what the match itself books. */
  id: z.string().min(1).max(300).optional(),
  /** Where it was held. */
  account: z.string().min(1).max(200),
  /** Minor units of the bank's currency; what came in is positive. */
  amount: money,
  /** What it is in its own currency, where that is another one. */
  own: z.strictObject({ amount: money, currency: z.string().refine(isCurrency) }).optional(),
  note: z.string().min(1).max(500).optional(),
  /** A Pending payment that became Completed with it. */
  completes: z.literal(true).optional(),
});
export type MatchItem = z.infer<typeof itemSchema>;

export const madeSchema = z.strictObject({
  /** The bank account's key. */
  bank: z.string(),
  currency: z.string().refine(isCurrency),
  lines: z.array(id).min(1).max(MOST_IN_MATCH),
  items: z.array(itemSchema).min(1).max(MOST_IN_MATCH),
  rule: z.string().min(1).max(60),
  evidence: z.array(evidenceSchema).max(50),
  automatic: z.literal(true).optional(),
});
export type MatchMade = z.infer<typeof madeSchema>;

/** The same items, so that the entry is its exact opposite. */
export const undoneSchema = z.strictObject({
  bank: z.string(),
  currency: z.string().refine(isCurrency),
  items: z.array(itemSchema).min(1).max(MOST_IN_MATCH),
});
export type MatchUndone = z.infer<typeof undoneSchema>;

export const refusedSchema = z.strictObject({
  /** As `refusalKey`. */
  pair: z.string().min(1).max(40_000),
});
export type MatchRefused = z.infer<typeof refusedSchema>;
