/**
 * How projections are written: rows at once, sums netted over a batch and written at its end. Whoever reads a kept
 * balance inside the batch sees the netted one.
 */

import { type Db, one, run } from '../db/sql';
import { Failure } from '../kernel/failure';
import { addMinor } from '../kernel/money';

/** A table of sums: its key columns, and the columns that add up. */
export interface Sums {
  table: string;
  keys: readonly string[];
  sums: readonly string[];
}

export const balanceSums: Sums = { table: 'balance', keys: ['account', 'currency'], sums: ['minor'] };

interface Pending {
  keys: readonly (string | number)[];
  deltas: number[];
}

export interface Projector {
  readonly db: Db;
  /** Adds to a row of sums; the row is made when it is not there, and goes when all its sums are zero. */
  add(table: Sums, keys: readonly (string | number)[], deltas: readonly number[]): void;
  run(text: string, ...values: unknown[]): number;
  /** The kept balance of an account by name: debits less credits, minor units. */
  balance(account: string, currency: string): number;
  accountId(name: string): number;
}

export interface BatchProjector extends Projector {
  flush(): void;
}

export function projectorOn(db: Db): BatchProjector {
  const pending = new Map<Sums, Map<string, Pending>>();
  const accountIds = new Map<string, number>();

  function accountId(name: string): number {
    let id = accountIds.get(name);
    if (id === undefined) {
      id = one<{ id: number }>(db, 'SELECT id FROM account WHERE name = ?', name)?.id;
      id ??= Number(run(db, 'INSERT INTO account (name) VALUES (?)', name).lastInsertRowid);
      if (accountIds.size > 200_000) accountIds.clear();
      accountIds.set(name, id);
    }
    return id;
  }

  function add(table: Sums, keys: readonly (string | number)[], deltas: readonly number[]): void {
    let rows = pending.get(table);
    if (!rows) {
      rows = new Map();
      pending.set(table, rows);
    }
    const name = keys.join('\u001f');
    const row = rows.get(name);
    if (!row) rows.set(name, { keys, deltas: [...deltas] });
    else for (let i = 0; i < deltas.length; i++) row.deltas[i] = addMinor(row.deltas[i] ?? 0, deltas[i] ?? 0);
  }

  return {
    db,
    add,
    accountId,
    run: (text, ...values) => Number(run(db, text, ...values).lastInsertRowid),
    balance(account, currency) {
      const id = one<{ id: number }>(db, 'SELECT id FROM account WHERE name = ?', account)?.id;
      if (id === undefined) return 0;
      const kept = one<{ minor: number }>(
        db,
        'SELECT minor FROM balance WHERE account = ? AND currency = ?',
        id,
        currency,
      );
      const waiting = pending.get(balanceSums)?.get(`${id}\u001f${currency}`)?.deltas[0] ?? 0;
      return addMinor(kept?.minor ?? 0, waiting);
    },
    flush() {
      for (const [table, rows] of pending) for (const row of rows.values()) writeSums(db, table, row);
      pending.clear();
    },
  };
}

/** An update first, an insert when there was no row: an upsert would check the bare delta against the table's limits. */
function writeSums(db: Db, table: Sums, row: Pending): void {
  if (row.deltas.every((delta) => delta === 0)) return;
  const where = table.keys.map((key) => `${key} = ?`).join(' AND ');
  const set = table.sums.map((sum) => `${sum} = ${sum} + ?`).join(', ');
  try {
    const changed = run(db, `UPDATE ${table.table} SET ${set} WHERE ${where}`, ...row.deltas, ...row.keys).changes;
    if (changed === 0) {
      const names = [...table.keys, ...table.sums];
      const blanks = names.map(() => '?').join(', ');
      run(db, `INSERT INTO ${table.table} (${names.join(', ')}) VALUES (${blanks})`, ...row.keys, ...row.deltas);
    } else {
      const empty = table.sums.map((sum) => `${sum} = 0`).join(' AND ');
      run(db, `DELETE FROM ${table.table} WHERE ${where} AND ${empty}`, ...row.keys);
    }
  } catch (error) {
    if (error instanceof Error && /CHECK constraint failed/.test(error.message)) {
      throw new Failure('amount-too-large', { limit: '9007199254740991', currency: 'minor units' }, { cause: error });
    }
    throw error;
  }
}
