/** The top of the overview: what came in, and what needs a person. */
import { query } from '../../db/reader';
import { all, type Db, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Flag, Reason } from '../../kernel/payment';
import { addDays, DAY_MS, dayIn, startOfDay } from '../../kernel/time';
import { isReceipt, timeZoneOf } from './query';
import type { Span } from './spans';

/** More than this is a list, not an overview: the counts say how many there are. */
const SHOWN = 8;
const OLD_MS = 3 * DAY_MS;
/** The oldest Pending ones, among which those that wait for the customer are looked for: a bound for a book of millions. */
const LOOKED_THROUGH = 2_000;

/** Open disputes of which a gateway says until when they must be answered: once answered, they wait for others. */
const toAnswer = "state = 'open' AND due_at IS NOT NULL";

export interface TodayInput extends Span {
  /** UTC milliseconds. */
  nowMs: number;
}

export const today = query('reports.today', (db, input: TodayInput) => {
  const zone = timeZoneOf(db);
  return {
    day: dayIn(zone)(input.nowMs),
    completed: receipts(db, input),
    pending: count(db, "SELECT coalesce(sum(count), 0) AS n FROM payment_day WHERE status = 'Pending'"),
    pendingOld: count(
      db,
      "SELECT count(*) AS n FROM payment WHERE status = 'Pending' AND at <= ?",
      input.nowMs - OLD_MS,
    ),
    waiting: waitingForCustomer(db),
    flagged: flagged(db),
    disputesOpen: disputesOpen(db),
    declined: count(
      db,
      "SELECT count(*) AS n FROM payment WHERE status = 'Cancelled' AND reason = 'declined' AND at >= ? AND at < ?",
      startOfDay(input.from, zone),
      startOfDay(addDays(input.to, 1), zone),
    ),
    parked: count(db, 'SELECT count(*) AS n FROM parked'),
    counts: {
      flagged: count(db, 'SELECT count(*) AS n FROM payment WHERE flag IS NOT NULL'),
      disputesOpen: count(db, `SELECT count(*) AS n FROM dispute WHERE ${toAnswer}`),
      disputesLate: count(db, `SELECT count(*) AS n FROM dispute WHERE ${toAnswer} AND due_at < ?`, input.nowMs),
    },
  };
});

function count(db: Db, text: string, ...values: number[]): number {
  return one<{ n: number }>(db, text, ...values)?.n ?? 0;
}

interface Sum {
  currency: string;
  n: bigint;
  amount: bigint;
}

/** Money received in the span, the busiest currency first: purchases and payments from credit or vouchers are none. */
function receipts(db: Db, span: Span) {
  const sums = sql(
    db,
    `SELECT currency, sum(count) AS n, sum(amount) AS amount FROM payment_day WHERE day BETWEEN ? AND ?
     AND status = 'Completed' AND ${isReceipt} GROUP BY currency ORDER BY n DESC, currency`,
  )
    .safeIntegers(true)
    .all(span.from, span.to) as Sum[]; // from outside: SQLite's rows
  return sums.map(({ currency, n, amount }) => ({ currency, amount: toDecimal(amount, currency), count: Number(n) }));
}

const customerName = 'LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid';

interface PaymentOf {
  uuid: Buffer;
  name: string | null;
  amount: number;
  currency: string;
}

function named(row: PaymentOf) {
  return {
    payment: idFromBytes(row.uuid),
    customer: row.name,
    money: { amount: toDecimal(row.amount, row.currency), currency: row.currency },
  };
}

function waitingForCustomer(db: Db) {
  return all<PaymentOf & { created_at: number; reason: Reason | null }>(
    db,
    `SELECT p.uuid, n.name, p.amount, p.currency, p.created_at, p.reason FROM payment p ${customerName}
     WHERE p.id IN (SELECT id FROM payment WHERE status = 'Pending' ORDER BY at, id LIMIT ${LOOKED_THROUGH})
       AND p.reason = 'waiting-customer' ORDER BY p.at, p.id LIMIT ${SHOWN}`,
  ).map((row) => ({ ...named(row), createdAt: row.created_at, reason: row.reason }));
}

function flagged(db: Db) {
  return all<PaymentOf & { flag: Flag; provider_status: string }>(
    db,
    `SELECT p.uuid, n.name, p.amount, p.currency, p.flag, p.provider_status FROM payment p ${customerName}
     WHERE p.flag IS NOT NULL ORDER BY p.at DESC, p.id DESC LIMIT ${SHOWN}`,
  ).map((row) => ({ ...named(row), flag: row.flag, word: row.provider_status }));
}

function disputesOpen(db: Db) {
  return all<PaymentOf & { due_at: number | null }>(
    db,
    `SELECT p.uuid, n.name, d.amount, d.currency, d.due_at FROM dispute d JOIN payment p ON p.id = d.payment ${customerName}
     WHERE ${toAnswer} ORDER BY d.due_at, d.id LIMIT ${SHOWN}`,
  ).map((row) => ({ ...named(row), dueAt: row.due_at }));
}
