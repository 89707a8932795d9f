/** A test book with short ways to put customers, payments and what follows them into it. */
import { putPerson } from '../../main/db/person';
import type { PaymentRecorded } from '../../main/features/payments/events';
import type { EventDraft } from '../../main/journal/event';
import { type Book, type Facts, record } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import type { Day } from '../../main/kernel/time';
import { takeFromCredit } from '../../main/ledger/split';
import { act, openTestBook, type TestClock, testClock } from './book';

export interface StockedBook {
  book: Book;
  clock: TestClock;
  /** One act of these events. */
  put(decide: (facts: Facts) => Iterable<EventDraft>): void;
  customer(name: string, email?: string): Id;
  /** Completed unless it says otherwise; `at` is when, UTC milliseconds; the amount in minor units. */
  payment(fields: Partial<PaymentRecorded> & { amount: number; currency: string; at?: number; bookedOn?: Day }): Id;
  /** A negative payment; `amount` is positive, minor units. */
  purchase(customer: Id, amount: number, currency: string, at?: number): Id;
}

/** An empty book whose clock stands at 12:00 UTC of 21 November 2026. It goes after the test. */
export function stockedBook(timeZone = 'UTC'): StockedBook {
  const { book, clock } = openTestBook({ clock: testClock(Date.UTC(2026, 10, 21, 12)), timeZone });
  const put: StockedBook['put'] = (decide) => {
    record(book, act(book), decide);
  };
  return {
    book,
    clock,
    put,
    customer(name, email) {
      const subject = book.newId();
      put(function* (facts) {
        const person = { name, email: email ?? null, phone: null, address: [], country: null, language: null };
        const personHash = putPerson(facts.db, subject, person) ?? '';
        yield { kind: 'customer.added', subject, occurredAt: clock.at, payload: { personHash } };
      });
      return subject;
    },
    payment({ at = clock.at, bookedOn, ...fields }) {
      const subject = book.newId();
      const status = fields.status ?? 'Completed';
      const payload: PaymentRecorded = {
        gateway: 'stripe',
        externalId: `pi_${subject}`,
        status,
        providerStatus: status === 'Completed' ? 'succeeded' : 'processing',
        method: 'card',
        description: 'Top-up',
        reference: '',
        createdAt: at,
        ...(status === 'Completed' ? { completedAt: at } : {}),
        ...fields,
      };
      put(function* () {
        yield { kind: 'payment.recorded', subject, occurredAt: at, ...(bookedOn ? { bookedOn } : {}), payload };
      });
      return subject;
    },
    purchase(customer, amount, currency, at = clock.at) {
      const subject = book.newId();
      put(function* (facts) {
        const taken = takeFromCredit(facts.balance, customer, amount, currency);
        const said = { product: 'hosting', description: 'Server order', reference: '' };
        yield {
          kind: 'purchase.recorded',
          subject,
          occurredAt: at,
          payload: { customer, amount, currency, ...said, ...taken },
        };
      });
      return subject;
    },
  };
}
