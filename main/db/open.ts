/** Opens a book: every pragma is set and read back, and nothing is written to a file that is not a healthy book of ours. */
import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../kernel/failure';
import { journalTables } from './classes';
import { knownFormat } from './migrate';
import { digestIdentity } from './row-digest';
import { all, type Db, one, run } from './sql';
import { openingFailure, sqliteFailure } from './sqlite-failure';

/** 'Cfol' as a 32-bit number: the application id in byte 68 of the file. */
export const APPLICATION_ID = 0x43666f6c;
const OLDEST_SQLITE = '3.51.3'; // carries the fix for resetting a WAL under a reader

export interface BookFile {
  db: Db;
  file: string;
}

/** Above this size the whole-file check runs in a reader while lists are already shown; writing waits for it. */
const CHECK_AT_ONCE_BYTES = 64 * 1024 * 1024;

/**
 * Opens an existing book for writing. Throws Failure book-*; the bytes of a refused file stay as they are.
 * `checked` is false when the caller must still run `checkHealth` (in a reader) before it lets anything write.
 */
export function openBook(file: string): BookFile & { checked: boolean } {
  inspect(file);
  try {
    // A journal that a crash left must be rolled back, which only a writing connection can do.
    let checked = existsSync(`${file}-journal`) ? null : lookAt(file);
    const db = new Database(file, { fileMustExist: true, timeout: 5_000 });
    try {
      checked ??= checkIdentity(db, file);
      if (pragma(db, 'journal_mode = WAL') !== 'wal') throw new Failure('book-no-wal', { file });
      setConnection(db);
      return { db, file, checked };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw openingFailure(error, file);
  }
}

/** On a connection that cannot write: even closing a writing one would fold a write-ahead log into a file that is refused. */
function lookAt(file: string): boolean {
  const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5_000 });
  try {
    return checkIdentity(db, file);
  } finally {
    db.close();
  }
}

/** A second writing connection of the process that has the book open and found it healthy. Throws Failure book-*. */
export function openBeside(file: string): Db {
  const db = new Database(file, { fileMustExist: true, timeout: 5_000 });
  try {
    checkFormat(db, file);
    setConnection(db);
    assertDurable(db);
    return db;
  } catch (error) {
    db.close();
    throw openingFailure(error, file);
  }
}

/** A second, read-only connection for a reader. Throws Failure book-*. */
export function openReader(file: string): BookFile {
  try {
    const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5_000 });
    try {
      checkFormat(db, file);
      setConnection(db);
      db.pragma('query_only = ON');
      return { db, file };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw openingFailure(error, file);
  }
}

/** What can be known from outside, before SQLite touches the file. Throws Failure book-*. */
export function inspect(file: string): void {
  if (!existsSync(file)) throw new Failure('book-missing', { file });
  const found = statSync(file);
  if (!found.isFile()) throw new Failure('book-foreign', { file });
  if (found.size === 0) throw new Failure('book-empty-file', { file });
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    accessSync(path.dirname(file), constants.W_OK);
  } catch (cause) {
    throw new Failure('book-read-only', { file }, { cause });
  }
  // Root may pass the check above and still meet a read-only file.
  if ((found.mode & 0o222) === 0) throw new Failure('book-read-only', { file });
  const head = readHead(file);
  // The words of SQLite's file format: 68 is the application id, 60 the user version. A write-ahead log may hold later ones,
  // but never a book's first, nor an older version.
  if (head.readUInt32BE(68) !== APPLICATION_ID) throw new Failure('book-foreign', { file });
  const format = head.readUInt32BE(60);
  if (format > knownFormat) throw new Failure('book-newer', { file, found: format, known: knownFormat });
  // What a write-ahead log still holds may be what the file lacks.
  const logged = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const missing = logged ? 0 : missingBytes(head, found.size);
  if (missing > 0) throw new Failure('book-damaged', { file, detail: `its last ${missing} bytes are missing` });
}

/** The first 100 bytes. Throws Failure book-foreign for what is no SQLite file. */
function readHead(file: string): Buffer {
  const head = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, head, 0, 100, 0) < 100) throw new Failure('book-foreign', { file });
  } finally {
    closeSync(handle);
  }
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\u0000') throw new Failure('book-foreign', { file });
  return head;
}

/** SQLite opens a cut-off file and gives NULLs without an error; the head says how long the file should be. */
function missingBytes(head: Buffer, size: number): number {
  const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  return head.readUInt32BE(28) * pageSize - size;
}

