/**
 * Whether what the gateways moved in the days that a close seals was fetched whole, and is proven: by the balance that a gateway states
 * (from nothing, all that moved comes to it), or by its own report of every movement, compared row by row.
 */
import { all, type Db, one } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { type Day, dayIn } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import type { GatewayCover } from './contract';

/** What a check looks at: everything that the close would seal. UTC milliseconds, the end exclusive. */
export interface Sealing {
  from: Day | null;
  to: Day;
  fromMs: number;
  toMs: number;
}

interface Account {
  key: string;
  provider: string;
}

export function gatewayCover(db: Db, sealing: Sealing): GatewayCover[] {
  const accounts = all<Account>(db, 'SELECT key, provider FROM gateway_account WHERE removed_at IS NULL ORDER BY key');
  const dayOf = dayIn(bookTimeZone(db));
  return accounts.map(({ key, provider }) => {
    const fetched = isFetched(db, key, sealing);
    const report = provingReport(db, key, sealing);
    const proof = one<{ proven_at: number | null; differs: string | null }>(
      db,
      'SELECT proven_at, differs FROM gateway_proof WHERE gateway = ?',
      key,
    );
    const differs = (proof?.differs ?? null) !== null;
    const provenAt = proof?.proven_at ?? null;
    // What came to the balance later than the last day came to it on the last day too.
    if (!differs && provenAt !== null && provenAt >= sealing.toMs)
      return { gateway: key, fetched, proof: 'balance', day: dayOf(provenAt), report: null };
    if (report) return { gateway: key, fetched, proof: 'report', day: report.day, report: report.name };
    const tells = gatewayKind(provider)?.capabilities.balance ?? false;
    const isOpen = differs || ((tells || provenAt !== null) && hasMoved(db, key, sealing));
    const without = differs ? 'differs' : isOpen ? 'missing' : 'none';
    return { gateway: key, fetched, proof: without, day: provenAt === null ? null : dayOf(provenAt), report: null };
  });
}

/** Before the first thing that a gateway ever told there is nothing to fetch. */
function isFetched(db: Db, gateway: string, { fromMs, toMs }: Sealing): boolean {
  const text = 'SELECT min(from_ms) AS at FROM sync_period WHERE gateway = ?';
  const first = one<{ at: number | null }>(db, text, gateway)?.at ?? null;
  if (first === null) return false;
  const whole = 'SELECT 1 FROM sync_period WHERE gateway = ? AND from_ms <= ? AND to_ms >= ?';
  return one(db, whole, gateway, Math.max(fromMs, first), toMs) !== undefined;
}

const movedSql =
  'SELECT day FROM settlement_day WHERE gateway = ? AND day BETWEEN ? AND ? AND count <> 0 GROUP BY day ORDER BY day';

function hasMoved(db: Db, gateway: string, { from, to }: Sealing): boolean {
  return one(db, movedSql, gateway, from ?? '', to) !== undefined;
}

interface ReportRow {
  id: number;
  file_name: string;
  from_day: Day;
  to_day: Day;
}

/**
 * Reports of every movement, kept and not taken back, of which no row of these days differs (what was put right since is compared again by
 * importing the report again), and which have each day on which something moved. Reports by payout tell nothing of what was not paid out yet.
 */
function provingReport(db: Db, gateway: string, { from, to }: Sealing): { name: string; day: Day } | null {
  const rows = all<ReportRow>(
    db,
    `SELECT id, file_name, from_day, to_day FROM gateway_report g
     WHERE gateway = ? AND reversed IS NULL AND kind IN ('stripe-activity', 'paypal-activity') AND to_day >= ? AND from_day <= ?
       AND NOT EXISTS (SELECT 1 FROM gateway_report_finding f WHERE f.report = g.id AND f.day BETWEEN ? AND ?) ORDER BY id DESC`,
    ...[gateway, from ?? '', to, from ?? '', to],
  );
  const days = all<{ day: Day }>(db, movedSql, gateway, from ?? '', to);
  const [latest] = rows;
  const last = days.at(-1)?.day;
  const covers = ({ day }: { day: Day }) => rows.some(({ from_day, to_day }) => from_day <= day && day <= to_day);
  return latest && last && days.every(covers) ? { name: latest.file_name, day: last } : null;
}
