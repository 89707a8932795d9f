/** Paystack's lists: newest first, by page number, 50 a page unless told otherwise, `from` and `to` by creation, with a total. */
import { disputeObject, listedRefund, payoutObject } from './aftermath-objects';
import { customerObject, listedTransaction } from './objects';
import { PaystackProblem } from './problem';
import type { Shelf, Store } from './store';

const MOST = 100;
const END_OF_TIME = 253_402_300_799_999;

interface Paging {
  perPage: number;
  page: number;
  from: number;
  to: number;
}

/** JSON text of one page of the list at `path`; null when there is no such list. Throws PaystackProblem. */
export function answerList(store: Store, path: string, query: URLSearchParams): string | null {
  const paging = pagingOf(query);
  const contents = /^\/settlement\/(\d+)\/transactions?$/.exec(path)?.[1];
  if (contents !== undefined) return contentsOf(store, contents, paging);
  switch (path) {
    case '/customer':
      return listOf(store.customers, paging, 'Customers', (row) => customerObject(store, row));
    case '/transaction':
      return transactions(store, query, paging);
    case '/refund': {
      const wanted = query.get('transaction');
      const keep = (row: { transaction: number }) => wanted === null || String(row.transaction) === wanted;
      return listOf(store.refunds, paging, 'Refunds', (row) => listedRefund(store, row), keep);
    }
    case '/dispute': {
      const wanted = query.get('transaction');
      const keep = (row: { transaction: number }) => wanted === null || String(row.transaction) === wanted;
      return listOf(store.disputes, paging, 'Disputes', (row) => disputeObject(store, row), keep);
    }
    case '/settlement':
      return listOf(store.payouts, paging, 'Settlements', (row) => payoutObject(store, row));
    default:
      return null;
  }
}

function transactions(store: Store, query: URLSearchParams, paging: Paging): string {
  const [status, settlement] = [query.get('status'), query.get('settlement')];
  const isFiltered = status !== null || settlement !== null;
  const keep = (row: { status: string; settlement: number | null }) =>
    (status === null || row.status === status) && (settlement === null || String(row.settlement) === settlement);
  const show = (row: Parameters<typeof listedTransaction>[1]) => listedTransaction(store, row);
  return listOf(store.transactions, paging, 'Transactions', show, isFiltered ? keep : undefined);
}

function contentsOf(store: Store, id: string, { perPage, page }: Paging): string {
  const payout = store.payouts.get(Number.parseInt(id, 10));
  if (!payout) throw new PaystackProblem(404, 'Settlement not found', 'not_found');
  const rows = payout.transactions.slice((page - 1) * perPage, page * perPage);
  const shown = rows.map((one) => listedTransaction(store, store.transactions.of(one)));
  return answer('Transactions', shown, payout.transactions.length, { perPage, page, from: 0, to: 0 });
}

function listOf<T extends { id: number; createdAt: number }>(
  shelf: Shelf<T>,
  paging: Paging,
  what: string,
  show: (row: T) => object,
  keep?: (row: T) => boolean,
): string {
  const { perPage, page, from, to } = paging;
  const skip = (page - 1) * perPage;
  if (!keep) {
    const { rows, total } = shelf.page(from, to, skip, perPage);
    return answer(what, rows.map(show), total, paging);
  }
  const kept = shelf.page(from, to, 0, shelf.size).rows.filter(keep);
  return answer(what, kept.slice(skip, skip + perPage).map(show), kept.length, paging);
}

function answer(what: string, data: readonly object[], total: number, { perPage, page }: Paging): string {
  const counts = { total, skipped: (page - 1) * perPage, page, pageCount: Math.ceil(total / perPage) };
  // A number here, the same number as text there.
  const isText = what === 'Refunds' || page % 2 === 0;
  const meta = { ...counts, perPage: isText ? String(perPage) : perPage, ...moreCounts[what] };
  return JSON.stringify({ status: true, message: `${what} retrieved`, data, meta });
}

const moreCounts: Readonly<Record<string, object>> = {
  Transactions: { total_volume: 0 },
  Refunds: { failedRefundCount: 0 },
};

function pagingOf(query: URLSearchParams): Paging {
  return {
    perPage: Math.min(MOST, wholeOf(query, 'perPage', wholeOf(query, 'per_page', 50))),
    page: wholeOf(query, 'page', 1),
    from: timeOf(query, 'from', 0),
    to: timeOf(query, 'to', END_OF_TIME),
  };
}

function wholeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new PaystackProblem(400, `${name} must be a positive number`, 'invalid_params');
  return Number.parseInt(text, 10);
}

function timeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new PaystackProblem(400, `${name} is not a date`, 'invalid_params');
  return at;
}
