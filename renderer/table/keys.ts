/** What a key means in a table. One map, so that the grid, the drawer beside it and the manual agree. */
export type Step = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last' | 'left' | 'right';
export type GridAction =
  | { do: 'move'; step: Step; extend: boolean }
  | { do: 'open' }
  | { do: 'toggle' }
  | { do: 'selectAll' }
  | { do: 'close' }
  | { do: 'find' }
  | { do: 'copy' };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
  k: 'up',
  j: 'down',
};

/** Null: not ours; the browser does what it does. */
export function gridAction(press: KeyPress): GridAction | null {
  if (press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.ctrlKey || press.metaKey) {
    if (key === 'a') return { do: 'selectAll' };
    if (key === 'c') return { do: 'copy' };
    if (key === 'Home') return { do: 'move', step: 'first', extend: press.shiftKey };
    if (key === 'End') return { do: 'move', step: 'last', extend: press.shiftKey };
    return null;
  }
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step) return { do: 'move', step, extend: press.shiftKey };
  if (key === 'Enter') return { do: 'open' };
  if (key === ' ' || key === 'x') return { do: 'toggle' };
  if (key === 'Escape') return { do: 'close' };
  return key === '/' ? { do: 'find' } : null;
}

/** The row a step leads to; -1 is the head of the table. `page`: rows that are seen at once. */
export function rowAfter(step: Step, row: number, count: number, page: number): number {
  const last = count - 1;
  const to: Record<Step, number> = {
    up: row - 1,
    down: row + 1,
    pageUp: Math.max(row - page, Math.min(row, 0)),
    pageDown: row + page,
    first: 0,
    last,
    left: row,
    right: row,
  };
  return Math.min(last, Math.max(-1, to[step]));
}
