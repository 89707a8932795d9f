/**
 * How projections are written: rows at once, sums netted over a batch and written at its end. Whoever reads a kept
 * balance inside the batch sees the netted one.
 */

import { type Db, one, run, type Statement, sql } from '../db/sql';
import { Failure } from '../kernel/failure';
import { type Id, idToBytes } from '../kernel/id';
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
  /** The row's key of a customer or payer; null when there is none. */
  keyOf(table: 'customer' | 'payer', id: Id): number | null;
}

export interface BatchProjector extends Projector {
  flush(): void;
}

/** Keys of rows that never change theirs, by connection: most batches name the customers of the batch before. */
interface KeptKeys {
  account: Map<string, number>;
  customer: Map<Id, number>;
  payer: Map<Id, number>;
}

const kept = new WeakMap<Db, KeptKeys>();
const MOST_KEPT = 100_000;

function keptKeys(db: Db): KeptKeys {
  let keys = kept.get(db);
  if (!keys) {
    keys = { account: new Map(), customer: new Map(), payer: new Map() };
    kept.set(db, keys);
  }
  return keys;
}

/** After a transaction that was undone: rows that it had made are gone, and their keys may become others'. */
export function forgetKeys(db: Db): void {
  kept.delete(db);
}

function keep<Name>(known: Map<Name, number>, name: Name, key: number): void {
  if (known.size >= MOST_KEPT) known.clear();
  known.set(name, key);
}

function keyOf(db: Db, known: Map<Id, number>, table: 'customer' | 'payer', id: Id): number | null {
  const kept = known.get(id);
  if (kept !== undefined) return kept;
  const text = table === 'customer' ? 'SELECT id FROM customer WHERE uuid = ?' : 'SELECT id FROM payer WHERE uuid = ?';
  const found = one<{ id: number }>(db, text, idToBytes(id))?.id;
  if (found === undefined) return null;
  keep(known, id, found);
  return found;
}

export function projectorOn(db: Db): BatchProjector {
  const pending = new Map<Sums, Map<string, Pending>>();
  const keys = keptKeys(db);

  function accountId(name: string): number {
    let id = keys.account.get(name);
    if (id === undefined) {
      id = one<{ id: number }>(db, 'SELECT id FROM account WHERE name = ?', name)?.id;
      id ??= Number(run(db, 'INSERT INTO account (name) VALUES (?)', name).lastInsertRowid);
      keep(keys.account, name, id);
    }
    return id;
  }

  function add(table: Sums, keys: readonly (string | number)[], deltas: readonly number[]): void {
    let rows = pending.get(table);
    if (!rows) {
      rows = new Map();
      pending.set(table, rows);
    }
    const name = keys.length === 2 ? `${keys[0]}\u001f${keys[1]}` : keys.join('\u001f');
    const row = rows.get(name);
    if (!row) rows.set(name, { keys, deltas: [...deltas] });
    else for (let i = 0; i < deltas.length; i++) row.deltas[i] = addMinor(row.deltas[i] ?? 0, deltas[i] ?? 0);
  }

  return {
    db,
    add,
    accountId,
    keyOf: (table, id) => keyOf(db, keys[table], table, id),
    run: (text, ...values) => Number(sql(db, text).run(...values).lastInsertRowid),
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
      for (const [table, rows] of pending) {
        const statements = sumStatements(db, table);
        for (const row of rows.values()) writeSums(statements, row);
      }
      pending.clear();
    },
  };
}

interface SumStatements {
  update: Statement;
  insert: Statement;
  removeEmpty: Statement;
}

function sumStatements(db: Db, { table, keys, sums }: Sums): SumStatements {
  const where = keys.map((key) => `${key} = ?`).join(' AND ');
  const set = sums.map((sum) => `${sum} = ${sum} + ?`).join(', ');
  const names = [...keys, ...sums];
  const blanks = names.map(() => '?').join(', ');
  const empty = sums.map((sum) => `${sum} = 0`).join(' AND ');
  return {
    update: sql(db, `UPDATE ${table} SET ${set} WHERE ${where}`),
    insert: sql(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${blanks})`),
    removeEmpty: sql(db, `DELETE FROM ${table} WHERE ${where} AND ${empty}`),
  };
}

/** An update first, an insert when there was no row: an upsert would check the bare delta against the table's limits. */
function writeSums({ update, insert, removeEmpty }: SumStatements, { keys, deltas }: Pending): void {
  if (deltas.every((delta) => delta === 0)) return;
  try {
    if (update.run(...deltas, ...keys).changes === 0) insert.run(...keys, ...deltas);
    else removeEmpty.run(...keys);
  } catch (error) {
    if (error instanceof Error && /CHECK constraint failed/.test(error.message)) {
      throw new Failure('amount-too-large', { limit: '9007199254740991', currency: 'minor units' }, { cause: error });
    }
    throw error;
  }
}
