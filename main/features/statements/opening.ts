/** Opens a file as statements: its format, its profile where it is a CSV file, and the bank account that each statement belongs to. */
import { all, type Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { ReportKind } from '../../kernel/gateway-report';
import type { Id } from '../../kernel/id';
import type { Delimiter } from '../../kernel/import-field';
import type { StatementFormat, TextEncoding } from '../../kernel/statement';
import { sha256Of } from '../file-bytes';
import { type BankAccountRow, bankAccountOf, normalizedNumber } from './account-events';
import type { BankProfile } from './contract';
import { csvLines, headersOf } from './formats/csv';
import { guessProfile, isProfileAsked, type ProfileAsks, settled } from './formats/csv-guess';
import { FORMAT_SIGNS, formatOf, type NamedFile, readWhole, refuseUnreadable } from './formats/file';
import { Reading, type ReadLine } from './formats/read';
import { type FileText, openText } from './formats/text';
import type { StatementHead } from './line';
import { profileNamed, savedProfiles } from './profiles';
import { reportIn } from './report-read';

/** One file as it was sent, or as it lies in a zip. */
export interface FileOrder extends NamedFile {
  upload: Id;
  bank?: string | undefined;
  profile?: BankProfile | undefined;
  profileName?: string | undefined;
  delimiter?: Delimiter | undefined;
}

export interface CsvFound {
  profile: BankProfile;
  saved: string | null;
  headers: string[];
  samples: string[][];
  asks: ProfileAsks;
  isAsked: boolean;
}

export interface OpenedStatement {
  bank: BankAccountRow | null;
  /** null for a CSV file: its rows say it as they are read. */
  head: StatementHead | null;
  lines: Iterable<ReadLine & { balance?: number | null }>;
}

export interface OpenedFile {
  upload: Id;
  name: string;
  sha256: string;
  format: StatementFormat | null;
  encoding: TextEncoding | null;
  csv: CsvFound | null;
  /** It is a gateway's own report, and no statement. */
  report: ReportKind | null;
  statements: OpenedStatement[];
  /** Refusals and notices; those of a CSV file come while its lines are read. */
  reading: Reading;
}

const SAMPLES = 6;
const LONGEST_SAMPLE = 120;

/** Never throws for what a file holds: it says so among the refusals. Throws Failure bank-account-unknown, import-mapping-unknown. */
export function openFile(db: Db, order: FileOrder): OpenedFile {
  const opened: OpenedFile = {
    ...{ upload: order.upload, name: order.name, sha256: sha256Of(order.bytes) },
    ...{ format: null, encoding: null, csv: null, report: null, statements: [], reading: new Reading() },
  };
  const chosen = order.bank === undefined ? null : bankAccountOf(db, order.bank);
  try {
    const text = openText(order.bytes, order.profile?.encoding);
    opened.encoding = text.encoding;
    opened.format = order.profile ? 'csv' : formatOf(text.start(FORMAT_SIGNS));
    if (opened.format === null) throw new Failure('statement-format-unknown');
    // Said how it is read as a statement, it is one.
    const isSaid = order.profile !== undefined || order.profileName !== undefined;
    if (opened.format === 'csv' && !isSaid) opened.report = reportIn(text)?.format.name ?? null;
    if (opened.report !== null) return opened;
    if (opened.format === 'csv') openCsv(db, order, opened, text, chosen);
    else {
      const read = readWhole(opened.format, text.whole());
      opened.reading.take(read);
      for (const { head, lines } of read.statements)
        opened.statements.push({ bank: chosen ?? bankOf(db, head), head, lines });
    }
  } catch (error) {
    if (error instanceof Failure && unknowns.has(error.code)) throw error;
    refuseUnreadable(opened.reading, error);
  }
  return opened;
}

const unknowns = new Set(['bank-account-unknown', 'import-mapping-unknown']);

function openCsv(db: Db, order: FileOrder, opened: OpenedFile, text: FileText, chosen: BankAccountRow | null): void {
  const bank = chosen ?? onlyBank(db);
  const said = saidProfile(db, order, bank);
  const encoding = opened.encoding ?? 'utf-8';
  const guess = said ? null : guessProfile(text, encoding, order.delimiter);
  const headers = guess?.headers ?? (said ? headersOf(text, said.profile) : []);
  const found = guess && bank ? savedProfiles(db, bank.key).find((one) => sameHeaders(one.headers, headers)) : null;
  const used = said ?? (found ? { profile: found.profile, name: found.name } : null);
  const open = used?.profile ?? guess?.profile;
  if (!open) throw new Failure('statement-format-unknown');
  const { profile, asks, rows } = settled(
    text,
    { ...open, encoding },
    used !== null || (guess?.delimiter.isSure ?? true),
  );
  const samples = rows.slice(0, SAMPLES).map(({ cells }) => cells.map((cell) => cell.trim().slice(0, LONGEST_SAMPLE)));
  const isAsked = isProfileAsked(asks);
  opened.csv = { profile, saved: used?.name ?? null, headers, samples, asks, isAsked };
  if (isAsked || !bank) {
    opened.statements.push({ bank, head: null, lines: [] });
    return;
  }
  const { currency } = bank;
  const reading = opened.reading;
  const lines = { [Symbol.iterator]: () => csvLines(text, profile, currency, reading) };
  opened.statements.push({ bank, head: null, lines });
}

/** Throws Failure import-mapping-unknown. */
function saidProfile(
  db: Db,
  { profile, profileName }: FileOrder,
  bank: BankAccountRow | null,
): { profile: BankProfile; name: string | null } | null {
  if (profile) return { profile, name: profileName ?? null };
  if (profileName === undefined) return null;
  const saved = bank ? profileNamed(db, bank.key, profileName) : null;
  if (!saved) throw new Failure('import-mapping-unknown', { name: profileName });
  return { profile: saved.profile, name: saved.name };
}

const sameHeaders = (a: readonly string[], b: readonly string[]) =>
  a.length > 0 && JSON.stringify(a) === JSON.stringify(b);

/** Open ones only. */
function banks(db: Db): BankAccountRow[] {
  const rows = all<{ key: string }>(db, 'SELECT key FROM bank_account WHERE closed_at IS NULL ORDER BY id');
  return rows.map(({ key }) => bankAccountOf(db, key));
}

/** A CSV file does not say whose it is: where there is only one account it is that one's, until a person says otherwise. */
function onlyBank(db: Db): BankAccountRow | null {
  const [bank, another] = banks(db);
  return bank && !another ? bank : null;
}

/** The one account that has this number and currency. */
function bankOf(db: Db, { account, currency }: StatementHead): BankAccountRow | null {
  const fitting = banks(db).filter((bank) => bank.currency === currency && isNumberOf(bank, account) === true);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** So many signs at least say which account is meant. */
const SHORTEST_NUMBER = 6;

/** null: one of them has no number, and nothing is known. A file may have a part of it only. */
export function isNumberOf(bank: BankAccountRow, account: string): boolean | null {
  const [ours, theirs] = [bank.number ?? '', normalizedNumber(account)];
  if (ours === '' || theirs === '') return null;
  const [short, long] = ours.length < theirs.length ? [ours, theirs] : [theirs, ours];
  return short === long || (short.length >= SHORTEST_NUMBER && long.includes(short));
}
