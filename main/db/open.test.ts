import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { newBook, openAgain, openTestBook, temporaryFolder, testClock } from '../../test/support/book';
import { createBook } from './create';
import { knownFormat } from './migrate';
import { APPLICATION_ID, assertDurable, openBook, openReader, pragma } from './open';
import { run } from './sql';

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

function closedBook(): string {
  const { book, file } = openTestBook();
  book.db.pragma('wal_checkpoint(TRUNCATE)');
  book.db.close();
  return file;
}

const expected = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  temp_store: 2,
  secure_delete: 1,
  application_id: APPLICATION_ID,
  user_version: knownFormat,
} as const;

test('a book is opened with every pragma that guards it', () => {
  const { book } = openTestBook();
  for (const [name, value] of Object.entries(expected)) expect(pragma(book.db, name), name).toBe(value);
  expect([0, undefined]).toContain(pragma(book.db, 'mmap_size'));
});

test('every commit waits for the disk: synchronous is FULL after a write, at each opening', () => {
  const clock = testClock();
  const { book, file } = openTestBook({ clock });
  run(book.db, "INSERT INTO preference (operator, key, value) VALUES ('ada', 'a', '1')");
  expect(pragma(book.db, 'synchronous')).toBe(2);
  book.db.close();
  const again = openAgain(file, clock).book;
  run(again.db, "INSERT INTO preference (operator, key, value) VALUES ('ada', 'b', '1')");
  expect(pragma(again.db, 'synchronous')).toBe(2);
});

test('a connection that does not wait for the disk is found at its first write', () => {
  const db = new Database(closedBook());
  db.pragma('synchronous = NORMAL');
  expect(() => assertDurable(db)).toThrow(/synchronous is 1/);
  db.close();
});

test('a reader has the same guards and cannot write', () => {
  const { file } = openTestBook();
  const { db } = openReader(file);
  for (const [name, value] of Object.entries(expected)) expect(pragma(db, name), name).toBe(value);
  expect(() => run(db, "INSERT INTO preference (operator, key, value) VALUES ('ada', 'a', '1')")).toThrow(
    /readonly|read-only/,
  );
  db.close();
});

describe('what is refused keeps its bytes', () => {
  function refused(file: string, code: string): void {
    const before = existsSync(file) ? hashOf(file) : null;
    for (const open of [openBook, () => openAgain(file, testClock())]) {
      expect(() => open(file), `${file} with ${code}`).toThrow(expect.objectContaining({ code }));
    }
    expect(existsSync(file) ? hashOf(file) : null).toBe(before);
  }

  const inFolder = (name: string, bytes: string | Buffer) => {
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, bytes);
    return file;
  };

  test('a file that is not there is not made', () => refused(path.join(temporaryFolder(), 'none'), 'book-missing'));
  test('an empty file', () => refused(inFolder('empty', ''), 'book-empty-file'));
  test('a text', () => refused(inFolder('text', 'date,amount\n'.repeat(20)), 'book-foreign'));
  test('a text shorter than a header', () => refused(inFolder('short', 'SQLite format 3\u0000'), 'book-foreign'));
  test('a header with nothing behind it', () =>
    refused(
      inFolder('header', Buffer.concat([Buffer.from('SQLite format 3\u0000'), Buffer.alloc(4080)])),
      'book-foreign',
    ));

  test('a folder', () => {
    const folder = path.join(temporaryFolder(), 'folder.counterfoil');
    mkdirSync(folder);
    expect(() => openBook(folder)).toThrow(expect.objectContaining({ code: 'book-foreign' }));
  });

  test('another program’s database', () => {
    const file = path.join(temporaryFolder(), 'other.db');
    const db = new Database(file);
    db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT');
    db.close();
    refused(file, 'book-foreign');
  });

  test('a book of a newer format, also when its last writes stand in the write-ahead log only', () => {
    const file = closedBook();
    const db = new Database(file);
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('user_version = 99');
    refused(file, 'book-newer');
    db.close();
    refused(file, 'book-newer');
  });

  test('a book whose end is cut off', () => {
    for (const missing of [1, 512, 1000, 4096, 40_960]) {
      const file = closedBook();
      truncateSync(file, readFileSync(file).length - missing);
      refused(file, 'book-damaged');
    }
  });

  test('a book that lost a table of its journal', () => {
    const file = closedBook();
    const db = new Database(file);
    db.exec('DROP TABLE event');
    db.close();
    refused(file, 'book-damaged');
  });

  test('a book whose tables no longer fit each other', () => {
    const file = closedBook();
    const bytes = readFileSync(file);
    const text = 'REFERENCES payout (id)';
    const at = bytes.indexOf(text);
    expect(at).toBeGreaterThan(0);
    bytes.write('REFERENCES payout (ie)', at);
    writeFileSync(file, bytes);
    refused(file, 'book-damaged');
  });

  test('a book with a row that refers to nothing', () => {
    const file = closedBook();
    const db = new Database(file);
    db.pragma('foreign_keys = OFF');
    db.exec("INSERT INTO customer_link (gateway, external_id, customer) VALUES ('stripe', 'cus_1', 7)");
    db.close();
    refused(file, 'book-damaged');
  });

  test('a book that may not be written to', () => {
    const file = closedBook();
    chmodSync(file, 0o400);
    refused(file, 'book-read-only');
    chmodSync(file, 0o600);
  });
});

test('a log that a crash left behind is read, even where the file itself is still short', () => {
  const clock = testClock();
  const { book, file, folder } = openTestBook({ clock });
  book.db.pragma('wal_autocheckpoint = 0');
  for (let n = 0; n < 300; n++)
    run(book.db, 'INSERT INTO preference (operator, key, value) VALUES (?, ?, ?)', 'ada', `k${n}`, 'x'.repeat(2000));
  const copy = path.join(folder, 'crashed.counterfoil');
  const bytes = readFileSync(file);
  // A checkpoint writes the first page, with the new length in it, before the pages at the end.
  bytes.writeUInt32BE(bytes.readUInt32BE(28) + 100, 28);
  writeFileSync(copy, bytes);
  writeFileSync(`${copy}-wal`, readFileSync(`${file}-wal`));
  const again = openAgain(copy, clock).book;
  expect(again.db.prepare('SELECT count(*) FROM preference').pluck().get()).toBe(300);
});

test('making a book never takes the place of a file, and leaves nothing half made', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'there.counterfoil');
  writeFileSync(file, 'mine');
  expect(() => createBook(file, newBook(testClock()))).toThrow(expect.objectContaining({ code: 'book-exists' }));
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const wrong = path.join(folder, 'wrong.counterfoil');
  expect(() => createBook(wrong, { ...newBook(testClock()), name: null as unknown as string })).toThrow();
  expect(existsSync(wrong)).toBe(false);
});
