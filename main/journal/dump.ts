/** A canonical dump of the projections: the same events must give the same dump, however they were batched. */
import { createHash } from 'node:crypto';
import { projectionTables } from '../db/classes';
import { all, type Db } from '../db/sql';

export interface TableDump {
  table: string;
  rows: number;
  /** SHA-256 over all rows in key order, hex. */
  hash: string;
}

/** Yields one table at a time: each is read whole. */
export function* dumpProjections(db: Db): Generator<TableDump> {
  for (const table of projectionTables) {
    const keys = all<{ name: string; pk: number }>(
      db,
      `SELECT name, pk FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`,
    );
    const order = keys.map((key) => key.name).join(', ');
    const digest = createHash('sha256');
    let rows = 0;
    for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).raw().safeIntegers().iterate()) {
      digest.update(canonicalRow(row as unknown[])); // from outside: SQLite's rows
      rows++;
    }
    yield { table, rows, hash: digest.digest('hex') };
  }
}

function canonicalRow(values: unknown[]): string {
  let text = '';
  for (const value of values) {
    const cell =
      value === null
        ? 'n'
        : Buffer.isBuffer(value)
          ? `x${value.toString('hex')}`
          : `${typeof value === 'bigint' ? 'i' : 't'}${String(value)}`;
    text += `${cell.length}:${cell}`;
  }
  return `${text}\n`;
}
