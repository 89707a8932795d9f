/** Pages through one of Razorpay's lists by counting, asking for the next page while the last one is being stored. */
import { Failure } from '../../kernel/failure';
import { field } from '../field';
import { LABEL, type Line } from './client';
import { idOf } from './wire';

export const PAGE_SIZE = 100;
/** Per list and pull; the next pull goes on from there. */
const MAX_PAGES = 10_000;
/** A list that never holds still is taken as it comes; what it holds is known by its ids. */
const MAX_BACKS = 3;

export interface ListPage {
  /** Without those of the page before: rows that come while a list is paged push others onto the next page. */
  rows: readonly unknown[];
  /** So many rows of the list lie behind, with this page. */
  skip: number;
  isLast: boolean;
}

export interface ListOptions {
  /** For failures: `payments`. */
  what: string;
  path: string;
  query?: Readonly<Record<string, string>>;
  /** So many rows are passed over. */
  skip?: number;
  count?: number;
  /** The field that tells one row from another; `id` when left out. */
  idField?: string;
  maxPages?: number;
}

/**
 * Yields at least one page: Razorpay counts no total, a page that is not full is the last. Each page is asked for from the last row
 * of the one before on: where it does not begin with that, rows have moved or were left out, and the pages are read again from
 * one page earlier. Rejects with Failure.
 */
export async function* listPages(line: Line, options: ListOptions): AsyncGenerator<ListPage> {
  const count = options.count ?? PAGE_SIZE;
  let backs = MAX_BACKS;
  let from = options.skip ?? 0;
  let before: readonly string[] = [];
  let next = fetchPage(line, options, count, from, 1);
  for (let number = 1; ; number++) {
    const items = await next;
    const { rows, ids, places, news } = newRows(items, new Set(before), options.idField);
    const isBack = !isContinued(ids, before) && backs > 0;
    if (isBack) backs--;
    const skip = isBack ? Math.max(0, from - count) : from + places;
    const isLast = !isBack && items.length < count;
    if (!isLast) {
      if ((news === 0 && !isBack) || number >= (options.maxPages ?? MAX_PAGES)) throw endless(number);
      before = isBack ? [] : ids;
      from = before.length > 0 ? skip - 1 : skip;
      next = fetchPage(line, options, count, from, number + 1);
      // It is awaited in the next turn; without this a failure that comes before counts as unhandled.
      next.catch(() => undefined);
    }
    yield { rows, skip, isLast };
    if (isLast) return;
  }
}

/** The rows of a page that were not on the page before. A row that stands twice on one page has one place in the list. */
function newRows(items: readonly unknown[], before: ReadonlySet<string>, idField: string | undefined) {
  const ids = new Set<string>();
  const rows: unknown[] = [];
  let [news, nameless] = [0, 0];
  for (const row of items) {
    const id = idOf(row, idField);
    if (id === null) nameless++;
    else if (ids.has(id)) continue;
    else {
      ids.add(id);
      if (before.has(id)) continue;
      news++;
    }
    rows.push(row);
  }
  return { rows, ids: [...ids], places: ids.size + nameless, news };
}

/** Whether a page begins with the end of the page before: its last row, and others where rows that came meanwhile push them on. */
function isContinued(ids: readonly string[], before: readonly string[]): boolean {
  if (before.length === 0) return true;
  const at = before.indexOf(ids[0] ?? '');
  return at >= 0 && before.slice(at).every((id, index) => id === ids[index]);
}

function endless(page: number): Failure {
  return new Failure('gateway-endless-pages', { gateway: LABEL, page });
}

function fetchPage(
  line: Line,
  { what, path, query }: ListOptions,
  count: number,
  skip: number,
  page: number,
): Promise<readonly unknown[]> {
  return line.rows(what, path, { ...query, count: String(count), skip: String(skip) }, page);
}

/** `created_at` of each row that states one, in Unix seconds; never one in milliseconds, which would hide all that comes. */
export function createdOf(rows: readonly unknown[]): number[] {
  return rows
    .map((row) => field(row, 'created_at'))
    .filter((at): at is number => typeof at === 'number' && Number.isSafeInteger(at) && at > 0 && at < 100_000_000_000);
}

const AT_ONCE = 4;

/** Works on a few at a time, so that a long page is neither slow nor a flood. */
export async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
