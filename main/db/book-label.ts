/** The name that a book gives itself, for a list of books: looked up without opening it for work, and without a trace. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID } from './open';
import { one } from './sql';

/** Null for what is no book, or cannot be read now: such a one stands in a list under its file's name. */
export function bookLabel(file: string): string | null {
  try {
    // Only a connection that may write takes its side files away again when it closes; one that finds a log of somebody's
    // work must leave it as it is.
    const isInUse = existsSync(`${file}-wal`) || existsSync(`${file}-journal`);
    const db = new Database(file, { fileMustExist: true, readonly: isInUse, timeout: 0 });
    try {
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return null;
      return one<{ name: string }>(db, 'SELECT name FROM book')?.name ?? null;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
