/** CSV text as rows of cells, each with the line of the file that it begins in. Read in steps, so that it can be stopped. */
import Papa from 'papaparse';
import { Failure } from '../../kernel/failure';
import {
  type Delimiter,
  delimiters,
  LONGEST_CELL,
  MOST_IMPORT_COLUMNS,
  MOST_IMPORT_ROWS,
} from '../../kernel/import-field';

export interface CsvRow {
  /** Counted from 1, as an editor shows it. */
  line: number;
  cells: string[];
  /** Its quotation marks do not close, or stand where none can. */
  broken: boolean;
}

export interface CsvStep {
  rows: CsvRow[];
  /** Signs of the text read so far. */
  done: number;
}

const ROWS_AT_ONCE = 2_000;
/** The quick way of the parser loses its place where it is told to stop after some rows. */
const plain = { newline: '\n', fastMode: false } as const;

/**
 * Empty lines are left out. Throws Failure import-rows-many, import-cell-long, import-columns-many. What stands behind a quotation mark that
 * never closes is one broken row.
 */
export function* csvRows(text: string, delimiter: Delimiter): Generator<CsvStep> {
  let at = 0;
  let line = 1;
  let count = 0;
  while (at < text.length) {
    const read = Papa.parse<string[]>(text.slice(at), { delimiter, ...plain, preview: ROWS_AT_ONCE });
    const broken = new Set(
      read.errors.flatMap(({ type, row }) => (type === 'Quotes' && row !== undefined ? [row] : [])),
    );
    const rows: CsvRow[] = [];
    for (const [n, cells] of read.data.entries()) {
      const begins = line;
      line += 1 + cells.reduce((breaks, cell) => breaks + breaksIn(cell), 0);
      if (cells.every((cell) => cell.trim() === '')) continue;
      assertSize(cells, begins);
      rows.push({ line: begins, cells, broken: broken.has(n) });
    }
    count += rows.length;
    // The header is a row too.
    if (count > MOST_IMPORT_ROWS + 1) throw new Failure('import-rows-many', { limit: MOST_IMPORT_ROWS });
    at += Math.max(1, read.meta.cursor);
    yield { rows, done: at };
  }
}

function breaksIn(cell: string): number {
  let breaks = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  return breaks;
}

function assertSize(cells: readonly string[], line: number): void {
  if (cells.length > MOST_IMPORT_COLUMNS)
    throw new Failure('import-columns-many', { line, limit: MOST_IMPORT_COLUMNS });
  const long = cells.findIndex((cell) => cell.length > LONGEST_CELL);
  if (long >= 0) throw new Failure('import-cell-long', { line, column: long + 1, limit: LONGEST_CELL });
}

const LOOKED_AT = 50;

/** The sign that splits the first rows into the most columns, the same number in each; a comma where none does. */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(text, { delimiter, ...plain, preview: LOOKED_AT, skipEmptyLines: true });
    const width = data[0]?.length ?? 0;
    const even = data.filter((row) => row.length === width).length;
    const score = width > 1 ? (width * even) / data.length : 0;
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}
