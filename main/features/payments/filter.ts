/** A payment filter as SQL, and the tables that it needs. */

import { allOf, inList, type Where } from '../../db/list';
import { all, type Db, one } from '../../db/sql';
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import { addDays, type Day, readDay, startOfDay } from '../../kernel/time';
import type { PaymentFilter } from './contract';
import { reversed } from './reversed';
import { searchFor } from './search';

/** Conditions on `payment p`. Throws Failure amount-invalid, customer-unknown. */
export function paymentWhere(db: Db, filter: PaymentFilter): Where {
  const { text, ...rest } = filter;
  return allOf([whereWithoutText(db, rest), searchFor(db, text)?.found().where ?? null]);
}

/** The same for a filter whose text is looked for otherwise. */
export function whereWithoutText(db: Db, filter: Omit<PaymentFilter, 'text'>): Where {
  return allOf([
    filter.status === undefined ? null : { sql: 'p.status = +?', values: [filter.status] },
    ...dates(db, filter),
    filter.gateways?.length ? inList('p.gateway', filter.gateways) : null,
    filter.methods?.length ? inList('p.method', filter.methods) : null,
    filter.currencies?.length ? inList('p.currency', filter.currencies) : null,
    filter.purposes?.length ? inList('p.purpose', filter.purposes) : null,
    amounts(db, filter),
    customer(db, filter),
    payout(db, filter),
    reversed(db, filter),
    filter.flagged ? { sql: 'p.flag IS NOT NULL', values: [] } : null,
    chosen(db, filter.only, 'IN'),
    chosen(db, filter.without, 'NOT IN'),
  ]);
}

/** True when counts and totals can be taken from the days' sums. */
export function isOfDays(filter: PaymentFilter): boolean {
  const { text, methods, purposes, minAmount, maxAmount, customer: of, payout: by, flagged, only, without } = filter;
  const { reversedBy } = filter;
  const none = (list: readonly unknown[] | undefined) => !list || list.length === 0;
  const rows = [of, by, only, without, reversedBy].every((part) => part === undefined);
  return !text?.trim() && none(methods) && none(purposes) && !minAmount && !maxAmount && rows && !flagged;
}

/** The same filter on `payment_day`. */
export function dayWhere(filter: PaymentFilter): Where {
  return allOf([
    filter.status === undefined ? null : { sql: 'status = +?', values: [filter.status] },
    filter.from ? { sql: 'day >= +?', values: [filter.from] } : null,
    filter.to ? { sql: 'day <= +?', values: [filter.to] } : null,
    filter.gateways?.length ? inList('gateway', filter.gateways) : null,
    filter.currencies?.length ? inList('currency', filter.currencies) : null,
  ]);
}

/** The first UTC millisecond behind a day of the book. Throws Failure input-invalid for what is no day. */
export function endOfDay(db: Db, text: string): number {
  const day = readDay(text);
  if (!day) throw new Failure('input-invalid', { detail: `${text} is no day` });
  return startOfDay(addDays(day, 1), bookTimeZone(db));
}

export function bookTimeZone(db: Db): string {
  return one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
}

function dates(db: Db, { from, to }: PaymentFilter): (Where | null)[] {
  const first = from ? readDay(from) : null;
  const last = to ? readDay(to) : null;
  return [
    first ? { sql: 'p.at >= +?', values: [startIn(db, first)] } : null,
    last ? { sql: 'p.at < +?', values: [startIn(db, addDays(last, 1))] } : null,
  ];
}

/** Each is asked for with every page of a list; to find one takes a quarter of a millisecond. */
const knownStarts = new Map<string, number>();
const MOST_STARTS = 1_000;

function startIn(db: Db, day: Day): number {
  const zone = bookTimeZone(db);
  const key = `${day} ${zone}`;
  const known = knownStarts.get(key);
  if (known !== undefined) return known;
  if (knownStarts.size >= MOST_STARTS) knownStarts.clear();
  const start = startOfDay(day, zone);
  knownStarts.set(key, start);
  return start;
}

/** Major units, in each currency's own digits; only currencies that the book holds are looked at. */
function amounts(db: Db, { minAmount, maxAmount }: PaymentFilter): Where | null {
  if (minAmount === undefined && maxAmount === undefined) return null;
  const held = all<{ currency: string }>(db, 'SELECT DISTINCT currency FROM payment_day');
  const parts: string[] = [];
  const values: (string | number)[] = [];
  for (const { currency } of held) {
    const bounds = ['p.currency = +?'];
    values.push(currency);
    for (const [text, sign] of [
      [minAmount, '>='],
      [maxAmount, '<='],
    ] as const) {
      if (text === undefined) continue;
      bounds.push(`p.amount ${sign} +?`);
      values.push(bound(text, exponentOf(currency), sign));
    }
    parts.push(`(${bounds.join(' AND ')})`);
  }
  return parts.length === 0 ? { sql: '0', values: [] } : { sql: parts.join(' OR '), values };
}

/** `10.5` with 0 digits is 11 as a lower bound and 10 as an upper one: digits that a currency lacks are not refused here. */
function bound(text: string, exponent: number, sign: '>=' | '<='): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Failure('amount-invalid', { text });
  const [, minus = '', whole = '', fraction = ''] = match;
  let scaled = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  const more = /[1-9]/.test(fraction.slice(exponent));
  if (more && (sign === '>=') === (minus === '')) scaled += 1n;
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  const capped = scaled > limit ? limit : scaled;
  return Number(minus ? -capped : capped);
}

function customer(db: Db, filter: PaymentFilter): Where | null {
  if (filter.customer === undefined) return null;
  const text = 'SELECT coalesce(merged_into, id) AS id FROM customer WHERE uuid = ?';
  const row = one<{ id: number }>(db, text, idToBytes(filter.customer));
  if (!row) throw new Failure('customer-unknown', { id: filter.customer });
  return { sql: 'p.customer = +?', values: [row.id] };
}

function payout(db: Db, filter: PaymentFilter): Where | null {
  if (filter.payout === undefined) return null;
  const row = one<{ id: number }>(db, 'SELECT id FROM payout WHERE uuid = ?', idToBytes(filter.payout));
  const ids = row
    ? all<{ payment: number }>(
        db,
        'SELECT DISTINCT s.payment FROM payout_item i JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement WHERE i.payout = ?',
        row.id,
      )
    : [];
  return {
    sql: 'p.id IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify(ids.map((found) => found.payment))],
  };
}

/** An id that the book does not hold chooses nothing. */
function chosen(db: Db, ids: readonly string[] | undefined, how: 'IN' | 'NOT IN'): Where | null {
  if (ids === undefined) return null;
  const found = all<{ id: number }>(
    db,
    "SELECT p.id FROM json_each(?) j JOIN payment p ON p.uuid = unhex(replace(j.value, '-', ''))",
    JSON.stringify(ids),
  );
  const keys = JSON.stringify(found.map((row) => row.id));
  return { sql: `p.id ${how} (SELECT value FROM json_each(?))`, values: [keys] };
}
