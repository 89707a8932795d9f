/**
 * Opens a side book of before: its facts are of then, while names of people, settings and what else is no fact of the business are
 * looked up in the present book. So what was erased since is erased here too, and nothing of it is copied.
 */
import Database from 'better-sqlite3';
import { localTables } from './classes';
import { openReader, setConnection } from './open';
import type { Db } from './sql';
import { openingFailure } from './sqlite-failure';

/** The search's index follows the payments of the side book, and its mark stands in its own settings. */
const own: readonly string[] = ['payment_words', 'payment_vocabulary', 'setting'];
const OWN_SETTING = 'words-upto';

/** Which book each was made from. */
const opened = new WeakMap<Db, string>();

/** `file`: the side book; `present`: the book that it was made from. Read-only both. Throws Failure book-*. */
export function openPast(file: string, present: string): Db {
  try {
    const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5_000 });
    try {
      setConnection(db);
      db.prepare('ATTACH ? AS present').run(present);
      for (const table of localTables)
        if (!own.includes(table)) db.exec(`CREATE TEMP VIEW ${table} AS SELECT * FROM present.${table}`);
      db.exec(`CREATE TEMP VIEW setting AS
        SELECT key, value FROM present.setting WHERE key <> '${OWN_SETTING}'
        UNION ALL SELECT key, value FROM main.setting WHERE key = '${OWN_SETTING}'`);
      db.pragma('query_only = ON');
      opened.set(db, present);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw openingFailure(error, file);
  }
}

/** Whether it reads a side book of before. */
export const isOfBefore = (db: Db): boolean => opened.has(db);

/** A query may name an index of a local table; where that is looked up in the present, it may not, and the order of its tables must do. */
export function fromOf(db: Db, from: string): string {
  return opened.has(db) ? from.replace(/ INDEXED BY \w+/g, '') : from;
}

/** A connection of its own to what this one reads, for long work in one snapshot; the caller closes it. Throws Failure book-*. */
export function openAgain(db: Db): Db {
  const present = opened.get(db);
  return present === undefined ? openReader(db.name).db : openPast(db.name, present);
}

/** Steps that all see the book as it is now, whatever is booked between them: on a connection of their own, where the book is a file. */
export function* inOneSnapshot<Step, Result>(
  db: Db,
  steps: (own: Db) => Generator<Step, Result>,
): Generator<Step, Result> {
  // A book in memory has only one.
  const own = db.memory ? db : openAgain(db);
  try {
    own.exec('BEGIN');
    return yield* steps(own);
  } finally {
    if (own.inTransaction) own.exec('ROLLBACK');
    if (own !== db) own.close();
  }
}
