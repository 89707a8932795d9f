/** Makes a new, empty book: an explicit act, never a side effect of opening. */
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../kernel/failure';
import { type Id, idToBytes } from '../kernel/id';
import { applyMigrations } from './migrate';
import { APPLICATION_ID, setConnection } from './open';
import { placeFile, unfinished } from './place';
import { type Db, run } from './sql';
import { fileFailure } from './sqlite-failure';

export interface NewBook {
  id: Id;
  replica: Id;
  name: string;
  /** IANA name; fixed for the life of the book. */
  timeZone: string;
  /** UTC milliseconds. */
  createdAt: number;
  demo: boolean;
}

/** Writes the book beside its final name and renames it when whole. Throws Failure book-exists, book-read-only, disk-full. */
export function createBook(file: string, book: NewBook): void {
  if (existsSync(file)) throw new Failure('book-exists', { file });
  const making = unfinished(file);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(making, 'wx', 0o600));
    const db = new Database(making);
    try {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      setConnection(db);
      applyMigrations(db);
      run(
        db,
        'INSERT INTO book (one, id, name, time_zone, created_at, demo, replica) VALUES (1, ?, ?, ?, ?, ?, ?)',
        idToBytes(book.id),
        book.name,
        book.timeZone,
        book.createdAt,
        book.demo ? 1 : 0,
        idToBytes(book.replica),
      );
    } finally {
      db.close();
    }
    if (existsSync(file)) throw new Failure('book-exists', { file });
    placeFile(making, file);
  } catch (error) {
    rmSync(making, { force: true });
    rmSync(`${making}-journal`, { force: true });
    throw fileFailure(error, file);
  }
}

/** A side book for replay: same tables, no owner. It can be made again, so it does not wait for the disk. */
export function createSideBook(file: string): Db {
  const db = new Database(file);
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = OFF');
  applyMigrations(db);
  return db;
}
