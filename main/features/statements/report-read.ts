/** A gateway's own report, told by its columns and read row by row: what its adapter says of each, exact, or a refusal with its place. */

import { gatewayKinds } from '../../gateways/registry';
import type { ReportCells, ReportFormat, ReportRow } from '../../gateways/report';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { MOST_REPORT_ROWS } from '../../kernel/gateway-report';
import { type DayOrder, type DecimalSign, type Delimiter, delimiters } from '../../kernel/import-field';
import { type Minor, minor } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { type Told, tellDecimalSign } from '../../kernel/written-number';
import { bareNumber, readBankDay, readBankSum, tellBankDays } from './formats/csv-cells';
import { firstRows } from './formats/csv-guess';
import { type CsvRow, csvRows, UnreadableRow } from './formats/csv-rows';
import { type Reading, statedAmount, told } from './formats/read';
import type { CsvText } from './formats/text';

export interface FoundFormat {
  provider: string;
  format: ReportFormat;
  delimiter: Delimiter;
  headers: string[];
}

/** Compared without case, accents, spaces and signs. */
const folded = (header: string) =>
  header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** null: the first line is of none of the gateways' reports. */
export function reportIn(text: CsvText): FoundFormat | null {
  for (const delimiter of delimiters) {
    const [head] = firstRows(text, delimiter, 1);
    if (!head || head.cells.length < 3) continue;
    const headers = head.cells.map(folded);
    const known = new Set(headers);
    for (const { provider, reports = [] } of gatewayKinds) {
      const format = reports.find(
        ({ first, needed }) =>
          (first === undefined || first === headers[0]) &&
          needed.every((names) => names.some((name) => known.has(name))),
      );
      if (format) return { provider, format, delimiter, headers };
    }
  }
  return null;
}

/** How its rows write numbers and days, by those that tell it. */
export interface Writing {
  decimal: Told<DecimalSign>;
  dayOrder: Told<DayOrder>;
}

const LOOKED_AT = 5_000;

export function writingOf(text: CsvText, { format, delimiter, headers }: FoundFormat): Writing {
  const rows = firstRows(text, delimiter, LOOKED_AT).slice(1);
  const cellsOf = function* (names: readonly string[]) {
    for (const name of names) {
      const column = headers.indexOf(name);
      if (column >= 0) for (const { cells } of rows) yield cells[column] ?? '';
    }
  };
  return {
    decimal: tellDecimalSign([...cellsOf(format.numbers)].map(bareNumber)),
    dayOrder: tellBankDays(cellsOf(format.days)),
  };
}

/** A row with its place, its day, and its time (UTC milliseconds) where the report has an exact one. */
export interface ReadReportRow extends ReportRow {
  at: number;
  day: Day;
  atMs: number | null;
}

export interface ReadingAs {
  decimal: DecimalSign;
  dayOrder: DayOrder;
}

class Cells implements ReportCells {
  row: CsvRow = { line: 0, cells: [] };
  /** The column that was asked for last, counted from 1. */
  column = 0;
  readonly #columns = new Map<string, number>();
  readonly #decimal: DecimalSign;

  constructor(headers: readonly string[], decimal: DecimalSign) {
    // The first of two of the same name.
    for (const [n, header] of headers.entries()) if (!this.#columns.has(header)) this.#columns.set(header, n);
    this.#decimal = decimal;
  }

  text(...names: string[]): string {
    const column = names.map((name) => this.#columns.get(name)).find((n) => n !== undefined);
    this.column = column === undefined ? 0 : column + 1;
    return column === undefined ? '' : (this.row.cells[column]?.trim() ?? '');
  }

  sum(currency: string, ...names: string[]): Minor {
    const text = this.text(...names);
    if (text === '') return minor(0);
    const sum = readBankSum(text, this.#decimal, /^\(.*\)$/.test(text) ? 'brackets' : 'sign');
    if (!sum) throw new Failure('statement-amount-unread', { text: told(text) });
    // Some write more decimals than the currency has.
    const digits = sum.digits.includes('.') ? sum.digits.replace(/\.?0+$/, '') : sum.digits;
    const found = statedAmount(digits, currency);
    return sum.isOut && found !== 0 ? minor(-found) : found;
  }

  currency(...names: string[]): string {
    const text = this.text(...names);
    if (text === '') throw new Failure('import-cell-empty');
    const code = text.toUpperCase();
    if (!isCurrency(code)) throw new Failure('statement-currency-unread', { text: told(text) });
    return code;
  }
}

const exactTime = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)/;

/** Reads the rows one by one; refusals go into `reading`. Throws Failure import-rows-many. */
export function* reportRows(
  text: CsvText,
  { format, delimiter, headers }: FoundFormat,
  as: ReadingAs,
  reading: Reading,
): Generator<ReadReportRow | null> {
  const cells = new Cells(headers, as.decimal);
  let count = 0;
  try {
    for (const row of csvRows(text, delimiter)) {
      if (count++ === 0) continue;
      if (count > MOST_REPORT_ROWS + 1) throw new Failure('import-rows-many', { limit: MOST_REPORT_ROWS });
      if (row.cells.length < headers.length) {
        reading.refuse(row.line, 0, 'import-row-cells', { found: row.cells.length, expected: headers.length });
        continue;
      }
      cells.row = row;
      cells.column = 0;
      yield readRow(cells, format, as, reading);
    }
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    reading.refuse(error.line, error.column, error.failure.code, error.failure.params);
  }
}

/** null: it moves no money, or was refused. */
function readRow(cells: Cells, format: ReportFormat, as: ReadingAs, reading: Reading): ReadReportRow | null {
  const { line } = cells.row;
  try {
    const read = format.read(cells);
    if (!read) return null;
    if (read.externalId === '' || read.externalId.length > 255) throw new Failure('report-row-unnamed');
    const day = readBankDay(read.when, as.dayOrder);
    if (!day) throw new Failure('statement-day-unread', { text: told(read.when) });
    const [, date, time] = (format.isUtc && exactTime.exec(read.when)) || [];
    const atMs = date && time ? Date.parse(`${date}T${time}Z`) : Number.NaN;
    return { ...read, at: line, day, atMs: Number.isNaN(atMs) ? null : atMs };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isOfCell = cellProblems.has(error.code);
    reading.refuse(line, isOfCell ? cells.column : 0, error.code, error.params);
    return null;
  }
}

const cellProblems: ReadonlySet<string> = new Set([
  ...['statement-amount-unread', 'too-many-decimals', 'amount-too-large', 'import-cell-empty'],
  'statement-currency-unread',
]);
