/** A book that tells which postings one page of a gateway causes: for the tests of what each event moves. */
import { expect } from 'vitest';
import { one } from '../../main/db/sql';
import type { PurchaseRecorded } from '../../main/features/payments/events';
import { ingest } from '../../main/features/sync/ingest';
import { type Book, record } from '../../main/journal/record';
import { idFromBytes } from '../../main/kernel/id';
import { takeFromCredit } from '../../main/ledger/split';
import { act, memoryBook, START_MS, testClock } from './book';
import { lastSeq, postingsAfter, replayed, verified } from './checks';
import { customer, page, type Told } from './told';

/** A book whose customer `cus_1` is known; `tell` gives the postings that one page causes. */
export function openBook() {
  const book = memoryBook(testClock());
  const tell = (told: Told) => {
    const before = lastSeq(book.db);
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(told)], null);
    return postingsAfter(book.db, before);
  };
  tell({ customers: [customer('cus_1')] });
  return { book, tell };
}

export function purchase(book: Book, amount: number, product = 'hosting'): string[] {
  const before = lastSeq(book.db);
  const uuid = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer LIMIT 1')?.uuid ?? Buffer.alloc(16);
  const of = idFromBytes(uuid);
  record(book, act(book, { amount }), function* (facts) {
    const payload: PurchaseRecorded = {
      ...{ customer: of, amount, currency: 'EUR', product, description: 'Server', reference: '' },
      ...takeFromCredit(facts.balance, of, amount, 'EUR'),
    };
    yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt: START_MS, payload };
  });
  return postingsAfter(book.db, before);
}

/** Nothing of the business is out of balance, and all of it can be built again. */
export function expectSound(book: Book): void {
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
}
