/** A book whose notices go to a real server on loopback, for tests. */
import { all, run } from '../../main/db/sql';
import * as desk from '../../main/features/customers/desk';
import { Mailing, type MailingOptions } from '../../main/features/mail/mailing';
import { type MailWish, setMailSettings } from '../../main/features/mail/settings';
import type { PaymentStatusChanged } from '../../main/features/payments/events';
import { type Book, record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import type { Id } from '../../main/kernel/id';
import { mailKinds } from '../../main/kernel/mail';
import { act } from './book';
import { type InvoiceWorld, invoiceWorld, recordPayment } from './invoices';

export const usualMail = (port: number): MailWish => ({
  ...{ on: true, host: '127.0.0.1', port, tls: 'none', anyCertificate: false, user: '' },
  ...{ fromName: 'Northgate Hosting', fromAddress: 'billing@northgate.example' },
  ...{ notices: [...mailKinds], dueInDays: 7, language: 'en' },
});

export interface MailWorld extends InvoiceWorld {
  mailing: Mailing;
  /** The engine starts anew over the same book. */
  restart(): Mailing;
  states(): string[];
  told: string[];
}

/** The customer is `nova@customer.example`, who reads English. */
export async function mailWorld(
  port: number,
  more: Partial<MailingOptions> & { wish?: Partial<MailWish> } = {},
): Promise<MailWorld> {
  const { wish, ...rest } = more;
  const of = invoiceWorld();
  const { book, context, customer, clock } = of;
  const told: string[] = [];
  await desk.editCustomer(context, {
    request: book.newId(),
    id: customer,
    person: { ...nobody, name: 'Nova Hosting', email: 'nova@customer.example', language: 'en' },
  });
  setMailSettings(book.db, { ...usualMail(port), ...wish }, clock.now());
  const restart = () =>
    new Mailing({
      ...{ book, healthy: Promise.resolve(), secrets: { state: 'none', get: () => null } },
      changed: (topics) => told.push(...topics),
      unexpected: (_, error) => {
        throw error;
      },
      receipt: () => Promise.reject(new Failure('receipt-not-paid')),
      ...{ random: () => 0.5, patienceMs: 5_000 },
      ...rest,
    });
  const states = () =>
    all<{ kind: string; state: string; why: string | null }>(
      book.db,
      'SELECT kind, state, why FROM mail ORDER BY id',
    ).map(({ kind, state, why }) => [kind, state, why].filter(Boolean).join(' '));
  clock.at += 1_000;
  return { ...of, mailing: restart(), restart, states, told };
}

export const nobody = { email: null, phone: null, address: [], country: null, language: null, taxId: null };

/** A Pending payment of a card. */
export function pending({ book, customer }: InvoiceWorld, more: { payer?: Id; at?: number } = {}): Id {
  const { at = book.clock.now(), payer } = more;
  return recordPayment(book, {
    ...{ customer, amount: 12_000, status: 'Pending', reason: 'waiting-gateway', createdAt: at },
    ...(payer ? { payer } : {}),
  });
}

/** It ends, as its gateway tells now. */
export function ends(
  { book }: InvoiceWorld,
  payment: Id,
  status: 'Completed' | 'Cancelled',
  reason: PaymentStatusChanged['reason'] = 'declined',
  source = 'gateway:stripe',
): void {
  const at = book.clock.now();
  const payload: PaymentStatusChanged = {
    ...{ gateway: 'stripe', amount: 12_000, currency: 'EUR', was: 'Pending', status, providerStatus: 'ended' },
    ...(status === 'Completed' ? { completedAt: at } : { reason }),
  };
  record(book, { ...act(book), source }, () => [
    { kind: 'payment.status-changed', subject: payment, occurredAt: at, payload },
  ]);
}

/** As a book of before would have it: without the state that a process left behind. */
export function setState(book: Book, state: string): void {
  run(book.db, 'UPDATE mail SET state = ?', state);
}

/** Which invoice a payment was asked for. */
export function payFor(book: Book, payment: Id, invoice: Id): void {
  record(book, act(book), () => [
    { kind: 'invoice.awaited', subject: invoice, occurredAt: book.clock.now(), payload: { payment } },
  ]);
}
