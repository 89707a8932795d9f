/** Rows of a CSV file by RFC 4180, one after the other, so that a file of a million rows is never held as cells. */
import { LONGEST_CELL, MOST_IMPORT_COLUMNS } from '../../../kernel/import-field';
import { Unreadable } from './markup';
import { Places } from './read';
import { type CsvText, piecesOf } from './text';

export interface CsvRow {
  /** Of the file, counted from 1: where it begins. */
  line: number;
  cells: string[];
}

/** The row at which a file cannot be read any further; line and column of the file, counted from 1. */
export class UnreadableRow extends Unreadable {
  readonly line: number;
  readonly column: number;
  constructor({ at, failure }: Unreadable, place: { line: number; column: number }) {
    super(at, failure.code, failure.params);
    this.line = place.line;
    this.column = place.column;
  }
}

/** What is held of a text: from the row that is read on. */
class Held {
  text = '';
  at = 0;
  line = 1;
  readonly #pieces: Iterator<string>;

  constructor(text: CsvText) {
    this.#pieces = piecesOf(text)[Symbol.iterator]();
  }

  /** Reads on: twice as much each time, so that a row of the whole file is not looked at for each of its pieces. False: there is no more. */
  more(): boolean {
    const added: string[] = [];
    let length = 0;
    const wanted = this.text.length - this.at;
    do {
      const next = this.#pieces.next();
      if (next.done) break;
      added.push(next.value);
      length += next.value.length;
    } while (length === 0 || length < wanted);
    if (length === 0) return false;
    this.text = this.text.slice(this.at) + added.join('');
    this.at = 0;
    return true;
  }

  close(): void {
    this.#pieces.return?.();
  }
}

/** Rows without any text are left out. Throws UnreadableRow: statement-quote-open, import-cell-long, import-columns-many. */
export function* csvRows(text: CsvText, delimiter: string): Generator<CsvRow> {
  const held = new Held(text);
  try {
    while (held.at < held.text.length || held.more()) {
      const { line } = held;
      const cells = nextRow(held, delimiter);
      if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
    }
  } finally {
    held.close();
  }
}

/** Moves on behind it. */
function nextRow(held: Held, delimiter: string): string[] {
  for (;;) {
    const end = held.text.indexOf('\n', held.at);
    if (end < 0 && held.more()) continue;
    const plainEnd = end < 0 ? held.text.length : end;
    const plain = held.text.slice(held.at, plainEnd);
    const cursor = { at: plainEnd + 1, line: held.line + 1 };
    try {
      let cells: string[];
      if (plain.includes('"')) {
        cursor.at = held.at;
        cursor.line = held.line;
        cells = quotedRow(held.text, delimiter, cursor);
        // It was not ended by a line break: it may go on.
        if (cursor.at > held.text.length && held.more()) continue;
      } else cells = plain.split(delimiter);
      assertRow(cells, plain, held.line, cursor.at);
      held.at = cursor.at;
      held.line = cursor.line;
      return cells;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      // A mark that is open may be closed further on.
      if (error.failure.code === 'statement-quote-open' && held.more()) continue;
      const { line, column } = new Places(held.text.slice(held.at)).of(error.at - held.at);
      throw new UnreadableRow(error, { line: held.line + line - 1, column });
    }
  }
}

function assertRow(cells: readonly string[], plain: string, line: number, end: number): void {
  if (cells.length > MOST_IMPORT_COLUMNS)
    throw new Unreadable(end - 1, 'import-columns-many', { line, limit: MOST_IMPORT_COLUMNS });
  const long = plain.length > LONGEST_CELL ? cells.findIndex((cell) => cell.length > LONGEST_CELL) : -1;
  if (long >= 0) throw new Unreadable(end - 1, 'import-cell-long', { line, column: long + 1, limit: LONGEST_CELL });
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
