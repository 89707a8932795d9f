/**
 * Books for tests that need thousands of them, one after the other: each is new, but the connection below it and its prepared
 * statements are those of the one before, which were most of the work. Its file is laid back to an empty book.
 */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { setConnection } from '../../main/db/open';
import type { Db, Statement } from '../../main/db/sql';
import type { Book } from '../../main/journal/record';
import type { Clock } from '../../main/kernel/time';
import { bookOn, emptyTables } from './book';
import { quickPlace } from './quick-place';

/** Of SQLite's file header: a connection that finds another number here reads everything anew. It stands there twice. */
const CHANGE_COUNTER = [24, 92] as const;
/** More than one book's commits. */
const BETWEEN_TWO_BOOKS = 100_000;
/** It is a number of 32 bits, and begins again: a million books are more than it can count that way. */
const COUNTED = 2 ** 32;

class Connection {
  readonly #db: Db;
  readonly #file: string;
  readonly #statements = new Map<string, Statement>();
  readonly #empty = Buffer.from(emptyTables());
  #laid = 0;

  constructor(folder: string, connect: (db: Db) => void) {
    this.#file = path.join(folder, 'book');
    writeFileSync(this.#file, this.#empty);
    this.#db = new Database(this.#file, { fileMustExist: true });
    setConnection(this.#db);
    // As in memory: the rollback journal needs no file.
    this.#db.pragma('journal_mode = MEMORY');
    connect(this.#db);
  }

  /** The file holds empty tables and nothing else. */
  lay(): void {
    this.#laid = (this.#laid + BETWEEN_TWO_BOOKS) % COUNTED;
    for (const at of CHANGE_COUNTER) this.#empty.writeUInt32BE(this.#laid, at);
    const file = openSync(this.#file, 'r+');
    try {
      writeSync(file, this.#empty, 0, this.#empty.length, 0);
      ftruncateSync(file, this.#empty.length);
    } finally {
      closeSync(file);
    }
  }

  /** An object of its own on this connection: what the program keeps by connection is kept by it, and gone with it. */
  lend(giveBack: () => void): Db {
    const real = this.#db;
    const statements = this.#statements;
    let isOpen = true;
    const close = () => {
      // A transaction that a failure left open goes with its connection.
      if (isOpen && real.inTransaction) real.close();
      else if (isOpen) giveBack();
      isOpen = false;
      return real;
    };
    const prepare = (text: string) => {
      let statement = statements.get(text);
      if (!statement) {
        statement = real.prepare(text) as Statement; // from outside: SQLite's types
        statements.set(text, statement);
      }
      // As one that was just prepared.
      if (statement.reader) statement.raw(false).pluck(false).safeIntegers(false);
      return statement;
    };
    return Object.create(real, {
      open: { get: () => isOpen && real.open },
      close: { value: close },
      prepare: { value: prepare },
    }) as Db; // from outside: all else is the connection's
  }
}

export interface UsedAgain {
  /** An empty database with a book's tables. Its caller closes it. */
  tables(): Db;
  /** A new book, as `memoryBook` makes them. Its caller closes `book.db`. */
  book(clock: Clock, seed?: number): Book;
}

/** `connect` is called once for each connection. At the end of the process its folder goes. */
export function usedAgain(connect: (db: Db) => void = () => {}): UsedAgain {
  const shelf: Connection[] = [];
  let folder: string | null = null;
  let made = 0;
  const place = () => {
    if (folder === null) {
      const own = mkdtempSync(path.join(quickPlace(), 'counterfoil-again-'));
      process.once('exit', () => rmSync(own, { recursive: true, force: true }));
      folder = own;
    }
    return mkdtempSync(path.join(folder, `${made++}-`));
  };
  const tables = () => {
    const found = shelf.pop();
    found?.lay();
    const connection = found ?? new Connection(place(), connect);
    return connection.lend(() => shelf.push(connection));
  };
  return { tables, book: (clock, seed = 1) => bookOn(tables(), clock, seed) };
}
