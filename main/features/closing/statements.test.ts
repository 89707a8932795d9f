/** A month's statements are complete where their balances meet, whichever of the balances a bank's files state. */
import { expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { bankAccount, type SaidLine, statementOf } from '../../../test/support/statements';
import type { Day } from '../../kernel/time';
import { statementGaps } from './statements';

function open() {
  const book = memoryBook(testClock(START_MS));
  const bank = bankAccount(book);
  const stated = (
    from: string,
    to: string,
    [opening, closing]: readonly [number | null, number | null],
    lines: readonly SaidLine[] = [],
  ) => statementOf(book, bank, lines, { from, to, opening, closing });
  const gaps = (to = '2026-02-28', from: string | null = null) =>
    statementGaps(book.db, { from: from as Day | null, to: to as Day }).what;
  return { stated, gaps };
}
const line = (day: string, amount: number) => ({ day, amount });

test('a month in between that was never brought is missed where the files state the closing balance alone', () => {
  const { stated, gaps } = open();
  stated('2025-12-01', '2025-12-31', [null, 10_000], [line('2025-12-05', 10_000)]);
  stated('2026-02-01', '2026-02-28', [null, 17_000], [line('2026-02-05', 5_000)]);
  expect(gaps()).toEqual(['Main account: 2026-02-01: 100.00 ≠ 120.00 EUR']);
  stated('2026-01-01', '2026-01-31', [null, 12_000], [line('2026-01-07', 2_000)]);
  expect(gaps()).toEqual([]);
});

test('a month that no statement tells of is missed where the files state no balance at all', () => {
  const { stated, gaps } = open();
  stated('2025-12-02', '2025-12-29', [null, null], [line('2025-12-02', 1_000)]);
  stated('2026-02-03', '2026-02-28', [null, null], [line('2026-02-03', 1_000)]);
  expect(gaps()).toEqual(['Main account: 2025-12-29 – 2026-02-03']);
  stated('2026-01-09', '2026-01-09', [null, null], [line('2026-01-09', 1_000)]);
  expect(gaps()).toEqual([]);
});

test('the last statement before the month is where it begins', () => {
  const { stated, gaps } = open();
  stated('2026-01-01', '2026-01-31', [0, 10_000], [line('2026-01-05', 10_000)]);
  stated('2026-02-10', '2026-02-28', [15_000, 15_500], [line('2026-02-11', 500)]);
  expect(gaps('2026-02-28', '2026-02-01')).toEqual(['Main account: 2026-02-10: 100.00 ≠ 150.00 EUR']);
});

test('a statement of the first days is not missed beside one of the whole month', () => {
  const { stated, gaps } = open();
  stated('2026-01-01', '2026-01-31', [0, 10_000], [line('2026-01-05', 10_000)]);
  stated('2026-02-01', '2026-02-15', [10_000, 10_500], [line('2026-02-11', 500)]);
  stated('2026-02-01', '2026-02-28', [10_000, 10_700], [line('2026-02-11', 500), line('2026-02-20', 200)]);
  expect(gaps()).toEqual([]);
});

test('two that share a day are told from two between which one is missing', () => {
  const { stated, gaps } = open();
  stated('2026-02-01', '2026-02-15', [0, 500], [line('2026-02-11', 300), line('2026-02-15', 200)]);
  stated('2026-02-15', '2026-02-20', [300, 500], [line('2026-02-15', 200)]);
  // Within the day: it begins with what the one before ended with.
  stated('2026-02-20', '2026-02-28', [500, 600], [line('2026-02-20', 100)]);
  expect(gaps()).toEqual([]);
  stated('2026-02-28', '2026-02-28', [650, 700], [line('2026-02-28', 50)]);
  expect(gaps()).toEqual(['Main account: 2026-02-28: 6.00 ≠ 6.50 EUR']);
});
