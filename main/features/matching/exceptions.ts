/**
 * What reconciliation cannot explain, found in the book as it is: each exception has a type and what it is about, and is gone when the
 * book is put right. Pure reading; what people said of it stands beside.
 */
import { all, type Db } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import type { ExceptionType } from '../../kernel/matching';
import { type Day, dayIn, startOfDay } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import { reportExceptions } from './report-exceptions';

/** Days after which a gateway should have said what it booked for a payment, and the bank should have shown a payout. */
const SETTLED_AFTER_DAYS = 10;
const SEEN_AFTER_DAYS = 5;
const DAY_MS = 86_400_000;

export interface Found {
  type: ExceptionType;
  /** Names it for what people say of it. */
  key: string;
  /** A bank line is none: those that nothing explains are the workbench's, and a close has a check of its own for them. */
  about: 'payment' | 'payout' | 'movement' | 'late';
  id: string;
  label: string;
  who: string;
  gateway: string;
  amount: number;
  currency: string;
  /** What it should be; null where that is not known. */
  expected: number | null;
  /** UTC milliseconds: since when. */
  at: number;
}

type Row = Omit<Found, 'type' | 'key' | 'about' | 'id'> & { id: Buffer | string };

const paymentColumns = `p.uuid AS id, coalesce(p.external_id, p.reference) AS label, coalesce(n.name, '') AS who, p.gateway, p.amount,
  p.currency, p.at FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid`;

/** SQL by type; `?` where a day or a time is asked for. */
const unknownStatus = `SELECT NULL AS expected, ${paymentColumns} WHERE p.flag = 'unknown-status'`;
const flaggedAmount = `SELECT NULL AS expected, ${paymentColumns} WHERE p.flag = 'amount-differs'`;
/** Completed long ago at a gateway that tells what it books, and nothing was booked for it. */
const missingAtGateway = `SELECT NULL AS expected, ${paymentColumns} WHERE p.status = 'Completed' AND p.settled IS NULL AND p.at < ?
  AND p.external_id IS NOT NULL AND p.amount > 0 AND p.gateway IN (SELECT DISTINCT gateway FROM settlement_day)`;
/** A payout carries a movement that the book does not have. */
const missingInLedger = `SELECT NULL AS expected, i.gateway || '/' || i.settlement AS id, i.settlement AS label, o.external_id AS who, i.gateway,
  0 AS amount, o.currency, o.created_at AS at FROM payout_item i JOIN payout o ON o.id = i.payout
  WHERE NOT EXISTS (SELECT 1 FROM settlement s WHERE s.gateway = i.gateway AND s.external_id = i.settlement)`;
/** Sent, its day is past, and the statements of that time do not have it. Of days before the first statement nobody can tell. */
const missingAtBank = `SELECT NULL AS expected, o.uuid AS id, o.external_id AS label, '' AS who, o.gateway, o.amount, o.currency, o.created_at AS at
  FROM payout o WHERE o.status <> 'failed' AND o.amount <> 0 AND o.arrival_day < ?
    AND NOT EXISTS (SELECT 1 FROM match_item m WHERE m.kind = 'payout' AND m.item = o.uuid)
    AND EXISTS (SELECT 1 FROM statement s WHERE s.currency = o.currency AND s.reversed IS NULL AND s.to_day > o.arrival_day)
    AND EXISTS (SELECT 1 FROM statement s WHERE s.currency = o.currency AND s.reversed IS NULL
      AND coalesce(s.from_day, (SELECT min(l.day) FROM bank_line l WHERE l.statement = s.id)) <= o.arrival_day)`;
/** All its movements are there, and come to another sum; what its gateway held back of it, or gave back with it, is none of its settlements. */
const payoutDiffers = `SELECT sum(s.net) AS expected, o.uuid AS id, o.external_id AS label, '' AS who, o.gateway, o.amount, o.currency,
  o.created_at AS at FROM payout o JOIN payout_item i ON i.payout = o.id
  LEFT JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement AND s.currency = o.currency
  WHERE o.status <> 'failed' GROUP BY o.id HAVING count(*) = count(s.external_id) AND sum(s.net) <> o.amount
    AND sum(s.net) - (SELECT total(e.payload ->> '$.amount') FROM event e WHERE e.subject = o.uuid AND e.kind = 'reserve.moved') <> o.amount`;
/** A movement of it is in another currency. */
const currencyDiffers = `SELECT NULL AS expected, o.uuid AS id, o.external_id AS label, '' AS who, o.gateway, o.amount, o.currency,
  o.created_at AS at FROM payout o WHERE o.status <> 'failed' AND EXISTS (SELECT 1 FROM payout_item i
    JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement WHERE i.payout = o.id AND s.currency <> o.currency)`;
