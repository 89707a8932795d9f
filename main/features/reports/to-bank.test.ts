import { expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { payoutOf, pendingTransfer } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { type Book, record } from '../../journal/record';
import { type Day, readDay } from '../../kernel/time';
import { matchDrafts } from '../matching/making';
import { toBankByDay, toBankRows } from './to-bank';

const clock = testClock();

const day = (text: string): Day => {
  const read = readDay(text);
  if (!read) throw new Error(`${text} is no day`);
  return read;
};

const march = { from: day('2026-03-01'), to: day('2026-03-02') };

function matchIt(
  book: Book,
  lines: Parameters<typeof matchDrafts>[1]['lines'],
  kind: 'payout' | 'payment',
  id: string,
) {
  const of = { lines, tied: [{ kind, id }], booked: [], rule: 'by-hand', evidence: [], automatic: false };
  record(book, act(book), (facts) => matchDrafts(facts, of, { newId: book.newId, nowMs: clock.now() }));
}

test('what a gateway sent to the bank is matched or open by its day, and the rows behind a bar are those that it counts', () => {
  const book = memoryBook(clock);
  const bank = bankAccount(book);
  const seen = payoutOf(book, 10_000, 'po_seen');
  payoutOf(book, 4_200, 'po_waiting');
  const transfer = pendingTransfer(book, 5_000, 'RF18539007547034');
  const { lines } = statementOf(book, bank, [
    { amount: 10_000, text: 'STRIPE po_seen' },
    { amount: 5_000, text: 'RF18539007547034' },
  ]);
  matchIt(book, lines.slice(0, 1), 'payout', seen);
  matchIt(book, lines.slice(1), 'payment', transfer);

  const stripe = { ...march, gateway: 'stripe' };
  expect(toBankByDay.run(book.db, stripe)).toEqual([
    { day: '2026-03-01', matched: 1, open: 1 },
    { day: '2026-03-02', matched: 0, open: 0 },
  ]);
  const rows = toBankRows.run(book.db, stripe);
  expect(rows.count).toBe(2);
  expect(rows.rows).toMatchObject([
    { kind: 'payout', id: seen, label: 'po_seen', state: 'matched', line: lines[0] },
    { label: 'po_waiting', money: { amount: '42.00', currency: 'EUR' }, state: 'open', line: null },
  ]);
  expect(toBankRows.run(book.db, { ...stripe, state: 'open' })).toMatchObject({
    count: 1,
    rows: [{ label: 'po_waiting' }],
  });

  const transfers = { ...march, gateway: 'bank-transfer' };
  expect(toBankByDay.run(book.db, transfers).map(({ matched, open }) => [matched, open])).toEqual([
    [1, 0],
    [0, 0],
  ]);
  expect(toBankRows.run(book.db, transfers).rows).toMatchObject([
    { kind: 'payment', id: transfer, label: 'RF18539007547034', line: lines[1] },
  ]);
  expect(
    toBankByDay.run(book.db, { ...march, gateway: 'nowpayments' }).every(({ matched, open }) => matched + open === 0),
  ).toBe(true);
});
