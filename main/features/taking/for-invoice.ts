/**
 * Taking a payment because of an invoice: by invoice (adding funds issues one first, with bank details and a reference), or by a
 * transfer for one that is there. Both wait until the money is marked as received.
 */

import { one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Method } from '../../kernel/payment';
import { addDays } from '../../kernel/time';
import { awaitPayment, issueFunds } from '../invoices/issuing-events';
import { pendingTransfer } from './received-events';

/** An add-funds invoice is due in so many days; nobody is reminded of it. */
const FUNDS_DUE_DAYS = 14;

export interface InvoiceWish {
  customer: Id;
  payer: Id | null;
  /** Minor units, above zero. */
  amount: number;
  currency: string;
  description: string;
  /** Null: one that adds funds is issued. */
  invoice: Id | null;
  method: Extract<Method, 'invoice' | 'bank-transfer'>;
}

/** Gives the Pending payment. Throws Failure invoice-unknown, invoice-not-open, input-invalid; then nothing was created. */
export function takeForInvoice(book: Book, act: Act, wish: InvoiceWish): { payment: Id; attempt: null } {
  const recorded = record(book, act, (read) => drafts(book, read, wish));
  // The payment stands before what ties it to its invoice.
  const payment = recorded.subjects.at(-2);
  if (!payment) throw new Error('a payment without an event');
  return { payment, attempt: null };
}

function* drafts(book: Book, read: Facts, wish: InvoiceWish): Generator<EventDraft> {
  const { customer, payer, amount, currency, description, method } = wish;
  const at = book.clock.now();
  const invoice = wish.invoice ?? book.newId();
  if (wish.invoice === null) {
    const day = book.dayOf(at);
    const price = toDecimal(amount, currency);
    const funds = { customer, payer, amount, price, currency, description, day, dueDay: addDays(day, FUNDS_DUE_DAYS) };
    yield* issueFunds(read, invoice, funds, at);
  }
  const reference = one<{ reference: string | null }>(
    read.db,
    'SELECT reference FROM invoice WHERE uuid = ?',
    idToBytes(invoice),
  )?.reference;
  if (!reference) throw new Failure('invoice-unknown', { id: invoice });
  const payment = book.newId();
  const owner = { customer: Buffer.from(idToBytes(customer)), payer: payer ? Buffer.from(idToBytes(payer)) : null };
  yield pendingTransfer(
    payment,
    { ...owner, amount, currency, description, reference, method, purpose: 'invoice' },
    at,
  );
  yield* awaitPayment(read, invoice, payment, { customer, currency }, at);
}