/** What the gateway kept is not its gross less its net. */
const feeDiffers = `SELECT s.amount - s.net AS expected, p.uuid AS id, s.external_id AS label, '' AS who, s.gateway, s.fee AS amount, s.currency,
  p.at FROM settlement s JOIN payment p ON p.id = s.payment WHERE s.amount - s.fee <> s.net`;
/** The same customer, amount and reference twice within two days: paid twice, or recorded twice. `+`: by customer, not by amount. */
const duplicates = `SELECT NULL AS expected, ${paymentColumns} WHERE p.status = 'Completed' AND p.amount > 0 AND p.reference <> '' AND p.refunded = 0
  AND EXISTS (SELECT 1 FROM payment e WHERE e.customer = p.customer AND e.at BETWEEN p.at - 172800000 AND p.at AND e.id < p.id
    AND e.reference = p.reference AND +e.amount = p.amount AND e.currency = p.currency AND e.status = 'Completed')`;

/** What a closed month would have had; `at` is its own day. One subject may have come late more than once. */
const late = `SELECT l.event, l.subject AS id, coalesce(p.external_id, p.reference, '') AS label, coalesce(n.name, '') AS who,
  coalesce(p.gateway, '') AS gateway, t.minor AS amount, t.currency, l.own_day AS day
  FROM late l JOIN posting t ON t.event = l.event AND t.n = 0
  LEFT JOIN payment p ON p.uuid = l.subject LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  WHERE l.state = 'open'`;

interface LateRow extends Omit<Row, 'id' | 'at' | 'expected'> {
  event: number;
  id: Buffer;
  day: Day;
}

function lateOnes(db: Db): Found[] {
  const zone = bookTimeZone(db);
  return all<LateRow>(db, late).map(({ event, id, day, ...row }) => ({
    ...{ ...row, type: 'late', about: 'late', id: idFromBytes(id), key: `late ${event}` },
    ...{ expected: null, at: startOfDay(day, zone) },
  }));
}

/** The number in the journal of what came late; null for the rest. */
export function lateEventOf({ about, key }: Pick<Found, 'about' | 'key'>): number | null {
  return about === 'late' ? Number.parseInt(key.slice('late '.length), 10) : null;
}

function rowsOf(db: Db, type: ExceptionType, about: Found['about'], text: string, ...values: unknown[]): Found[] {
  return all<Row>(db, text, ...values).map(({ id, ...row }) => {
    const named = typeof id === 'string' ? id : idFromBytes(id);
    return { ...row, type, about, id: named, key: `${type} ${named}` };
  });
}

/** `now`: UTC milliseconds. In the order of their age. */
export function foundExceptions(db: Db, now: number): Found[] {
  const seenBy = dayIn(bookTimeZone(db))(now - SEEN_AFTER_DAYS * DAY_MS);
  const found = [
    ...rowsOf(db, 'missing-at-gateway', 'payment', missingAtGateway, now - SETTLED_AFTER_DAYS * DAY_MS),
    ...rowsOf(db, 'missing-in-ledger', 'movement', missingInLedger),
    ...rowsOf(db, 'missing-at-bank', 'payout', missingAtBank, seenBy),
    ...rowsOf(db, 'amount-differs', 'payment', flaggedAmount),
    ...rowsOf(db, 'amount-differs', 'payout', payoutDiffers),
    ...rowsOf(db, 'currency-differs', 'payout', currencyDiffers),
    ...rowsOf(db, 'fee-differs', 'payment', feeDiffers),
    ...rowsOf(db, 'duplicate', 'payment', duplicates),
    ...lateOnes(db),
    ...rowsOf(db, 'unknown-status', 'payment', unknownStatus),
    ...reportExceptions(rowsOf, db),
  ];
  // A report may tell what the book knows of itself.
  const once = [...new Map(found.map((each) => [each.key, each])).values()];
  return once.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

interface Said {
  exception: string;
  owner: string | null;
  note: string | null;
  ignored: string | null;
}

/** What people said, by the exception's key. */
export function saidOfExceptions(db: Db): ReadonlyMap<string, Said> {
  const rows = all<Said>(db, 'SELECT exception, owner, note, ignored FROM exception_deed');
  return new Map(rows.map((row) => [row.exception, row]));
}

/** Those that nobody let be, of before a time (UTC milliseconds). */
export function openExceptions(db: Db, now: number, beforeMs: number): Found[] {
  const said = saidOfExceptions(db);
  return foundExceptions(db, now).filter(({ key, at }) => at < beforeMs && (said.get(key)?.ignored ?? null) === null);
}
