/** Payouts and transfers that bank lines are matched with, in a test book. */
import { type Book, record } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import { act } from './book';
import { addCustomer } from './invoices';

export function pendingTransfer(
  book: Book,
  amount: number,
  reference: string,
  customer = addCustomer(book, 'Ada Lovelace'),
): Id {
  const subject = book.newId();
  const payload = {
    ...{ gateway: 'bank-transfer', customer, amount, currency: 'EUR', status: 'Pending', reason: 'waiting-bank' },
    ...{ providerStatus: '', method: 'bank-transfer', createdAt: book.clock.now(), description: '', reference },
  };
  record(book, act(book), () => [{ kind: 'payment.recorded', subject, occurredAt: book.clock.now(), payload }]);
  return subject;
}

export function payoutOf(book: Book, amount: number, externalId: string, currency = 'EUR'): Id {
  const subject = book.newId();
  const payload = {
    ...{ gateway: 'stripe', externalId, amount, currency, status: 'arrived', providerStatus: 'paid' },
    ...{ arrivalDay: '2026-03-01', settlements: [] },
  };
  record(book, act(book), () => [{ kind: 'payout.recorded', subject, occurredAt: book.clock.now(), payload }]);
  return subject;
}
