/** Taking back a bank transfer that a person marked as received: it waits again, as long as nothing was built on it. */
import { one } from '../../db/sql';
import type { EventDraft, StoredEvent, Undoing } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure, type FailureCode } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { heldCredit } from '../../ledger/balance';
import type { PaymentStatusChanged } from './events';

interface Now {
  status: string;
  settled: number;
  matched: number;
  paid: number;
  returned: number;
}

const nowSql = `SELECT p.status, coalesce(p.settled, 0) AS settled,
  EXISTS (SELECT 1 FROM match_item m WHERE m.kind = 'payment' AND m.item = p.uuid) AS matched,
  EXISTS (SELECT 1 FROM invoice_application a WHERE a.payment = p.uuid) AS paid,
  EXISTS (SELECT 1 FROM refund r WHERE r.payment = p.id) OR EXISTS (SELECT 1 FROM dispute d WHERE d.payment = p.id) AS returned
  FROM payment p WHERE p.uuid = ?`;

/** What stands in the way; null: nothing. */
function builtOn({ matched, paid, returned }: Now, isUnspent: boolean): FailureCode | null {
  if (matched) return 'receipt-matched';
  if (paid) return 'receipt-paid-invoice';
  if (returned) return 'receipt-returned';
  return isUnspent ? null : 'receipt-spent';
}

/** Throws Failure changed-since, approval-stands, receipt-matched, receipt-paid-invoice, receipt-returned, receipt-spent. */
export function receiptTakenBack(
  payload: PaymentStatusChanged,
  { subject }: Pick<StoredEvent, 'subject'>,
  { db, balance }: Facts,
  { nowMs }: Undoing,
): EventDraft[] {
  const { gateway, amount, currency, customer, evidence } = payload;
  const now = one<Now>(db, nowSql, idToBytes(subject));
  if (now?.status !== 'Completed' || now.settled !== 0) throw new Failure('changed-since');
  if (evidence?.approval !== undefined) throw new Failure('approval-stands');
  const why = builtOn(now, isUnspent(balance, customer, amount, currency));
  if (why) throw new Failure(why);
  const back: PaymentStatusChanged = {
    ...{ gateway, amount, currency, providerStatus: '', was: 'Completed', status: 'Pending', reason: 'waiting-bank' },
    ...(customer ? { customer } : {}),
    split: { credit: amount, receivable: 0 },
  };
  return [{ kind: 'payment.status-changed', subject, occurredAt: nowMs, payload: back }];
}

function isUnspent(balance: Facts['balance'], customer: Id | undefined, amount: number, currency: string): boolean {
  return customer === undefined || heldCredit(balance, customer, 'paid', currency) >= amount;
}
