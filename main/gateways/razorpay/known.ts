/** What never changes once it is known, kept while the program runs: a list that is read again asks for none of it. */
import type { PageObject } from './wire';

const MAX_KEPT = 20_000;

export class Known {
  readonly pages = new Map<string, PageObject>();
  readonly captured = new Map<string, boolean>();
}

/** Adds it; the oldest goes when there are too many. */
export function keep<T>(map: Map<string, T>, id: string, value: T): void {
  const oldest = map.size >= MAX_KEPT ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(id, value);
}
