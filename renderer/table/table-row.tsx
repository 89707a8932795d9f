/** One row of a table. Drawn again only when its data, its place, its choice or its columns change. */
import { type CSSProperties, memo } from 'react';
import { isFigure, type TableColumn } from './column';

export interface TableRowProps {
  /** Undefined while it is being asked for. */
  row: unknown;
  index: number;
  /** Pixels from the top of the area. */
  top: number;
  columns: readonly TableColumn<unknown>[];
  selected: boolean;
  open: boolean;
  /** The cell that holds the keyboard's place: 0 is the tick box. Null: none in this row. */
  activeCell: number | null;
  dim: boolean;
  tickLabel: string;
}

/** How wide an empty line is, in percent: different from row to row, the same each time. */
function blankWidth(index: number, cell: number): number {
  return 40 + ((index * 37 + cell * 53) % 45);
}

function BlankCells({ index, columns, activeCell }: Pick<TableRowProps, 'index' | 'columns' | 'activeCell'>) {
  return columns.map((column, i) => (
    <div
      key={column.id}
      role="gridcell"
      aria-colindex={i + 2}
      tabIndex={activeCell === i + 1 ? 0 : -1}
      data-cell={i + 1}
      className={isFigure(column.kind) ? 'cell figure-cell' : 'cell'}
    >
      <span className="blank-line" style={{ width: `${blankWidth(index, i)}%` }} />
    </div>
  ));
}

function FullCells({ row, columns, activeCell }: Pick<TableRowProps, 'row' | 'columns' | 'activeCell'>) {
  return columns.map((column, i) => (
    <div
      key={column.id}
      role="gridcell"
      aria-colindex={i + 2}
      tabIndex={activeCell === i + 1 ? 0 : -1}
      data-cell={i + 1}
      className={isFigure(column.kind) ? 'cell figure-cell' : 'cell'}
    >
      {column.cell(row)}
    </div>
  ));
}

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, columns, selected, activeCell } = props;
  const style: CSSProperties = { top: props.top };
  const names = ['row', props.open && 'row-open', selected && 'row-selected', props.dim && 'row-dim'];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      data-row={index}
      className={names.filter(Boolean).join(' ')}
      style={style}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        tabIndex={activeCell === 0 ? 0 : -1}
        data-cell={0}
        className="cell tick-cell"
      >
        <input
          type="checkbox"
          className="tick"
          tabIndex={-1}
          checked={selected}
          disabled={row === undefined}
          readOnly
          aria-label={props.tickLabel}
        />
      </div>
      {row === undefined ? (
        <BlankCells index={index} columns={columns} activeCell={activeCell} />
      ) : (
        <FullCells row={row} columns={columns} activeCell={activeCell} />
      )}
    </div>
  );
});
