/** The transaction search: one page of a window, rows read one by one. */
import { Failure } from '../../kernel/failure';
import { textOf } from '../field';
import type { ParkedItem } from '../pulled';
import { type Line, Refusal } from './client';
import { WINDOW_MS } from './cursor';
import { type Row, readRow } from './map-row';
import { searchSchema, timeOf } from './wire';

/** A window that has more rows than PayPal lists is refused long before. */
const MAX_PAGES = 1000;
const SECOND_MS = 1000;

export interface SearchPage {
  rows: readonly Row[];
  parked: readonly ParkedItem[];
  isLast: boolean;
  /** Up to when the search is complete; UTC milliseconds. */
  refreshed: number | null;
  /** Tells whether the next page is the same one again. */
  signature: string;
}

export interface Window {
  start: number;
  end: number;
}

export type SearchFilter = Readonly<Partial<Record<'transaction_type' | 'transaction_id', string>>>;

/** Rejects as Line.ask does; with Refusal `RESULTSET_TOO_LARGE` when the window holds more than PayPal lists. */
export async function searchPage(
  line: Line,
  window: Window,
  page: number,
  filter: SearchFilter = {},
): Promise<SearchPage> {
  if (page > MAX_PAGES) throw new Failure('gateway-endless-pages', { gateway: 'PayPal', page });
  const body = await line.ask({
    method: 'GET',
    path: '/v1/reporting/transactions',
    query: {
      start_date: dateText(window.start),
      end_date: dateText(window.end),
      fields: 'transaction_info,payer_info',
      // Y hides what is pending and has not moved the balance.
      balance_affecting_records_only: 'N',
      page_size: String(line.pageSize),
      page: String(page),
      ...filter,
    },
    what: 'transactions',
    page,
    repeat: 'freely',
  });
  const read = searchSchema.safeParse(body);
  if (!read.success) throw line.http.brokenAnswer(page);
  const { transaction_details: raws, total_pages, last_refreshed_datetime } = read.data;
  const mapped = raws.map(readRow);
  const isLast = typeof total_pages === 'number' ? page >= total_pages : raws.length < line.pageSize;
  const isPromised = !isLast || (typeof total_pages === 'number' && page > 1 && page === total_pages);
  if (isPromised && raws.length === 0) throw new Failure('gateway-endless-pages', { gateway: 'PayPal', page });
  return {
    rows: mapped.map(({ row }) => row).filter((row) => row !== null),
    parked: mapped.map(({ parked }) => parked).filter((parked) => parked !== null),
    isLast,
    refreshed: timeOf(textOf(last_refreshed_datetime) ?? ''),
    signature: mapped.map(({ row, parked }) => row?.key ?? parked?.externalId).join(' '),
  };
}

export function isTooLarge(error: unknown): boolean {
  return error instanceof Refusal && error.issue === 'RESULTSET_TOO_LARGE';
}

/** All rows of a period that pass the filter, a page at a time, in windows that PayPal takes. */
export async function* searchEach(line: Line, period: Window, filter: SearchFilter): AsyncGenerator<readonly Row[]> {
  let length = WINDOW_MS;
  for (let start = period.start; start < period.end; ) {
    const window = { start, end: Math.min(start + length, period.end) };
    try {
      for (let page = 1, isLast = false; !isLast; page++) {
        const found = await searchPage(line, window, page, filter);
        isLast = found.isLast;
        yield found.rows;
      }
      start = window.end;
    } catch (error) {
      if (!isTooLarge(error) || length < 2 * SECOND_MS) throw error;
      length = Math.floor((window.end - window.start) / 2);
    }
  }
}

/** As `searchEach`, for what is rare: it holds them all. */
export async function searchAll(line: Line, period: Window, filter: SearchFilter): Promise<Row[]> {
  const found: Row[] = [];
  for await (const rows of searchEach(line, period, filter)) found.push(...rows);
  return found;
}

/** RFC 3339 in whole seconds. */
export function dateText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
