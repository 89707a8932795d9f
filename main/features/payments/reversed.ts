/** Payments whose refunds or disputes moved what their gateway holds, by the days on which that counts: the rows behind a chart's bar. */
import { allOf, inList, type Where } from '../../db/list';
import { all, type Db, one } from '../../db/sql';
import { accounts } from '../../ledger/chart';
import type { PaymentFilter } from './contract';
import { reversingKinds } from './reversal-events';

/** Of an event `e` that it counts for the payment `p`. */
const isCounted = `e.kind IN (?, ?) AND e.booked_on >= ? AND e.booked_on <= ? AND EXISTS (SELECT 1 FROM posting t
  CROSS JOIN account a ON a.id IN (t.from_account, t.to_account)
  WHERE t.event = e.seq AND (? IS NULL OR t.currency = ?) AND a.name = ? || p.gateway)`;

/** There are fewer refunds and disputes than payments, and each leads to its few events. */
const gathered = (by: string, of: string) => `SELECT p.id FROM (SELECT DISTINCT payment FROM ${by}) r
  JOIN payment p ON p.id = r.payment WHERE ${of} AND EXISTS (SELECT 1 FROM event e WHERE e.subject = p.uuid AND ${isCounted})`;

/** Events never change: what came since can only add to them. */
const since = (of: string) => `SELECT p.id FROM event e CROSS JOIN payment p ON p.uuid = e.subject
  WHERE e.seq > ? AND ${of} AND ${isCounted}`;

interface Known {
  /** The last event that was looked at. */
  seq: number;
  ids: Set<number>;
  /** As JSON: each page of a list asks for them. */
  keys: string;
}

/** By connection and filter: those that were asked for last. */
const known = new WeakMap<Db, Map<string, Known>>();
const MOST_KNOWN = 8;

/** Keys of payments, gathered once and then only followed. */
export function reversed(db: Db, filter: PaymentFilter): Where | null {
  const { reversedBy: by, reversedFrom = '', reversedTo = '9999-12-31', reversedIn = null, gateways } = filter;
  if (by === undefined) return null;
  const of = allOf([gateways?.length ? inList('p.gateway', gateways) : null]);
  const counted = [...reversingKinds[by], reversedFrom, reversedTo, reversedIn, reversedIn, accounts.clearing('')];
  const values = [...of.values, ...counted];
  const byFilter = known.get(db) ?? new Map<string, Known>();
  known.set(db, byFilter);
  const name = JSON.stringify(values);
  const last = byFilter.get(name);
  const seq = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
  const isWhere = of.sql || '1';
  const found = !last
    ? all<{ id: number }>(db, gathered(by, isWhere), ...values)
    : seq === last.seq
      ? []
      : all<{ id: number }>(db, since(isWhere), last.seq, ...values);
  const ids = last?.ids ?? new Set<number>();
  const before = ids.size;
  for (const { id } of found) ids.add(id);
  const keys = last && ids.size === before ? last.keys : JSON.stringify([...ids]);
  byFilter.delete(name);
  byFilter.set(name, { seq, ids, keys });
  for (const [oldest] of byFilter) {
    if (byFilter.size <= MOST_KNOWN) break;
    byFilter.delete(oldest);
  }
  return { sql: 'p.id IN (SELECT value FROM json_each(?))', values: [keys] };
}
