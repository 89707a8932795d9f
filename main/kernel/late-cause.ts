/** Why something came late for a closed month: who brought it and what it was, as closed lists, and the sentence in English. */
/** `statement`: a bank line, on a statement that was imported; `line`: one whose statement is gone; `book`: done by itself. */
export const lateBringers = ['gateway', 'statement', 'line', 'file', 'person', 'book'] as const;
export type LateBringer = (typeof lateBringers)[number];

export const lateThings = [
  'payment',
  'payment-undone',
  'fee',
  'refund',
  'refund-failed',
  'dispute',
  'dispute-won',
  'dispute-lost',
  'payout',
  'payout-failed',
  'reserve',
  'purchase',
  'invoice',
  'match',
  'match-undone',
  'movement',
] as const;
export type LateThing = (typeof lateThings)[number];

export interface LateCause {
  bringer: LateBringer;
  thing: LateThing;
  /** Key of the gateway account that told of it; null where none did. */
  gateway: string | null;
  /** Who imported the file or recorded it. */
  by: string;
  /** The day of the book's time zone on which the book learned of it. */
  toldOn: string;
  /** When the statement that shows it came in; null for all but `statement`. */
  importedOn: string | null;
}

/** Blanks: `thing`, `day` (its own), `told`, and `gateway`, `by` or `imported`. */
export const lateBringerText: Record<LateBringer, string> = {
  gateway: '{gateway} told on {told} of {thing} of {day}.',
  statement: 'A bank statement imported on {imported} shows {thing} of {day}; it was booked on {told}.',
  line: 'A bank line shows {thing} of {day}; it was booked on {told}.',
  file: 'A file that {by} imported on {told} has {thing} of {day}.',
  person: '{by} recorded {thing} for {day} on {told}.',
  book: 'The book recorded {thing} for {day} on {told} by itself.',
};

export const lateThingText: Record<LateThing, string> = {
  payment: 'a payment',
  'payment-undone': 'a payment taken back',
  fee: 'the fee of a payment',
  refund: 'a refund',
  'refund-failed': 'a failed refund',
  dispute: 'a dispute',
  'dispute-won': 'a won dispute',
  'dispute-lost': 'a lost dispute',
  payout: 'a payout',
  'payout-failed': 'a failed payout',
  reserve: 'a reserve held back or released',
  purchase: 'a purchase',
  invoice: 'an invoice',
  match: 'money',
  'match-undone': 'an undone match',
  movement: 'a movement of money',
};

/** In English. `day`: its own; `labelOf`: what people call a gateway account. */
export function lateCauseSentence(cause: LateCause, day: string, labelOf: (key: string) => string): string {
  const blanks: Readonly<Record<string, string>> = {
    ...{ thing: lateThingText[cause.thing], day, told: cause.toldOn, imported: cause.importedOn ?? '', by: cause.by },
    gateway: cause.gateway === null ? '' : labelOf(cause.gateway),
  };
  return lateBringerText[cause.bringer].replace(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
}
