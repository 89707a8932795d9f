/**
 * Every format that was ever released opens here: a small book of each is kept, as that version wrote it. A format that has not
 * been released yet may still change; then its book is made anew: COUNTERFOIL_FIXTURE=new npx vitest run test/migrations
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bringUpToDate, knownFormat, migrations } from '../../main/db/migrate';
import { openBook } from '../../main/db/open';
import { openForWriting } from '../../main/engine/open-book';
import { accountsInEveryState } from '../support/accounts';
import { answersInEveryState, mailInEveryState, noticesOfEveryKind } from '../support/answers';
import { askInEveryState } from '../support/asked-like';
import { openTestBook, temporaryFolder, testClock } from '../support/book';
import { chargesInEveryState } from '../support/charges';
import { factsOf, replayed, verified } from '../support/checks';
import { fillBook } from '../support/demo-like';
import { importsInEveryState } from '../support/imports';
import { invoicesInEveryState } from '../support/invoices';
import { keepByHand } from '../support/kept-by-hand';
import { closesInEveryState, matchesInEveryState } from '../support/month-ends';
import { reportsInEveryState } from '../support/report-samples';
import { saveInEveryState } from '../support/saved';
import { staffInEveryState } from '../support/staff';
import { statementsInEveryState } from '../support/statements';
import { voucherInEveryState } from '../support/vouchers';

const nameOf = (format: number) => path.join(import.meta.dirname, `format-${format}.book.gz`);
const factsName = (format: number) => path.join(import.meta.dirname, `format-${format}.facts.json`);

/** What the kept book says, by the program that made it. */
const factsIn = (format: number): unknown => JSON.parse(readFileSync(factsName(format), 'utf8'));

async function makeAnew(format: number): Promise<void> {
  const { book, folder } = openTestBook();
  fillBook(book, 14);
  askInEveryState(book);
  saveInEveryState(book);
  voucherInEveryState(book);
  await invoicesInEveryState(book);
  chargesInEveryState(book);
  await keepByHand(book);
  await importsInEveryState(book);
  answersInEveryState(book);
  noticesOfEveryKind(book);
  mailInEveryState(book);
  await accountsInEveryState(book);
  staffInEveryState(book);
  statementsInEveryState(book);
  matchesInEveryState(book);
  closesInEveryState(book);
  reportsInEveryState(book);
  const copy = path.join(folder, 'copy.counterfoil');
  book.db.exec(`VACUUM INTO '${copy}'`);
  writeFileSync(nameOf(format), gzipSync(readFileSync(copy), { level: 9 }));
  writeFileSync(factsName(format), `${JSON.stringify(factsOf(book.db), null, 1)}\n`);
}

function unpacked(format: number): string {
  const file = path.join(temporaryFolder(), 'kept.counterfoil');
  writeFileSync(file, gunzipSync(readFileSync(nameOf(format))));
  return file;
}

test('a book of each format is kept', async () => {
  if (process.env.COUNTERFOIL_FIXTURE === 'new') await makeAnew(knownFormat);
  for (const { format } of migrations) expect(existsSync(nameOf(format)), `format ${format}`).toBe(true);
});

for (const { format } of migrations) {
  test(`a book of format ${format} opens, is sound, says what it said, and takes more`, () => {
    const file = unpacked(format);
    const { book } = openForWriting(file, testClock());
    const what = 'If this format was never released, make its book anew (see the top of this file). ';
    expect(book.db.pragma('user_version', { simple: true })).toBe(knownFormat);
    expect(verified(book.db).findings, what).toEqual([]);
    expect(replayed(book.db).differences, what).toEqual([]);
    expect(factsOf(book.db), what).toEqual(factsIn(format));
    fillBook(book, 20);
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
    const backups = readdirSync(path.dirname(file)).filter((name) => name.includes('.before-format-'));
    expect(backups).toHaveLength(format < knownFormat ? 1 : 0);
  });

  test(`a book of format ${format} goes on to a later one, and this program then refuses it unchanged`, () => {
    const file = unpacked(format);
    const later = { format: knownFormat + 1, why: 'later', sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT' };
    const db = new Database(file);
    const { backup } = bringUpToDate(db, file, [...migrations, later]);
    expect(factsOf(db)).toEqual(factsIn(format));
    db.close();
    const before = hashOf(file);
    expect(() => openBook(file)).toThrow(expect.objectContaining({ code: 'book-newer' }));
    expect(hashOf(file)).toBe(before);
    const { book } = openForWriting(backup ?? '', testClock());
    expect(factsOf(book.db)).toEqual(factsIn(format));
    book.db.close();
  });
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
