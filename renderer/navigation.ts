/** Where the person is: `#/payments/<id>?status=Pending`. The address holds it, so that reload, back and links work. */
import { useSyncExternalStore } from 'react';

export interface Place {
  screen: string;
  /** The row or page that is open on the screen. */
  id: string | null;
  /** What the screen shows: its filter, its sorting. Names and values as text. */
  query: Readonly<Record<string, string>>;
}

/** Gives null for an address that is none of ours. At most 4,000 characters are read. */
export function readPlace(hash: string): Place | null {
  const match = /^#\/([a-z-]{1,40})(?:\/([\w-]{1,80}))?(?:\?(.*))?$/.exec(hash.slice(0, 4000));
  if (!match) return null;
  const [, screen = '', id = null, search = ''] = match;
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) query[name] = value;
  return { screen, id, query };
}

export function writePlace(place: Place): string {
  const kept = Object.entries(place.query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(kept).toString();
  return `#/${place.screen}${place.id === null ? '' : `/${place.id}`}${search === '' ? '' : `?${search}`}`;
}

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', tell);
  };
}

/** `replace` for changes that *Back* should not walk through one by one: typing in a filter, the next row. */
export function go(place: Place, how: 'push' | 'replace' = 'push'): void {
  const hash = writePlace(place);
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  tell();
}

let last: { hash: string; place: Place | null } = { hash: '', place: null };

function currentPlace(): Place | null {
  if (location.hash !== last.hash) last = { hash: location.hash, place: readPlace(location.hash) };
  return last.place;
}

/** Null when the address names no place: the app then shows its first screen. */
export function usePlace(): Place | null {
  return useSyncExternalStore(subscribe, currentPlace);
}

/** The address of a screen, for a link. */
export function linkTo(screen: string, id: string | null = null, query: Place['query'] = {}): string {
  return writePlace({ screen, id, query });
}
