/** Which code of somebody's chart of accounts a ledger account goes under: a setting of the book, written from a CSV file. */
import Papa from 'papaparse';
import { readSetting, writeSetting } from '../../db/setting';
import { all, type Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { accountKind, ledgerLine } from '../../ledger/chart';
import { type DatevClient, type GlMapping, glMappingSchema, type MappedAccount, MOST_MAPPED } from './contract';

const KEY = 'gl-accounts';

export function glMappingOf(db: Db): GlMapping {
  const kept = readSetting(db, KEY);
  return kept === null ? { accounts: [], datev: null } : glMappingSchema.parse(JSON.parse(kept));
}

/** What is left out stays as it is. Throws Failure gl-refused for text that is no mapping; nothing is kept of it then. */
export function setGlMapping(db: Db, { accounts, datev }: { accounts?: string; datev?: DatevClient }): void {
  const kept = glMappingOf(db);
  const mapping: GlMapping = {
    accounts: accounts === undefined ? kept.accounts : readMapping(accounts),
    datev: datev ?? kept.datev,
  };
  writeSetting(db, KEY, JSON.stringify(mapping));
}

/** Accounts of the book that no row names. */
export function unmappedOf(db: Db, { accounts }: Pick<GlMapping, 'accounts'>): string[] {
  const codeOf = accountFinder(accounts);
  const known = all<{ name: string }>(db, 'SELECT name FROM account ORDER BY name');
  return [...new Set(known.filter(({ name }) => codeOf(name) === null).map(({ name }) => patternOf(name)))].sort();
}

/** As a row would name it: those of all customers by one `*`. */
export function patternOf(name: string): string {
  const line = ledgerLine(name);
  if (line === name) return name;
  return line === 'receivable' ? 'receivable:*' : line.replace('credit:', 'credit:*:');
}

/** The row that says the most of a name wins: the name itself, else the longest with a `*` in it. */
export function accountFinder(accounts: readonly MappedAccount[]): (name: string) => MappedAccount | null {
  const exact = new Map(accounts.map((row) => [row.account, row]));
  const stars = accounts
    .filter(({ account }) => account.includes('*'))
    .sort((a, b) => b.account.length - a.account.length);
  return (name) => exact.get(name) ?? stars.find(({ account }) => fits(account, name)) ?? null;
}

function fits(pattern: string, name: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

const columns = ['account', 'code', 'name', 'tax rate'] as const;

function readMapping(text: string): MappedAccount[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [head = [], ...rows] = data;
  const places = columns.map((column) => head.findIndex((cell) => cell.trim().toLowerCase() === column));
  if (places.slice(0, 2).some((place) => place < 0))
    throw refused('the first line must name the columns account and code, and may name “name” and “tax rate”');
  if (rows.length > MOST_MAPPED) throw refused(`there are more than ${MOST_MAPPED} rows`);
  const seen = new Set<string>();
  return rows.map((cells, n) => {
    const [account = '', code = '', name = '', taxRate = ''] = places.map((place) => (cells[place] ?? '').trim());
    const fail = (detail: string) => refused(`row ${n + 1}, account “${account.slice(0, 60)}”: ${detail}`);
    if (!isOfChart(account)) throw fail('it is no account of the ledger');
    if (seen.has(account)) throw fail('it stands there twice');
    seen.add(account);
    const row = glMappingSchema.shape.accounts.element.safeParse({ account, code, name, taxRate });
    if (!row.success) throw fail(`its ${row.error.issues[0]?.path.join('.') ?? 'row'} is not understood`);
    return row.data;
  });
}

function isOfChart(account: string): boolean {
  if (account.split('*').length > 2) return false;
  try {
    accountKind(account);
    return true;
  } catch {
    return false;
  }
}

const refused = (detail: string) => new Failure('gl-refused', { detail });
