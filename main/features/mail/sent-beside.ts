/**
 * How many notices went out of this file, counted in the book and in a small file beside it. A backup that is put back at the same
 * path counts fewer: it does not know what was mailed since, so that it writes to nobody until a person turns mail on again.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { readCountSetting, writeSetting } from '../../db/setting';
import { type Db, one } from '../../db/sql';
import { sqliteFailure } from '../../db/sqlite-failure';

const KEY = 'mail-sent';
/** Of a text of two short fields. */
const besideSchema = z.strictObject({ book: z.string(), sent: z.number().int().nonnegative() });

const fileOf = (db: Db) => `${db.name}.mailed`;

function countedIn(db: Db): number {
  return readCountSetting(db, KEY) ?? 0;
}

function bookId(db: Db): string {
  return one<{ id: string }>(db, 'SELECT lower(hex(id)) AS id FROM book')?.id ?? '';
}

/** Zero where there is no such file, or it is another book's: then nothing is known that the book does not know. */
function countedBeside(db: Db): number {
  if (db.memory) return 0;
  try {
    const read = besideSchema.safeParse(JSON.parse(readFileSync(fileOf(db), 'utf8').slice(0, 1_000)));
    return read.success && read.data.book === bookId(db) ? read.data.sent : 0;
  } catch {
    return 0;
  }
}

/** An older state of this book stands at its path. */
export function isPutBack(db: Db): boolean {
  return countedBeside(db) > countedIn(db);
}

/** A person says that mail goes on: from here on both count alike. */
export function countAnew(db: Db): void {
  writeSetting(db, KEY, String(Math.max(countedIn(db), countedBeside(db))));
}

/** In the transaction from which on a notice may have been sent. */
export function countSent(db: Db): void {
  writeSetting(db, KEY, String(countedIn(db) + 1));
}

/** After that transaction and before the notice goes: never ahead of the book. Throws Failure disk-*. */
export function tellBeside(db: Db): void {
  if (db.memory) return;
  const file = fileOf(db);
  const making = `${file}.part`;
  try {
    writeFileSync(making, JSON.stringify({ book: bookId(db), sent: countedIn(db) }), { mode: 0o600 });
    renameSync(making, file);
  } catch (error) {
    rmSync(making, { force: true });
    throw sqliteFailure(error, file);
  }
}
