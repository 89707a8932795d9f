/** What issuing, voiding and awaiting an invoice record. Also for those who take a payment: they make an add-funds invoice first. */
import { all, type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes } from '../../kernel/id';
import { invoiceSums } from '../../kernel/invoice-sums';
import { rfReference } from '../../kernel/rf-reference';
import type { Day } from '../../kernel/time';
import type { PaymentStatusChanged } from '../payments/events';
import { refuseWhileCharged } from './charging-events';
import { deferredOf, deferredStill } from './deferring';
import type { InvoiceAwaited, InvoiceIssued, InvoiceVoided } from './events';
import { contentOf, invoiceFacts, linesOf, openInvoice, refuseDraft, taxesOf } from './facts';
import { nextNumber } from './numbers';
import { type BilledLine, type InvoiceContent, salesOf } from './shapes';

/** What a person wrote; its sums are made here. Throws Failure invoice-empty for one that comes to nothing. */
export function contentFrom(
  wish: Omit<InvoiceContent, 'lines' | 'taxes' | 'net' | 'tax' | 'total'> & { lines: Omit<BilledLine, 'net'>[] },
): InvoiceContent {
  const { nets, taxes, net, tax, total } = invoiceSums(
    wish.lines.map((line) => ({ ...line, tax: line.tax ?? null })),
    wish.currency,
  );
  if (total <= 0) throw new Failure('invoice-empty');
  return { ...wish, lines: wish.lines.map((line, n) => ({ ...line, net: nets[n] ?? 0 })), taxes, net, tax, total };
}

/** Draws the number. Throws Failure invoice-unknown, invoice-not-draft, invoice-day. */
export function* issue(read: Facts, id: Id, issueDay: Day, at: number): Generator<EventDraft> {
  const invoice = invoiceFacts(read.db, id);
  if (invoice.state !== 'draft') throw new Failure('invoice-not-draft', { number: invoice.number });
  const content = contentOf(read.db, invoice);
  const drawn = nextNumber(read.db, content.kind === 'service' ? 'invoice' : 'add-funds', issueDay);
  const payload: InvoiceIssued = {
    ...{ ...content, ...drawn, issueDay, reference: freeReference(read.db) },
    ...deferredOf(read.db, content, issueDay),
  };
  yield { kind: 'invoice.issued', subject: id, occurredAt: at, bookedOn: issueDay, payload };
}

/** Short, for people type it; no other event of this book has its number. */
export function freeReference(db: Db): string {
  const seq = (one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0) + 1;
  return rfReference(String(seq).padStart(8, '0'));
}

export interface FundsWish {
  customer: Id;
  payer: Id | null;
  /** Minor units. */
  amount: number;
  /** The same as decimal text. */
  price: string;
  currency: string;
  description: string;
  day: Day;
  dueDay: Day;
}

/** Adding funds creates an add-funds invoice first: one line, no tax, numbers of its own. */
export function* issueFunds(read: Facts, id: Id, wish: FundsWish, at: number): Generator<EventDraft> {
  const { customer, payer, currency, description, dueDay, price } = wish;
  const content = contentFrom({
    ...{ kind: 'add-funds', customer, currency, note: '', dueDay },
    ...(payer ? { payer } : {}),
    lines: [{ description, product: 'general', quantity: '1', price }],
  });
  yield { kind: 'invoice.drafted', subject: id, occurredAt: at, payload: content };
  yield* issue(read, id, wish.day, at);
}

/** A payment is asked for because of this invoice. Throws Failure invoice-unknown, invoice-not-open, input-invalid. */
export function* awaitPayment(
  read: Facts,
  id: Id,
  payment: Id,
  of: { customer: Id; currency: string },
  at: number,
): Generator<EventDraft> {
  const invoice = openInvoice(read.db, id);
  if (invoice.customer !== of.customer || invoice.currency !== of.currency)
    throw new Failure('input-invalid', {
      detail: `invoice ${invoice.number} is another customer's or in another currency`,
    });
  const payload: InvoiceAwaited = { payment };
  yield { kind: 'invoice.awaited', subject: id, occurredAt: at, payload };
}

/** A part of a transfer came: what is still missing of it is awaited for the same invoice. */
export function* awaitRest(read: Facts, paid: Id, rest: Id, at: number): Generator<EventDraft> {
  const row = one<{ uuid: Buffer; open: number }>(
    read.db,
    'SELECT i.uuid, i.open FROM invoice_payment p JOIN invoice i ON i.id = p.invoice WHERE p.payment = unhex(?)',
    paid.replaceAll('-', ''),
  );
  if (!row || row.open === 0) return;
  const payload: InvoiceAwaited = { payment: rest };
  yield { kind: 'invoice.awaited', subject: idFromBytes(row.uuid), occurredAt: at, payload };
}

interface Awaited {
  uuid: Buffer;
  amount: number;
  currency: string;
  customer: Buffer | null;
}

/** Exact reversal, and nobody is waited for any more. Throws Failure invoice-*. */
export function* voidInvoice(read: Facts, id: Id, reason: string, at: number): Generator<EventDraft> {
  const invoice = invoiceFacts(read.db, id);
  refuseDraft(invoice);
  if (invoice.state !== 'issued') throw new Failure('invoice-not-open', { number: invoice.number });
  refuseWhileCharged(read.db, invoice);
  if (invoice.open !== invoice.total) throw new Failure('invoice-has-payments', { number: invoice.number });
  const payload: InvoiceVoided = {
    ...{ kind: invoice.kind, customer: invoice.customer, currency: invoice.currency, reason },
    sales: salesOf(linesOf(read.db, invoice.key)),
    taxes: taxesOf(read.db, invoice.key).map(({ credited_tax: _, ...sum }) => sum),
    ...deferredStill(read.db, id),
  };
  yield { kind: 'invoice.voided', subject: id, occurredAt: at, payload };
  // What waits at a provider is ended there; only our own waiting ends by itself.
  const waiting = all<Awaited>(
    read.db,
    `SELECT p.uuid, p.amount, p.currency, c.uuid AS customer FROM invoice_payment l JOIN payment p ON p.uuid = l.payment
     LEFT JOIN customer c ON c.id = p.customer WHERE l.invoice = ? AND p.status = 'Pending' AND p.gateway = 'bank-transfer'`,
    invoice.key,
  );
  for (const { uuid, amount, currency, customer } of waiting) {
    const cancelled: PaymentStatusChanged = {
      ...{ gateway: 'bank-transfer', amount, currency, providerStatus: '', was: 'Pending' },
      ...(customer ? { customer: idFromBytes(customer) } : {}),
      ...{ status: 'Cancelled', reason: 'cancelled-operator' },
    };
    yield { kind: 'payment.status-changed', subject: idFromBytes(uuid), occurredAt: at, payload: cancelled };
  }
}
