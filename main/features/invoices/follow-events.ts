/**
 * What a payment's own event means for the invoice it was asked for, recorded in the same act: it is paid when the payment becomes
 * Completed, by whatever way it was learned, and due again when the money is taken back.
 */
import { all } from '../../db/sql';
import type { EventDraft, Follower, StoredEvent } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { accounts } from '../../ledger/chart';
import type { PaymentRecorded, PaymentStatusChanged } from '../payments/events';
import type { PaymentAdopted } from '../payments/identity-events';
import type { DisputeChanged, PaymentRefunded, RefundChanged } from '../payments/reversal-events';
import { applyPayment } from './applying-events';
import type { InvoiceAwaited } from './events';
import { invoiceAwaiting, invoiceFacts, invoiceNamed } from './facts';
import type { CreditRegained, InvoiceReturned } from './money-events';

interface CompletedPayment {
  customer: Id | null;
  amount: number;
  currency: string;
  occurredAt: number;
}

function* pay(read: Facts, payment: Id, of: CompletedPayment): Generator<EventDraft> {
  const invoice = invoiceAwaiting(read.db, payment);
  if (invoice?.state !== 'issued' || invoice.customer !== of.customer || invoice.currency !== of.currency) return;
  yield* applyPayment(read, invoice, { id: payment, amount: of.amount }, of.occurredAt);
}

/** One that names its invoice by number or reference, and was not asked for here, is taken for it. */
function* recorded(payload: PaymentRecorded, event: StoredEvent, read: Facts): Generator<EventDraft> {
  const { status, purpose, customer, amount, currency, reference, description } = payload;
  if (status !== 'Completed' || purpose !== 'invoice' || customer === undefined) return;
  const named =
    invoiceNamed(read.db, customer, currency, reference) ?? invoiceNamed(read.db, customer, currency, description);
  if (!named) return;
  const awaited: InvoiceAwaited = { payment: event.subject };
  yield { kind: 'invoice.awaited', subject: named.id, occurredAt: event.occurredAt, payload: awaited };
  yield* pay(read, event.subject, { customer, amount, currency, occurredAt: event.occurredAt });
}

function* statusChanged(payload: PaymentStatusChanged, event: StoredEvent, read: Facts): Generator<EventDraft> {
  const { was, status, customer = null, amount, currency, split } = payload;
  const { subject, occurredAt } = event;
  if (status === 'Completed' && was !== 'Completed') {
    yield* pay(read, subject, { customer, amount, currency, occurredAt });
    return;
  }
  if (was !== 'Completed' || status === 'Completed') return;
  yield* takeBack(read, event, split?.receivable ?? 0);
  // Of an add-funds invoice nothing was paid after all, whoever bears it.
  yield* unfund(read, event);
}

/** A row that we made gave way to the one that was told: it is for the same invoice. */
function* adopted(payload: PaymentAdopted, event: StoredEvent, read: Facts): Generator<EventDraft> {
  const invoice = invoiceAwaiting(read.db, payload.own);
  if (!invoice || invoiceAwaiting(read.db, event.subject)) return;
  const awaited: InvoiceAwaited = { payment: event.subject };
  yield { kind: 'invoice.awaited', subject: invoice.id, occurredAt: event.occurredAt, payload: awaited };
  const row = all<{ status: string; amount: number; currency: string }>(
    read.db,
    'SELECT status, amount, currency FROM payment WHERE uuid = ?',
    idToBytes(event.subject),
  )[0];
  if (row?.status !== 'Completed') return;
  const { amount, currency } = row;
  yield* pay(read, event.subject, {
    customer: payload.customer ?? invoice.customer,
    amount,
    currency,
    occurredAt: event.occurredAt,
  });
}

/** What a refund or a lost dispute made due again is due on the invoice that the payment had paid. */
function* refunded(payload: PaymentRefunded, event: StoredEvent, read: Facts): Generator<EventDraft> {
  if (payload.status !== 'failed') yield* takeBack(read, event, payload.split.receivable);
}

