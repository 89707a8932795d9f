/**
 * Counts and totals of a filter. Where the days' sums know them they are exact at once. Elsewhere the list's thread looks at a bounded
 * number of rows, so that no page waits, and tells what it counted so far; the other thread counts all of them in steps.
 */
import { allOf, type Where } from '../../db/list';
import { job, query, type StepProgress } from '../../db/reader';
import { type Db, one, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { Status } from '../../kernel/payment';
import type { PaymentFilter, PaymentTotals } from './contract';
import { dayWhere, isOfDays, paymentWhere, whereWithoutText } from './filter';
import { searchFor } from './search';

/** Rows that the first answer reads at most: about 30 ms. */
const MOST_READ = 20_000;
/** The same where each row's texts are read. */
const MOST_LOOKED_AT = 4_000;
/** Bounds how long a cancel waits. */
const ROWS_A_STEP = 20_000;

interface Sum {
  status: Status;
  currency: string;
  n: bigint;
  amount: bigint;
  receipts: bigint;
}

interface Counted {
  sums: readonly Sum[];
  exact: boolean;
}

/** What can be told at once: `exact`, or at least so many. */
export const paymentTotals = query('payments.totals', (db, filter: PaymentFilter): PaymentTotals => {
  const { status, ...rest } = filter;
  const { sums, exact } = isOfDays(rest) ? { sums: daySums(db, rest), exact: true } : countedAtOnce(db, rest);
  return totalsOf(sums, status, exact);
});

/** The same, of all rows. */
export const exactPaymentTotals = job('payments.exact-totals', function* (db, filter: PaymentFilter): Generator<
  StepProgress,
  PaymentTotals
> {
  const { status, ...rest } = filter;
  if (isOfDays(rest)) return totalsOf(daySums(db, rest), status, true);
  const where = paymentWhere(db, rest);
  if (isGathered(rest)) return totalsOf(rowSums(db, 'payment p', where), status, true);
  const last = lastKey(db);
  const sums: Sum[] = [];
  for (let first = 1; first <= last; first += ROWS_A_STEP) {
    sums.push(...rowSums(db, 'payment p NOT INDEXED', inRange(where, first, first + ROWS_A_STEP - 1)));
    yield { phase: 'count', done: first, total: last };
  }
  return totalsOf(sums, status, true);
});

/** Chosen by keys, or by words: never row by row. */
function isGathered({ text, customer, payout, only, reversedBy }: PaymentFilter): boolean {
  return !!text?.trim() || [customer, payout, only, reversedBy].some((part) => part !== undefined);
}

function countedAtOnce(db: Db, filter: PaymentFilter): Counted {
  const { text, ...rest } = filter;
  const search = searchFor(db, text);
  const found = search?.found();
  if (search && found?.walking) return countedByLooking(db, whereWithoutText(db, rest), search.looking.wanted);
  const where = allOf([whereWithoutText(db, rest), found?.where ?? null]);
  if (isGathered(filter)) return counted(db, where, MOST_READ);
  // What the days know of the filter bounds how many rows there can be.
  const days = dayWhere(filter);
  const most = `SELECT coalesce(sum(count), 0) AS n FROM payment_day WHERE ${days.sql || '1'}`;
  if ((one<{ n: number }>(db, most, ...days.values)?.n ?? 0) <= MOST_READ)
    return { sums: rowSums(db, 'payment p', where), exact: true };
  const last = lastKey(db);
  return {
    sums: rowSums(db, 'payment p NOT INDEXED', inRange(where, last - MOST_READ + 1, last)),
    exact: last <= MOST_READ,
  };
}

function counted(db: Db, where: Where, most: number): Counted {
  const sums = rowSums(db, `(SELECT * FROM payment p WHERE ${where.sql} LIMIT ${most + 1}) p`, {
    sql: '',
    values: where.values,
  });
  return { sums, exact: sums.reduce((n, sum) => n + sum.n, 0n) <= BigInt(most) };
}

/** The newest rows, as a list begins with them. */
function countedByLooking(db: Db, where: Where, wanted: (ids: readonly number[]) => ReadonlySet<number>): Counted {
  const text = `SELECT p.id FROM payment p WHERE ${where.sql || '1'} ORDER BY p.at DESC LIMIT ${MOST_LOOKED_AT}`;
  const ids = sql(db, text)
    .pluck()
    .all(...where.values) as number[]; // from outside: SQLite's integers
  const found = { sql: 'p.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify([...wanted(ids)])] };
  return { sums: rowSums(db, 'payment p', found), exact: ids.length < MOST_LOOKED_AT };
}

function inRange({ sql: condition, values }: Where, first: number, last: number): Where {
  return { sql: `p.id BETWEEN ? AND ? AND (${condition || '1'})`, values: [first, last, ...values] };
}

function lastKey(db: Db): number {
  return one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM payment')?.id ?? 0;
}

/** Purchases and payments from credit or vouchers are no money received. */
const isReceipt = "gateway NOT IN ('account', 'voucher')";

function daySums(db: Db, filter: PaymentFilter): Sum[] {
  const where = dayWhere(filter);
  const text = `SELECT status, currency, sum(count) AS n, sum(amount) AS amount, sum(iif(${isReceipt}, amount, 0)) AS receipts
    FROM payment_day WHERE ${where.sql || '1'} GROUP BY status, currency`;
  return exactly(db, text, where);
}

function rowSums(db: Db, from: string, where: Where): Sum[] {
  const text = `SELECT p.status, p.currency, count(*) AS n, sum(p.amount) AS amount, sum(iif(p.${isReceipt}, p.amount, 0)) AS receipts
    FROM ${from} WHERE ${where.sql || '1'} GROUP BY p.status, p.currency`;
  return exactly(db, text, where);
}

function exactly(db: Db, text: string, where: Where): Sum[] {
  return sql(db, text)
    .safeIntegers(true)
    .all(...where.values) as Sum[]; // from outside: SQLite's rows
}

/** `sums` may hold several of the same status and currency. */
function totalsOf(sums: readonly Sum[], status: Status | undefined, exact: boolean): PaymentTotals {
  const counts = { All: 0, Pending: 0, Completed: 0, Cancelled: 0 };
  const completed = new Map<string, { amount: bigint; receipts: bigint; count: number }>();
  for (const sum of sums) {
    const count = Number(sum.n);
    counts[sum.status] += count;
    counts.All += count;
    if (sum.status !== 'Completed' || (status !== undefined && status !== 'Completed')) continue;
    const before = completed.get(sum.currency) ?? { amount: 0n, receipts: 0n, count: 0 };
    completed.set(sum.currency, {
      amount: before.amount + sum.amount,
      receipts: before.receipts + sum.receipts,
      count: before.count + count,
    });
  }
  return {
    counts,
    count: status ? counts[status] : counts.All,
    completed: [...completed]
      .map(([currency, { amount, receipts, count }]) => ({
        currency,
        amount: toDecimal(amount, currency),
        receipts: toDecimal(receipts, currency),
        count,
      }))
      .sort((a, b) => b.count - a.count || a.currency.localeCompare(b.currency)),
    exact,
  };
}
