/**
 * Everything of a book as one zip, for whoever leaves Counterfoil: lists and tables as CSV, the journal as JSON lines and for hledger,
 * people's data, attached files; a README that tells each file, and a manifest with counts and hashes. Keys, sealed passwords and the
 * codes of vouchers stay in the book. Written front to back, some hundred rows in memory at a time.
 */
import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
import { projectionTables } from '../../db/classes';
import { isOfBefore } from '../../db/past';
import { job, type StepProgress } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { idFromBytes } from '../../kernel/id';
import { type Day, isoTime } from '../../kernel/time';
import { sheets } from '../sheets';
import { archiveReadme } from './archive-readme';
import { listNames, listsOfNow } from './contract';
import { csvCell } from './csv-cell-any';
import { ledgerText } from './journal';
import { csvLine } from './sheet-csv';
import { writeInOneSnapshot } from './writing';
import { headOf } from './written';

export interface ArchiveInput {
  part: string;
  target: string;
  today: Day;
  /** UTC milliseconds. */
  atMs: number;
}

/** People's data and free texts, which no event holds. */
export const archivedLocalTables = ['person', 'note_text', 'bank_line_text', 'mail', 'export_log'] as const;

/** In the archive of a book as it was: what its own rows name. Logs of the present are empty there. */
const ofThen: Readonly<Record<string, string>> = {
  person: 'uuid IN (SELECT uuid FROM customer UNION SELECT uuid FROM payer)',
  note_text: 'uuid IN (SELECT uuid FROM note)',
  bank_line_text: 'uuid IN (SELECT uuid FROM bank_line)',
  attachment: 'sha256 IN (SELECT sha256 FROM attached)',
  ...{ mail: '0', export_log: '0' },
};

const onlyThen = (db: Db, table: string): string =>
  isOfBefore(db) && Object.hasOwn(ofThen, table) ? `WHERE ${ofThen[table]}` : '';

const ROWS_A_STEP = 1_000;
const LEVEL = 4;

export interface ArchivedFile {
  name: string;
  /** Lines, without a heading. */
  rows: number;
  bytes: number;
  sha256: string;
}

type Texts = Generator<{ text: string | Uint8Array; rows: number }>;

/** `rows` are all rows of all files. Throws Failure export-failed, path-invalid. */
export const exportArchive = job('exports.archive', (db, input: ArchiveInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    const head = headOf(own);
    const files: ArchivedFile[] = [];
    const zip = new Zip((error, bytes) => {
      if (error) throw error;
      file.write(bytes);
    });
    const parts = partsOf(own, input);
    for (const [name, texts] of parts) {
      files.push(yield* write(zip, name, texts(), input.atMs));
      yield { phase: 'write', done: files.length, total: parts.length };
    }
    const book = one<{ name: string }>(own, 'SELECT name FROM book')?.name ?? '';
    yield* write(zip, 'README.txt', whole(archiveReadme(book, isoTime(input.atMs), head, files)), input.atMs);
    const manifest = { book, writtenAt: isoTime(input.atMs), journal: head, files };
    yield* write(zip, 'manifest.json', whole(`${JSON.stringify(manifest, null, 2)}\n`), input.atMs);
    zip.end();
    const rows = files.reduce((sum, each) => sum + each.rows, 0);
    return { rows, totals: [] };
  }),
);

/** Files by name, in their order; each is read when its turn comes. */
function partsOf(db: Db, view: ArchiveInput): (readonly [string, () => Texts])[] {
  const attached = all<{ sha256: string }>(
    db,
    `SELECT sha256 FROM attachment ${onlyThen(db, 'attachment')} ORDER BY sha256`,
  );
  return [
    ...listNames
      .filter((list) => !listsOfNow.has(list) || !isOfBefore(db))
      .map((list) => [`lists/${list}.csv`, () => listTexts(db, list, view)] as const),
    ...[...projectionTables, ...archivedLocalTables].map(
      (table) => [`tables/${table}.csv`, () => tableTexts(db, table)] as const,
    ),
    ['journal.jsonl', () => eventTexts(db)],
    ['ledger.journal', () => ledgerTexts(db)],
    ...attached.map(({ sha256 }) => [`attachments/${sha256}`, () => attachmentTexts(db, sha256)] as const),
  ];
}