/** Gives whether the whole file was read and found healthy: a large one that needs no upgrade is left to a reader. */
function checkIdentity(db: Db, file: string): boolean {
  const format = checkFormat(db, file);
  if (statSync(file).size > CHECK_AT_ONCE_BYTES && format === knownFormat) return false;
  checkHealth(db, file);
  return true;
}

function checkFormat(db: Db, file: string): number {
  let applicationId: unknown;
  try {
    applicationId = pragma(db, 'application_id');
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_NOTADB') {
      throw new Failure('book-foreign', { file }, { cause });
    }
    throw cause;
  }
  if (applicationId !== APPLICATION_ID) throw new Failure('book-foreign', { file });
  const format = Number(pragma(db, 'user_version'));
  if (format > knownFormat) throw new Failure('book-newer', { file, found: format, known: knownFormat });
  if (format < 1) throw new Failure('book-foreign', { file });
  return format;
}

/** Set on every connection, and asserted: a pragma that is not known is silently ignored by SQLite. */
export function setConnection(db: Db): void {
  const version = String(one<{ v: string }>(db, 'SELECT sqlite_version() AS v')?.v);
  if (compareVersions(version, OLDEST_SQLITE) < 0) throw new Error(`SQLite ${version} is older than ${OLDEST_SQLITE}`);
  const wanted: readonly (readonly [string, string, number])[] = [
    ['synchronous', 'FULL', 2],
    ['foreign_keys', 'ON', 1],
    ['recursive_triggers', 'ON', 1],
    ['trusted_schema', 'OFF', 0],
    ['cell_size_check', 'ON', 1],
    ['mmap_size', '0', 0],
    // What is erased of a person is overwritten. Measured: 0.4 % more pages written in a first sync.
    ['secure_delete', 'ON', 1],
    ['temp_store', 'MEMORY', 2],
    // Pages; 16 MB. A page that many transactions change in turn is written to the file once for all of them.
    ['wal_autocheckpoint', '4000', 4_000],
  ];
  for (const [name, value, expected] of wanted) {
    db.pragma(`${name} = ${value}`);
    const got = pragma(db, name);
    // mmap_size answers nothing where the build has no memory mapping.
    if (got !== expected && !(name === 'mmap_size' && got === undefined)) {
      throw new Error(`pragma ${name} is ${String(got)}, not ${expected}`);
    }
  }
  if (process.platform === 'darwin') db.pragma('fullfsync = ON');
  db.pragma('cache_size = -65536');
}

/**
 * better-sqlite3 lets `synchronous` fall to NORMAL at the first write of a WAL book where nobody set it: so it is asserted after
 * a write. A full disk refuses that write and is no reason not to read the book.
 */
export function assertDurable(db: Db): void {
  try {
    run(
      db,
      "INSERT INTO setting (key, value) VALUES ('opened', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1",
    );
    digestIdentity(db);
  } catch (error) {
    const failure = sqliteFailure(error, db.name);
    if (!(failure instanceof Failure && failure.code === 'disk-full')) throw failure;
  }
  const got = pragma(db, 'synchronous');
  if (got !== 2) throw new Error(`pragma synchronous is ${String(got)} after a write, not 2 (FULL)`);
}

/** Reads the whole file (1 s for 300 MB). Throws Failure book-damaged. */
export function checkHealth(db: Db, file: string): void {
  const quick = all<{ quick_check: string }>(db, 'PRAGMA quick_check(5)').map((row) => row.quick_check);
  if (quick.length !== 1 || quick[0] !== 'ok')
    throw new Failure('book-damaged', { file, detail: quick[0] ?? 'quick_check' });
  const orphan = all<{ table: string }>(db, 'PRAGMA foreign_key_check')[0];
  if (orphan) throw new Failure('book-damaged', { file, detail: `a row of ${orphan.table} refers to nothing` });
  const tables = new Set(
    all<{ name: string }>(db, "SELECT name FROM sqlite_schema WHERE type = 'table'").map((row) => row.name),
  );
  const lost = journalTables.find((name) => !tables.has(name));
  if (lost) throw new Failure('book-damaged', { file, detail: `it has no table ${lost}` });
  if (!one(db, 'SELECT 1 FROM book'))
    throw new Failure('book-damaged', { file, detail: 'it does not say which book it is' });
}

export function pragma(db: Db, text: string): unknown {
  return db.pragma(text, { simple: true });
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
