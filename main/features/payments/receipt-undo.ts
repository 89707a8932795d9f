/** Taking back a bank transfer that a person marked as received: it waits again, as long as nothing was built on it. */
import { one } from '../../db/sql';
import type { EventDraft, StoredEvent, Undoing } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure, type FailureCode } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { heldCredit } from '../../ledger/balance';
import type { PaymentStatusChanged } from './events';

interface Now {
  status: string;
  customer: Buffer | null;
  settled: number;
  matched: number;
  /** What invoices have of it. Minor units. */
  paid: number;
  returned: number;
}

const nowSql = `SELECT p.status, c.uuid AS customer, coalesce(p.settled, 0) AS settled,
  EXISTS (SELECT 1 FROM match_item m WHERE m.kind = 'payment' AND m.item = p.uuid) AS matched,
  (SELECT coalesce(sum(a.paid), 0) FROM invoice_application a JOIN invoice i ON i.id = a.invoice
    WHERE a.payment = p.uuid AND i.kind = 'service') AS paid,
  EXISTS (SELECT 1 FROM refund r WHERE r.payment = p.id) OR EXISTS (SELECT 1 FROM dispute d WHERE d.payment = p.id) AS returned
  FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = ?`;

/** What stands in the way; null: nothing. */
function builtOn({ matched, returned }: Now, isUnspent: boolean): FailureCode | null {
  if (matched) return 'receipt-matched';
  if (returned) return 'receipt-returned';
  return isUnspent ? null : 'receipt-spent';
}

/**
 * An invoice that it had paid is due again by what follows; the rest of it must still be credit. Throws Failure changed-since,
 * approval-stands, receipt-matched, receipt-returned, receipt-spent.
 */
export function receiptTakenBack(
  payload: PaymentStatusChanged,
  { subject }: Pick<StoredEvent, 'subject'>,
  { db, balance }: Facts,
  { nowMs }: Undoing,
): EventDraft[] {
  const { gateway, amount, currency, customer, evidence } = payload;
  const now = one<Now>(db, nowSql, idToBytes(subject));
  if (now?.status !== 'Completed' || now.settled !== 0) throw new Failure('changed-since');
  // It was given to another customer, or its customer was merged into one.
  if ((now.customer && idFromBytes(now.customer)) !== (customer ?? null)) throw new Failure('changed-since');
  if (evidence?.approval !== undefined) throw new Failure('approval-stands');
  const split = { credit: amount - now.paid, receivable: now.paid };
  const why = builtOn(now, isUnspent(balance, customer, split.credit, currency));
  if (why) throw new Failure(why);
  const back: PaymentStatusChanged = {
    ...{ gateway, amount, currency, providerStatus: '', was: 'Completed', status: 'Pending', reason: 'waiting-bank' },
    ...(customer ? { customer } : {}),
    split,
  };
  return [{ kind: 'payment.status-changed', subject, occurredAt: nowMs, payload: back }];
}

function isUnspent(balance: Facts['balance'], customer: Id | undefined, amount: number, currency: string): boolean {
  return customer === undefined || heldCredit(balance, customer, 'paid', currency) >= amount;
}