function* write(zip: Zip, name: string, texts: Texts, atMs: number): Generator<StepProgress, ArchivedFile> {
  const part = new ZipDeflate(name, { level: LEVEL });
  part.mtime = atMs;
  zip.add(part);
  const hash = createHash('sha256');
  const told = { name, rows: 0, bytes: 0 };
  for (const { text, rows } of texts) {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    hash.update(bytes);
    told.rows += rows;
    told.bytes += bytes.length;
    if (bytes.length > 0) part.push(bytes, false);
    yield { phase: name, done: told.rows, total: null };
  }
  part.push(new Uint8Array(), true);
  return { ...told, sha256: hash.digest('hex') };
}

function* whole(text: string): Texts {
  yield { text, rows: 0 };
}

function* listTexts(db: Db, list: (typeof listNames)[number], { today, atMs }: ArchiveInput): Texts {
  const { columns, blocks } = sheets[list].open(db, {}, { today, now: atMs });
  yield { text: `${columns.map(({ header }) => header).join(',')}\r\n`, rows: 0 };
  for (const block of blocks) yield { text: block.map((row) => csvLine(columns, row)).join(''), rows: block.length };
}

/** As the table stands: 16 bytes are an id, other bytes are hex, amounts are in minor units. */
function* tableTexts(db: Db, table: string): Texts {
  const names = all<{ name: string }>(db, `SELECT name FROM pragma_table_info('${table}') ORDER BY cid`);
  yield { text: `${names.map(({ name }) => name).join(',')}\r\n`, rows: 0 };
  let text = '';
  let rows = 0;
  // In the order in which it stands; what is looked up in the present book is a view there, and takes no such word.
  const from = isOfBefore(db) ? `${table} ${onlyThen(db, table)}` : `${table} NOT INDEXED`;
  for (const row of db.prepare(`SELECT * FROM ${from}`).raw().safeIntegers().iterate()) {
    const cells = row as unknown[]; // from outside: SQLite's rows
    text += `${cells.map(csvCell).join(',')}\r\n`;
    if (++rows % ROWS_A_STEP !== 0) continue;
    yield { text, rows: ROWS_A_STEP };
    text = '';
  }
  yield { text, rows: rows % ROWS_A_STEP };
}

/** One event a line, with its postings: all that the book is made of. */
function* eventTexts(db: Db): Texts {
  for (let done = 0; ; ) {
    const events = readEvents(db, done, ROWS_A_STEP);
    const last = events.at(-1);
    if (!last) return;
    const lines = events.map(({ subjectBytes, idBytes, payloadText, transfers, hash, ...event }) => {
      const { seq, kind, occurredAt, bookedOn, operator } = event;
      const ids = { id: idFromBytes(idBytes), subject: idFromBytes(subjectBytes) };
      const told = { seq, kind, ...ids, occurredAt, bookedOn, operator, payload: JSON.parse(payloadText) };
      return `${JSON.stringify({ ...told, postings: transfers, hash: hash.toString('hex') })}\n`;
    });
    yield { text: lines.join(''), rows: lines.length };
    done = last.seq;
  }
}

function* ledgerTexts(db: Db): Texts {
  for (const { text, entries } of ledgerText(db, 'hledger')) yield { text, rows: entries };
}

function* attachmentTexts(db: Db, sha256: string): Texts {
  const found = one<{ bytes: Buffer }>(db, 'SELECT bytes FROM attachment WHERE sha256 = ?', sha256);
  if (found) yield { text: found.bytes, rows: 0 };
}
