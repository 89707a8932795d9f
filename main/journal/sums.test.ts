/** Sums of a batch: netted by all of their keys, read before they are written, gone where they come to nothing. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { NettedSums, type Sums } from './sums';

const byDay: Sums = { table: 'by_day', keys: ['day', 'kind'], sums: ['count', 'minor'] };
const byAccount: Sums = { table: 'by_account', keys: ['account'], sums: ['minor'] };

function tables() {
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE by_day (day TEXT, kind TEXT, count INTEGER, minor INTEGER, PRIMARY KEY (day, kind));
    CREATE TABLE by_account (account INTEGER PRIMARY KEY, minor INTEGER)`);
  return { db, rows: (table: string) => db.prepare(`SELECT * FROM ${table}`).raw().all() };
}

test('adds up by every key, also where two keys put together read the same', () => {
  const { db, rows } = tables();
  const sums = new NettedSums();
  for (const [day, kind] of [
    ['a', 'bc'],
    ['ab', 'c'],
    ['a', 'bc'],
  ] as const)
    sums.add(byDay, [day, kind], [1, 5]);
  sums.add(byAccount, [7], [9]);
  expect([sums.waiting(byDay, ['a', 'bc']), sums.waiting(byDay, ['a', 'c']), sums.waiting(byAccount, [7])]).toEqual([
    2, 0, 9,
  ]);
  sums.flush(db);
  expect(rows('by_day')).toEqual([
    ['a', 'bc', 2, 10],
    ['ab', 'c', 1, 5],
  ]);
  expect([rows('by_account'), sums.waiting(byAccount, [7])]).toEqual([[[7, 9]], 0]);
});

test('a row that comes to nothing goes, in one batch or over several', () => {
  const { db, rows } = tables();
  const sums = new NettedSums();
  sums.add(byAccount, [1], [5]);
  sums.add(byAccount, [2], [5]);
  sums.add(byAccount, [2], [-5]);
  sums.flush(db);
  expect(rows('by_account')).toEqual([[1, 5]]);
  sums.add(byAccount, [1], [-5]);
  sums.flush(db);
  expect(rows('by_account')).toEqual([]);
});
