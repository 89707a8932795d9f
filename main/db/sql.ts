/**
 * Prepared statements, kept per connection: the SQL text is the key. SQLite prepares a join anew whenever a value is bound
 * that it compares with a column, which takes five times as long as the look-up; where that counts, the SQL says `= +?`.
 */
import type Database from 'better-sqlite3';
import { idToBytes } from '../kernel/id';

export type Db = Database.Database;
export type Statement = Database.Statement<unknown[]>;

const caches = new WeakMap<Db, Map<string, Statement>>();

/** The prepared statement for this SQL on this connection. SQL comes from our source only, values always as parameters. */
export function sql(db: Db, text: string): Statement {
  let cache = caches.get(db);
  if (!cache) {
    cache = new Map();
    caches.set(db, cache);
  }
  let statement = cache.get(text);
  if (!statement) {
    statement = db.prepare(text);
    // Lists make SQL of many shapes; a limit keeps the cache from growing with what people try.
    if (cache.size > 2_000) cache.clear();
    cache.set(text, statement);
  }
  return statement;
}

/** One row typed by the caller, or undefined. The type stands beside the SQL that makes it. */
export function one<Row>(db: Db, text: string, ...values: unknown[]): Row | undefined {
  return sql(db, text).get(...values) as Row | undefined; // from outside: SQLite's rows
}

/** All rows, typed by the caller. */
export function all<Row>(db: Db, text: string, ...values: unknown[]): Row[] {
  return sql(db, text).all(...values) as Row[]; // from outside: SQLite's rows
}

export function run(db: Db, text: string, ...values: unknown[]): Database.RunResult {
  return sql(db, text).run(...values);
}

/** Rows that one statement takes: more of them keeps SQLite's cursors open from row to row, which is a third of what a row costs. */
const ROWS_AT_ONCE = 10;

/**
 * Writes rows of one shape in their order. `insert` ends in `VALUES`, `row` is the brackets of one row; `values` are those of all rows,
 * one row behind the other; `shared`: what all rows have, by its name.
 */
export function insertRows(
  db: Db,
  insert: string,
  row: string,
  values: readonly unknown[],
  shared: Readonly<Record<string, unknown>> = {},
): void {
  const width = row.split('?').length - 1;
  const some = width * ROWS_AT_ONCE;
  let at = 0;
  if (values.length >= some) {
    const many = sql(db, `${insert} ${Array.from({ length: ROWS_AT_ONCE }, () => row).join(', ')}`);
    for (; at + some <= values.length; at += some) many.run(values.slice(at, at + some), shared);
  }
  if (at === values.length) return;
  const single = sql(db, `${insert} ${row}`);
  for (; at < values.length; at += width) single.run(values.slice(at, at + width), shared);
}

/** Ids of many rows: SQLite takes pieces of one block at a fraction of what an array of its own costs for each. */
export function idBlock(ids: readonly string[]): Uint8Array[] {
  const block = Buffer.allocUnsafeSlow(ids.length * ID_BYTES);
  return ids.map((id, n) => idToBytes(id, block.subarray(n * ID_BYTES, (n + 1) * ID_BYTES)));
}

const ID_BYTES = 16;
