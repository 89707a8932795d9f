/** The least that keeps books: a header with a unique key, two postings, a balance. No events, no chain, no search. */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { setConnection } from '../../main/db/open';
import type { Setting } from './measure';
import { madePayment } from './rows';

const schema = `
  CREATE TABLE header (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL) STRICT;
  CREATE TABLE line (header INTEGER NOT NULL, n INTEGER NOT NULL, account TEXT NOT NULL, currency TEXT NOT NULL, minor INTEGER NOT NULL,
    PRIMARY KEY (header, n)) STRICT, WITHOUT ROWID;
  CREATE TABLE balance (account TEXT NOT NULL, currency TEXT NOT NULL, minor INTEGER NOT NULL, PRIMARY KEY (account, currency)) STRICT, WITHOUT ROWID;`;

export interface BareRow {
  key: string;
  at: number;
  status: string;
  note: string;
  customer: string;
  currency: string;
  minor: number;
}

export function bareRow(n: number, total: number): BareRow {
  const { at, payload } = madePayment(n, total);
  const { externalId, status, description, customer, currency, amount } = payload;
  return { key: externalId ?? '', at, status, note: description, customer: customer ?? '', currency, minor: amount };
}

export interface BareLoop {
  /** One transaction. */
  write(rows: readonly BareRow[]): void;
  close(): void;
}

/** On a copy of a file that is made and filled with `prefilled` rows when it is not there. */
export function bareLoop(setting: Setting, name: string, prefilled: number): BareLoop {
  const file = path.join(setting.folder, `${name}-${prefilled}.db`);
  if (!existsSync(file)) {
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    const making = open(`${file}.making`, true);
    for (let n = 0; n < prefilled; n += 10_000) {
      const count = Math.min(10_000, prefilled - n);
      making.write(Array.from({ length: count }, (_, i) => bareRow(n + i, prefilled)));
    }
    making.close();
    renameSync(`${file}.making`, file);
  }
  const copy = path.join(setting.folder, `${name}-copy.db`);
  for (const end of ['-wal', '-shm']) rmSync(copy + end, { force: true });
  copyFileSync(file, copy);
  return open(copy, false);
}

function open(file: string, isNew: boolean): BareLoop {
  if (isNew) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  setConnection(db);
  if (isNew) db.exec(schema);
  const header = db.prepare('INSERT INTO header (key, at, status, note) VALUES (?, ?, ?, ?)');
  const line = db.prepare('INSERT INTO line (header, n, account, currency, minor) VALUES (?, ?, ?, ?, ?)');
  const balance = db.prepare(
    'INSERT INTO balance (account, currency, minor) VALUES (?, ?, ?) ON CONFLICT (account, currency) DO UPDATE SET minor = minor + excluded.minor',
  );
  const write = db.transaction((rows: readonly BareRow[]) => {
    for (const { key, at, status, note, customer, currency, minor } of rows) {
      const id = header.run(key, at, status, note).lastInsertRowid;
      line.run(id, 0, customer, currency, -minor);
      line.run(id, 1, 'clearing', currency, minor);
      balance.run(customer, currency, -minor);
      balance.run('clearing', currency, minor);
    }
  });
  return { write: (rows) => write.immediate(rows), close: () => db.close() };
}
