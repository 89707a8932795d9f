/**
 * Where rows stand in a scroll area that may be taller than a browser allows (Chromium caps an element at 33,554,428 px,
 * and at less when the page is zoomed). The list has a *true* height; the area has a *drawn* one, capped. Small steps
 * (wheel, touch, arrow keys) move both by the same pixels; a jump of the scrollbar moves in proportion.
 */
export interface Extent {
  /** Rows in the list. */
  count: number;
  /** Pixels. */
  rowHeight: number;
  /** Pixels of the area in which rows are seen. */
  view: number;
}

/** Stays below Chromium's cap at 400 % zoom. */
export const DRAWN_CAP = 8_000_000;

export function trueHeight({ count, rowHeight }: Extent): number {
  return count * rowHeight;
}

export function drawnHeight(extent: Extent): number {
  return Math.min(trueHeight(extent), DRAWN_CAP);
}

function lastTop(height: number, view: number): number {
  return Math.max(0, height - view);
}

export function isScaled(extent: Extent): boolean {
  return trueHeight(extent) > DRAWN_CAP;
}

export function clampTrue(top: number, extent: Extent): number {
  return Math.min(Math.max(0, top), lastTop(trueHeight(extent), extent.view));
}

/** The true top that stands at the same share of the list as the drawn top does of the area. */
export function trueFromDrawn(drawn: number, extent: Extent): number {
  if (!isScaled(extent)) return clampTrue(drawn, extent);
  const range = lastTop(drawnHeight(extent), extent.view);
  if (range === 0) return 0;
  return clampTrue((drawn / range) * lastTop(trueHeight(extent), extent.view), extent);
}

export function drawnFromTrue(top: number, extent: Extent): number {
  if (!isScaled(extent)) return clampTrue(top, extent);
  const range = lastTop(trueHeight(extent), extent.view);
  return range === 0 ? 0 : (clampTrue(top, extent) / range) * lastTop(drawnHeight(extent), extent.view);
}

export interface Tops {
  drawn: number;
  true: number;
}

/** What a scroll event means. Steps of up to three views are steps; more is a jump. */
export function afterScroll(before: Tops, drawn: number, extent: Extent): Tops {
  if (!isScaled(extent)) return { drawn, true: clampTrue(drawn, extent) };
  const step = drawn - before.drawn;
  if (Math.abs(step) > 3 * extent.view) return { drawn, true: trueFromDrawn(drawn, extent) };
  return { drawn, true: clampTrue(before.true + step, extent) };
}

/** After steps the drawn top has drifted from its share: where it belongs once scrolling rests. */
export function atRest(tops: Tops, extent: Extent): Tops {
  return { drawn: drawnFromTrue(tops.true, extent), true: tops.true };
}

/** True when the area has run out before the list has: it must be brought to rest at once, so that stepping goes on. */
export function ranOut({ drawn, true: top }: Tops, extent: Extent): boolean {
  if (!isScaled(extent)) return false;
  const atStart = drawn <= 0 && top > 0;
  const atEnd =
    drawn >= lastTop(drawnHeight(extent), extent.view) - 1 && top < lastTop(trueHeight(extent), extent.view);
  return atStart || atEnd;
}

/** First and last row to draw, `spare` rows beyond what is seen. `last` is -1 for an empty list. */
export function rowsSeen(top: number, extent: Extent, spare: number): { first: number; last: number } {
  const first = Math.max(0, Math.floor(top / extent.rowHeight) - spare);
  const last = Math.min(extent.count - 1, Math.ceil((top + extent.view) / extent.rowHeight) - 1 + spare);
  return { first: Math.min(first, Math.max(0, last)), last };
}

/** The true top at which row `index` is wholly seen, moving as little as possible. */
export function topToShow(index: number, top: number, extent: Extent): number {
  const start = index * extent.rowHeight;
  if (start < top) return clampTrue(start, extent);
  const end = start + extent.rowHeight;
  return end > top + extent.view ? clampTrue(end - extent.view, extent) : top;
}
