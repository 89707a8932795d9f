/**
 * What no hash in the chain covers although damage to it should be found: each such row has a digest beside it in `setting`. It
 * finds what a disk did, not what a person did who knows this file. People's data has its hash in the chain; the dates of the
 * next look at a payment, the words of the search and the other settings are made again as the book is used, and have none.
 */
import { createHash } from 'node:crypto';
import { dropSetting, readSetting, writeSetting } from './setting';
import { all, type Db, run } from './sql';

/** By table, its key. */
const keys = {
  book: ['one'],
  preference: ['operator', 'key'],
  gateway_account: ['key'],
  book_key: ['way'],
  secret: ['owner', 'purpose'],
  export_log: ['id'],
} as const;
export type DigestedTable = keyof typeof keys;
const digestedTables = Object.keys(keys) as DigestedTable[]; // from outside: the language types keys as any text

type Cell = string | bigint | Buffer | null;

/** A row's setting and digest, by the setting's name. A column that is empty counts as none: a later format may add one. */
function digestsOf(db: Db, table: DigestedTable, by: readonly string[] = keys[table]): Map<string, string> {
  const found = new Map<string, string>();
  const rows = db.prepare(`SELECT * FROM ${table} NOT INDEXED`).safeIntegers().iterate();
  for (const each of rows) {
    const row = each as Record<string, Cell>; // from outside: SQLite's rows
    const cells = Object.entries(row).filter(([, cell]) => cell !== null);
    const key = by.map((name) => textOf(row[name] ?? null)).join(' ');
    const text = JSON.stringify(cells.map(([name, cell]) => [name, typeof cell, textOf(cell)]));
    found.set(`row ${table} ${key}`, createHash('sha256').update(text).digest('hex'));
  }
  return found;
}

const textOf = (cell: Cell) => (Buffer.isBuffer(cell) ? cell.toString('hex') : String(cell));

/** Changes rows of such a table, and their digests with them. A row that is damaged and not changed keeps the digest it had. */
export function runDigested(db: Db, table: DigestedTable, text: string, ...values: unknown[]): void {
  db.transaction(() => {
    const before = digestsOf(db, table);
    run(db, text, ...values);
    const after = digestsOf(db, table);
    for (const [name, digest] of after) if (before.get(name) !== digest) writeSetting(db, name, digest);
    for (const name of before.keys()) if (!after.has(name)) dropSetting(db, name);
  }).immediate();
}

/** Tables that an upgrade gives another shape, with the key that each had before. */
export type Reshaped = Readonly<Partial<Record<DigestedTable, readonly string[]>>>;

/** Runs such an upgrade: a row that was whole before it gets the digest of its new shape, a damaged one keeps what it had. */
export function reshape(db: Db, tables: Reshaped, upgrade: () => void): void {
  const whole = new Set<string>();
  for (const table of digestedTables)
    if (tables[table])
      for (const [name, digest] of digestsOf(db, table, tables[table]))
        if (readSetting(db, name) === digest) whole.add(name);
  upgrade();
  for (const table of digestedTables)
    if (tables[table])
      for (const [name, digest] of digestsOf(db, table)) if (whole.has(name)) writeSetting(db, name, digest);
}

/** The book's own row is written once, before anything else is: it gets its digest when the book is first opened. */
export function digestIdentity(db: Db): void {
  for (const [name, digest] of digestsOf(db, 'book'))
    run(db, 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING', name, digest);
}

/** False when the book's own row is not as it was when the book was first opened. */
export function isIdentityWhole(db: Db): boolean {
  for (const [name, digest] of digestsOf(db, 'book')) {
    const known = readSetting(db, name);
    if (known !== null && known !== digest) return false;
  }
  return true;
}

/** Rows that are not as they were written, that went, or that came from elsewhere: by the name of their digest. */
export function alteredRows(db: Db): string[] {
  const kept = new Map(
    all<{ key: string; value: string }>(db, "SELECT key, value FROM setting WHERE key LIKE 'row %'").map((row) => [
      row.key,
      row.value,
    ]),
  );
  const altered: string[] = [];
  for (const table of digestedTables) {
    for (const [name, digest] of digestsOf(db, table)) {
      const known = kept.get(name);
      kept.delete(name);
      if (known !== digest && !(table === 'book' && known === undefined)) altered.push(name);
    }
  }
  return [...altered, ...kept.keys()];
}
