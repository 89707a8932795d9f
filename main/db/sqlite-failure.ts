/** SQLite's errors, by family, as failures that a person can be told (docs/architecture.md, What damage is found). */
import Database from 'better-sqlite3';
import { Failure } from '../kernel/failure';
import { hasNoRoom } from './disk-room';

/** Gives the Failure for an error of SQLite, or the error itself when it is none of SQLite's families. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (error instanceof Failure || !(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  if (code === 'SQLITE_FULL' || (code === 'SQLITE_IOERR_WRITE' && hasNoRoom(file))) {
    return new Failure('disk-full', { where: file }, { cause: error });
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new Failure('book-damaged', { file, detail: message }, { cause: error });
  }
  if (code.startsWith('SQLITE_IOERR'))
    return new Failure('disk-failing', { where: file, detail: code }, { cause: error });
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new Failure('book-read-only', { file }, { cause: error });
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'SQLITE_PROTOCOL') {
    const unknown = { since: '?', holder: '?', pid: 0, socket: '' };
    return new Failure('book-locked', { file, ...unknown }, { cause: error });
  }
  if (/integer overflow/.test(message)) {
    return new Failure('amount-too-large', { limit: '9007199254740991', currency: 'minor units' }, { cause: error });
  }
  return error;
}

/**
 * The same while a book is opened, when all statements are our own: what makes no sense to SQLite then is no fault of the program.
 * A damaged schema may still be one, only not ours, and a damaged row may break a rule that its table has.
 */
export function openingFailure(error: unknown, file: string): unknown {
  const failure = sqliteFailure(error, file);
  if (!(failure instanceof Database.SqliteError) || !/^SQLITE_(ERROR|CONSTRAINT|MISMATCH)/.test(failure.code))
    return failure;
  return new Failure('book-damaged', { file, detail: failure.message }, { cause: failure });
}

/** The same for an error of the file system. Gives the error itself when it is no such one. */
export function fileFailure(error: unknown, file: string): unknown {
  if (error instanceof Error && 'code' in error) {
    const { code } = error;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
      return new Failure('book-read-only', { file }, { cause: error });
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
      return new Failure('disk-full', { where: file }, { cause: error });
    if (code === 'EIO') return new Failure('disk-failing', { where: file, detail: code }, { cause: error });
  }
  return sqliteFailure(error, file);
}
