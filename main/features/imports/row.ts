/** One row of a file, read field by field: each cell as what it should be, or a refusal that says where and why. */
import { isCurrency } from '../../kernel/currency';
import { Failure, type FailureCode, type FailureParams } from '../../kernel/failure';
import type { DayOrder, ImportField } from '../../kernel/import-field';
import type { Day } from '../../kernel/time';
import { readMoment, readNumber, readWhen } from '../../kernel/written-number';
import type { Choices, Refusal } from './contract';
import type { CsvRow } from './parse';

export interface RowReader {
  line: number;
  /** Empty where the file has no such column. */
  text(field: ImportField): string;
  /** Refuses an empty cell. */
  needed(field: ImportField, longest: number): string;
  /** Refuses what is longer. */
  short(field: ImportField, longest: number): string;
  /** Text that fits the pattern; empty stays empty. */
  fitting(field: ImportField, pattern: RegExp): string;
  /** Plain decimal text; empty stays empty. */
  decimal(field: ImportField): string;
  currency(): string;
  /** null: empty, or refused. A time of its own is UTC milliseconds. */
  when(field: ImportField): { day: Day; at: number | null } | null;
  /** As `when`, also with a time of day in the book's own zone: milliseconds since midnight, null where none is said. */
  moment(field: ImportField): { day: Day; at: number | null; ofDayMs: number | null } | null;
  refuse(field: ImportField | null, code: FailureCode, params?: FailureParams): void;
  /** Runs it, and refuses the field with the Failure that it throws. */
  attempt<Value>(field: ImportField, read: () => Value): Value | null;
  refusals: Refusal[];
}

/** What all rows have in common. */
export interface Reading {
  headers: readonly string[];
  choices: Choices;
  dayOf(atMs: number): Day;
}

/** Long texts are cut in a refusal: it names the cell, it does not copy it. */
const TOLD = 60;

type Places = Pick<RowReader, 'line' | 'text' | 'refuse' | 'refusals'>;

function places({ line, cells }: CsvRow, { headers, choices }: Reading): Places {
  const refusals: Refusal[] = [];
  const columnOf = (field: ImportField) => choices.columns[field];
  return {
    ...{ line, refusals },
    text: (field) => cells[columnOf(field) ?? -1]?.trim() ?? '',
    refuse(field, code, params = {}) {
      const column = field === null ? undefined : columnOf(field);
      const header = column === undefined ? '' : (headers[column] ?? '');
      const at = { line, column: column === undefined ? 0 : column + 1, header };
      refusals.push({ ...at, problem: { code, params: { ...params } } });
    },
  };
}

export function rowReader(row: CsvRow, reading: Reading): RowReader {
  const at = places(row, reading);
  const { text, refuse } = at;
  const { choices, dayOf, headers } = reading;
  const unread = (field: ImportField, code: FailureCode = 'import-cell-unread') =>
    refuse(field, code, { text: text(field).slice(0, TOLD) });
  if (row.broken) refuse(null, 'import-quotes');
  else if (row.cells.length !== headers.length)
    refuse(null, 'import-row-cells', { found: row.cells.length, expected: headers.length });
  const short: RowReader['short'] = (field, longest) => {
    const found = text(field);
    if (found.length > longest) refuse(field, 'import-text-long', { limit: longest });
    return found;
  };
  function dated<Read extends { day: Day | null; at: number | null }>(
    field: ImportField,
    readAs: (found: string, order: DayOrder) => Read | null,
  ): (Read & { day: Day }) | null {
    const read = readAs(text(field), choices.dayOrder ?? 'ymd');
    const day = read?.day ?? (read?.at == null ? null : dayOf(read.at));
    if (read && day) return { ...read, day };
    unread(field, 'import-day-unread');
    return null;
  }
  return {
    ...at,
    short,
    needed(field, longest) {
      if (text(field) === '') refuse(field, 'import-cell-empty');
      return short(field, longest);
    },
    fitting(field, pattern) {
      const found = text(field);
      if (found !== '' && !pattern.test(found)) unread(field);
      return found;
    },
    decimal(field) {
      const found = field === 'taxRate' ? text(field).replace(/\s*%$/, '') : text(field);
      const read = found === '' ? '' : readNumber(found, choices.decimal ?? '.');
      if (read === null) unread(field, 'import-number-unread');
      return read ?? '';
    },
    currency() {
      const found = choices.columns.currency === undefined ? (choices.currency ?? '') : text('currency').toUpperCase();
      if (!isCurrency(found)) refuse('currency', 'import-cell-unread', { text: found.slice(0, TOLD) });
      return found;
    },
    when: (field) => (text(field) === '' ? null : dated(field, readWhen)),
    moment: (field) => dated(field, readMoment),
    attempt(field, read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        refuse(field, error.code, error.params);
        return null;
      }
    },
  };
}
