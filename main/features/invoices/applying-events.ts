/** What paying an invoice records: from credit, chosen or oldest first; and by the payment that was asked for because of it. */
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit } from '../../ledger/balance';
import { lotOrder } from '../../ledger/credit-order';
import { takeFromCredit } from '../../ledger/split';
import type { InvoiceFacts } from './facts';
import type { CreditApplied, InvoiceFunded } from './money-events';

/**
 * One credit over several invoices, in their order, until it or `limit` (minor units) is used up. Throws Failure credit-short when
 * there is none, or less than the limit that was asked for.
 */
export function* applyCredit(
  read: Facts,
  customer: Id,
  currency: string,
  invoices: readonly InvoiceFacts[],
  limit: number | null,
  at: number,
): Generator<EventDraft> {
  let left = limit ?? invoices.reduce((sum, { open }) => sum + open, 0);
  let applied = 0;
  const order = lotOrder(read.db);
  for (const invoice of invoices) {
    const wanted = Math.min(invoice.open, left);
    if (wanted === 0) continue;
    const { taken, receivable: lacking } = takeFromCredit(read.balance, customer, wanted, currency, order);
    const amount = wanted - lacking;
    if (amount > 0) {
      const payload: CreditApplied = { customer, currency, taken };
      yield { kind: 'credit.applied', subject: invoice.id, occurredAt: at, payload };
    }
    left -= amount;
    applied += amount;
    if (lacking > 0) break;
  }
  if (applied === 0 || (limit !== null && left > 0))
    throw new Failure('credit-short', { available: toDecimal(applied, currency), currency });
}

/**
 * A payment for this invoice is Completed: its amount pays it as far as it is open, the rest stays paid credit. With the payment's
 * own entry this comes to `receivable:C -> clearing:G`.
 */
export function* applyPayment(
  read: Facts,
  invoice: InvoiceFacts,
  payment: { id: Id; amount: number },
  at: number,
): Generator<EventDraft> {
  const { customer, currency } = invoice;
  if (invoice.kind === 'add-funds') {
    const amount = Math.min(invoice.open, payment.amount);
    const payload: InvoiceFunded = { payment: payment.id, amount };
    if (amount > 0) yield { kind: 'invoice.funded', subject: invoice.id, occurredAt: at, payload };
    return;
  }
  const held = Math.max(0, heldCredit(read.balance, customer, 'paid', currency));
  const paid = Math.min(invoice.open, payment.amount, held);
  if (paid === 0) return;
  const payload: CreditApplied = {
    ...{ customer, currency, payment: payment.id },
    taken: { granted: 0, voucher: 0, paid },
  };
  yield { kind: 'credit.applied', subject: invoice.id, occurredAt: at, payload };
}
