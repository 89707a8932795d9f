/** A list's rows for a table: another list replaces the one on screen when its first rows are there, or soon after. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPages, type LoadPage, type Pages } from './pages';

/** A new list that takes longer than this is shown as empty lines meanwhile. */
const HOLD_MS = 220;
/** Enough of a new list to fill a tall window. */
const FIRST_ROWS = 40;

interface Source<Row> {
  key: string;
  pages: Pages<Row>;
  subscribe(listener: () => void): () => void;
  ticks(): number;
}

function createSource<Row>(key: string, load: LoadPage<Row>): Source<Row> {
  const listeners = new Set<() => void>();
  let ticks = 0;
  const pages = createPages(load, () => {
    ticks++;
    for (const listener of listeners) listener();
  });
  return {
    key,
    pages,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ticks: () => ticks,
  };
}

export interface Rows<Row> {
  pages: Pages<Row>;
  /** Changes with each list that comes on screen. */
  key: string;
}

/** `key` names the list (its filter and sorting); `version` rises when the book changed under it. */
export function useRows<Row>(key: string, version: number, load: LoadPage<Row>): Rows<Row> {
  const newest = useRef(load);
  newest.current = load;
  const make = useCallback((of: string) => createSource<Row>(of, newest.current), []);
  const [source, setSource] = useState(() => make(key));
  const coming = useRef<Source<Row>>(undefined);

  useEffect(() => {
    if (key === source.key) return;
    const next = make(key);
    coming.current = next;
    const swap = () => {
      if (coming.current !== next) return;
      coming.current = undefined;
      source.pages.stop();
      setSource(next);
    };
    const stopListening = next.subscribe(swap);
    const timer = setTimeout(swap, HOLD_MS);
    next.pages.look(0, FIRST_ROWS);
    return () => {
      clearTimeout(timer);
      stopListening();
      if (coming.current === next) {
        coming.current = undefined;
        next.pages.stop();
      }
    };
  }, [key, source, make]);

  const seenVersion = useRef(version);
  useEffect(() => {
    if (seenVersion.current === version) return;
    seenVersion.current = version;
    source.pages.refresh();
    coming.current?.pages.refresh();
  }, [version, source]);

  useSyncExternalStore(source.subscribe, source.ticks);
  return { pages: source.pages, key: source.key };
}
