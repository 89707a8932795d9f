import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openTestBook } from '../../test/support/book';
import { verified } from '../../test/support/checks';
import { openForWriting } from '../engine/open-book';
import { systemClock } from '../kernel/time';
import { applyMigrations, migrations } from './migrate';
import { alteredRows, runDigested } from './row-digest';
import { type Db, run } from './sql';

const put =
  'INSERT INTO preference (operator, key, value) VALUES (?, ?, ?) ON CONFLICT (operator, key) DO UPDATE SET value = excluded.value';

function bookWithPreferences(): { db: Db; file: string } {
  const { book, file } = openTestBook();
  for (const [key, value] of [
    ['columns', '["at"]'],
    ['theme', '"dark"'],
  ])
    runDigested(book.db, 'preference', put, 'ada', key, value);
  return { db: book.db, file };
}

test('rows that only their writer changes are as they were written', () => {
  const { db } = bookWithPreferences();
  runDigested(db, 'preference', put, 'ada', 'theme', '"light"');
  runDigested(db, 'preference', "DELETE FROM preference WHERE key = 'columns'");
  expect(alteredRows(db)).toEqual([]);
  expect(verified(db).findings).toEqual([]);
});

test('a row that was altered, went or came from elsewhere is named', () => {
  const cases = {
    "UPDATE preference SET value = '\"lihgt\"' WHERE key = 'theme'": 'preference ada theme',
    "DELETE FROM preference WHERE key = 'columns'": 'preference ada columns',
    "INSERT INTO preference VALUES ('eve', 'theme', '1')": 'preference eve theme',
    "INSERT INTO gateway_account (key, provider, environment, account, name, added_at) VALUES ('stripe', 'stripe', 'live', 'acct_9', 'x', 0)":
      'gateway_account stripe',
    "UPDATE setting SET value = 'ff' WHERE key LIKE 'row %theme'": 'preference ada theme',
  };
  for (const [change, place] of Object.entries(cases)) {
    const { db } = bookWithPreferences();
    run(db, change);
    expect(verified(db).findings, change).toEqual([{ check: 'file', where: place, detail: expect.any(String) }]);
    // Another row's change takes nothing of that away, its own does.
    runDigested(db, 'preference', put, 'bob', 'theme', '"dark"');
    expect(alteredRows(db), change).toEqual([`row ${place}`]);
  }
});

test('a row that was damaged is whole again once it was written again', () => {
  const { db } = bookWithPreferences();
  run(db, "UPDATE preference SET value = 'x'");
  runDigested(db, 'preference', put, 'ada', 'theme', '"light"');
  expect(alteredRows(db)).toEqual(['row preference ada columns']);
});

test('a book whose own row was altered is refused before anything is written', () => {
  for (const change of ["time_zone = 'Europe/Lisbon'", "time_zone = 'Europe/Mbdrid'", 'demo = 1', 'created_at = 7']) {
    const { db, file } = bookWithPreferences();
    db.close();
    const other = new Database(file);
    other.exec(`DROP TRIGGER book_keeps; UPDATE book SET ${change};`);
    other.exec("CREATE TRIGGER book_keeps BEFORE UPDATE ON book BEGIN SELECT raise(ABORT, 'append-only: book'); END");
    expect(verified(other).findings, change).toMatchObject([{ where: 'book 1' }]);
    other.close();
    expect(() => openForWriting(file, systemClock), change).toThrow(expect.objectContaining({ code: 'book-damaged' }));
  }
});

test('an upgrade that gives a table another shape keeps what was whole, and what was damaged', () => {
  const db = new Database(':memory:');
  applyMigrations(db, migrations.slice(0, 3));
  const digestOf = (cells: object) => createHash('sha256').update(JSON.stringify(cells)).digest('hex');
  for (const provider of ['paypal', 'stripe']) {
    run(db, "INSERT INTO gateway_account VALUES (?, 'live', 'a', 'n', 5, NULL)", provider);
    const texts = { provider, environment: 'live', account: 'a', name: 'n' };
    const cells = [...Object.entries(texts).map(([name, text]) => [name, 'string', text]), ['added_at', 'bigint', '5']];
    run(db, 'INSERT INTO setting (key, value) VALUES (?, ?)', `row gateway_account ${provider}`, digestOf(cells));
  }
  run(db, "UPDATE gateway_account SET account = 'b' WHERE provider = 'stripe'");
  applyMigrations(db);
  expect(db.prepare('SELECT key, provider, account FROM gateway_account').raw().all()).toEqual([
    ['paypal', 'paypal', 'a'],
    ['stripe', 'stripe', 'b'],
  ]);
  expect(alteredRows(db)).toEqual(['row gateway_account stripe']);
});
