/** Proposes how a bank's CSV file is read, from the file itself. A person confirms it; what cannot be told is left open and asked. */
import { isCurrency } from '../../../kernel/currency';
import { type Delimiter, delimiters } from '../../../kernel/import-field';
import type { BankField, TextEncoding } from '../../../kernel/statement';
import { type Told, tellDecimalSign } from '../../../kernel/written-number';
import type { BankProfile } from '../contract';
import { bareNumber, readBankDay, tellBankDays, tellMinusWay } from './csv-cells';
import { columnsByName } from './csv-names';
import { type CsvRow, csvRows } from './csv-rows';
import { Unreadable } from './markup';
import { type CsvText, piecesOf } from './text';

const LOOKED_AT = 300;
/** A bank's preamble is no longer. */
const LONGEST_PREAMBLE = 60;

/** The first rows; what cannot be split any further is told when the file is read. */
export function firstRows(text: CsvText, delimiter: Delimiter, most = LOOKED_AT): CsvRow[] {
  const rows: CsvRow[] = [];
  try {
    for (const row of csvRows(text, delimiter)) if (rows.push(row) >= most) break;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return rows;
}

/** The sign that splits most of the first rows into the same number of columns, and that into the most. `unsure`: two do it as well. */
function guessBankDelimiter(text: CsvText): { delimiter: Delimiter; isSure: boolean } {
  const [start = ''] = piecesOf(text);
  const stated = /^sep=(.)\n/.exec(start)?.[1];
  const said = delimiters.find((delimiter) => delimiter === stated);
  if (said) return { delimiter: said, isSure: true };
  const scores = delimiters.map((delimiter) => ({ delimiter, score: evenness(firstRows(text, delimiter, 60)) }));
  scores.sort((a, b) => b.score - a.score);
  const [best, next] = scores;
  if (!best || best.score === 0) return { delimiter: ',', isSure: true };
  return { delimiter: best.delimiter, isSure: !next || next.score < best.score };
}

function evenness(rows: readonly CsvRow[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  let best = 0;
  // A text is full of commas; columns stand in every row.
  for (const [width, count] of widths)
    if (width > 1) best = Math.max(best, (count / rows.length) ** 2 * (1 + width / 10));
  return best;
}

const isNumber = (text: string) => /^\d[\d.,\s\u00a0'’]*$|^[.,]\d+$/.test(bareNumber(text));
const isDay = (text: string) => readBankDay(text, 'dmy') !== null || readBankDay(text, 'mdy') !== null;

/** Where the movements begin, and whether a header stands above them. */
function bodyOf(rows: readonly CsvRow[]): { first: number; header: CsvRow | null; skip: number } {
  const first = rows
    .slice(0, LONGEST_PREAMBLE)
    .findIndex(({ cells }) => cells.some(isDay) && cells.some((cell) => isNumber(cell) && !isDay(cell)));
  const isHeader = ({ cells }: CsvRow) => {
    const { day, amount, debit, credit } = columnsByName(cells);
    return day !== undefined && (amount !== undefined || debit !== undefined || credit !== undefined);
  };
  const named = rows.slice(0, LONGEST_PREAMBLE).findIndex(isHeader);
  if (named >= 0 && (first < 0 || named < first)) return { first: named + 1, header: rows[named] ?? null, skip: named };
  if (first < 0) return { first: rows.length, header: null, skip: 0 };
  const above = rows[first - 1];
  const width = rows[first]?.cells.length ?? 0;
  // As wide as the movements, without a sum in it: the names of their columns.
  const isAbove = above && above.cells.length === width && above.cells.filter((cell) => cell.trim() !== '').length > 1;
  if (isAbove && !above.cells.some((cell) => isNumber(cell) || isDay(cell)))
    return { first, header: above, skip: first - 1 };
  return { first, header: null, skip: first };
}

/** By what stands in the columns, for those that no name told. */
function columnsByContent(
  rows: readonly CsvRow[],
  known: Partial<Record<BankField, number[]>>,
): Partial<Record<BankField, number[]>> {
  const columns = { ...known };
  const taken = new Set(Object.values(known).flat());
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const share = (column: number, fits: (text: string) => boolean) => {
    const filled = rows.map(({ cells }) => cells[column]?.trim() ?? '').filter((text) => text !== '');
    return filled.length === 0 ? 0 : filled.filter(fits).length / filled.length;
  };
  const free = (fits: (text: string) => boolean) =>
    Array.from({ length: width }, (_, n) => n).filter((n) => !taken.has(n) && share(n, fits) > 0.9);
  const days = free(isDay);
  const give = (field: BankField, found: number | undefined) => {
    if (columns[field] !== undefined || found === undefined || taken.has(found)) return;
    columns[field] = [found];
    taken.add(found);
  };
  give('day', days[0]);
  give(
    'valueDay',
    days.find((n) => !taken.has(n)),
  );
  give('currency', free(isCurrency)[0]);
  const isSum = (text: string) => isNumber(text) && !isDay(text);
  const sums = free(isSum);
  // Two columns of sums could be debit and credit, or sum and balance: a person says which.
  if (columns.debit === undefined && columns.credit === undefined && sums.length === 1) give('amount', sums[0]);
  const length = (n: number) => rows.reduce((sum, { cells }) => sum + (cells[n]?.length ?? 0), 0);
  const texts = Array.from({ length: width }, (_, n) => n).filter((n) => !taken.has(n) && !sums.includes(n));
  texts.sort((a, b) => length(b) - length(a));
  if ((texts[0] === undefined ? 0 : length(texts[0])) > 0) give('text', texts[0]);
  return columns;
}

export interface Guess {
  profile: BankProfile;
  headers: string[];
  delimiter: { isSure: boolean };
}

export function guessProfile(text: CsvText, encoding: TextEncoding, said?: Delimiter): Guess {
  const found = said ? { delimiter: said, isSure: true } : guessBankDelimiter(text);
  const rows = firstRows(text, found.delimiter);
  const { first, header, skip } = bodyOf(rows);
  const body = rows.slice(first);
  const headers = header?.cells.map((cell) => cell.trim()) ?? [];
  const columns = columnsByContent(body, columnsByName(headers));
  const profile: BankProfile = {
    ...{ encoding, delimiter: found.delimiter, skip, hasHeader: header !== null, columns },
    ...{ decimal: null, dayOrder: null, minus: 'sign', reversed: false, outFlags: [] },
  };
  const sums = cellsOf(body, columns, ['amount', 'debit', 'credit']);
  return {
    profile: { ...profile, minus: tellMinusWay(sums), outFlags: outFlagsIn(cellsOf(body, columns, ['flag'])) },
    ...{ headers, delimiter: found },
  };
}

/** Words for what went out. */
const outWords = ['D', 'DR', 'DEBIT', 'DBIT', 'S', 'SOLL', 'AF', 'CARGO', 'OUT', 'DEBE', '-'];

function outFlagsIn(flags: readonly string[]): string[] {
  const seen = new Set(flags.map((flag) => flag.trim().toUpperCase()));
  return outWords.filter((word) => seen.has(word));
}

export function cellsOf(
  rows: readonly CsvRow[],
  columns: BankProfile['columns'],
  fields: readonly BankField[],
): string[] {
  const wanted = fields.flatMap((field) => columns[field] ?? []);
  return rows.flatMap(({ cells }) => wanted.map((column) => cells[column]?.trim() ?? '').filter((text) => text !== ''));
}

export interface ProfileAsks {
  fields: ('day' | 'amount')[];
  decimal: boolean;
  dayOrder: boolean;
  delimiter: boolean;
  outFlags: boolean;
}

/** What the rows say of the decimal sign and the order of a day, as far as nobody said it; and what has to be asked. */
export function settled(
  text: CsvText,
  profile: BankProfile,
  isDelimiterSure: boolean,
): { profile: BankProfile; asks: ProfileAsks; rows: CsvRow[] } {
  const rows = firstRows(text, profile.delimiter).slice(profile.skip + (profile.hasHeader ? 1 : 0));
  const { columns } = profile;
  const sums = cellsOf(rows, columns, ['amount', 'debit', 'credit', 'balance']).map(bareNumber);
  const decimal: Told<'.' | ','> = profile.decimal ?? tellDecimalSign(sums);
  const order = profile.dayOrder ?? tellBankDays(cellsOf(rows, columns, ['day', 'valueDay']));
  const hasAmount = columns.amount !== undefined || (columns.debit !== undefined && columns.credit !== undefined);
  return {
    rows,
    profile: {
      ...profile,
      decimal: decimal === 'unsure' ? null : decimal,
      dayOrder: order === 'unsure' ? null : order,
    },
    asks: {
      fields: [...(columns.day === undefined ? (['day'] as const) : []), ...(hasAmount ? [] : (['amount'] as const))],
      decimal: decimal === 'unsure',
      dayOrder: order === 'unsure',
      delimiter: !isDelimiterSure,
      outFlags: columns.flag !== undefined && profile.outFlags.length === 0,
    },
  };
}

export function isProfileAsked({ fields, decimal, dayOrder, delimiter, outFlags }: ProfileAsks): boolean {
  return fields.length > 0 || decimal || dayOrder || delimiter || outFlags;
}
