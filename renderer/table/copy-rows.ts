/** Rows for the clipboard: lines of cells with tabs between them, as a spreadsheet takes them; the shown columns only. */
import type { TableColumn } from './column';
import type { TableLayout } from './layout';

/** A tab or a line break inside a cell would make two of it; a spreadsheet would run what begins like a formula. */
function cellText(text: string): string {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@]|^-(?!\d+(\.\d+)?( [A-Z]{3})?$)/.test(flat) ? `'${flat}` : flat;
}

export function linesOf<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  layout: Pick<TableLayout, 'order' | 'shown'>,
): string {
  const shown = layout.order.flatMap((id) =>
    layout.shown.includes(id) ? (columns.find((column) => column.id === id) ?? []) : [],
  );
  const head = shown.map((column) => cellText(column.label)).join('\t');
  return [head, ...rows.map((row) => shown.map((column) => cellText(column.text(row))).join('\t'))].join('\n');
}

/** Does nothing when the clipboard is not given to us. */
export function copyRows<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], layout: TableLayout): void {
  navigator.clipboard.writeText(linesOf(rows, columns, layout)).catch(() => {});
}
