/** Rows of a CSV file by RFC 4180, one after the other, so that a file of a million rows is never held as cells. */
import { LONGEST_CELL, MOST_IMPORT_COLUMNS } from '../../../kernel/import-field';
import { Unreadable } from './markup';

export interface CsvRow {
  /** Of the file, counted from 1: where it begins. */
  line: number;
  cells: string[];
}

/** Rows without any text are left out. Throws Unreadable: statement-quote-open, import-cell-long, import-columns-many. */
export function* csvRows(text: string, delimiter: string): Generator<CsvRow> {
  const cursor = { at: 0, line: 1 };
  while (cursor.at < text.length) {
    const line = cursor.line;
    const end = text.indexOf('\n', cursor.at);
    const plainEnd = end < 0 ? text.length : end;
    const plain = text.slice(cursor.at, plainEnd);
    let cells: string[];
    if (plain.includes('"')) cells = quotedRow(text, delimiter, cursor);
    else {
      cells = plain.split(delimiter);
      cursor.at = plainEnd + 1;
      cursor.line++;
    }
    if (cells.length > MOST_IMPORT_COLUMNS)
      throw new Unreadable(cursor.at - 1, 'import-columns-many', { line, limit: MOST_IMPORT_COLUMNS });
    const long = plain.length > LONGEST_CELL ? cells.findIndex((cell) => cell.length > LONGEST_CELL) : -1;
    if (long >= 0)
      throw new Unreadable(cursor.at - 1, 'import-cell-long', { line, column: long + 1, limit: LONGEST_CELL });
    if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
  }
}

/** Reads one row with quotation marks in it, and moves on behind it. One that stands within a text is part of it. */
function quotedRow(text: string, delimiter: string, cursor: { at: number; line: number }): string[] {
  const cells: string[] = [];
  for (;;) {
    let cell: string;
    if (text[cursor.at] === '"') cell = quotedCell(text, cursor);
    else cell = '';
    // Some banks write on behind the closing mark.
    const next = cellEnd(text, delimiter, cursor.at);
    cells.push(cell + text.slice(cursor.at, next));
    cursor.at = next + 1;
    if (text[next] !== delimiter) {
      cursor.line++;
      return cells;
    }
  }
}

function cellEnd(text: string, delimiter: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === delimiter || text[at] === '\n') return at;
  return text.length;
}

/** Throws Unreadable statement-quote-open. */
function quotedCell(text: string, cursor: { at: number; line: number }): string {
  const begin = cursor.at;
  const line = cursor.line;
  let at = begin + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) throw new Unreadable(begin, 'statement-quote-open', { line });
    if (text[close + 1] !== '"') {
      const inner = text.slice(begin + 1, close);
      cursor.at = close + 1;
      for (let br = inner.indexOf('\n'); br >= 0; br = inner.indexOf('\n', br + 1)) cursor.line++;
      return inner.includes('""') ? inner.replaceAll('""', '"') : inner;
    }
    at = close + 2;
    if (at - begin > MOST_QUOTED) throw new Unreadable(begin, 'statement-quote-open', { line });
  }
}

const MOST_QUOTED = 1_000_000;
