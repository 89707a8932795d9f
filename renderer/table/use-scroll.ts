/** Ties a scroll area to the rows that are drawn in it (see scroll-scale.ts): few renders, no row is ever measured. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  afterScroll,
  atRest,
  clampTrue,
  drawnFromTrue,
  drawnHeight,
  type Extent,
  isScaled,
  ranOut,
  rowsSeen,
  type Tops,
  topToShow,
} from './scroll-scale';

/** Rows drawn beyond the edges, so that a quick wheel finds them there. */
const SPARE_ROWS = 10;
const REST_MS = 140;

type Area = RefObject<HTMLElement | null>;

export interface Seen {
  first: number;
  last: number;
  /** Pixels from a row's true place to where it is drawn. */
  base: number;
}

export interface Scroll {
  seen: Seen;
  /** Pixels of the area that rows stand in. */
  height: number;
  width: number;
  /** Rows that are seen at once. */
  page: number;
  onScroll(): void;
  showRow(index: number): void;
  /** The first row that is wholly seen; 0 at the top of the list. */
  firstSeen(): number;
  /** By whole rows, down where above 0. */
  scrollBy(rows: number): void;
}

function sameSeen(a: Seen, b: Seen): boolean {
  return a.first === b.first && a.last === b.last && a.base === b.base;
}

function useSize(area: Area): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setSize((old) => (old.width === next.width && old.height === next.height ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
  return size;
}

/** Where the list stands, what is seen of it, and the way to put it elsewhere. */
function usePlacing(area: Area, extent: Extent) {
  const tops = useRef<Tops>({ drawn: 0, true: 0 });
  const [seen, setSeen] = useState<Seen>({ first: 0, last: -1, base: 0 });
  const draw = useCallback(() => {
    const { drawn, true: top } = tops.current;
    const base = isScaled(extent) ? Math.round(drawn - top) : 0;
    const next = { ...rowsSeen(top, extent, SPARE_ROWS), base };
    setSeen((old) => (sameSeen(old, next) ? old : next));
  }, [extent]);
  const place = useCallback(
    (next: Tops) => {
      const element = area.current;
      if (!element) return;
      // Touching scrollTop makes the browser lay out the page at once: only when there is somewhere to go.
      if (next.drawn !== tops.current.drawn) element.scrollTop = next.drawn;
      const drawn = next.drawn === tops.current.drawn ? next.drawn : element.scrollTop;
      tops.current = { drawn, true: next.true };
      draw();
    },
    [area, draw],
  );
  useLayoutEffect(() => {
    place(atRest({ ...tops.current, true: clampTrue(tops.current.true, extent) }, extent));
  }, [extent, place]);
  return { tops, seen, draw, place };
}

/** `headHeight`: pixels of the area that a head covers, at its top. */
export function useScroll(area: Area, count: number, rowHeight: number, headHeight: number): Scroll {
  const size = useSize(area);
  const view = Math.max(0, size.height - headHeight);
  const extent = useMemo<Extent>(() => ({ count, rowHeight, view }), [count, rowHeight, view]);
  const { tops, seen, draw, place } = usePlacing(area, extent);
  const restTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(restTimer.current), []);

  const onScroll = useCallback(() => {
    const element = area.current;
    if (!element) return;
    tops.current = afterScroll(tops.current, element.scrollTop, extent);
    if (ranOut(tops.current, extent)) place(atRest(tops.current, extent));
    else draw();
    clearTimeout(restTimer.current);
    if (isScaled(extent)) restTimer.current = setTimeout(() => place(atRest(tops.current, extent)), REST_MS);
  }, [area, tops, extent, draw, place]);
  const showRow = useCallback(
    (index: number) => {
      const top = topToShow(index, tops.current.true, extent);
      if (top !== tops.current.true) place({ drawn: drawnFromTrue(top, extent), true: top });
    },
    [tops, extent, place],
  );
  const firstSeen = useCallback(() => Math.ceil(tops.current.true / extent.rowHeight), [tops, extent]);
  const scrollBy = useCallback(
    (rows: number) => {
      const top = clampTrue(tops.current.true + rows * extent.rowHeight, extent);
      place({ drawn: drawnFromTrue(top, extent), true: top });
    },
    [tops, extent, place],
  );
  const page = Math.max(1, Math.floor(view / rowHeight) - 1);
  return { seen, height: drawnHeight(extent), width: size.width, page, onScroll, showRow, firstSeen, scrollBy };
}
