/** Shapes that events and the contract of matching share. */
import { z } from 'zod';
import { isCurrency } from '../../kernel/currency';
import { isId } from '../../kernel/id';
import {
  type Evidence,
  itemKinds,
  type MatchRule,
  MOST_FEE,
  MOST_RULE_DAYS,
  MOST_RULES,
  MOST_SET,
  ruleKinds,
} from '../../kernel/matching';
import { MAX_MINOR } from '../../kernel/money';

const days = z.number().int();
const minor = z.number().int();

export const evidenceSchema: z.ZodType<Evidence> = z.discriminatedUnion('fact', [
  z.strictObject({ fact: z.literal('reference'), text: z.string().max(300), whole: z.boolean() }),
  z.strictObject({ fact: z.literal('amount-equal') }),
  z.strictObject({ fact: z.literal('amount-differs'), by: minor }),
  z.strictObject({ fact: z.literal('fee'), amount: minor }),
  z.strictObject({ fact: z.literal('days'), days }),
  z.strictObject({ fact: z.literal('payer-seen'), by: z.enum(['account', 'name']), times: z.number().int() }),
  z.strictObject({ fact: z.literal('payer-name') }),
  z.strictObject({ fact: z.literal('gateway-named'), gateway: z.string().max(100) }),
  z.strictObject({ fact: z.literal('sum-of'), count: z.number().int() }),
  z.strictObject({ fact: z.literal('parts'), count: z.number().int() }),
  z.strictObject({ fact: z.literal('opposite'), bank: z.string().max(100) }),
  z.strictObject({ fact: z.literal('words'), words: z.string().max(100) }),
  z.strictObject({ fact: z.literal('several'), count: z.number().int() }),
  z.strictObject({ fact: z.literal('by-hand') }),
]);

const ruleDays = z.number().int().min(0).max(MOST_RULE_DAYS);

export const ruleSchema: z.ZodType<MatchRule> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  kind: z.enum(ruleKinds),
  on: z.boolean(),
  automatic: z.boolean(),
  daysBefore: ruleDays,
  daysAfter: ruleDays,
  feeMost: z.number().int().min(0).max(MOST_FEE),
  itemsMost: z.number().int().min(1).max(MOST_SET),
  words: z.array(z.string().trim().min(2).max(60)).max(40),
  as: z.enum(['fee', 'interest']),
});

export const rulesSchema = z
  .array(ruleSchema)
  .min(1)
  .max(MOST_RULES)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules of one name');

const id = z.string().refine(isId);
const money = z
  .number()
  .int()
  .min(-MAX_MINOR)
  .max(MAX_MINOR)
  .refine((amount) => amount !== 0);

/** Lines and items of one match, at most. */
export const MOST_IN_MATCH = 500;

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
