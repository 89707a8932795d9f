/**
 * How projections are written: rows at once, sums netted over a batch and written at its end. Whoever reads a kept
 * balance inside the batch sees the netted one.
 */

import { type Db, one, run, sql } from '../db/sql';
import { Failure } from '../kernel/failure';
import { type Id, idToBytes } from '../kernel/id';
import { addMinor } from '../kernel/money';
import { NettedSums, type Sums } from './sums';

export const balanceSums: Sums = { table: 'balance', keys: ['account', 'currency'], sums: ['minor'] };
export const accountDaySums: Sums = {
  table: 'account_day',
  keys: ['account', 'currency', 'day', 'kind'],
  sums: ['minor'],
};

export interface Projector {
  readonly db: Db;
  /** Adds to a row of sums; the row is made when it is not there, and goes when all its sums are zero. */
  add(table: Sums, keys: readonly (string | number)[], deltas: readonly number[]): void;
  run(text: string, ...values: unknown[]): number;
  /** The kept balance of an account by name: debits less credits, minor units. */
  balance(account: string, currency: string): number;
  accountId(name: string): number;
  /** The row's key of a customer or payer; null when there is none. Throws Failure customer-merged: nothing is about that one any more. */
  keyOf(table: 'customer' | 'payer', id: Id): number | null;
  /** After a customer was merged into another one. */
  forgetCustomer(id: Id): void;
}

export interface BatchProjector extends Projector {
  flush(): void;
}

/** Keys of rows that never change theirs (a customer's is forgotten when it is merged into another), by connection: most batches name the customers of the batch before. */
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
  const found = one<{ id: number; merged_into?: number | null }>(db, keyTexts[table], idToBytes(id));
  if (found === undefined) return null;
  if (found.merged_into) throw new Failure('customer-merged', { survivor: '' });
  keep(known, id, found.id);
  return found.id;
}

const keyTexts = {
  customer: 'SELECT id, merged_into FROM customer WHERE uuid = ?',
  payer: 'SELECT id FROM payer WHERE uuid = ?',
} as const;

export function projectorOn(db: Db): BatchProjector {
  const netted = new NettedSums();
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

  return {
    db,
    add: (table, names, deltas) => netted.add(table, names, deltas),
    accountId,
    keyOf: (table, id) => keyOf(db, keys[table], table, id),
    forgetCustomer: (id) => {
      keys.customer.delete(id);
    },
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
      return addMinor(kept?.minor ?? 0, netted.waiting(balanceSums, [id, currency]));
    },
    flush: () => netted.flush(db),
  };
}
