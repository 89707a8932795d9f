/** The head of a table: sorts, says how it is sorted, and lets its edges be dragged (or moved with Shift and arrows). */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Sort } from '../../main/kernel/table';
import { useWords } from '../locales/words';
import { isFigure, type TableColumn } from './column';

export interface TableHeadProps {
  columns: readonly TableColumn<unknown>[];
  sort: Sort | null;
  /** Begins to drag a column's right edge. */
  onDrag(id: string, event: unknown): void;
  /** The column's cell that holds the keyboard's place: 0 is the tick box. Null: none in the head. */
  activeCell: number | null;
  ticked: 'all' | 'some' | 'none';
}

function ariaSort(sort: Sort | null, id: string): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== id) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}

function SortMark({ sort, id }: { sort: Sort | null; id: string }) {
  if (sort?.column !== id) return null;
  const Arrow = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  return <Arrow size={13} stroke={2} aria-hidden="true" />;
}

export function TableHead({ columns, sort, onDrag, activeCell, ticked }: TableHeadProps) {
  const { say } = useWords();
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} data-row={-1} className="head-row">
        <div role="columnheader" aria-colindex={1} data-cell={0} tabIndex={activeCell === 0 ? 0 : -1} className="head">
          <input
            type="checkbox"
            className="tick"
            tabIndex={-1}
            readOnly
            checked={ticked === 'all'}
            ref={(input) => {
              if (input) input.indeterminate = ticked === 'some';
            }}
            aria-label={say('table.selectAll')}
          />
        </div>
        {columns.map((column, i) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 2}
            aria-sort={column.sortable ? ariaSort(sort, column.id) : undefined}
            data-cell={i + 1}
            data-sort={column.sortable ? column.id : undefined}
            tabIndex={activeCell === i + 1 ? 0 : -1}
            className={isFigure(column.kind) ? 'head figure-head' : 'head'}
          >
            <span className="head-label">{column.label}</span>
            <SortMark sort={sort} id={column.id} />
            <span
              className="head-edge"
              aria-hidden="true"
              onMouseDown={(event) => onDrag(column.id, event)}
              onTouchStart={(event) => onDrag(column.id, event)}
              onClick={(event) => event.stopPropagation()}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
