/** Finds what an attempt made by paging through what Stripe lists since about the time it was sent. */
import type Stripe from 'stripe';
import type { Line } from './client';
import { type ListParams, listPages } from './lists';

const DAY_MS = 86_400_000;
/** Past so many pages (100 rows each) it is not there. */
const MAX_PAGES = 100;

export interface LookUp {
  /** For failures: `payments`. */
  what: string;
  /** UTC milliseconds by this computer, whose clock may be hours off. */
  sentAt: number;
  fetch(stripe: Stripe, params: ListParams): Promise<unknown>;
  isIt(row: unknown): boolean;
}

/** Null when Stripe lists none. Rejects with Failure. */
export async function findListed(line: Line, { what, sentAt, fetch, isIt }: LookUp): Promise<unknown> {
  const from = Math.max(0, Math.floor((sentAt - DAY_MS) / 1000));
  for await (const page of listPages(line, { what, from, after: null, fetch, maxPages: MAX_PAGES })) {
    const found = page.rows.find(isIt);
    if (found !== undefined) return found;
  }
  return null;
}