function* refundChanged(refund: RefundChanged, event: StoredEvent, read: Facts): Generator<EventDraft> {
  const { was, status, split } = refund;
  if (was === 'failed' && status !== 'failed') yield* takeBack(read, event, split.receivable);
  if (was !== 'failed' && status === 'failed') {
    yield* giveAgain(read, event, split.receivable);
    yield* regain(read, event, refund);
  }
}

function* disputeChanged(dispute: DisputeChanged, event: StoredEvent, read: Facts): Generator<EventDraft> {
  const { lost, undone } = dispute;
  if (undone?.lost) yield* giveAgain(read, event, undone.lost.split.receivable);
  if (undone?.lost) yield* regain(read, event, dispute);
  if (lost) yield* takeBack(read, event, lost.split.receivable);
}

interface Paid {
  invoice: Buffer;
  kind: string;
  paid: number;
  returned: number;
}

function paidOf(read: Facts, payment: Id): Paid[] {
  return all<Paid>(
    read.db,
    `SELECT i.uuid AS invoice, i.kind, a.paid, a.returned FROM invoice_application a JOIN invoice i ON i.id = a.invoice
     WHERE a.payment = +? ORDER BY a.id`,
    idToBytes(payment),
  );
}

function* takeBack(read: Facts, event: StoredEvent, amount: number): Generator<EventDraft> {
  let left = amount;
  if (left === 0) return;
  for (const { invoice, kind, paid } of paidOf(read, event.subject)) {
    const part = kind === 'service' ? Math.min(left, paid) : 0;
    if (part > 0) yield changed('invoice.returned', event, invoice, part);
    left -= part;
  }
}

function* giveAgain(read: Facts, event: StoredEvent, amount: number): Generator<EventDraft> {
  let left = amount;
  for (const { invoice, kind, returned } of paidOf(read, event.subject)) {
    const { open } = invoiceFacts(read.db, idFromBytes(invoice));
    const part = kind === 'service' ? Math.min(left, returned, open) : 0;
    if (part > 0) yield changed('invoice.restored', event, invoice, part);
    left -= part;
  }
}

/** Nobody owes less than what is open on their invoices: what is given again beyond that is credit. */
function* regain(
  read: Facts,
  { subject, occurredAt }: StoredEvent,
  { customer, currency }: { customer?: Id | undefined; currency: string },
): Generator<EventDraft> {
  if (customer === undefined) return;
  const open = all<{ open: number | null }>(
    read.db,
    `SELECT sum(i.open) AS open FROM invoice i JOIN customer c ON c.id = i.customer
     WHERE c.uuid = ? AND i.currency = ? AND i.kind = 'service'`,
    idToBytes(customer),
    currency,
  )[0]?.open;
  const amount = (open ?? 0) - read.balance(accounts.receivable(customer), currency);
  if (amount <= 0) return;
  const payload: CreditRegained = { customer, currency, amount };
  yield { kind: 'credit.regained', subject, occurredAt, payload };
}

function* unfund(read: Facts, event: StoredEvent): Generator<EventDraft> {
  for (const { invoice, kind, paid } of paidOf(read, event.subject))
    if (kind === 'add-funds' && paid > 0) yield changed('invoice.returned', event, invoice, paid);
}

function changed(
  kind: 'invoice.returned' | 'invoice.restored',
  { subject, occurredAt }: StoredEvent,
  invoice: Buffer,
  amount: number,
): EventDraft {
  const payload: InvoiceReturned = { payment: subject, amount };
  return { kind, subject: idFromBytes(invoice), occurredAt, payload };
}

/** By the kind of event that they follow. */
export const invoiceFollowers: readonly (readonly [string, Follower])[] = [
  ['payment.recorded', recorded],
  ['payment.status-changed', statusChanged],
  ['payment.adopted', adopted],
  ['payment.refunded', refunded],
  ['payment.refund-changed', refundChanged],
  ['payment.dispute-changed', disputeChanged],
];
