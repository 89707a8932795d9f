/** How much of a payment can still be refunded: what was taken back, or may be about to be, is not there twice. */
import { type Db, one } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import type { Status } from '../../kernel/payment';
import { paidBy } from '../invoices/crediting-events';

export interface Refundable {
  status: Status;
  /** Minor units of the payment's currency; never below zero. */
  amount: number;
  /** UTC milliseconds of the last refund that stands. */
  lastRefundAt: number | null;
}

/** `but`: an attempt that does not stand in its own way. Null for a payment that is not there. */
export function refundable(db: Db, payment: Id, but: Id | null): Refundable | null {
  const row = one<{
    id: number;
    status: Status;
    amount: number;
    refunded: number;
    lost: number;
    last_at: number | null;
  }>(
    db,
    `SELECT p.id, p.status, p.amount, p.refunded,
       (SELECT coalesce(sum(d.amount), 0) FROM dispute d WHERE d.payment = p.id AND d.state = 'lost') AS lost,
       (SELECT max(r.at) FROM refund r WHERE r.payment = p.id AND r.status <> 'failed') AS last_at
     FROM payment p WHERE p.uuid = ?`,
    idToBytes(payment),
  );
  if (!row) return null;
  // Open ones, and those that were confirmed before the refund itself was told of.
  const asked = one<{ sum: number }>(
    db,
    `SELECT coalesce(sum(a.amount), 0) AS sum FROM attempt a WHERE a.payment = ? AND a.kind = 'refund' AND a.uuid <> ?
       AND (a.state NOT IN ('done', 'dropped') OR (a.outcome = 'confirmed' AND NOT EXISTS
         (SELECT 1 FROM refund r WHERE r.gateway = a.gateway AND r.external_id = a.external_id)))`,
    row.id,
    but ? idToBytes(but) : new Uint8Array(16),
  );
  const amount = Math.max(0, row.amount - row.refunded - row.lost - (asked?.sum ?? 0));
  return { status: row.status, amount, lastRefundAt: row.last_at };
}

/** Whether so much of a payment (minor units) stands as a customer's credit, and not in an invoice that it paid. */
export function standsAsCredit(db: Db, payment: Id, amount: number): boolean {
  const row = one<{ customer: number | null }>(db, 'SELECT customer FROM payment WHERE uuid = ?', idToBytes(payment));
  if (!row || row.customer === null) return false;
  const left = refundable(db, payment, null)?.amount ?? 0;
  const inInvoices = paidBy({ db }, payment).reduce((sum, paid) => sum + paid.amount, 0);
  return amount > 0 && left > inInvoices;
}
