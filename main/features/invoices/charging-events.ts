/** An invoice is charged once at a time, and what is being charged is not paid by other means meanwhile. */
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type InvoiceFacts, invoiceAwaiting, invoiceFacts } from './facts';

/** A charge that may have been done or may still be, or whose payment is on its way. `drafted`: one that was not sent counts too. */
function charging(db: Db, invoice: number, drafted: boolean): boolean {
  const found = one(
    db,
    `SELECT 1 FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id
     WHERE l.invoice = ? AND a.kind = 'charge' AND (a.state = 'done' AND p.status = 'Pending'
       OR a.state NOT IN ('done', 'dropped') AND (? OR a.state <> 'drafted')) LIMIT 1`,
    invoice,
    drafted ? 1 : 0,
  );
  return found !== undefined;
}

/** Before a charge is asked for. `amount` in minor units. Throws Failure invoice-unknown, invoice-being-charged, invoice-over-open. */
export function refuseSecondCharge(db: Db, id: Id, amount: number): void {
  const { key, number, open, currency } = invoiceFacts(db, id);
  if (charging(db, key, true)) throw new Failure('invoice-being-charged', { number });
  if (amount > open) throw new Failure('invoice-over-open', { open: toDecimal(open, currency), currency });
}

/** Before it is paid from credit, credited, written off or voided. Throws Failure invoice-being-charged. */
export function refuseWhileCharged(db: Db, { key, number }: Pick<InvoiceFacts, 'key' | 'number'>): void {
  if (charging(db, key, false)) throw new Failure('invoice-being-charged', { number });
}

/** Before a charge is sent: what it is for may have been paid, credited or voided since. True of what is for no invoice. */
export function isStillOwed(db: Db, payment: Id, amount: number): boolean {
  const invoice = invoiceAwaiting(db, payment);
  return invoice === null || invoice.open >= amount;
}

export function isBeingCharged(db: Db, { key }: Pick<InvoiceFacts, 'key'>): boolean {
  return charging(db, key, false);
}
