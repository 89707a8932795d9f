/** Stores statements that were looked at: one act, a change set, everything or nothing. */
import { putBankTexts } from '../../db/bank-text';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { addMinor } from '../../kernel/money';
import type { StatementFormat } from '../../kernel/statement';
import type { ChangesMade } from '../changes/events';
import { bankAccountOf } from './account-events';
import { LINES_AT_ONCE, type PackedLine, type StatementImported, type StatementLines } from './events';
import type { LineKey, LineKeys, StatementHead, StatementLine } from './line';

/** One statement as it will be stored: its lines are read while they are stored, so that a large file is never held twice. */
export interface StatementToStore extends Omit<StatementHead, 'account'> {
  bank: Id;
  format: StatementFormat;
  file: { name: string; sha256: string };
  /** Shared by the statements of one file and bank account, in their order. */
  keys: LineKeys;
  lines: Iterable<StatementLine>;
  /** What the look found: what comes to anything else is not stored. `total`: minor units of what is new. */
  found: { lines: number; already: number; total: number };
  /** false: there already; its lines only say which of equal ones those of the file's other statements are. */
  isStored: boolean;
  outBecause?: string;
}

interface Use {
  newId(): Id;
  nowMs: number;
}

export interface ImportToStore {
  /** What the list of changes calls it. */
  about: string;
  statements: readonly StatementToStore[];
  refused: number;
}

/** Throws Failure changed-since-preview where a statement has other lines than it was looked at with. */
export function* storing(
  facts: Facts,
  { about, statements: all, refused }: ImportToStore,
  use: Use,
): Generator<EventDraft> {
  const statements = all.filter(({ isStored }) => isStored);
  const [first] = statements;
  if (!first) throw new Error('an import of nothing');
  const there = statements.reduce((sum, { found }) => sum + found.already, 0);
  const payload: ChangesMade = {
    ...{ deed: 'import-statements', kind: 'statement.imported', items: statements.length, about: about.slice(0, 200) },
    totals: totalsOf(statements),
    file: { name: first.file.name, sha256: first.file.sha256, there, differs: 0, refused },
  };
  yield { kind: 'changes.made', subject: use.newId(), occurredAt: use.nowMs, payload };
  for (const statement of all) {
    if (statement.isStored) yield* storeOne(facts, statement, use);
    else for (const line of statement.lines) statement.keys.next(line);
  }
}

/** Minor units by currency. */
function totalsOf(statements: readonly StatementToStore[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { currency, found } of statements) totals[currency] = addMinor(totals[currency] ?? 0, found.total);
  return totals;
}

function* storeOne({ db }: Facts, statement: StatementToStore, use: Use): Generator<EventDraft> {
  const { found, lines, keys } = statement;
  const subject = use.newId();
  const at = { subject, occurredAt: use.nowMs };
  yield { kind: 'statement.imported', ...at, payload: headerOf(statement) };
  const isThere = thereIn(db, statement.bank);
  let stored = 0;
  let already = 0;
  let waiting: NewLine[] = [];
  const packed = (): EventDraft => {
    const payload: StatementLines = { first: stored - waiting.length + 1, lines: packedLines(db, waiting) };
    waiting = [];
    return { kind: 'statement.lines', ...at, payload };
  };
  for (const line of lines) {
    const key = keys.next(line);
    if (isThere(key)) {
      already++;
      continue;
    }
    stored++;
    waiting.push({ id: use.newId(), line, key });
    if (waiting.length >= LINES_AT_ONCE) yield packed();
  }
  if (waiting.length > 0) yield packed();
  if (stored !== found.lines || already !== found.already) throw new Failure('changed-since-preview');
}

function headerOf(statement: StatementToStore): StatementImported {
  const { bank, format, file, reference, from, to, opening, closing, currency, found, outBecause } = statement;
  return {
    ...{ bank, format, fileName: file.name, fileSha256: file.sha256 },
    ...(reference ? { reference } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(opening === null ? {} : { opening }),
    ...(closing === null ? {} : { closing }),
    ...{ currency, lines: found.lines, already: found.already },
    ...(outBecause ? { outBecause } : {}),
  };
}

/** Whether a line with this key is there; a bank account without lines is not asked. */
export function thereIn(db: Db, bank: Id): (key: LineKey) => boolean {
  if (!hasLines(db, bank)) return () => false;
  const { row } = bankAccountOf(db, bank);
  const text = 'SELECT 1 FROM bank_line WHERE bank_account = ? AND key = ?';
  return (key) => one(db, text, row, Buffer.from(key, 'latin1')) !== undefined;
}

interface NewLine {
  id: Id;
  line: StatementLine;
  key: LineKey;
}

/** Their texts are written with it. */
function packedLines(db: Db, lines: readonly NewLine[]): PackedLine[] {
  const hashes = putBankTexts(db, lines);
  return lines.map(({ id, line, key }, n) => {
    const { day, valueDay, amount, reference, bankReference } = line;
    const told = Buffer.from(key, 'latin1').toString('base64url');
    return [id, day, valueDay ?? '', amount, reference, bankReference, told, hashes[n] ?? ''];
  });
}

export function hasLines(db: Db, bank: Id): boolean {
  const { row } = bankAccountOf(db, bank);
  return one(db, 'SELECT 1 FROM bank_line WHERE bank_account = ? LIMIT 1', row) !== undefined;
}

/** Whether this very statement of this file is there, and was not taken back. */
export function isStored(db: Db, bank: Id, sha256: string, { reference, from, to }: StatementHead): boolean {
  const text = `SELECT 1 FROM statement s JOIN bank_account b ON b.id = s.bank_account WHERE s.file_sha256 = ? AND b.uuid = ?
    AND s.reference IS ? AND s.from_day IS ? AND s.to_day IS ? AND s.reversed IS NULL`;
  return one(db, text, sha256, idToBytes(bank), reference, from, to) !== undefined;
}
