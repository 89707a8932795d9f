/** A row of a list as a line of CSV: RFC 4180, harmless in a spreadsheet, the same text whoever asks. Pure. */
import { isoTime } from '../../kernel/time';
import { textCell } from './csv-cell';
import type { CellKind, SheetCell, SheetColumn } from './sheet';

export function csvLine(columns: readonly SheetColumn[], row: readonly SheetCell[]): string {
  let line = '';
  for (let at = 0; at < columns.length; at++) {
    if (at > 0) line += ',';
    line += csvCell(columns[at]?.kind ?? 'text', row[at] ?? null);
  }
  return `${line}\r\n`;
}

export function csvCell(kind: CellKind, cell: SheetCell): string {
  if (cell === null || cell === '') return '';
  if (kind === 'time') return typeof cell === 'number' ? isoTime(cell) : cell;
  return kind === 'id' || kind === 'text' ? textCell(String(cell)) : String(cell);
}
