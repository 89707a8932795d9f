/**
 * When the book changes under a list, what a person has an eye on stays: the keyboard's place goes with its row, and rows that were
 * scrolled to stay where they are seen. At its top a list shows what is new.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Hands } from './grid-actions';
import type { Pages } from './pages';

interface Steady<Row> {
  area: RefObject<HTMLElement | null>;
  hands: Hands<Row>;
  pages: Pages<Row>;
  rowId(row: Row): string;
  /** The first and the last row that are drawn. */
  drawn: { first: number; last: number };
  /** The first row that is wholly seen; 0 at the top of the list. */
  firstSeen(): number;
  /** Scrolls by whole rows, down where above 0. */
  scrollBy(rows: number): void;
}

/** The rows as a person saw them, by where they stood. */
interface Before<Row> {
  pages: Pages<Row>;
  version: number;
  ids: ReadonlyMap<number, string>;
}

function look<Row>({ pages, rowId, drawn, hands }: Steady<Row>, version: number): Before<Row> {
  const ids = new Map<number, string>();
  const see = (index: number) => {
    const row = pages.row(index);
    if (row !== undefined) ids.set(index, rowId(row));
  };
  for (let index = drawn.first; index <= drawn.last; index++) see(index);
  see(hands.active.row);
  return { pages, version, ids };
}

function placesMoved<Row>({ pages, rowId }: Steady<Row>, before: Before<Row>, index: number): number | null {
  const id = before.ids.get(index);
  const now = id === undefined ? null : pages.find((row) => rowId(row) === id);
  return now === null ? null : now - index;
}

function keepPlace<Row>(steady: Steady<Row>, before: Before<Row>): void {
  const { hands, area } = steady;
  const { active } = hands;
  if (!hands.touched || hands.follow !== null) return;
  const places = placesMoved(steady, before, active.row) ?? 0;
  if (places === 0) return;
  hands.anchor = Math.max(0, hands.anchor + places);
  hands.focusDue = area.current?.contains(document.activeElement) ?? false;
  hands.setActive({ ...active, row: active.row + places });
}

function keepSeen<Row>(steady: Steady<Row>, before: Before<Row>): void {
  const first = steady.firstSeen();
  if (first === 0) return;
  for (let index = first; index <= steady.drawn.last; index++) {
    const places = placesMoved(steady, before, index);
    // One that is gone from the list tells nothing; the next one does.
    if (places === null) continue;
    if (places !== 0) steady.scrollBy(places);
    return;
  }
}

export function useSteady<Row>(steady: Steady<Row>): void {
  const before = useRef<Before<Row> | null>(null);
  useLayoutEffect(() => {
    const version = steady.pages.version();
    if (version === null) return;
    const old = before.current;
    before.current = look(steady, version);
    if (old === null || old.pages !== steady.pages || old.version === version) return;
    keepSeen(steady, old);
    keepPlace(steady, old);
  });
}
