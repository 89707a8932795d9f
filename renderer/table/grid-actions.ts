/** What keys and clicks do in a table: moving its place, opening, choosing, sorting, copying. */
import { type GridAction, rowAfter, type Step } from './keys';
import type { Pages } from './pages';
import { everythingSelected, isSelected, nothingSelected, type Selection, toggled, withRows } from './selection';

/** A range is chosen row by row; beyond this many rows it is cut: *all of the filter* is there for more. */
const RANGE_ROWS = 5000;
const RANGE_WAIT_MS = 30_000;
const WIDEN_PX = 16;

export interface GridOptions<Row> {
  pages: Pages<Row>;
  count: number;
  /** Cells of a row, the tick box included. */
  cells: number;
  /** Rows that are seen at once. */
  pageRows: number;
  rowId(row: Row): string;
  showRow(index: number): void;
  openId: string | null;
  onOpen(row: Row, how: 'push' | 'replace'): void;
  onClose(): void;
  selection: Selection;
  onSelection(next: Selection): void;
  onSortBy(id: string): void;
  onWiden(cell: number, pixels: number): void;
  onFind(): void;
  onCopy(rows: readonly Row[]): void;
}

/** Where the keyboard is. Row -1 is the head; cell 0 the tick box. */
export interface ActiveCell {
  row: number;
  cell: number;
}

export interface Hands<Row> {
  options: GridOptions<Row>;
  active: ActiveCell;
  setActive(next: ActiveCell): void;
  /** Where a range begins. */
  anchor: number;
  /** The row that the open drawer is to follow, while it is being loaded. */
  follow: number | null;
  /** True: the active cell takes the focus once it is drawn. */
  focusDue: boolean;
  /** False until the person first came here. */
  touched: boolean;
  /** The column that the head's cell sorts by. */
  sortOf(cell: number): string | null;
}

function moveTo<Row>(hands: Hands<Row>, next: ActiveCell, withFocus: boolean): void {
  hands.touched = true;
  hands.focusDue = withFocus;
  hands.setActive(next);
  if (next.row >= 0) hands.options.showRow(next.row);
}

async function chooseRange<Row>(hands: Hands<Row>, to: number): Promise<void> {
  const first = Math.min(hands.anchor, to);
  const last = Math.min(Math.max(hands.anchor, to), first + RANGE_ROWS - 1);
  const rows = await hands.options.pages.range(first, last, AbortSignal.timeout(RANGE_WAIT_MS));
  const { selection, onSelection, rowId } = hands.options;
  onSelection(withRows(selection, rows.map(rowId), true));
}

function choose<Row>(hands: Hands<Row>, index: number, range: boolean): void {
  const { pages, rowId, selection, onSelection } = hands.options;
  if (range) {
    // A range that cannot be loaded chooses nothing; the table shows the failure itself.
    chooseRange(hands, index).catch(() => {});
    return;
  }
  hands.anchor = index;
  const row = pages.row(index);
  if (row !== undefined) onSelection(toggled(selection, rowId(row)));
}

function chooseAll<Row>({ options }: Hands<Row>): void {
  const none = options.selection.kind === 'some' && options.selection.ids.size === 0;
  options.onSelection(none ? everythingSelected : nothingSelected);
}

function sideways<Row>(hands: Hands<Row>, places: 1 | -1, extend: boolean): void {
  const { active, options } = hands;
  if (active.row < 0 && extend) {
    options.onWiden(active.cell, places * WIDEN_PX);
    return;
  }
  const cell = Math.min(options.cells - 1, Math.max(0, active.cell + places));
  moveTo(hands, { row: active.row, cell }, true);
}

function step<Row>(hands: Hands<Row>, to: Step, extend: boolean, inGrid: boolean): void {
  const { active, options } = hands;
  if (to === 'left' || to === 'right') {
    sideways(hands, to === 'right' ? 1 : -1, extend);
    return;
  }
  // From elsewhere on the screen the first press only comes to the table.
  const arriving = !inGrid && !hands.touched;
  const reached = arriving ? 0 : rowAfter(to, active.row, options.count, options.pageRows);
  const row = inGrid ? reached : Math.max(0, reached);
  moveTo(hands, { row, cell: active.cell }, inGrid || options.openId === null);
  if (row < 0) return;
  if (extend) choose(hands, row, true);
  else hands.anchor = row;
  if (options.openId !== null) hands.follow = row;
}

function enter<Row>(hands: Hands<Row>): void {
  const { active, options } = hands;
  if (active.row >= 0) {
    const row = options.pages.row(active.row);
    if (row !== undefined) options.onOpen(row, 'push');
    return;
  }
  const column = hands.sortOf(active.cell);
  if (active.cell === 0) chooseAll(hands);
  else if (column !== null) options.onSortBy(column);
}

/** The chosen rows that are at hand, else the one where the keyboard is. */
function copy<Row>({ options, active }: Hands<Row>): void {
  const chosen = options.pages.held().filter((row) => isSelected(options.selection, options.rowId(row)));
  const here = options.pages.row(Math.max(0, active.row));
  if (chosen.length > 0) options.onCopy(chosen);
  else if (here !== undefined) options.onCopy([here]);
}

/** False when the key is left to the browser. `inGrid`: the keyboard is in the table, not elsewhere on the screen. */
export function act<Row>(hands: Hands<Row>, action: GridAction, inGrid: boolean): boolean {
  const { options, active } = hands;
  switch (action.do) {
    case 'move':
      step(hands, action.step, action.extend, inGrid);
      return true;
    case 'open':
      enter(hands);
      return true;
    case 'toggle':
      if (active.row < 0) enter(hands);
      else choose(hands, active.row, false);
      return true;
    case 'selectAll':
      options.onSelection(everythingSelected);
      return true;
    case 'close':
      if (options.openId === null) options.onSelection(nothingSelected);
      else options.onClose();
      return true;
    case 'find':
      options.onFind();
      return true;
    case 'copy':
      if (!inGrid || document.getSelection()?.type === 'Range') return false;
      copy(hands);
      return true;
  }
}

export interface Click extends ActiveCell {
  range: boolean;
  add: boolean;
}

export function click<Row>(hands: Hands<Row>, at: Click): void {
  const { options } = hands;
  moveTo(hands, { row: at.row, cell: at.cell }, true);
  if (at.row < 0) enter({ ...hands, active: at });
  else if (at.cell === 0 || at.add || at.range) choose(hands, at.row, at.range);
  else {
    hands.anchor = at.row;
    const row = options.pages.row(at.row);
    if (row !== undefined) options.onOpen(row, 'push');
  }
}
