/** A book, opened for writing: the file checked and brought up to date, and what the write door needs. */
import { bringUpToDate } from '../db/migrate';
import { assertDurable, checkHealth, openBeside, openBook } from '../db/open';
import { isIdentityWhole } from '../db/row-digest';
import { type Db, one } from '../db/sql';
import { openingFailure } from '../db/sqlite-failure';
import { eventKinds } from '../features/kinds';
import type { Book } from '../journal/record';
import { Failure } from '../kernel/failure';
import { idFromBytes, idMaker } from '../kernel/id';
import { type Clock, dayIn } from '../kernel/time';

/** An act of a person in full, and the beginning of a sync's. */
const PAYLOADS_CHECKED = 32;

/** `checked` is false for a large book: its whole-file check, then `assertDurable`, must still run before the first write. Throws Failure book-*, disk-*. */
export function openForWriting(
  file: string,
  clock: Clock,
): { book: Book; checked: boolean; demo: boolean; createdAt: number } {
  const { db, checked } = openBook(file);
  try {
    bringUpToDate(db, file);
    const identity = identityOf(db, file);
    if (checked) assertDurable(db);
    const { demo, createdAt } = identity;
    return { book: bookOf(db, file, clock, identity), checked, demo, createdAt };
  } catch (error) {
    db.close();
    throw openingFailure(error, file);
  }
}

/** The same book once more, for a thread of the process that has it open. Throws Failure book-*, disk-*. */
export function openAgain(file: string, clock: Clock): Book {
  const db = openBeside(file);
  try {
    return bookOf(db, file, clock, identityOf(db, file));
  } catch (error) {
    db.close();
    throw openingFailure(error, file);
  }
}

function bookOf(db: Db, file: string, clock: Clock, { replica, dayOf }: Pick<Book, 'replica' | 'dayOf'>): Book {
  return {
    ...{ db, file, kinds: eventKinds, clock, newId: idMaker(clock), replica, dayOf },
    payloadsChecked: PAYLOADS_CHECKED,
    reconnect: () => connectAgain(file),
  };
}

/** After the disk failed: like a first opening, and its own write on top, so that what was in doubt is there for good or never. */
function connectAgain(file: string): Db {
  const { db, checked } = openBook(file);
  try {
    if (!checked) checkHealth(db, file);
    assertDurable(db);
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db;
  } catch (error) {
    db.close();
    throw openingFailure(error, file);
  }
}

/** What the book says of itself, which everything later stands on. Throws Failure book-damaged. */
function identityOf(db: Db, file: string) {
  const row = one<{ replica: Buffer; time_zone: string; demo: number; created_at: number }>(
    db,
    'SELECT replica, time_zone, demo, created_at FROM book',
  );
  const damaged = new Failure('book-damaged', { file, detail: 'what it says of itself was altered' });
  if (!row || !isIdentityWhole(db)) throw damaged;
  try {
    const { demo, created_at: createdAt } = row;
    return { replica: idFromBytes(row.replica), dayOf: dayIn(row.time_zone), demo: demo === 1, createdAt };
  } catch {
    throw damaged;
  }
}
