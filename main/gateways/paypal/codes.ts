/**
 * What a row of the transaction search is, by its event code (T and four digits; the first two name the group). The table is
 * https://developer.paypal.com/docs/transaction-search/transaction-event-codes/.
 */

export type RowKind =
  /** Money from a payer. */
  | 'payment'
  /** Money that went back to a payer, by the merchant's own act. */
  | 'refund'
  /** Taken back by PayPal or a bank: a dispute's when there is one, else a return. */
  | 'taken-back'
  /** A dispute's other moves: held, released, its fee. */
  | 'dispute-move'
  | 'payout'
  /** A payout that came back from the bank. */
  | 'payout-return'
  | 'conversion'
  /** Held back as a reserve, or released from it. */
  | 'reserve'
  /** Nothing left or came: authorisations, holds and their release, what is for display only. */
  | 'no-move'
  /** Money moved, and the book has no place for it yet. */
  | 'other';

/** Dispute rows that lower what the account holds, and those that raise it again. */
export const takenCodes: readonly string[] = ['T1110', 'T1201', 'T1106'];
export const givenBackCodes: readonly string[] = ['T1111', 'T1202', 'T1205', 'T1208'];
export const disputeFeeCodes: readonly string[] = ['T0106', 'T0114'];
export const disputeCodes: readonly string[] = [...takenCodes, ...givenBackCodes, ...disputeFeeCodes];

const byCode = new Map<string, RowKind>([
  ['T1107', 'refund'],
  ['T1106', 'taken-back'],
  ['T1201', 'taken-back'],
  ...['T1110', 'T1111', 'T1202', 'T1205', 'T1208', 'T0106', 'T0114'].map((code): [string, RowKind] => [
    code,
    'dispute-move',
  ]),
  ['T1101', 'payout-return'],
  ['T1105', 'no-move'],
  ['T2103', 'reserve'],
  ['T2104', 'reserve'],
]);

const byGroup = new Map<string, RowKind>([
  ['T00', 'payment'],
  ['T02', 'conversion'],
  ['T04', 'payout'],
  ['T13', 'no-move'],
  ['T15', 'no-move'],
  ['T21', 'no-move'],
  ['T98', 'no-move'],
]);

/** `sign`: of the row's amount. A payment that we made, or a withdrawal that adds money, is something else. */
export function kindOfRow(code: string, sign: number): RowKind {
  const kind = byCode.get(code) ?? byGroup.get(code.slice(0, 3)) ?? 'other';
  if (kind === 'payment') return sign > 0 ? kind : 'other';
  if (kind === 'refund' || kind === 'payout' || kind === 'taken-back') return sign < 0 ? kind : 'other';
  if (kind === 'payout-return') return sign > 0 ? kind : 'other';
  return kind;
}

const names = new Map([
  ['T00', 'a payment made by this account'],
  ['T01', 'a fee that belongs to no payment'],
  ['T03', 'money put into the account from a bank'],
  ['T04', 'a withdrawal that added money'],
  ['T05', 'a debit card purchase'],
  ['T11', 'a reversal'],
  ['T12', 'an adjustment'],
  ['T19', 'a correction'],
  ['T20', 'a transfer inside the account'],
]);

export function nameOfOther(code: string): string {
  return names.get(code.slice(0, 3)) ?? 'a movement';
}
