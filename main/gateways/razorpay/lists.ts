/** Pages through one of Razorpay's lists by counting, asking for the next page while the last one is being stored. */
import { Failure } from '../../kernel/failure';
import { field } from '../field';
import { LABEL, type Line } from './client';
import { idOf } from './wire';

export const PAGE_SIZE = 100;
/** Per list and pull; the next pull goes on from there. */
const MAX_PAGES = 10_000;

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

/** Yields at least one page: Razorpay counts no total, a page that is not full is the last. Rejects with Failure. */
export async function* listPages(line: Line, options: ListOptions): AsyncGenerator<ListPage> {
  const count = options.count ?? PAGE_SIZE;
  let skip = options.skip ?? 0;
  let before = new Set<string>();
  let next = fetchPage(line, options, count, skip, 1);
  for (let number = 1; ; number++) {
    const items = await next;
    const isLast = items.length < count;
    const ids = new Set<string>();
    const rows: unknown[] = [];
    let news = 0;
    let places = 0;
    for (const row of items) {
      const id = idOf(row, options.idField);
      const isAgain = id !== null && ids.has(id);
      // A row that stands twice on one page has one place in the list.
      if (!isAgain) places++;
      if (id !== null) ids.add(id);
      if (isAgain || (id !== null && before.has(id))) continue;
      rows.push(row);
      if (id !== null) news++;
    }
    skip += places;
    if (!isLast) {
      if (news === 0 || number >= (options.maxPages ?? MAX_PAGES)) throw endless(number);
      next = fetchPage(line, options, count, skip, number + 1);
      // It is awaited in the next turn; without this a failure that comes before counts as unhandled.
      next.catch(() => undefined);
    }
    yield { rows, skip, isLast };
    if (isLast) return;
    before = ids;
  }
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
