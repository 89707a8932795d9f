/** The words of matching (docs/architecture.md, Matching): closed lists that both sides share. */

/**
 * What a bank line can be matched with. `receipt`: booked as an unknown receipt; `return`: such a receipt goes back to who sent it;
 * `book`: a fee, interest; `transfer`: between two bank accounts of ours.
 */
export const itemKinds = ['payout', 'payment', 'settlement', 'receipt', 'return', 'book', 'transfer'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What explains a line when nothing in the book does. */
export const bookAs = ['fee', 'interest', 'transfer', 'receipt'] as const;
export type BookAs = (typeof bookAs)[number];

export const ruleKinds = ['reference', 'payout', 'payer', 'set', 'transfer', 'words'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** One rule, as data: a sentence on the screen. Days are counted from the day that the book expects to the day of the bank line. */
export interface MatchRule {
  /** The only one of its kind, but for `words`. */
  id: string;
  kind: RuleKind;
  on: boolean;
  /** What it finds beyond doubt is matched without a person. */
  automatic: boolean;
  daysBefore: number;
  daysAfter: number;
  /** Minor units that a bank may have kept of the sum; 0: none. */
  feeMost: number;
  /** Items of a set, at most. */
  itemsMost: number;
  /** `words`: one of them stands in the line's text; what it is then. */
  words: readonly string[];
  as: 'fee' | 'interest';
}

const rule = {
  on: true,
  automatic: false,
  daysBefore: 0,
  daysAfter: 0,
  feeMost: 0,
  itemsMost: 1,
  words: [],
  as: 'fee',
} as const;

/** Of a book whose operators changed none. In the order in which they are tried. */
export const firstRules: readonly MatchRule[] = [
  { ...rule, id: 'reference', kind: 'reference', daysBefore: 30, daysAfter: 120, feeMost: 2_500 },
  { ...rule, id: 'payout', kind: 'payout', daysBefore: 2, daysAfter: 7 },
  { ...rule, id: 'payer', kind: 'payer', daysBefore: 5, daysAfter: 60 },
  { ...rule, id: 'set', kind: 'set', daysBefore: 5, daysAfter: 45, feeMost: 2_500, itemsMost: 6 },
  { ...rule, id: 'transfer', kind: 'transfer', daysBefore: 5, daysAfter: 5 },
  {
    ...{ ...rule, id: 'fees', kind: 'words', as: 'fee' },
    words: [
      'fee',
      'fees',
      'charge',
      'charges',
      'comision',
      'comisiones',
      'entgelt',
      'gebuehr',
      'gebühr',
      'frais',
      'commissioni',
    ],
  },
  {
    ...{ ...rule, id: 'interest', kind: 'words', as: 'interest' },
    words: ['interest', 'intereses', 'zinsen', 'interets', 'interessi'],
  },
];

export const MOST_RULES = 40;
export const MOST_RULE_DAYS = 400;
export const MOST_SET = 12;
/** Minor units: more than any bank keeps of a transfer. */
export const MOST_FEE = 100_000;

/** Proposals that are accepted at once, at most. */
export const MOST_PROPOSALS = 500;

/** Why two things are thought to be the same, as facts that a person can check. */
export type Evidence =
  | { fact: 'reference'; text: string; whole: boolean }
  | { fact: 'amount-equal' }
  | { fact: 'amount-differs'; by: number }
  | { fact: 'fee'; amount: number }
  | { fact: 'days'; days: number }
  | { fact: 'payer-seen'; by: 'account' | 'name'; times: number }
  | { fact: 'payer-name' }
  | { fact: 'gateway-named'; gateway: string }
  | { fact: 'sum-of'; count: number }
  | { fact: 'parts'; count: number }
  | { fact: 'opposite'; bank: string }
  | { fact: 'words'; words: string }
  | { fact: 'several'; count: number }
  | { fact: 'by-hand' };

/** A match that a person made without a rule. */
export const BY_HAND = 'by-hand';

export const exceptionTypes = [
  'missing-at-gateway',
  'missing-in-ledger',
  'missing-at-bank',
  'amount-differs',
  'currency-differs',
  'fee-differs',
  'duplicate',
  'late',
  'unknown-status',
] as const;
export type ExceptionType = (typeof exceptionTypes)[number];

export const claimStates = ['open', 'tied', 'answered'] as const;
export type ClaimState = (typeof claimStates)[number];

export const receiptStates = ['open', 'assigned', 'returned'] as const;
export type ReceiptState = (typeof receiptStates)[number];
