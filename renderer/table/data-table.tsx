/**
 * A table of any length: rows are loaded by page and drawn by what is seen. The only file that knows TanStack Table,
 * which keeps the columns' order, visibility and widths; rows never pass through it.
 */
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type CSSProperties, type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Sort } from '../../main/kernel/table';
import type { TableColumn } from './column';
import type { ActiveCell, GridOptions } from './grid-actions';
import { clampWidth, type TableLayout } from './layout';
import type { LoadPage, Pages } from './pages';
import { isSelected, type Selection, selectedCount } from './selection';
import { TableHead } from './table-head';
import { TableRow } from './table-row';
import { useGrid } from './use-grid';
import { useKeysBack } from './use-keys-back';
import { useRows } from './use-rows';
import { type Scroll, useScroll } from './use-scroll';
import { useSteady } from './use-steady';
import { fitColumns } from './widths';

const ROW_PX = 32;
const HEAD_PX = 30;
const TICK_PX = 38;

export interface DataTableProps<Row> {
  /** Read aloud: what the table lists. */
  label: string;
  columns: readonly TableColumn<Row>[];
  layout: TableLayout;
  onLayout(next: TableLayout): void;
  rowId(row: Row): string;
  /** Names the list: its filter and sorting. Another key is another list. */
  listKey: string;
  /** Rises when the book changed under the list. */
  version: number;
  load: LoadPage<Row>;
  /** Rows in the list; null while it is being counted. */
  count: number | null;
  sort: Sort | null;
  onSort(next: Sort): void;
  openId: string | null;
  onOpen(row: Row, how: 'push' | 'replace'): void;
  onClose(): void;
  selection: Selection;
  onSelection(next: Selection): void;
  /** Set in lighter ink: what does not count. */
  isDim?(row: Row): boolean;
  /** Read aloud at the tick box; undefined while the row is on its way. */
  tickLabel(row: Row | undefined): string;
  onFind(): void;
  onCopy(rows: readonly Row[]): void;
  /** Drawn below the rows while some are chosen; given those of them that are at hand. */
  chosen?(rows: readonly Row[], count: number): ReactNode;
  /** Given the way to step the drawer from outside. */
  stepper?: RefObject<((places: 1 | -1) => void) | null>;
  /** Shown when there are no rows. */
  empty: ReactNode;
  failed(error: unknown, retry: () => void): ReactNode;
}

const features = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
const noRows: Record<string, never>[] = [];

/** The columns that fit, in the person's order, with their widths; and how an edge is dragged. */
function useColumns<Row>(props: DataTableProps<Row>, room: number) {
  const { columns, layout, onLayout } = props;
  const definitions = useMemo(() => columns.map(({ id, width }) => ({ id, size: width, minSize: 48 })), [columns]);
  const shown = new Set(layout.shown);
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: [...layout.order],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.has(id)])),
      columnSizing: { ...layout.widths },
    },
    onColumnSizingChange: (update) => {
      const widths = functionalUpdate(update, { ...layout.widths });
      onLayout({
        ...layout,
        widths: Object.fromEntries(Object.entries(widths).map(([id, px]) => [id, clampWidth(px)])),
      });
    },
  });
  const wanted = table.getVisibleLeafColumns().flatMap((leaf) => {
    const column = columns.find(({ id }) => id === leaf.id);
    if (!column) return [];
    const chosen = layout.widths[leaf.id];
    return [{ ...column, width: leaf.getSize(), grows: column.grows && chosen === undefined }];
  });
  const { widths } = fitColumns(wanted, room);
  const ids = wanted.filter(({ id }) => widths.has(id)).map(({ id }) => id);
  const idsKey = ids.join(' ');
  const fitting = useMemo(
    () => idsKey.split(' ').flatMap((id) => columns.find((column) => column.id === id) ?? []),
    [columns, idsKey],
  );
  const widen = (id: string, px: number) =>
    onLayout({ ...layout, widths: { ...layout.widths, [id]: clampWidth((widths.get(id) ?? px) + px) } });
  const drag = (id: string, event: unknown) => {
    // Dragging begins at the width that is drawn, which may have been stretched or shrunk.
    flushSync(() => widen(id, 0));
    const header = table.getHeaderGroups()[0]?.headers.find((candidate) => candidate.column.id === id);
    header?.getResizeHandler()(event);
  };
  const template = [TICK_PX, ...fitting.map(({ id }) => widths.get(id) ?? 0)].map((px) => `${px}px`).join(' ');
  return { fitting, template: `${template} minmax(0, 1fr)`, widen, drag };
}

function countOf<Row>(pages: Pages<Row>, told: number | null): { count: number; sure: boolean } {
  const known = pages.known();
  if (known.whole) return { count: known.count, sure: true };
  if (told !== null) return { count: Math.max(told, known.count), sure: true };
  return { count: known.count, sure: false };
}

function nextSort(sort: Sort | null, column: TableColumn<unknown> | undefined): Sort | null {
  if (!column) return null;
  if (sort?.column === column.id) return { column: column.id, direction: sort.direction === 'asc' ? 'desc' : 'asc' };
  const fromTop = column.kind === 'time' || column.kind === 'money' || column.kind === 'count';
  return { column: column.id, direction: fromTop ? 'desc' : 'asc' };
}

