import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openTestBook } from '../../test/support/book';
import { applyMigrations, bringUpToDate, knownFormat, type Migration, migrations } from './migrate';

const next: Migration = {
  format: knownFormat + 1,
  why: 'test',
  sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT',
};
const list = [...migrations, next];

function closed(): { file: string; folder: string } {
  const { book, file, folder } = openTestBook();
  book.db.prepare("INSERT INTO preference (operator, key, value) VALUES ('ada', 'theme', 'dark')").run();
  book.db.pragma('wal_checkpoint(TRUNCATE)');
  book.db.close();
  return { file, folder };
}

test('an older book is backed up, then brought up to date in one step with its number', () => {
  const { file } = closed();
  const db = new Database(file);
  const { from, backup } = bringUpToDate(db, file, list);
  expect(from).toBe(knownFormat);
  expect(backup).toBe(`${file}.before-format-${next.format}`);
  expect(db.pragma('user_version', { simple: true })).toBe(next.format);
  expect(db.prepare('SELECT count(*) FROM later').pluck().get()).toBe(0);
  expect(db.prepare('SELECT value FROM preference').pluck().get()).toBe('dark');
  db.close();
  const copy = new Database(backup ?? '', { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(knownFormat);
  expect(copy.pragma('application_id', { simple: true })).toBe(0x43666f6c);
  expect(copy.prepare('SELECT value FROM preference').pluck().get()).toBe('dark');
  copy.close();
});

test('a book that is up to date is left alone, without a backup', () => {
  const { file, folder } = closed();
  const db = new Database(file);
  expect(bringUpToDate(db, file)).toEqual({ from: knownFormat, backup: null });
  db.close();
  expect(readdirSync(folder).filter((name) => name.includes('before-format'))).toEqual([]);
});

test('a backup never takes the place of another', () => {
  const { file } = closed();
  writeFileSync(`${file}.before-format-${next.format}`, 'an older one');
  const db = new Database(file);
  expect(bringUpToDate(db, file, list).backup).toBe(`${file}.before-format-${next.format}-1`);
  db.close();
  expect(readFileSync(`${file}.before-format-${next.format}`, 'utf8')).toBe('an older one');
});

describe('an upgrade that fails leaves the book as it was', () => {
  const failing: [string, string][] = [
    ['an error at its end', 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; SELECT missing FROM nowhere;'],
    [
      'a row that refers to nothing',
      "INSERT INTO customer_link (gateway, external_id, customer) VALUES ('stripe', 'cus_1', 7);",
    ],
    [
      'a balance changed by the way',
      "INSERT INTO account (id, name) VALUES (1, 'suspense'); INSERT INTO balance (account, currency, minor) VALUES (1, 'EUR', 5);",
    ],
  ];
  for (const [name, sql] of failing) {
    test(name, () => {
      const { file } = closed();
      const before = createHash('sha256').update(readFileSync(file)).digest('hex');
      const db = new Database(file);
      expect(() => bringUpToDate(db, file, [...migrations, { ...next, sql }])).toThrow();
      expect(db.pragma('user_version', { simple: true })).toBe(knownFormat);
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(before);
    });
  }

  test('no place for the backup', () => {
    const { file, folder } = closed();
    const db = new Database(file);
    // A folder stands where the backup is written: the error of a full or vanished disk comes the same way.
    mkdirSync(`${file}.before-format-${next.format}.making-${process.pid}`);
    mkdirSync(path.join(`${file}.before-format-${next.format}.making-${process.pid}`, 'x'));
    expect(() => bringUpToDate(db, file, list)).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(knownFormat);
    db.close();
    expect(readdirSync(folder)).not.toContain(`${path.basename(file)}.before-format-${next.format}`);
  });
});

test('formats are numbered in order, each with its reason', () => {
  expect(migrations.map((migration) => migration.format)).toEqual(migrations.map((_, n) => n + 1));
  for (const { why } of migrations) expect(why).toMatch(/^[a-z]/);
});

test('applying again does nothing', () => {
  const db = new Database(':memory:');
  expect(applyMigrations(db)).toEqual(migrations.map((migration) => migration.format));
  expect(applyMigrations(db)).toEqual([]);
  db.close();
});
