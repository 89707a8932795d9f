/**
 * The words of payments, for the search. To write them into the index with each payment would be the greater half of recording
 * one: the newest payments wait, at most a few hundred, until all of them are written at once; a search looks through these too.
 */
import { writeSetting } from '../../db/setting';
import { all, type Db, one, run } from '../../db/sql';

/** Whenever a payment's key is a multiple of this, what waits is written. */
const WRITTEN_AT_ONCE = 128;
const MOST_WAITING = 4 * WRITTEN_AT_ONCE;
const SETTING = 'words-upto';

const wordsOf = "description || ' ' || reference || ' ' || coalesce(external_id, '')";

export interface Worded {
  id: number;
  description: string;
  reference: string;
  external_id: string | null;
}

/** The last payment whose words are in the index, by key. */
function writtenUpTo(db: Db): number {
  const kept = one<{ id: number }>(db, 'SELECT CAST(value AS INTEGER) AS id FROM setting WHERE key = ?', SETTING);
  if (kept) return kept.id;
  const last = lastPayment(db);
  return last - (last % WRITTEN_AT_ONCE);
}

function setWrittenUpTo(db: Db, id: number): void {
  writeSetting(db, SETTING, String(id));
}

function lastPayment(db: Db): number {
  return one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM payment')?.id ?? 0;
}

/** After a payment was inserted. */
export function wordsAdded(db: Db, id: number): void {
  if (id % WRITTEN_AT_ONCE !== 0) return;
  run(
    db,
    `INSERT INTO payment_words (rowid, words) SELECT id, ${wordsOf} FROM payment WHERE id > ? ORDER BY id`,
    writtenUpTo(db),
  );
  setWrittenUpTo(db, id);
}

/** When a payment's words change, with the row as it was: its index has no copy of them to take out. */
export function wordsChanged(db: Db, before: Worded, after: Worded): void {
  if (before.id > writtenUpTo(db)) return;
  takeOut(db, before);
  run(db, 'INSERT INTO payment_words (rowid, words) VALUES (?, ?)', after.id, textOf(after));
}

/** After a payment was removed, with the row as it was. */
export function wordsRemoved(db: Db, before: Worded): void {
  const upTo = writtenUpTo(db);
  if (before.id <= upTo) takeOut(db, before);
  // The key of the last payment is given to the next one, which then waits like any other.
  const last = lastPayment(db);
  if (last < upTo) setWrittenUpTo(db, last);
}

function takeOut(db: Db, row: Worded): void {
  run(db, "INSERT INTO payment_words (payment_words, rowid, words) VALUES ('delete', ?, ?)", row.id, textOf(row));
}

function textOf({ description, reference, external_id }: Worded): string {
  return [description, reference, external_id ?? ''].join(' ');
}

/** The payments that wait, with their texts: a few hundred at most. */
export function waitingPayments(db: Db): { id: number; words: string }[] {
  return all(
    db,
    `SELECT id, ${wordsOf} AS words FROM payment WHERE id > ? ORDER BY id DESC LIMIT ?`,
    writtenUpTo(db),
    MOST_WAITING,
  );
}
