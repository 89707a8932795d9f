/** Makes books for tests: on disk through the same steps as the engine, or in memory where thousands are needed. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { createBook, type NewBook } from '../../main/db/create';
import { applyMigrations } from '../../main/db/migrate';
import { setConnection } from '../../main/db/open';
import { type Db, run } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { eventKinds } from '../../main/features/kinds';
import type { Act, Book } from '../../main/journal/record';
import { type Id, idMaker, idToBytes } from '../../main/kernel/id';
import { type Clock, dayIn } from '../../main/kernel/time';
import { quickPlace } from './quick-place';
import { seededBytes } from './seed';

/** 2026-03-01 12:00:00 UTC. */
export const START_MS = Date.UTC(2026, 2, 1, 12);

/** A clock that tests move by hand. */
export interface TestClock extends Clock {
  at: number;
}

export function testClock(at = START_MS): TestClock {
  const clock = { at, now: () => clock.at };
  return clock;
}

export interface TestBookOptions {
  clock?: TestClock;
  timeZone?: string;
  /** Of the ids that the book makes. */
  seed?: number;
  /** Where it lies; a folder that goes after the test when left out. */
  folder?: string;
}

export interface TestBook {
  book: Book;
  file: string;
  folder: string;
  clock: TestClock;
}

/** A folder that goes after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(quickPlace(), 'counterfoil-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a new book is made of, the same for the same seed. */
export function newBook(clock: Clock, timeZone = 'Europe/Madrid', seed = 1): NewBook {
  const newId = idMaker(clock, seededBytes(seed));
  return { id: newId(), replica: newId(), name: 'Test', timeZone, createdAt: clock.now(), demo: false };
}

/** Makes and opens a book on disk, as the engine does. It is closed and removed after the test. */
export function openTestBook(options: TestBookOptions = {}): TestBook {
  const clock = options.clock ?? testClock();
  const folder = options.folder ?? temporaryFolder();
  const file = path.join(folder, 'test.counterfoil');
  createBook(file, newBook(clock, options.timeZone, options.seed));
  return { ...openAgain(file, clock, options.seed), file, folder, clock };
}

/** Opens a book that is there. It is closed after the test, unless it was closed before. */
export function openAgain(file: string, clock: Clock, seed = 1): { book: Book } {
  const { book } = openForWriting(file, clock);
  onTestFinished(() => {
    book.db.close();
  });
  return { book: { ...book, newId: idMaker(clock, seededBytes(seed + 1)), payloadsChecked: Number.POSITIVE_INFINITY } };
}

let template: Buffer | null = null;
const NEW_ZONE = 'Europe/Madrid';
/** Kept: what Intl says of a day is slow to ask for. */
const newDayOf = dayIn(NEW_ZONE);

/** A book in memory: the same tables and rules, made in a fraction of a millisecond. Its caller closes `book.db`. */
export function memoryBook(clock: Clock, seed = 1): Book {
  const db = new Database(emptyTables());
  setConnection(db);
  return bookOn(db, clock, seed);
}

/** The first row of a new book in empty tables. */
export function bookOn(db: Db, clock: Clock, seed: number): Book {
  const made = newBook(clock, NEW_ZONE, seed);
  run(
    db,
    'INSERT INTO book (one, id, name, time_zone, created_at, demo, replica) VALUES (1, ?, ?, ?, ?, 0, ?)',
    idToBytes(made.id),
    made.name,
    made.timeZone,
    made.createdAt,
    idToBytes(made.replica),
  );
  return {
    db,
    file: ':memory:',
    kinds: eventKinds,
    clock,
    newId: idMaker(clock, seededBytes(seed + 1)),
    replica: made.replica,
    payloadsChecked: Number.POSITIVE_INFINITY,
    reconnect: () => db,
    dayOf: newDayOf,
  };
}

/** The bytes of a database with a book's tables and nothing in them. */
export function emptyTables(): Buffer {
  template ??= tablesMade();
  return template;
}

function tablesMade(): Buffer {
  const db = new Database(':memory:');
  // Half of the usual: each of many tables has a page at least, and a book's empty tables are laid down thousands of times.
  db.pragma('page_size = 2048');
  applyMigrations(db);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

/** An act of the person at the screen; every call is a request of its own unless it is named. */
export function act(book: Book, input: unknown = null, request: Id = book.newId()): Act {
  return { request, operator: 'ada', source: 'screen', input };
}
