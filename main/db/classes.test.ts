import { expect, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { journalTables, localTables, projectionTables } from './classes';
import { all } from './sql';

interface TableRow {
  name: string;
  type: string;
  strict: number;
}

const tables = () => {
  const { db } = memoryBook(testClock());
  return all<TableRow>(
    db,
    "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
  );
};

test('every table is in exactly one class', () => {
  const named = [...journalTables, ...projectionTables, ...localTables];
  const found = tables().filter((table) => table.type !== 'shadow');
  expect(found.map((table) => table.name).sort()).toEqual([...named].sort());
  expect(new Set(named).size).toBe(named.length);
});

test('every table is strict: no text and no fraction in a column of whole numbers', () => {
  for (const table of tables()) if (table.type === 'table') expect(table.strict, table.name).toBe(1);
  const { db } = memoryBook(testClock());
  const put = (minor: unknown) =>
    db.prepare("INSERT INTO balance (account, currency, minor) VALUES (1, 'USD', ?)").run(minor);
  db.exec("INSERT INTO account (id, name) VALUES (1, 'suspense')");
  for (const value of [0.1, '12abc', 2 ** 53])
    expect(() => put(value), String(value)).toThrow(/constraint|cannot store/i);
});

test('a table stands after those that it refers to, so that replay can fill them in order', () => {
  const { db } = memoryBook(testClock());
  for (const [n, table] of projectionTables.entries()) {
    for (const { to } of all<{ to: string }>(db, 'SELECT "table" AS "to" FROM pragma_foreign_key_list(?)', table)) {
      const before: number = projectionTables.map(String).indexOf(to);
      // A row may refer to one of its own table that is older than it.
      expect(before <= n || journalTables.some((name) => name === to), `${table} refers to ${to}`).toBe(true);
    }
  }
});

test('no column of money is inexact or without a limit', () => {
  const { db } = memoryBook(testClock());
  const money = [
    ...['amount', 'minor', 'fee', 'net', 'gross', 'settled', 'refunded', 'disputed', 'total', 'tax', 'credited'],
    ...['credited_tax', 'paid', 'written_off', 'short', 'open', 'granted', 'receivable', 'returned'],
  ];
  for (const { name, sql } of all<{ name: string; sql: string }>(
    db,
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table'",
  )) {
    for (const line of sql.split('\n').map((text) => text.trim())) {
      const [column = '', type] = line.split(' ');
      if (!money.includes(column)) continue;
      expect(type, `${name}.${column}`).toBe('INTEGER');
      expect(line, `${name}.${column}`).toContain('9007199254740991');
    }
  }
});
