/** The columns of the sets of changes as they leave the book. */
import type { Column } from '../../kernel/table';

const changeColumnIds = ['at', 'operator', 'deed', 'about', 'items', 'totals', 'file', 'undone', 'stayed'] as const;
export type ChangeColumnId = (typeof changeColumnIds)[number];

function column(id: ChangeColumnId, kind: Column['kind'], csv: string, width: number): Column<ChangeColumnId> {
  return { id, kind, sortable: false, shown: true, csv, width, priority: 3 };
}

export const changeColumns: readonly Column<ChangeColumnId>[] = [
  column('at', 'time', 'at', 130),
  column('operator', 'text', 'operator', 140),
  column('deed', 'choice', 'deed', 140),
  column('about', 'text', 'about', 220),
  column('items', 'count', 'items', 70),
  column('totals', 'text', 'totals', 160),
  column('file', 'text', 'file', 180),
  column('undone', 'time', 'undone_at', 130),
  column('stayed', 'count', 'stayed', 70),
];
