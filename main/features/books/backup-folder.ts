/** The folder of backups: fresh names for new ones, and those of a book that are there. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { BOOK_ENDING } from '../../kernel/book-name';
import { Failure } from '../../kernel/failure';

/** More are there for a person to tidy up; a list on screen shows the newest. */
const SHOWN = 20;
/** Two in one minute get a number each; more than this many are refused. */
const MOST_IN_A_MINUTE = 100;

const backupFolder = (home: string) => path.join(home, 'backups');
const stem = (book: string) => path.basename(book, BOOK_ENDING);

/** `demo 2026-11-22 0231.counterfoil` in the backup folder, a name that is free. Throws Failure file-exists, path-invalid. */
export function freshBackup(home: string, book: string, atMs: number, timeZone: string): string {
  const folder = backupFolder(home);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure('path-invalid', { file: folder, detail: 'it cannot be made' }, { cause: error });
  }
  const first = path.join(folder, `${stem(book)} ${minuteText(atMs, timeZone)}`);
  for (let n = 1; n <= MOST_IN_A_MINUTE; n++) {
    const file = `${first}${n === 1 ? '' : ` ${n}`}${BOOK_ENDING}`;
    if (!existsSync(file)) return file;
  }
  throw new Failure('file-exists', { file: `${first}${BOOK_ENDING}` });
}

/** `2026-11-22 0231` */
function minuteText(atMs: number, timeZone: string): string {
  // Swedish dates are ISO's.
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(atMs);
  return text.replace(':', '');
}

interface KeptBackup {
  name: string;
  bytes: number;
  /** UTC milliseconds. */
  madeAt: number;
}

/** The copies of one book, newest first. */
export function backupsOf(home: string, book: string): KeptBackup[] {
  let names: string[];
  try {
    names = readdirSync(backupFolder(home));
  } catch {
    return [];
  }
  const own = `${stem(book)} `;
  const isOwn = (name: string) =>
    name.startsWith(own) && /^\d{4}-\d\d-\d\d \d{4}( \d+)?\.counterfoil$/.test(name.slice(own.length));
  return names
    .filter(isOwn)
    .flatMap((name) => {
      const found = statSync(path.join(backupFolder(home), name), { throwIfNoEntry: false });
      return found?.isFile() ? [{ name, bytes: found.size, madeAt: Math.trunc(found.mtimeMs) }] : [];
    })
    .sort((a, b) => b.madeAt - a.madeAt)
    .slice(0, SHOWN);
}

/** The path of a copy of this book. Throws Failure path-invalid for any other name. */
export function backupFile(home: string, book: string, name: string): string {
  const file = path.join(backupFolder(home), name);
  if (!backupsOf(home, book).some((kept) => kept.name === name))
    throw new Failure('path-invalid', { file, detail: 'there is no such backup of this book' });
  return file;
}
