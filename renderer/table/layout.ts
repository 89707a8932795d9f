/** What a person chose of a table's columns: which, in what order, how wide. Kept as a preference of the book. */
import type { TableColumn } from './column';

export interface TableLayout {
  /** Every column, shown or not, from left to right. */
  order: readonly string[];
  shown: readonly string[];
  /** Pixels, only where a person dragged an edge. */
  widths: Readonly<Record<string, number>>;
}

const LEAST_WIDTH = 48;
const MOST_WIDTH = 1200;

export function plainLayout<Row>(columns: readonly TableColumn<Row>[]): TableLayout {
  return {
    order: columns.map((column) => column.id),
    shown: columns.filter((column) => column.shown).map((column) => column.id),
    widths: {},
  };
}

function idsIn(value: unknown, known: ReadonlySet<string>): string[] | null {
  if (!Array.isArray(value)) return null;
  return [...new Set(value.filter((id): id is string => typeof id === 'string' && known.has(id)))];
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
}

/** Reads a kept layout; columns that came since stand at the end, hidden unless shown by default. Null when unreadable. */
export function readLayout<Row>(text: string, columns: readonly TableColumn<Row>[]): TableLayout | null {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof kept !== 'object' || kept === null || !('order' in kept) || !('shown' in kept)) return null;
  const known = new Set(columns.map((column) => column.id));
  const order = idsIn(kept.order, known);
  const shown = idsIn(kept.shown, known);
  if (!order || !shown || shown.length === 0) return null;
  const added = columns.filter((column) => !order.includes(column.id));
  const widths: Record<string, number> = {};
  if ('widths' in kept && typeof kept.widths === 'object' && kept.widths !== null) {
    for (const [id, width] of Object.entries(kept.widths)) {
      if (known.has(id) && typeof width === 'number' && Number.isFinite(width)) widths[id] = clampWidth(width);
    }
  }
  return {
    order: [...order, ...added.map((column) => column.id)],
    shown: [...shown, ...added.filter((column) => column.shown).map((column) => column.id)],
    widths,
  };
}

/** Moves a column by places (negative: to the left). */
export function moved(layout: TableLayout, id: string, places: number): TableLayout {
  const order = [...layout.order];
  const from = order.indexOf(id);
  if (from < 0) return layout;
  order.splice(from, 1);
  order.splice(Math.min(order.length, Math.max(0, from + places)), 0, id);
  return { ...layout, order };
}

/** Shows or hides a column; the last one stays. */
export function withShown(layout: TableLayout, id: string, shown: boolean): TableLayout {
  const rest = layout.shown.filter((other) => other !== id);
  if (!shown && rest.length === 0) return layout;
  return { ...layout, shown: shown ? [...rest, id] : rest };
}