interface BodyProps<Row> {
  props: DataTableProps<Row>;
  columns: readonly TableColumn<Row>[];
  pages: Pages<Row>;
  scroll: Scroll;
  count: number;
  active: ActiveCell;
}

function Body<Row>({ props, columns, pages, scroll, count, active }: BodyProps<Row>) {
  const { first, last, base } = scroll.seen;
  const indexes: number[] = [];
  for (let index = first; index <= Math.min(last, count - 1); index++) indexes.push(index);
  // The row that holds the focus stays drawn when it is scrolled away, or the keyboard would lose its place.
  if (active.row >= 0 && active.row < count && (active.row < first || active.row > last)) indexes.push(active.row);
  return indexes.map((index) => {
    const row = pages.row(index);
    const id = row === undefined ? null : props.rowId(row);
    return (
      <TableRow
        key={index}
        row={row}
        index={index}
        top={index * ROW_PX + base}
        columns={columns}
        selected={id !== null && isSelected(props.selection, id)}
        open={id !== null && id === props.openId}
        activeCell={index === active.row ? active.cell : null}
        dim={row !== undefined && (props.isDim?.(row) ?? false)}
        tickLabel={props.tickLabel(row)}
      />
    );
  });
}

function tickedAll(selection: Selection, count: number): 'all' | 'some' | 'none' {
  const chosen = selectedCount(selection, count);
  if (chosen === 0) return 'none';
  return chosen >= count ? 'all' : 'some';
}

/** Enough empty lines to fill a tall window while nothing is known of a list. */
const BLANK_ROWS = 40;

function Chosen<Row>({ props, pages, count }: { props: DataTableProps<Row>; pages: Pages<Row>; count: number }) {
  const chosen = selectedCount(props.selection, count);
  if (!props.chosen || chosen === 0) return null;
  const rows = pages.held().filter((row) => isSelected(props.selection, props.rowId(row)));
  return props.chosen(rows, chosen);
}

function Word<Row>({ props, pages, isEmpty }: { props: DataTableProps<Row>; pages: Pages<Row>; isEmpty: boolean }) {
  const failure = pages.failure();
  if (failure !== null) return <div className="table-word">{props.failed(failure, () => pages.retry())}</div>;
  return isEmpty ? <div className="table-word">{props.empty}</div> : null;
}

type Columns<Row> = ReturnType<typeof useColumns<Row>>;

function gridOptions<Row>(
  props: DataTableProps<Row>,
  list: Pick<GridOptions<Row>, 'pages' | 'count'>,
  scroll: Scroll,
  { fitting, widen }: Columns<Row>,
): GridOptions<Row> {
  return {
    ...props,
    ...list,
    cells: fitting.length + 1,
    pageRows: scroll.page,
    showRow: scroll.showRow,
    onSortBy(id) {
      const column = fitting.find((candidate) => candidate.id === id);
      const sort = nextSort(props.sort, column);
      if (sort && column?.sortable) props.onSort(sort);
    },
    onWiden(cell, pixels) {
      const column = fitting[cell - 1];
      if (column) widen(column.id, pixels);
    },
  };
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const area = useRef<HTMLDivElement>(null);
  const { pages, key } = useRows(props.listKey, props.version, props.load);
  const { count, sure } = countOf(pages, props.count);
  const lines = sure ? count : Math.max(count, BLANK_ROWS);
  const scroll = useScroll(area, lines, ROW_PX, HEAD_PX);
  const columns = useColumns(props, scroll.width - TICK_PX);
  const { fitting } = columns;
  useLayoutEffect(() => pages.look(scroll.seen.first, Math.max(scroll.seen.first, scroll.seen.last)));
  const grid = useGrid(area, key, gridOptions(props, { pages, count }, scroll, columns));
  const { seen: drawn, firstSeen, scrollBy } = scroll;
  useSteady({ area, hands: grid.hands, pages, rowId: props.rowId, drawn, firstSeen, scrollBy });
  useKeysBack(selectedCount(props.selection, count), grid.focus);
  useLayoutEffect(() => {
    if (props.stepper) props.stepper.current = grid.step;
  });
  const style: CSSProperties & Record<'--columns', string> = { '--columns': columns.template };
  return (
    <div className="table">
      <div
        ref={area}
        role="grid"
        aria-label={props.label}
        aria-rowcount={sure ? count + 1 : -1}
        aria-colcount={fitting.length + 1}
        aria-multiselectable="true"
        aria-busy={!sure}
        className="table-area"
        style={style}
        onScroll={scroll.onScroll}
        onKeyDown={grid.onKeyDown}
        onClick={grid.onClick}
        onFocus={grid.onFocus}
      >
        <TableHead
          columns={fitting}
          sort={props.sort}
          onDrag={columns.drag}
          activeCell={grid.active.row < 0 || lines === 0 ? grid.active.cell : null}
          ticked={tickedAll(props.selection, count)}
        />
        <div role="rowgroup" className="table-rows" style={{ height: scroll.height }}>
          <Body props={props} columns={fitting} pages={pages} scroll={scroll} count={lines} active={grid.active} />
        </div>
      </div>
      <Chosen props={props} pages={pages} count={count} />
      <Word props={props} pages={pages} isEmpty={sure && count === 0} />
    </div>
  );
}
