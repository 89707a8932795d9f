/** What a list is when it leaves the book: typed columns, how many rows a filter has, and those rows in one order. */
import type { z } from 'zod';
import type { Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { Column } from '../../kernel/table';
import type { Day } from '../../kernel/time';

/**
 * `id`, `text`: text · `day`: `YYYY-MM-DD` · `time`: UTC milliseconds · `money`: decimal text in the row's currency ·
 * `currency`: its code · `count`: a whole number.
 */
export type CellKind = 'id' | 'text' | 'day' | 'time' | 'money' | 'currency' | 'count';

export interface SheetColumn {
  header: string;
  kind: CellKind;
  /** Pixels on the screen. */
  width: number;
  /** It is added up: in this currency, or in that of the column at this place. */
  sums?: string | number;
  /** Not compared when an export is run again: it grows by itself as time goes by, or never changes. */
  passing?: true;
}

/** Null is an empty cell. The first of a row is its id. */
export type SheetCell = string | number | null;

export interface OpenSheet {
  columns: readonly SheetColumn[];
  /** Exactly as many rows as `blocks` gives. */
  count: number;
  /** Read once, in order; some hundred rows each. */
  blocks: Iterable<readonly SheetCell[][]>;
}

/** What the rows depend on beside the filter. */
export interface SheetView {
  /** In the book's time zone. */
  today: Day;
  /** UTC milliseconds. */
  now: number;
  /** As the screen sorts it; a list that has no such order ignores it. */
  sort?: { column: string; direction: 'asc' | 'desc' } | undefined;
}

/** A list with its filter bound to it. */
export interface Sheet {
  /** Throws Failure input-invalid for what is no filter of this list. */
  check(filter: unknown): object;
  /** Reads what it needs while its blocks are read. Throws Failure input-invalid, and what the filter refuses. */
  open(db: Db, filter: unknown, view: SheetView): OpenSheet;
}

export function sheetOf<Filter extends object>(
  schema: z.ZodType<Filter>,
  open: (db: Db, filter: Filter, view: SheetView) => OpenSheet,
): Sheet {
  const check = (filter: unknown): Filter => {
    const read = schema.safeParse(filter);
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new Failure('input-invalid', { detail: `filter ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  };
  return { check, open: (db, filter, view) => open(db, check(filter), view) };
}

/** How the cells of a table's column stand in a file: one, or two where the second tells the currency or the id of the first. */
export interface Written<Row> {
  kind: CellKind;
  cell(row: Row): SheetCell;
  beside?: { header: string; kind: CellKind; cell(row: Row): SheetCell };
  /** Its amounts are added up, in the currency that stands beside it. */
  sums?: true;
}

/** The columns of a table with the cells of a row, its id first. A column of the table without a `Written` does not compile. */
export function writtenAs<Id extends string, Row extends { id: string }>(
  columns: readonly Column<Id>[],
  written: Readonly<Record<Id, Written<Row>>>,
): { columns: SheetColumn[]; cells(row: Row): SheetCell[] } {
  const made: SheetColumn[] = [{ header: 'id', kind: 'id', width: 240 }];
  const readers: ((row: Row) => SheetCell)[] = [(row) => row.id];
  for (const { id, csv, width } of columns) {
    const { kind, cell, beside, sums } = written[id];
    made.push({ header: csv, kind, width, ...(sums ? { sums: made.length + 1 } : {}) });
    readers.push(cell);
    if (!beside) continue;
    made.push({ header: beside.header, kind: beside.kind, width: beside.kind === 'id' ? 240 : 80 });
    readers.push(beside.cell);
  }
  return { columns: made, cells: (row) => readers.map((read) => read(row)) };
}

/** The columns of a list that is no table of the screen, each with its cell of a row; the id first. */
export function toldAs<Row>(told: readonly (SheetColumn & { cell(row: Row): SheetCell })[]): {
  columns: SheetColumn[];
  cells(row: Row): SheetCell[];
} {
  return {
    columns: told.map(({ cell, ...column }) => column),
    cells: (row) => told.map(({ cell }) => cell(row)),
  };
}

/** Rows by their keys, some hundred at a time, behind the last one: nothing is read twice, and nothing is left out. */
export function* blocksByKey<Row>(
  keysBehind: (last: number) => number[],
  rowsOf: (keys: readonly number[]) => Row[],
  cells: (row: Row) => SheetCell[],
): Generator<SheetCell[][]> {
  for (let last = 0; ; ) {
    const keys = keysBehind(last);
    const end = keys.at(-1);
    if (end === undefined) return;
    yield rowsOf(keys).map(cells);
    last = end;
  }
}

/** Rows in an order of their own, some hundred at a time, behind the last row that was read; null: from the first one. */
export function* blocksBehind<Row>(
  rowsBehind: (last: Row | null) => Row[],
  cells: (row: Row) => SheetCell[],
): Generator<SheetCell[][]> {
  for (let last: Row | null = null; ; ) {
    const rows: Row[] = rowsBehind(last);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows.map(cells);
    last = end;
  }
}

/** Of what was found before; how it is told is read some hundred at a time. */
export function* blocksOf<Found>(
  found: readonly Found[],
  cells: (each: Found) => SheetCell[],
): Generator<SheetCell[][]> {
  for (let at = 0; at < found.length; at += ROWS_A_BLOCK) yield found.slice(at, at + ROWS_A_BLOCK).map(cells);
}

/** Bounds how long a cancel waits. */
export const ROWS_A_BLOCK = 500;
