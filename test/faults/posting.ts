/** One small thing to record, the same for the same request: a payment of a customer of its own, and what was bought of it. */
import type { PaymentRecorded, PurchaseRecorded } from '../../main/features/payments/events';
import { type Book, type Recorded, record } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import { takeFromCredit } from '../../main/ledger/split';

/** The customer's id is the request's. Throws what `record` throws. */
export function post(book: Book, request: Id, more = ''): Recorded {
  const act = { request, operator: 'ada', source: 'screen', input: { request } };
  return record(book, act, function* ({ balance }) {
    const occurredAt = book.clock.now();
    yield { kind: 'customer.added', subject: request, occurredAt, payload: { personHash: 'x' } };
    const payment: PaymentRecorded = {
      ...{ gateway: 'stripe', externalId: `pi_${request}`, customer: request, amount: 1_000, currency: 'EUR' },
      ...{ status: 'Completed', providerStatus: 'succeeded', method: 'card', reference: '' },
      ...{ description: `Top-up ${more}`, createdAt: occurredAt, completedAt: occurredAt },
      settlement: { externalId: `txn_${request}`, amount: 1_000, fee: 30, net: 970, currency: 'EUR' },
    };
    yield { kind: 'payment.recorded', subject: book.newId(), occurredAt, payload: payment };
    const purchase: PurchaseRecorded = {
      ...{ customer: request, amount: 1_200, currency: 'EUR', product: 'hosting', description: '', reference: '' },
      ...takeFromCredit(balance, request, 1_200, 'EUR'),
    };
    yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt, payload: purchase };
  });
}

/** Events of one post. */
export const EVENTS_A_POST = 3;
