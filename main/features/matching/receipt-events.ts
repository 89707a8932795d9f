/** Money whose owner is not known: booked from a bank line, then found to be a customer's, or sent back. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { idToBytes, isId } from '../../kernel/id';
import { accounts } from '../../ledger/chart';
import { move } from '../../ledger/entry';
import type { MatchItem, MatchMade } from './shapes';

/** Where a bank's money waits for its payment's row. */
export const CLEARING = accounts.clearing('bank-transfer');

/** Books and closes the receipts of a match. Throws Failure receipt-not-open. */
export function settleReceipts(projector: Projector, { bank, currency, items }: MatchMade, event: StoredEvent): void {
  for (const { kind, id, amount } of items) {
    if (kind === 'receipt' && id !== undefined)
      projector.run(
        `INSERT INTO unknown_receipt (uuid, bank_account, day, amount, currency, state)
         SELECT ?, id, ?, ?, ?, 'open' FROM bank_account WHERE key = ?`,
        ...[idToBytes(id), event.bookedOn, amount, currency, bank],
      );
    if (kind === 'return' && id !== undefined) {
      assertOpen(projector, id, -amount, currency);
      projector.run("UPDATE unknown_receipt SET state = 'returned' WHERE uuid = ?", idToBytes(id));
    }
  }
}

/** Throws Failure receipt-not-open: what a match booked was given to a customer or sent back since. */
export function unsettleReceipts(projector: Projector, items: readonly MatchItem[]): void {
  for (const { kind, id, amount } of items) {
    if (kind === 'receipt' && id !== undefined) {
      assertOpen(projector, id, amount, null);
      projector.run('DELETE FROM unknown_receipt WHERE uuid = ?', idToBytes(id));
    }
    if (kind === 'return' && id !== undefined)
      projector.run("UPDATE unknown_receipt SET state = 'open' WHERE uuid = ?", idToBytes(id));
  }
}

function assertOpen({ db }: Projector, id: string, amount: number, currency: string | null): void {
  const row = one<{ state: string; amount: number; currency: string }>(
    db,
    'SELECT state, amount, currency FROM unknown_receipt WHERE uuid = ?',
    idToBytes(id),
  );
  if (row?.state !== 'open' || row.amount !== amount || (currency !== null && row.currency !== currency))
    throw new Failure('receipt-not-open');
}

const assignedSchema = z.strictObject({
  /** The payment that it became, recorded in the same act. */
  payment: z.string().refine(isId),
  amount: z.number().int().positive(),
  currency: z.string().refine(isCurrency),
});
export type ReceiptAssigned = z.infer<typeof assignedSchema>;

/** The payment's own event moves it on to the customer: `credit:C:paid → clearing:bank-transfer → suspense`. */
const assigned = eventKind<ReceiptAssigned>({
  schema: assignedSchema,
  entry: ({ amount, currency }) => move(CLEARING, accounts.suspense(), amount, currency),
  project({ payment, amount, currency }, { subject }, projector) {
    assertOpen(projector, subject, amount, currency);
    projector.run(
      "UPDATE unknown_receipt SET state = 'assigned', payment = ? WHERE uuid = ?",
      idToBytes(payment),
      idToBytes(subject),
    );
  },
});

export const receiptKinds: readonly (readonly [string, EventKind])[] = [['receipt.assigned', assigned]];
