/** `GET /v1/reporting/transactions` and `/balances`, with PayPal's limits: 31 days, three years, page sizes, too many rows. */
import { moneyOf } from '../amount';
import { type Bank, movesBalance } from './bank';
import { badRequest, PaypalProblem } from './problem';
import { rowShown } from './show';
import type { Row } from './things';

const DAY_MS = 86_400_000;
const WINDOW_MS = 31 * DAY_MS;
const HISTORY_MS = 3 * 365 * DAY_MS;
const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export interface SearchRules {
  /** How far the search lags behind the account. */
  lagMs: number;
  /** More rows than this in a window are refused. */
  maxRows: number;
}

/** Throws PaypalProblem for what PayPal refuses. */
export function searchAnswer(
  url: string,
  bank: Bank,
  query: URLSearchParams,
  nowMs: number,
  rules: SearchRules,
): object {
  const start = dateOf(query, 'start_date');
  const end = dateOf(query, 'end_date');
  if (end < start) throw badRequest('INVALID_DATE_RANGE', 'End date should be greater than start date.');
  if (end - start > WINDOW_MS) throw badRequest('INVALID_DATE_RANGE', 'Date range is greater than 31 days.');
  if (start < nowMs - HISTORY_MS) throw badRequest('INVALID_DATE_RANGE', 'Start date is more than three years ago.');
  const size = wholeOf(query, 'page_size', 1, 500, 100);
  const page = wholeOf(query, 'page', 1, 100_000, 1);
  const refreshed = nowMs - rules.lagMs;
  const found = visible(bank, { start, end, refreshed, nowMs }, query);
  if (found.length > rules.maxRows) {
    const about = 'Result set size is greater than the maximum limit. Change the filter criteria and try again.';
    throw new PaypalProblem(400, 'RESULTSET_TOO_LARGE', about);
  }
  const rows = found.slice((page - 1) * size, page * size);
  const dates = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+0000`;
  return {
    transaction_details: rows.map((row) => rowShown(bank, row)),
    account_number: bank.account,
    start_date: dates(start),
    end_date: dates(end),
    last_refreshed_datetime: dates(refreshed),
    page,
    total_items: found.length,
    total_pages: Math.ceil(found.length / size),
    links: [{ href: `${url}/v1/reporting/transactions?${query}`, rel: 'self', method: 'GET' }],
  };
}

interface Span {
  start: number;
  end: number;
  refreshed: number;
  nowMs: number;
}

/** By time, as the search lists them. */
function visible(bank: Bank, { start, end, refreshed, nowMs }: Span, query: URLSearchParams): Row[] {
  const all = query.get('balance_affecting_records_only') === 'N';
  const type = query.get('transaction_type');
  const id = query.get('transaction_id');
  const rows: Row[] = [];
  for (let place = firstAt(bank.rows, start); place < bank.rows.length; place++) {
    const row = bank.rows[place];
    if (!row || row.at > end) break;
    if (row.at > refreshed || row.visible > nowMs) continue;
    if ((type === null || row.code === type) && (id === null || row.id === id) && (all || movesBalance(row)))
      rows.push(row);
  }
  return rows;
}

function firstAt(rows: readonly Row[], at: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at ?? 0) >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function dateOf(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null) throw badRequest('MISSING_REQUIRED_PARAMETER', `The ${name} is required.`);
  const at = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest('INVALID_PARAMETER_SYNTAX', `The ${name} is not a date and time.`);
  return at;
}

/** Throws PaypalProblem for what is no whole number in those bounds. */
export function wholeOf(query: URLSearchParams, name: string, low: number, high: number, usual: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const value = /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (!(value >= low && value <= high)) throw badRequest('INVALID_PARAMETER_VALUE', `The value of ${name} is invalid.`);
  return value;
}

export function balancesAnswer(bank: Bank, nowMs: number): object {
  const sums = [...bank.balances(nowMs)].sort(([a], [b]) => (a < b ? -1 : 1));
  const time = new Date(nowMs).toISOString();
  const balances = sums.map(([currency, amount], index) => ({
    currency,
    primary: index === 0,
    total_balance: moneyOf(amount, currency),
    available_balance: moneyOf(amount, currency),
    withheld_balance: moneyOf(0, currency),
  }));
  return { balances, account_id: bank.account, as_of_time: time, last_refresh_time: time };
}
