/**
 * One writer per book: an exclusive transaction held on a small SQLite file beside it, which ends with its process.
 * A text file beside that says who holds it; it is for people and for those who want to attach, and locks nothing.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../kernel/failure';
import { fileFailure, sqliteFailure } from './sqlite-failure';

export interface BookLock {
  release(): void;
}

export const holderFileOf = (book: string) => `${book}.holder`;

/** Takes the lock and writes the holder's text, or gives null when another process holds it. Throws Failure book-missing, book-read-only, disk-full. */
export function takeLock(book: string, holder: string): BookLock | null {
  const file = `${book}.lock`;
  const db = openLock(file);
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw sqliteFailure(error, file);
  }
  try {
    writeFileSync(holderFileOf(book), holder, { mode: 0o600 });
  } catch (error) {
    db.close();
    throw fileFailure(error, file);
  }
  return {
    release() {
      rmSync(holderFileOf(book), { force: true });
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

function openLock(file: string): Database.Database {
  if (!existsSync(path.dirname(file))) throw new Failure('book-missing', { file });
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}
