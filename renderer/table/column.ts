/** A table's column as a screen gives it: what the feature declares, with its label and how a row's cell is drawn. */
import type { ReactNode } from 'react';
import type { Column, ColumnKind } from '../../main/kernel/table';

export interface TableColumn<Row> {
  id: string;
  kind: ColumnKind;
  label: string;
  sortable: boolean;
  /** Shown until the person chooses otherwise. */
  shown: boolean;
  /** Pixels at first, and at least. */
  width: number;
  least: number;
  /** 1 stays longest when the window narrows. */
  priority: number;
  /** Takes the room that is left. */
  grows: boolean;
  cell(row: Row): ReactNode;
  /** The cell as plain text, for the clipboard. */
  text(row: Row): string;
}

export interface CellOf<Row> {
  cell(row: Row): ReactNode;
  text(row: Row): string;
}

/** Room for a status and its reason, also in the longer of our languages. */
const STATUS_PX = 182;

const leastOf: Record<ColumnKind, number> = {
  text: 128,
  time: 104,
  money: 112,
  status: STATUS_PX,
  choice: 84,
  count: 60,
  flag: 80,
};

/** A growing text is what a row is known by: names and addresses must still be told apart. */
const GROWING_LEAST_PX = 160;

/** Joins a feature's columns with their labels and cells; a column without either does not compile. */
export function tableColumns<Id extends string, Row>(
  columns: readonly Column<Id>[],
  labels: Readonly<Record<Id, string>>,
  cells: Readonly<Record<Id, CellOf<Row>>>,
  growing: readonly Id[],
): TableColumn<Row>[] {
  return columns.map((column) => {
    const grows = growing.includes(column.id);
    const width = column.kind === 'status' ? Math.max(STATUS_PX, column.width) : column.width;
    return {
      id: column.id,
      kind: column.kind,
      label: labels[column.id],
      sortable: column.sortable,
      shown: column.shown,
      width,
      least: Math.min(width, grows ? GROWING_LEAST_PX : leastOf[column.kind]),
      priority: column.priority,
      grows,
      ...cells[column.id],
    };
  });
}

/** Figures stand at the right edge, everything else at the left. */
export function isFigure(kind: ColumnKind): boolean {
  return kind === 'money' || kind === 'count';
}
