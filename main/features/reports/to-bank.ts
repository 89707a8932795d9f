/**
 * What a gateway sends to the bank, and whether a bank line was matched to it: its payouts by the day they were to arrive; transfers, and
 * the movements of a gateway that sends no payouts, by the day they were paid. The same rows are counted by charts and listed behind them.
 */
import { query } from '../../db/reader';
import { type Db, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { addDays, type Day, dayIn, startOfDay } from '../../kernel/time';
import { timeZoneOf } from './query';
import { piecesOf, type Span, startOf, stepFor } from './spans';

/** More than a person looks through; the counts are of all. */
const MOST_LISTED = 500;

export type OfGateway = Span & { gateway: string };

interface Row {
  kind: 'payout' | 'payment' | 'settlement';
  /** Of the payout, or of the payment that it is about. */
  uuid: Buffer;
  label: string;
  minor: number;
  currency: string;
  /** Of a payout. */
  day: Day | null;
  /** Of the others: UTC milliseconds. */
  at: number | null;
  match: number | null;
}

const payoutSql = `SELECT 'payout' AS kind, p.uuid, p.external_id AS label, p.amount AS minor, p.currency, p.arrival_day AS day, NULL AS at, i.match
  FROM payout p LEFT JOIN match_item i ON i.kind = 'payout' AND i.item = p.uuid
  WHERE p.gateway = ? AND p.status <> 'failed' AND p.amount <> 0 AND p.arrival_day BETWEEN ? AND ? ORDER BY p.arrival_day, p.id`;
/** Transfers that are waited for, and those that a person marked as received. */
const transferSql = `SELECT 'payment' AS kind, p.uuid, coalesce(nullif(p.reference, ''), p.external_id, '') AS label, p.amount AS minor, p.currency,
  NULL AS day, p.at, i.match FROM payment p LEFT JOIN match_item i ON i.kind = 'payment' AND i.item = p.uuid
  WHERE p.gateway = ? AND p.status IN ('Pending', 'Completed') AND p.amount > 0 AND p.at >= ? AND p.at < ? ORDER BY p.at, p.id`;
const settlementSql = `SELECT 'settlement' AS kind, p.uuid, s.external_id AS label, s.net AS minor, s.currency, NULL AS day, p.at, i.match
  FROM payment p CROSS JOIN settlement s ON s.payment = p.id AND s.gateway = p.gateway
  LEFT JOIN match_item i ON i.kind = 'settlement' AND i.item = CAST(s.gateway || '/' || s.external_id AS BLOB)
  WHERE p.gateway = ? AND s.net <> 0 AND p.at >= ? AND p.at < ? ORDER BY p.at, p.id`;

type Kind = Row['kind'];

function kindOf(db: Db, gateway: string): Kind {
  if (gateway === 'bank-transfer') return 'payment';
  return one(db, 'SELECT 1 FROM payout WHERE gateway = ? LIMIT 1', gateway) ? 'payout' : 'settlement';
}

function* rowsOf(db: Db, { gateway, from, to }: OfGateway): Generator<Row & { day: Day }> {
  const zone = timeZoneOf(db);
  const dayOf = dayIn(zone);
  const kind = kindOf(db, gateway);
  const bounds: (string | number)[] =
    kind === 'payout' ? [from, to] : [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)];
  const text = { payout: payoutSql, payment: transferSql, settlement: settlementSql }[kind];
  // from outside: SQLite's rows
  const rows = sql(db, text).iterate(gateway, ...bounds) as Iterable<Row>;
  for (const row of rows) yield { ...row, day: row.day ?? dayOf(row.at ?? 0) };
}

/** By day (week, month) of the span. Throws Failure input-invalid. */
export const toBankByDay = query('reports.to-bank-by-day', (db, of: OfGateway) => {
  const step = stepFor(of);
  const pieces = new Map(
    piecesOf(of, step).map((piece) => [piece, { day: piece < of.from ? of.from : piece, matched: 0, open: 0 }]),
  );
  for (const { day, match } of rowsOf(db, of)) {
    const counts = pieces.get(startOf(day, step));
    if (counts) counts[match === null ? 'open' : 'matched']++;
  }
  return [...pieces.values()];
});

/** The rows behind: the first 500, and how many there are. `state`: left out, both. */
export const toBankRows = query(
  'reports.to-bank-rows',
  (db, { state, ...of }: OfGateway & { state?: 'matched' | 'open' | undefined }) => {
    const rows = [];
    let count = 0;
    for (const { kind, uuid, label, minor, currency, day, match } of rowsOf(db, of)) {
      const is = match === null ? ('open' as const) : ('matched' as const);
      if (state !== undefined && is !== state) continue;
      count++;
      if (rows.length >= MOST_LISTED) continue;
      const money = { amount: toDecimal(minor, currency), currency };
      rows.push({
        kind,
        id: idFromBytes(uuid),
        label,
        day,
        money,
        state: is,
        line: match === null ? null : lineOf(db, match),
      });
    }
    return { count, rows };
  },
);

/** The first bank line of a match. */
function lineOf(db: Db, match: number) {
  const text = 'SELECT uuid FROM bank_line WHERE match = ? ORDER BY id LIMIT 1';
  const row = one<{ uuid: Buffer }>(db, text, match);
  return row ? idFromBytes(row.uuid) : null;
}
