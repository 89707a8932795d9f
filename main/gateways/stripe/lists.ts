/** Pages through one of Stripe's lists, newest first, asking for the next page while the last one is being stored. */
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import type { Line } from './client';
import { idOf, listSchema } from './wire';

export const PAGE_SIZE = 100;
/** Per list and pull; the next pull goes on from there. */
const MAX_PAGES = 10_000;
/** A list that never holds still is taken as it comes; what it holds is known by its ids. */
const MAX_BACKS = 3;

export interface ListParams {
  limit: number;
  starting_after?: string;
  created?: { gte: number };
}

export interface ListPage {
  rows: readonly unknown[];
  /** The id of the last row: the place to go on from. */
  last: string | null;
  isLast: boolean;
}

export interface ListOptions {
  /** For failures: `payments`. */
  what: string;
  /** Unix seconds; 0: everything. */
  from: number;
  after: string | null;
  fetch(stripe: Stripe, params: ListParams): Promise<unknown>;
  maxPages?: number;
}

/** Yields at least one page. Rejects with Failure; pages that were yielded stay good. */
export async function* listPages(line: Line, options: ListOptions): AsyncGenerator<ListPage> {
  let seen = new Set<string>(options.after === null ? [] : [options.after]);
  let backs = MAX_BACKS;
  let before: ListPage | null = null;
  let number = 1;
  let next = fetchPage(line, options, options.after, number);
  for (;;) {
    const page = await next;
    if (page.last !== null && !page.isLast) {
      if (seen.has(page.last)) throw endless(number);
      seen.add(page.last);
    }
    // More was promised; nothing would end the list where rows may follow.
    if (before !== null && page.rows.length === 0) throw endless(number);
    const isBack: boolean = before !== null && repeats(page, before) && backs-- > 0;
    if (page.isLast && !isBack) {
      yield page;
      return;
    }
    if (page.last === null || number >= (options.maxPages ?? MAX_PAGES)) throw endless(number);
    number++;
    before = isBack ? null : page;
    if (isBack) seen = new Set();
    next = fetchPage(line, options, isBack ? options.after : page.last, number);
    // It is awaited in the next turn; without this a failure that comes before counts as unhandled.
    next.catch(() => undefined);
    yield { ...page, isLast: false };
  }
}

/** Rows that stood on the page before have moved, and others may have been passed over: the list is read again. */
function repeats({ rows }: ListPage, before: ListPage): boolean {
  const known = new Set(before.rows.map(idOf));
  return rows.some((row) => idOf(row) !== null && known.has(idOf(row)));
}

function endless(page: number): Failure {
  return new Failure('gateway-endless-pages', { gateway: 'Stripe', page });
}

async function fetchPage(line: Line, options: ListOptions, after: string | null, number: number): Promise<ListPage> {
  const params: ListParams = { limit: PAGE_SIZE };
  if (options.from > 0) params.created = { gte: options.from };
  if (after !== null) params.starting_after = after;
  let raw = await line.ask(options.what, number, (stripe) => {
    const asked = options.fetch(stripe, params);
    return after === null ? asked : orGone(asked);
  });
  if (raw === gone) {
    // The object to go on from was deleted since: this list begins again; what is stored already is known by its id.
    delete params.starting_after;
    raw = await line.ask(options.what, number, (stripe) => options.fetch(stripe, params));
  }
  const read = listSchema.safeParse(raw);
  if (!read.success) throw new Failure('gateway-broken-answer', { gateway: 'Stripe', page: number });
  const rows = read.data.data;
  const last = rows.findLast((row) => idOf(row) !== null);
  return { rows, last: idOf(last), isLast: !read.data.has_more };
}

export const gone = Symbol('gone');

/** Gives `gone` in the place of Stripe's "no such object"; other refusals pass on. */
export async function orGone(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return gone;
    throw error;
  }
}
