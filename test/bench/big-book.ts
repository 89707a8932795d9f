/** The big book that figures read: made once through the write door, kept in the bench's folder for the next run. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createBook } from '../../main/db/create';
import { migrations } from '../../main/db/migrate';
import { putPerson } from '../../main/db/person';
import { markBigDemo } from '../../main/engine/demo/big-book';
import { openForWriting } from '../../main/engine/open-book';
import type { EventDraft } from '../../main/journal/event';
import { type Book, type Facts, type Recorded, record } from '../../main/journal/record';
import { idMaker } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import type { Setting } from './measure';
import { CUSTOMERS, madeCustomer, madeEvents, ROWS_VERSION } from './rows';

const PAYMENTS_A_COMMIT = 10_000;

/** An empty book at `file`, replaced when there. */
export function freshBook(file: string): Book {
  removeBook(file);
  const newId = idMaker(systemClock);
  createBook(file, {
    id: newId(),
    replica: newId(),
    name: 'Bench',
    timeZone: 'Europe/Berlin',
    createdAt: systemClock.now(),
    demo: true,
  });
  return openForWriting(file, systemClock).book;
}

export function removeBook(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}

export function recordEvents(book: Book, decide: (facts: Facts) => Iterable<EventDraft>): Recorded {
  return record(book, { request: book.newId(), operator: 'bench', source: 'bench', input: null }, decide);
}

function recordCustomers(book: Book): void {
  recordEvents(book, function* (facts) {
    for (let n = 0; n < CUSTOMERS; n++) {
      const { id, payer, externalId, name, email, payerName } = madeCustomer(n);
      const rest = { phone: null, address: [], country: 'DE', language: 'de' };
      const personHash = putPerson(facts.db, id, { name, email, ...rest }) ?? '';
      yield {
        kind: 'customer.added',
        subject: id,
        occurredAt: 0,
        payload: { gateway: 'stripe', externalId, personHash },
      };
      const payerHash = putPerson(facts.db, payer, { name: payerName, email, ...rest }) ?? '';
      yield { kind: 'payer.added', subject: payer, occurredAt: 0, payload: { customer: id, personHash: payerHash } };
    }
  });
}

/** The file of a book with `rows` payments and 5,000 customers. Not to be written to: figures that write take a copy. */
export function bigBook(setting: Setting, rows = setting.rows): string {
  const tables = migrations.map((migration) => migration.sql).join('');
  const key = createHash('sha256').update(`${tables}${ROWS_VERSION}`).digest('hex').slice(0, 12);
  const file = path.join(setting.folder, `book-${key}-${rows}.counterfoil`);
  if (existsSync(file)) return file;
  setting.say(`making a book of ${rows.toLocaleString('en')} payments (once; kept in ${setting.folder})`);
  mkdirSync(setting.folder, { recursive: true });
  const making = `${file}.making`;
  const book = freshBook(making);
  markBigDemo(book, rows);
  recordCustomers(book);
  for (let n = 0; n < rows; n += PAYMENTS_A_COMMIT)
    recordEvents(book, () => madeEvents(n, Math.min(rows, n + PAYMENTS_A_COMMIT), rows));
  book.db.pragma('wal_checkpoint(TRUNCATE)');
  book.db.close();
  renameSync(making, file);
  return file;
}

/** A copy that may be written to, opened. */
export function copyOfBigBook(setting: Setting, name: string): Book {
  const file = path.join(setting.folder, `${name}.counterfoil`);
  removeBook(file);
  copyFileSync(bigBook(setting), file);
  return openForWriting(file, systemClock).book;
}
