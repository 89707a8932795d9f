/** The disk fails at the commit, and nobody knows whether it was saved: the book is opened anew and asked. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { act, openTestBook, START_MS } from '../../test/support/book';
import { lastSeq, verified } from '../../test/support/checks';
import { Failure } from '../kernel/failure';
import { type Book, record } from './record';

const broken = () => new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');

/** The next transaction of this connection fails at its commit: behind it (`saved`), or before. */
function failNextCommit(book: Book, saved: boolean): void {
  const { db } = book;
  const begin = db.transaction.bind(db);
  const failing = (work: (...args: never[]) => unknown) => {
    const immediate = (...args: never[]) => {
      Reflect.deleteProperty(db, 'transaction');
      if (saved) begin(work).immediate(...args);
      else
        begin(() => {
          work(...args);
          throw broken();
        }).immediate();
      throw broken();
    };
    return Object.assign(() => {}, { immediate });
  };
  Object.defineProperty(db, 'transaction', { value: failing, configurable: true });
}

const added = (book: Book) => ({
  kind: 'customer.added',
  subject: book.newId(),
  occurredAt: START_MS,
  payload: { personHash: 'x' },
});

test('saved in spite of the error: the caller gets its result, of this time', () => {
  const { book } = openTestBook();
  const lost = book.db;
  const asked = act(book);
  failNextCommit(book, true);
  expect(record(book, asked, () => [added(book)])).toMatchObject({ repeated: false, count: 1, lastSeq: 1 });
  expect(book.db).not.toBe(lost);
  expect(lost.open).toBe(false);
  expect(record(book, asked, () => [added(book)])).toMatchObject({ repeated: true, count: 1 });
  expect(lastSeq(book.db)).toBe(1);
});

test('not saved: told as that, and the next one goes over a new connection', () => {
  const { book } = openTestBook();
  const lost = book.db;
  failNextCommit(book, false);
  const asked = act(book);
  expect(() => record(book, asked, () => [added(book)])).toThrow(expect.objectContaining({ code: 'disk-failing' }));
  expect(book.db).not.toBe(lost);
  expect(lastSeq(book.db)).toBe(0);
  expect(record(book, asked, () => [added(book)])).toMatchObject({ repeated: false, count: 1 });
  expect(verified(book.db).findings).toEqual([]);
});

test('an error before the commit: nothing was saved, and the connection is replaced before the next write', () => {
  const { book } = openTestBook();
  const lost = book.db;
  const deciding = () => {
    throw broken();
  };
  expect(() => record(book, act(book), deciding)).toThrow(expect.objectContaining({ code: 'disk-failing' }));
  expect(book.db).toBe(lost);
  expect(lastSeq(book.db)).toBe(0);
  record(book, act(book), () => [added(book)]);
  expect(book.db).not.toBe(lost);
});

test('a disk that goes on failing leaves the doubt, and reading; asked again later, the request is there once', () => {
  const { book } = openTestBook();
  const { reconnect } = book;
  book.reconnect = () => {
    throw new Failure('disk-failing', { where: book.file, detail: 'SQLITE_IOERR_READ' });
  };
  const asked = act(book);
  failNextCommit(book, true);
  const doubt = expect.objectContaining({ code: 'outcome-unknown' });
  expect(() => record(book, asked, () => [added(book)])).toThrow(doubt);
  // The old connection still reads; it writes nothing more, so whoever asks meanwhile was certainly not recorded.
  expect(lastSeq(book.db)).toBe(1);
  const failing = expect.objectContaining({ code: 'disk-failing' });
  expect(() => record(book, act(book), () => [added(book)])).toThrow(failing);
  book.reconnect = reconnect;
  expect(record(book, asked, () => [added(book)])).toMatchObject({ repeated: true, count: 1 });
  expect(lastSeq(book.db)).toBe(1);
});
