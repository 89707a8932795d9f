/** A book, opened for writing: the file checked and brought up to date, and what the write door needs. */
import { bringUpToDate } from '../db/migrate';
import { assertDurable, openBook } from '../db/open';
import { one } from '../db/sql';
import { sqliteFailure } from '../db/sqlite-failure';
import { eventKinds } from '../features/kinds';
import type { Book } from '../journal/record';
import { idFromBytes, idMaker } from '../kernel/id';
import { type Clock, dayIn } from '../kernel/time';

/** `checked` is false for a large book: its whole-file check, then `assertDurable`, must still run before the first write. Throws Failure book-*, disk-*. */
export function openForWriting(
  file: string,
  clock: Clock,
): { book: Book; checked: boolean; demo: boolean; createdAt: number } {
  const { db, checked } = openBook(file);
  try {
    bringUpToDate(db, file);
    if (checked) assertDurable(db);
    const row = one<{ replica: Buffer; time_zone: string; demo: number; created_at: number }>(
      db,
      'SELECT replica, time_zone, demo, created_at FROM book',
    );
    if (!row) throw new Error('a book without its identity');
    const book: Book = {
      db,
      file,
      kinds: eventKinds,
      clock,
      newId: idMaker(clock),
      replica: idFromBytes(row.replica),
      dayOf: dayIn(row.time_zone),
    };
    return { book, checked, demo: row.demo === 1, createdAt: row.created_at };
  } catch (error) {
    db.close();
    throw sqliteFailure(error, file);
  }
}
