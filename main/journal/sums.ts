/** Sums of a batch, netted in memory and written at its end: a million payments touch few thousand rows of sums. */
import { type Db, type Statement, sql } from '../db/sql';
import { Failure } from '../kernel/failure';
import { addMinor } from '../kernel/money';

/** A table of sums: its key columns, and the columns that add up. */
export interface Sums {
  table: string;
  keys: readonly string[];
  sums: readonly string[];
}

interface Pending {
  keys: readonly (string | number)[];
  deltas: number[];
}

/** By the first key, then by the others as one text. */
type Rows = Map<string | number, Map<string, Pending>>;

export class NettedSums {
  readonly #pending = new Map<Sums, Rows>();

  /** Throws MoneyRangeError when a sum leaves the numbers that are exact. */
  add(table: Sums, keys: readonly (string | number)[], deltas: readonly number[]): void {
    let rows = this.#pending.get(table);
    if (!rows) {
      rows = new Map();
      this.#pending.set(table, rows);
    }
    const first = keys[0] ?? '';
    let others = rows.get(first);
    if (!others) {
      others = new Map();
      rows.set(first, others);
    }
    const name = nameOf(keys);
    const row = others.get(name);
    if (!row) others.set(name, { keys, deltas: [...deltas] });
    else for (let i = 0; i < deltas.length; i++) row.deltas[i] = addMinor(row.deltas[i] ?? 0, deltas[i] ?? 0);
  }

  /** What waits for one row's first sum. */
  waiting(table: Sums, keys: readonly (string | number)[]): number {
    return (
      this.#pending
        .get(table)
        ?.get(keys[0] ?? '')
        ?.get(nameOf(keys))?.deltas[0] ?? 0
    );
  }

  /** Writes all that waits. A row is made when it is not there, and goes when all its sums are zero. */
  flush(db: Db): void {
    for (const [table, rows] of this.#pending) {
      const { upsert, removeEmpty } = statementsFor(db, table);
      for (const others of rows.values()) for (const row of others.values()) write(upsert, row);
      removeEmpty.run();
    }
    this.#pending.clear();
  }
}

function nameOf(keys: readonly (string | number)[]): string {
  if (keys.length === 2) return String(keys[1]);
  let name = '';
  for (let i = 1; i < keys.length; i++) name += `\u001f${keys[i]}`;
  return name;
}

function statementsFor(db: Db, table: Sums): { upsert: Statement; removeEmpty: Statement } {
  let texts = known.get(table);
  if (!texts) {
    texts = textsFor(table);
    known.set(table, texts);
  }
  return { upsert: sql(db, texts.upsert), removeEmpty: sql(db, texts.removeEmpty) };
}

/** By table. */
const known = new Map<Sums, { upsert: string; removeEmpty: string }>();

function textsFor({ table, keys, sums }: Sums): { upsert: string; removeEmpty: string } {
  const names = [...keys, ...sums];
  const blanks = names.map(() => '?').join(', ');
  const set = sums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ');
  const empty = sums.map((sum) => `${sum} = 0`).join(' AND ');
  return {
    upsert: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${blanks}) ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${set}`,
    // By the partial index on rows that came to nothing.
    removeEmpty: `DELETE FROM ${table} WHERE ${empty}`,
  };
}

function write(upsert: Statement, { keys, deltas }: Pending): void {
  if (deltas.every((delta) => delta === 0)) return;
  try {
    upsert.run(...keys, ...deltas);
  } catch (error) {
    if (error instanceof Error && /CHECK constraint failed/.test(error.message)) {
      throw new Failure('amount-too-large', { limit: '9007199254740991', currency: 'minor units' }, { cause: error });
    }
    throw error;
  }
}
