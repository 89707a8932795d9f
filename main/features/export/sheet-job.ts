/** Any list of the book as CSV or XLSX: exactly the rows of the filter, counted before and after, in one snapshot. */
import { job, query } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import type { Day } from '../../kernel/time';
import { isoTime } from '../../kernel/time';
import { sheets } from '../sheets';
import type { ListName, SheetFormat } from './contract';
import type { PartFile } from './part-file';
import type { OpenSheet, SheetCell, SheetView } from './sheet';
import { csvLine } from './sheet-csv';
import { SheetSums } from './sheet-sums';
import { writeInOneSnapshot } from './writing';
import { headOf, type Written } from './written';
import { Workbook, type WorkbookEnd } from './xlsx';

export interface SheetOrder {
  list: ListName;
  /** Of the list; checked again by it. */
  filter: object;
  sort?: SheetView['sort'];
  /** In the book's time zone. */
  today: Day;
  /** UTC milliseconds. */
  atMs: number;
}

export interface SheetInput extends SheetOrder {
  part: string;
  target: string;
  format: SheetFormat;
  /** Of a CSV: begin with a byte order mark. */
  bom: boolean;
}

/** How many rows the file of a filter will have. Throws Failure input-invalid, and what the filter refuses. */
export const countSheet = query(
  'exports.count-list',
  (db, { list, filter, today, atMs, sort }: SheetOrder): number =>
    sheets[list].open(db, filter, { today, now: atMs, sort }).count,
);

interface Writer {
  write(rows: readonly SheetCell[][]): void;
  finish(end: WorkbookEnd): void;
}

/** Leaves the finished part for the caller to place. Throws Failure export-failed, export-too-large, path-invalid, input-invalid. */
export const exportSheet = job('exports.list', (db, input: SheetInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    const { list, filter, today, atMs, sort } = input;
    yield { phase: 'count', done: 0, total: null };
    const sheet = sheets[list].open(own, filter, { today, now: atMs, sort });
    const writer = writerOf(input, sheet, file);
    const sums = new SheetSums(sheet.columns);
    let rows = 0;
    yield { phase: 'write', done: 0, total: sheet.count };
    for (const block of sheet.blocks) {
      writer.write(block);
      for (const row of block) sums.add(row);
      rows += block.length;
      yield { phase: 'write', done: rows, total: sheet.count };
    }
    // One snapshot: another number is a fault of ours, and no file is better than one that lacks rows.
    if (rows !== sheet.count) throw new Error(`${rows} rows of ${list} written, ${sheet.count} counted`);
    const totals = sums.totals();
    writer.finish({ facts: factsOf(own, input, rows, headOf(own)), totals });
    return { rows, totals };
  }),
);

function writerOf({ format, bom, atMs }: SheetInput, { columns, count }: OpenSheet, file: PartFile): Writer {
  if (format === 'xlsx') return new Workbook((bytes) => file.write(bytes), { columns, count, atMs });
  file.writeText(`${bom ? '\ufeff' : ''}${columns.map(({ header }) => header).join(',')}\r\n`);
  return {
    write: (rows) => file.writeText(rows.map((row) => csvLine(columns, row)).join('')),
    finish() {},
  };
}

/** The second sheet of a workbook tells what the first one is. */
function factsOf(db: Db, input: SheetInput, rows: number, head: Written['head']): WorkbookEnd['facts'] {
  const book = one<{ name: string; time_zone: string }>(db, 'SELECT name, time_zone FROM book');
  const filter = Object.entries(input.filter).map(([name, value]) => [`filter: ${name}`, wordsOf(value)] as const);
  return [
    ['book', book?.name ?? ''],
    ['list', input.list],
    ['rows', String(rows)],
    ...(filter.length === 0 ? [['filter', 'none: everything'] as const] : filter),
    ['written at', isoTime(input.atMs)],
    ['times', `UTC; days in ${book?.time_zone ?? 'UTC'}`],
    ['journal', head.position === 0 ? 'empty' : `event ${head.position}, sha256 ${head.hash}`],
  ];
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}
