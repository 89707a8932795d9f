/**
 * The payments of a filter as CSV, in the order in which the book learned of them. Runs in a reader on a connection of its
 * own, in one snapshot: what is written, counted and added up is the same rows, whatever is booked meanwhile.
 */
import type { Where } from '../../db/list';
import { job, type StepProgress } from '../../db/reader';
import { type Db, one, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { PaymentFilter } from '../payments/contract';
import { dayWhere, isOfDays, paymentWhere } from '../payments/filter';
import { cellKinds, csvHeader, peopleOf, rawRow, rawRowUnchecked } from './payment-cells';
import { RowWriter } from './row-writer';
import { writeInOneSnapshot } from './writing';

export interface PaymentsCsvInput {
  /** Where it is written until it is whole, and the name that failures tell. */
  part: string;
  target: string;
  filter: PaymentFilter;
  bom: boolean;
}

/** Bounds how long a cancel waits: about 5 ms. Four times as many are no faster. */
const ROWS_A_STEP = 1_000;
const COUNT_A_STEP = 100_000;
/** Rows are read once and in order: a large page cache would only cost memory. */
const CACHE_KIB = 8_192;

/** Leaves the finished part for the caller to place. Throws Failure export-failed, path-invalid, amount-invalid, customer-unknown. */
export const exportPayments = job('exports.payments', (db, input: PaymentsCsvInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    own.pragma(`cache_size = -${CACHE_KIB}`);
    const writer = new RowWriter(cellKinds, peopleOf(own));
    file.writeText(`${input.bom ? '\ufeff' : ''}${csvHeader.join(',')}\r\n`);
    const { total, blocks } = yield* planOf(own, input.filter);
    yield { phase: 'write', done: 0, total };
    for (const raw of blocks) {
      if (raw) {
        file.write(writer.write(raw));
        free(raw);
      }
      yield { phase: 'write', done: writer.rows, total };
    }
    const totals = writer
      .totals()
      .map(({ currency, count, minor }) => ({ currency, count, amount: toDecimal(minor, currency) }));
    return { rows: writer.rows, totals };
  }),
);

/** Gives a blob's memory back at once: its owner in JavaScript is so small that Node would let two hundred of them lie first. */
function free(raw: Buffer): void {
  // from outside: better-sqlite3 gives each blob a memory of its own, which is not shared
  if (raw.byteLength === raw.buffer.byteLength) (raw.buffer as ArrayBuffer).transfer(0);
}

function countOfDays(db: Db, filter: PaymentFilter): number {
  const where = dayWhere(filter);
  const text = `SELECT sum(count) AS n FROM payment_day WHERE ${where.sql || '1'}`;
  return one<{ n: number | null }>(db, text, ...where.values)?.n ?? 0;
}

interface Plan {
  total: number;
  /** Raw rows, in blocks; null for a range that holds none of them. */
  blocks: Iterable<Buffer | null>;
}

/** Words and payouts are found once, as keys; anything else is decided row by row while the table is read. */
function* planOf(db: Db, filter: PaymentFilter): Generator<StepProgress, Plan> {
  const where = paymentWhere(db, filter);
  if (filter.text?.trim() || filter.payout !== undefined) {
    const keys = yield* keysOf(db, where);
    return { total: keys.length, blocks: blocksOfKeys(db, keys) };
  }
  const last = one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM payment')?.id ?? 0;
  const total = isOfDays(filter) ? countOfDays(db, filter) : yield* countRanges(db, where, last);
  return { total, blocks: blocksOfRanges(db, where, last) };
}

/** By key and by no other index: each range is then read once, in order. */
const inRange = (where: Where) => `FROM payment p NOT INDEXED WHERE p.id BETWEEN ? AND ? AND (${where.sql || '1'})`;

function* countRanges(db: Db, where: Where, last: number): Generator<StepProgress, number> {
  let count = 0;
  const text = `SELECT count(*) AS n ${inRange(where)}`;
  for (let first = 1; first <= last; first += COUNT_A_STEP) {
    count += one<{ n: number }>(db, text, first, first + COUNT_A_STEP - 1, ...where.values)?.n ?? 0;
    yield { phase: 'count', done: count, total: null };
  }
  return count;
}

function* blocksOfRanges(db: Db, where: Where, last: number): Generator<Buffer | null> {
  const reading = (row: string) => sql(db, `SELECT CAST(group_concat(${row}, '') AS BLOB) ${inRange(where)}`).pluck();
  const [all, unchecked] = [reading(rawRow), reading(rawRowUnchecked)];
  const checks = sql(db, 'SELECT EXISTS (SELECT 1 FROM payment_check WHERE payment BETWEEN ? AND ?)').pluck();
  for (let first = 1; first <= last; first += ROWS_A_STEP) {
    const range = [first, first + ROWS_A_STEP - 1];
    const read = checks.get(...range) === 0 ? unchecked : all;
    yield read.get(...range, ...where.values) as Buffer | null; // from outside: SQLite's blob
  }
}

function* keysOf(db: Db, where: Where): Generator<StepProgress, number[]> {
  const keys: number[] = [];
  const found = sql(db, `SELECT p.id FROM payment p WHERE ${where.sql} ORDER BY p.id`).pluck();
  for (const key of found.iterate(...where.values)) {
    keys.push(key as number); // from outside: SQLite's integer
    if (keys.length % COUNT_A_STEP === 0) yield { phase: 'count', done: keys.length, total: null };
  }
  return keys;
}

function* blocksOfKeys(db: Db, keys: readonly number[]): Generator<Buffer | null> {
  const text = `SELECT CAST(group_concat(${rawRow}, '') AS BLOB) FROM json_each(?) j CROSS JOIN payment p ON p.id = j.value`;
  const read = sql(db, text).pluck();
  for (let from = 0; from < keys.length; from += ROWS_A_STEP) {
    yield read.get(JSON.stringify(keys.slice(from, from + ROWS_A_STEP))) as Buffer | null; // from outside: SQLite's blob
  }
}
