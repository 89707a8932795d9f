/** The charts of the overview, from the days' sums: a few thousand rows instead of a million. */
import { query } from '../../db/reader';
import { all, type Db, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { Status } from '../../kernel/payment';
import { addDays, type Day, dayIn, startOfDay } from '../../kernel/time';
import type { Money } from '../../wire';
import { piecesOf, type Span, startOfInSql, stepFor } from './spans';

export interface DayCounts extends Record<Status, number> {
  /** The first day of the piece; never before the span. */
  day: Day;
}

/** By day, week or month, as long as the span is; pieces without payments are there with zeros. Throws Failure input-invalid. */
export const paymentsByDay = query('reports.payments-by-day', (db, span: Span): DayCounts[] => {
  const step = stepFor(span);
  const counts = new Map<string, DayCounts>();
  for (const first of piecesOf(span, step)) {
    counts.set(first, { day: first < span.from ? span.from : first, Completed: 0, Pending: 0, Cancelled: 0 });
  }
  const rows = all<{ piece: string; status: Status; n: number }>(
    db,
    `SELECT ${startOfInSql[step]} AS piece, status, sum(count) AS n FROM payment_day WHERE day BETWEEN ? AND ? GROUP BY piece, status`,
    span.from,
    span.to,
  );
  for (const { piece, status, n } of rows) {
    const count = counts.get(piece);
    if (count) count[status] += n;
  }
  return [...counts.values()];
});

/** Rows of the days' sums that are money received. */
export const isReceipt = "gateway NOT IN ('account', 'voucher')";

interface GatewaySum {
  gateway: string;
  currency: string;
  n: bigint;
  amount: bigint;
}

/** Completed payments that gateways took, the busiest first: purchases and payments from credit or vouchers are no money received. */
export const byGateway = query('reports.by-gateway', (db, span: Span) => {
  piecesOf(span, 'month');
  const sums = sql(
    db,
    `SELECT gateway, currency, sum(count) AS n, sum(amount) AS amount FROM payment_day
     WHERE day BETWEEN ? AND ? AND status = 'Completed' AND ${isReceipt} GROUP BY gateway, currency ORDER BY n DESC, currency`,
  )
    .safeIntegers(true)
    .all(span.from, span.to) as GatewaySum[]; // from outside: SQLite's rows
  const found = new Map<string, { gateway: string; count: number; totals: Money[] }>();
  for (const { gateway, currency, n, amount } of sums) {
    let of = found.get(gateway);
    if (!of) {
      of = { gateway, count: 0, totals: [] };
      found.set(gateway, of);
    }
    of.count += Number(n);
    of.totals.push({ amount: toDecimal(amount, currency), currency });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
});

interface WeekSum {
  piece: string;
  gross: bigint;
  fee: bigint;
}

/** What gateways took and kept in one settlement currency, by week; weeks without any are there with zeros. Throws Failure input-invalid. */
export const grossFeesNet = query('reports.gross-fees-net', (db, input: Span & { currency: string }) => {
  const sums = sql(
    db,
    `SELECT ${startOfInSql.week} AS piece, sum(gross) AS gross, sum(fee) AS fee FROM settlement_day
     WHERE currency = ? AND day BETWEEN ? AND ? GROUP BY piece`,
  )
    .safeIntegers(true)
    .all(input.currency, input.from, input.to) as WeekSum[]; // from outside: SQLite's rows
  const byWeek = new Map(sums.map((sum) => [sum.piece, sum]));
  return piecesOf(input, 'week').map((week) => {
    const { gross, fee } = byWeek.get(week) ?? { gross: 0n, fee: 0n };
    const text = (value: bigint) => toDecimal(value, input.currency);
    return { week: week < input.from ? input.from : week, gross: text(gross), fees: text(fee), net: text(gross - fee) };
  });
});

/** The currencies that gateways settled in, the busiest first. */
export const settlementCurrencies = query('reports.settlement-currencies', (db, _input: null): string[] =>
  all<{ currency: string }>(
    db,
    'SELECT currency FROM settlement_day GROUP BY currency ORDER BY sum(count) DESC, currency',
  ).map((row) => row.currency),
);

/** The youngest first, each from so many days ago: whole days, as the list of payments is filtered by them. */
const ages = [
  ['today', 0],
  ['yesterday', 1],
  ['three-days', 2],
  ['week', 4],
  ['older', 8],
] as const;

/** Pending payments by age; `from` and `to` are the days of the oldest and the youngest in the bucket. `nowMs`: UTC milliseconds. */
export const pendingAge = query('reports.pending-age', (db, input: { nowMs: number }) => {
  const zone = timeZoneOf(db);
  const dayOf = dayIn(zone);
  const today = dayOf(input.nowMs);
  /** The end of the day so many days ago. */
  const endOf = (daysAgo: number) => startOfDay(addDays(today, 1 - daysAgo), zone);
  return ages.map(([bucket, least], i) => {
    const most = ages[i + 1]?.[1];
    // A gateway's clock may be ahead of ours: what is yet to come is young.
    const before = i === 0 ? Number.MAX_SAFE_INTEGER : endOf(least);
    const from = most === undefined ? Number.MIN_SAFE_INTEGER : endOf(most);
    const found = all<{ n: number; first: number | null; last: number | null }>(
      db,
      "SELECT count(*) AS n, min(at) AS first, max(at) AS last FROM payment WHERE status = 'Pending' AND at < ? AND at >= ?",
      before,
      from,
    )[0];
    const day = (at: number | null | undefined) => (at === null || at === undefined ? null : dayOf(at));
    return { bucket, count: found?.n ?? 0, from: day(found?.first), to: day(found?.last) };
  });
});

export function timeZoneOf(db: Db): string {
  return all<{ time_zone: string }>(db, 'SELECT time_zone FROM book')[0]?.time_zone ?? 'UTC';
}
