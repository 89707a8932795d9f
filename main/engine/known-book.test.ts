/** The book as it was known: at the present it is the present, and at any point before it is what it was then. */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { act, openTestBook, START_MS } from '../../test/support/book';
import { finish } from '../../test/support/checks';
import { customer, page, payment, refund } from '../../test/support/told';
import { openPast } from '../db/past';
import { type Db, one } from '../db/sql';
import { customerBalances } from '../features/customers/balances';
import { paymentPage } from '../features/payments/query';
import { ingest } from '../features/sync/ingest';
import { positionBefore } from '../journal/as-of';
import { dumpProjections } from '../journal/dump';
import { type Book, record } from '../journal/record';
import type { Day } from '../kernel/time';
import { knownBook } from './known-book';

const DAY_MS = 86_400_000;
const today = '2026-03-10' as Day;

function world() {
  const { book, folder, clock } = openTestBook();
  const told = (...pages: Parameters<typeof page>) =>
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  const at = (beforeMs: number, asOf: Day | null = null): Db => {
    const position = positionBefore(book.db, beforeMs);
    const { file, unplaced } = finish(knownBook.run(book.db, { position, asOf, folder: path.join(folder, 'cache') }));
    expect(unplaced).toBe(0);
    const db = openPast(file, book.file);
    onTestFinished(() => {
      db.close();
    });
    return db;
  };
  told({ customers: [customer('cus_1')], payments: [payment('pay_1', { createdAt: START_MS - DAY_MS })] });
  clock.at += DAY_MS;
  return { book, clock, told, at };
}

const rows = (db: Db) => [...dumpProjections(db)].map(({ table, rows: n, hash }) => [table, n, hash]);
const balances = (db: Db, asOf?: Day) => customerBalances.run(db, { only: null, today, ...(asOf ? { asOf } : {}) });
const payments = (db: Db) =>
  paymentPage.run(db, { filter: {}, sort: { column: 'date', direction: 'desc' }, limit: 50 }).rows;

function closed(book: Book) {
  record(book, act(book), () => [
    {
      kind: 'period.closed',
      subject: book.newId(),
      occurredAt: book.clock.now(),
      payload: { key: '2026-02', note: '' },
    },
  ]);
}

test('as known now is the book as it is: every table, every balance, every payment, a closed month and late items too', () => {
  const { book, clock, told, at } = world();
  closed(book);
  told({ refunds: [refund('re_1', 'pay_1', 4_000, { createdAt: START_MS - DAY_MS })] });
  expect(one(book.db, 'SELECT count(*) AS n FROM late')).toEqual({ n: 1 });
  const known = at(clock.at + 1);
  expect(rows(known)).toEqual(rows(book.db));
  expect(balances(known)).toEqual(balances(book.db));
  expect(payments(known)).toEqual(payments(book.db));
  const asOfToday = at(clock.at + 1, '2026-12-31' as Day);
  expect(rows(asOfToday)).toEqual(rows(book.db));
  expect(payments(asOfToday)).toEqual(payments(book.db));
  // By business day it is the same as soon as the day is not before the last one.
  expect(balances(book.db, today).map(({ customer: of, balance }) => [of, balance])).toEqual(
    balances(book.db).map(({ customer: of, balance }) => [of, balance]),
  );
});

test('as known before is what it was then, whatever was learned later; by business day it is what counts up to then', () => {
  const { book, clock, told, at } = world();
  const then = { balances: balances(book.db), payments: payments(book.db), rows: rows(book.db) };
  told({ refunds: [refund('re_1', 'pay_1', 4_000, { createdAt: START_MS - DAY_MS })] });
  told({ payments: [payment('pay_2', { createdAt: clock.at, amount: 700 })] });
  const known = at(clock.at);
  expect(balances(known)).toEqual(then.balances);
  expect(payments(known)).toEqual(then.payments);
  expect(rows(known)).toEqual(then.rows);
  expect(balances(book.db)).toMatchObject([{ balance: '67.00' }]);
  // Learned today, and counting on the day before: as of then, but not as known then.
  expect(balances(book.db, '2026-02-28' as Day)).toMatchObject([{ balance: '60.00' }]);
  expect(balances(book.db, '2026-02-27' as Day)).toEqual([]);
  // The same as a book of its own, where every table is of that day.
  const asOf = at(clock.at + 1, '2026-02-28' as Day);
  expect(balances(asOf)).toMatchObject([{ balance: '60.00' }]);
  expect(payments(asOf)).toMatchObject([{ amount: { amount: '100.00' }, refunded: '40.00' }]);
  const before = at(clock.at + 1, '2026-02-27' as Day);
  expect([balances(before), payments(before)]).toEqual([[], []]);
});

test('what was erased of a person since is erased in the book as it was known too', () => {
  const { book, clock, at } = world();
  expect(balances(at(clock.at))).toMatchObject([{ name: 'Customer cus_1' }]);
  const open = at(clock.at);
  book.db.exec("UPDATE person SET name = '', email = ''");
  expect(balances(open)).toMatchObject([{ name: '' }]);
});
