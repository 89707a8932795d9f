/** Ties the grid's actions to React: the active cell, the focus that follows it, and keys from all over the screen. */
import {
  type KeyboardEvent as ReactKeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react';
import { isTyping } from '../ui/use-key';
import { type ActiveCell, act, click, type GridOptions, type Hands } from './grid-actions';
import { gridAction, type KeyPress } from './keys';

export interface Grid<Row> {
  active: ActiveCell;
  hands: Hands<Row>;
  /** The keys come back to the active cell. */
  focus(): void;
  /** To the next row (or the one before), with the open drawer. */
  step(places: 1 | -1): void;
  onKeyDown(event: ReactKeyboardEvent): void;
  onClick(event: ReactMouseEvent): void;
  onFocus(event: { target: EventTarget }): void;
}

function numberIn(element: Element | null, name: string): number | null {
  const text = element?.getAttribute(name);
  return text === null || text === undefined ? null : Number.parseInt(text, 10);
}

function cellAt(target: EventTarget): ActiveCell | null {
  if (!(target instanceof Element)) return null;
  const row = numberIn(target.closest('[data-row]'), 'data-row');
  return row === null ? null : { row, cell: numberIn(target.closest('[data-cell]'), 'data-cell') ?? 1 };
}

function isOfScreen(press: KeyPress): boolean {
  if (press.key === 'a') return press.ctrlKey || press.metaKey;
  return ['j', 'k', 'J', 'K', '/', 'Escape'].includes(press.key);
}

function useHands<Row>(area: RefObject<HTMLElement | null>, options: GridOptions<Row>): Hands<Row> {
  const [active, setActive] = useState<ActiveCell>({ row: 0, cell: 1 });
  const [hands] = useState<Hands<Row>>(() => ({
    options,
    active,
    setActive,
    anchor: 0,
    follow: null,
    focusDue: false,
    touched: false,
    sortOf: (cell) =>
      area.current?.querySelector(`[data-row="-1"] [data-cell="${cell}"]`)?.getAttribute('data-sort') ?? null,
  }));
  hands.options = options;
  hands.active = active;
  return hands;
}

/** J, K, / and the like work wherever the keyboard is on the screen. */
function useScreenKeys<Row>(area: RefObject<HTMLElement | null>, hands: Hands<Row>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || !isOfScreen(event)) return;
      if (event.target instanceof Node && area.current?.contains(event.target)) return;
      const action = gridAction(event);
      if (action && act(hands, action, false)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [area, hands]);
}

function focusCell(area: RefObject<HTMLElement | null>, { row, cell }: ActiveCell): void {
  const place = area.current?.querySelector(`[data-row="${row}"] [data-cell="${cell}"]`);
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}

/** The drawer goes with the keyboard; the row that a step led to may still be on its way. */
function useFollow<Row>(hands: Hands<Row>): void {
  useEffect(() => {
    if (hands.follow === null) return;
    const { pages, openId, rowId, onOpen } = hands.options;
    const row = pages.row(hands.follow);
    if (row === undefined) return;
    hands.follow = null;
    if (openId !== null && rowId(row) !== openId) onOpen(row, 'replace');
  });
}

/** `listKey`: another list begins at its first row. */
export function useGrid<Row>(
  area: RefObject<HTMLElement | null>,
  listKey: string,
  options: GridOptions<Row>,
): Grid<Row> {
  const hands = useHands(area, options);
  const { active } = hands;

  useEffect(() => {
    hands.anchor = 0;
    hands.follow = null;
    if (listKey !== '') hands.setActive({ row: 0, cell: hands.active.cell });
  }, [hands, listKey]);

  useLayoutEffect(() => {
    if (!hands.focusDue) return;
    hands.focusDue = false;
    focusCell(area, active);
  });

  useFollow(hands);
  useScreenKeys(area, hands);
  const shown = {
    row: Math.min(active.row, Math.max(0, options.count - 1)),
    cell: Math.min(active.cell, options.cells - 1),
  };
  return {
    hands,
    active: shown,
    focus: () => focusCell(area, shown),
    step: (places) => act(hands, { do: 'move', step: places > 0 ? 'down' : 'up', extend: false }, false),
    onKeyDown(event) {
      const action = isTyping(event.target) ? null : gridAction(event);
      if (action && act(hands, action, true)) event.preventDefault();
    },
    onFocus(event) {
      const cell = cellAt(event.target);
      hands.touched = true;
      if (cell && (cell.row !== active.row || cell.cell !== active.cell)) hands.setActive(cell);
    },
    onClick(event) {
      const at = cellAt(event.target);
      if (!at || (event.target instanceof Element && event.target.closest('a, button'))) return;
      click(hands, { ...at, range: event.shiftKey, add: event.ctrlKey || event.metaKey });
    },
  };
}
