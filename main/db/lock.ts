/**
 * One writer per book: an exclusive transaction held on a small SQLite file beside it, which ends with its process.
 * A text file beside that says who holds it; it is for people and for those who want to attach, and locks nothing.
 */
import { rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteFailure } from './sqlite-failure';

export interface BookLock {
  release(): void;
}

export const holderFileOf = (book: string) => `${book}.holder`;

/** Takes the lock and writes the holder's text, or gives null when another process holds it. Throws Failure book-read-only, disk-full. */
export function takeLock(book: string, holder: string): BookLock | null {
  const file = `${book}.lock`;
  let db: Database.Database;
  try {
    db = new Database(file, { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw sqliteFailure(error, file);
  }
  writeFileSync(holderFileOf(book), holder, { mode: 0o600 });
  return {
    release() {
      rmSync(holderFileOf(book), { force: true });
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
