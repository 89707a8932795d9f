/** Pages through the list of payments, from the oldest to the newest, asking for the next page while the last one is being stored. */
import { Failure } from '../../kernel/failure';
import { field } from '../field';
import type { Line } from './client';
import { idTextOf, listSchema } from './wire';

export const PAGE_SIZE = 500;
const MAX_PAGES = 10_000;

export interface ListWish {
  /** UTC milliseconds, taken by the day; 0: from the beginning. */
  from: number;
  /** The first page to ask for, from 0. */
  page: number;
  /** Only the payments of this invoice. */
  invoice?: string;
  /** Rows in a page, up to 500. */
  size?: number;
}

export interface ListPage {
  /** From 0. */
  page: number;
  rows: readonly unknown[];
  isLast: boolean;
}

/** Yields at least one page. Rejects with Failure; pages that were yielded stay good. */
export async function* listPayments(line: Line, wish: ListWish): AsyncGenerator<ListPage> {
  let before = '';
  let next = fetchPage(line, wish, wish.page);
  for (;;) {
    const page = await next;
    const print = `${page.rows.length}/${idOf(page.rows[0])}/${idOf(page.rows.at(-1))}`;
    const isStuck = page.rows.length === 0 || print === before || page.page - wish.page >= MAX_PAGES;
    if (!page.isLast && isStuck) throw endless(page.page + 1);
    before = print;
    if (page.isLast) {
      yield page;
      return;
    }
    next = fetchPage(line, wish, page.page + 1);
    // It is awaited in the next turn; without this a failure that comes before counts as unhandled.
    next.catch(() => undefined);
    yield page;
  }
}

function endless(page: number): Failure {
  return new Failure('gateway-endless-pages', { gateway: 'NOWPayments', page });
}

function idOf(row: unknown): string {
  return idTextOf(field(row, 'payment_id')) ?? '';
}

async function fetchPage(line: Line, wish: ListWish, page: number): Promise<ListPage> {
  const size = wish.size ?? PAGE_SIZE;
  // `orderBy` is the direction: a field's name there is answered with a 500.
  const query: Record<string, string> = { limit: `${size}`, page: `${page}`, sortBy: 'created_at', orderBy: 'asc' };
  if (wish.from > 0) query.dateFrom = new Date(wish.from).toISOString().slice(0, 10);
  if (wish.invoice !== undefined) query.invoiceId = wish.invoice;
  const raw = await line.getSignedIn({ path: '/v1/payment/', query, what: 'payments', page: page + 1 });
  const read = listSchema.safeParse(raw);
  if (!read.success) throw line.http.brokenAnswer(page + 1);
  const { data, pagesCount } = read.data;
  const isLast = pagesCount === null ? data.length < size : page + 1 >= pagesCount;
  if (data.length === 0 && page > 0 && page + 1 === pagesCount) throw endless(page + 1);
  return { page, rows: data, isLast };
}
