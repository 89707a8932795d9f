/** Shapes that events and the contract of matching share. */
import { z } from 'zod';
import {
  type Evidence,
  type MatchRule,
  MOST_FEE,
  MOST_RULE_DAYS,
  MOST_RULES,
  MOST_SET,
  ruleKinds,
} from '../../kernel/matching';

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
