/** What a screen may ask about matching: the lines that are left, what may explain them, and the deeds. */
import { z } from 'zod';
import {
  bookAs,
  type Evidence,
  exceptionTypes,
  itemKinds,
  type MatchRule,
  MOST_FEE,
  MOST_PROPOSALS,
  MOST_RULE_DAYS,
  MOST_RULES,
  MOST_SET,
  ruleKinds,
} from '../../kernel/matching';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  idSchema,
  jobOf,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';
import { exportReceiptSchema } from '../export/contract';
import {
  bankStandingSchema,
  calendarContract,
  claimRowSchema,
  claimWishSchema,
  exceptionAgesSchema,
  exceptionRowSchema,
  exceptionsWishSchema,
  fittingLineSchema,
  receiptRowSchema,
  sayWishSchema,
} from './desk-contract';
import { proofSchema } from './proof-contract';

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

const search = z.string().max(200).optional();

export type BankStanding = z.infer<typeof bankStandingSchema>;

/** What something is called, whose it is, and where it leads. */
export const itemRowSchema = z.object({
  kind: z.enum(itemKinds),
  /** Null: booked by the match itself. */
  id: z.string().nullable(),
  /** A reference, a payout's name, an account of the ledger. */
  label: z.string(),
  who: z.string(),
  account: z.string(),
  money: moneySchema,
  /** What the bank shows for it, where that is another currency. */
  seen: moneySchema.nullable(),
  day: daySchema.nullable(),
  pending: z.boolean(),
  note: z.string(),
});
export type ItemRow = z.infer<typeof itemRowSchema>;

export const proposalSchema = z.object({
  /** Names it when it is accepted. */
  key: z.string(),
  rule: z.string(),
  ruleKind: z.enum(ruleKinds),
  exact: z.boolean(),
  lines: z.array(idSchema),
  items: z.array(itemRowSchema),
  evidence: z.array(evidenceSchema),
  /** Lines less items. */
  difference: decimalSchema,
});
export type ProposalRow = z.infer<typeof proposalSchema>;

export const lineRowSchema = z.object({
  id: idSchema,
  day: daySchema,
  money: moneySchema,
  name: z.string(),
  account: z.string(),
  text: z.string(),
  reference: z.string(),
  bankReference: z.string(),
  state: z.enum(['open', 'matched', 'split']),
  /** It is a part of a line that was split. */
  isPart: z.boolean(),
  /** The first proposal for it; the rest are asked for with the line. */
  best: z.object({ rule: z.string(), ruleKind: z.enum(ruleKinds), exact: z.boolean() }).nullable(),
  match: idSchema.nullable(),
});
export type LineRow = z.infer<typeof lineRowSchema>;

export const matchRowSchema = z.object({
  id: idSchema,
  lines: z.array(lineRowSchema),
  items: z.array(itemRowSchema),
  rule: z.string(),
  evidence: z.array(evidenceSchema),
  operator: z.string(),
  automatic: z.boolean(),
  at: timeSchema,
});
export type MatchShown = z.infer<typeof matchRowSchema>;

const keys = z.array(z.string().min(1).max(2_000)).min(1).max(MOST_PROPOSALS);
const lines = z.array(idSchema).min(1).max(200);
const tiedSchema = z.strictObject({
  kind: z.enum(['payout', 'payment', 'settlement', 'return']),
  id: z.string().min(1).max(300),
  /** What the bank shows for it, where that is in another currency, or a part of a transfer that is waited for. */
  seen: decimalSchema.optional(),
  /** Why: what goes back to who sent it. */
  note: z.string().trim().max(500).optional(),
});
const bookedSchema = z.strictObject({
  as: z.enum(bookAs),
  amount: decimalSchema,
  note: z.string().trim().max(500).optional(),
});
export const matchInputSchema = z.strictObject({
  request: idSchema,
  lines,
  tied: z.array(tiedSchema).max(200),
  booked: z.array(bookedSchema).max(20),
});

/** A bank line's or a payout's id, or a payout's id at its gateway. */
const proofOf = z.string().min(1).max(300);

export const backTestSchema = z.object({
  /** Lines that people matched. */
  lines: z.number().int(),
  /** What the rule would have matched of them: as the person did, and otherwise. */
  would: z.number().int(),
  agrees: z.number().int(),
  contradicts: z.number().int(),
  cases: z.array(
    z.object({
      line: idSchema,
      day: daySchema,
      text: z.string(),
      money: moneySchema,
      evidence: z.array(evidenceSchema),
      rule: z.array(itemRowSchema),
      person: z.array(itemRowSchema),
    }),
  ),
});
export type BackTest = z.infer<typeof backTestSchema>;

export type FittingLine = z.infer<typeof fittingLineSchema>;
export type Proof = z.infer<typeof proofSchema>;
export type ExceptionRow = z.infer<typeof exceptionRowSchema>;
export type ReceiptRow = z.infer<typeof receiptRowSchema>;
export type ClaimRow = z.infer<typeof claimRowSchema>;

const doneSchema = z.object({ matches: z.array(idSchema) });

export const matchingContract = {
  banks: procedure.output(z.array(bankStandingSchema)),
  /** How much waits for a person, of all banks. */
  waiting: procedure.output(
    z.object({ lines: z.number().int(), receipts: z.number().int(), claims: z.number().int() }),
  ),
  /** By day, the oldest first. `only`: these of them, wherever they stand. `total`: of the whole filter. */
  lines: procedure
    .input(
      z.strictObject({
        bank: z.string().max(60),
        view: z.enum(['open', 'matched']),
        text: search,
        only: z.array(idSchema).max(500).optional(),
        offset: z.number().int().min(0).max(10_000_000).default(0),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ rows: z.array(lineRowSchema), total: z.number().int(), exact: z.number().int() })),
  /** All proposals for one line, the first rule's first. Throws Failure bank-line-unknown. */
  proposals: procedure.input(z.strictObject({ line: idSchema })).output(z.array(proposalSchema)),
  /** Lines that this payment fits: offered before it is marked as received. */
  fitting: procedure.input(z.strictObject({ payment: idSchema })).output(z.array(fittingLineSchema)),
  /** What is open in the book and looks like the text, or comes near the line. */
  candidates: procedure
    .input(z.strictObject({ line: idSchema.optional(), currency: currencySchema, text: search }))
    .output(z.array(itemRowSchema)),
  /** What *accept all exact* would do. `bank` left out: of all. */
  exact: procedure
    .input(z.strictObject({ bank: z.string().max(60).optional(), automatic: z.boolean().default(false) }))
    .output(z.array(proposalSchema)),
  match: procedure.input(matchInputSchema).output(doneSchema),
  /** Proposals as they were shown: those that are no more are refused whole. One act, one set of changes. */
  accept: procedure.input(z.strictObject({ request: idSchema, keys })).output(doneSchema),
  /** What rules that are switched to it find beyond doubt is matched now, at most so many at once. */
  run: procedure
    .input(z.strictObject({ request: idSchema, bank: z.string().max(60).optional() }))
    .output(doneSchema.extend({ open: z.number().int() })),
  get: procedure.input(z.strictObject({ match: idSchema })).output(matchRowSchema),
  undo: procedure.input(z.strictObject({ request: idSchema, match: idSchema })).output(z.object({})),
  /** Never proposed again. */
  refuse: procedure
    .input(z.strictObject({ request: idSchema, key: z.string().min(1).max(2_000) }))
    .output(z.object({})),
  /** Throws Failure proof-unknown, proof-nothing. */
  proof: procedure.input(z.strictObject({ of: proofOf })).output(proofSchema),
  /** The proof as a file. `file`: only for the command line, an absolute path. */
  writeProof: procedure
    .input(
      z.strictObject({
        of: proofOf,
        format: z.enum(['pdf', 'csv']),
        language: z.enum(['en', 'es']).optional(),
        file: z.string().max(4_000).optional(),
        overwrite: z.boolean().default(false),
      }),
    )
    .output(jobOf(exportReceiptSchema)),
  exceptions: procedure.input(exceptionsWishSchema).output(
    z.object({
      rows: z.array(exceptionRowSchema),
      /** Of those that are looked into. */
      counts: z.array(z.object({ type: z.enum(exceptionTypes), count: z.number().int() })),
      open: z.number().int(),
      ignored: z.number().int(),
    }),
  ),
  /** How old those are that nobody let be. */
  exceptionAges: procedure.output(exceptionAgesSchema),
  /** All that stands of it from now on: whose it is, a note, why it is let be. Throws Failure exception-unknown. */
  say: procedure.input(sayWishSchema).output(z.object({})),
  /** What a rule would have done with lines that people matched. */
  backTest: procedure.input(z.strictObject({ rule: ruleSchema })).output(backTestSchema),
  /** Deposits whose owner is not known, or those that found theirs. */
  receipts: procedure.input(z.strictObject({ open: z.boolean().default(true) })).output(z.array(receiptRowSchema)),
  /** Throws Failure receipt-not-open, customer-unknown. */
  assign: procedure
    .input(z.strictObject({ request: idSchema, receipt: idSchema, customer: idSchema }))
    .output(z.object({ payment: idSchema })),
  claims: procedure.input(z.strictObject({ open: z.boolean().default(true) })).output(z.array(claimRowSchema)),
  claim: procedure.input(claimWishSchema).output(z.object({ id: idSchema })),
  tie: procedure
    .input(z.strictObject({ request: idSchema, claim: idSchema, payment: idSchema }))
    .output(z.object({ id: idSchema })),
  answer: procedure
    .input(z.strictObject({ request: idSchema, claim: idSchema, answer: z.string().trim().min(1).max(500) }))
    .output(z.object({ id: idSchema })),
  /** What gateways sent and no bank showed yet, what they hold back, and what is between our banks: by account of the ledger. */
  underWay: procedure.output(z.array(z.object({ account: z.string(), money: moneySchema }))),
  ...calendarContract,
  rules: procedure.output(rulesSchema),
  /**
   * `despite`: a rule may act by itself although it would have contradicted people, whoever switches it knows by what.
   * Throws Failure rule-not-automatic.
   */
  setRules: procedure
    .input(z.strictObject({ request: idSchema, rules: rulesSchema, despite: z.boolean().default(false) }))
    .output(rulesSchema),
};
