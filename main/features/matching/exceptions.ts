/**
 * What reconciliation cannot explain, found in the book as it is: each exception has a type and what it is about, and is gone when the
 * book is put right. Pure reading; what people said of it stands beside.
 */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { type Id, idFromBytes } from '../../kernel/id';
import { type ExceptionType, exceptionTypes } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import { dayIn, startOfDay } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import { businessHours, type Calendar } from './business-hours';
import type { ExceptionRow } from './contract';

/** Days after which a gateway should have said what it booked for a payment, and the bank should have shown a payout. */
const SETTLED_AFTER_DAYS = 10;
const SEEN_AFTER_DAYS = 5;
/** More than a person works through; the counts are of all. */
const MOST_LISTED = 500;
const DAY_MS = 86_400_000;

export interface Found {
  type: ExceptionType;
  /** Names it for what people say of it. */
  key: string;
  about: 'payment' | 'payout' | 'line' | 'movement';
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
/** All its movements are there, and come to another sum. */
const payoutDiffers = `SELECT sum(s.net) AS expected, o.uuid AS id, o.external_id AS label, '' AS who, o.gateway, o.amount, o.currency,
  o.created_at AS at FROM payout o JOIN payout_item i ON i.payout = o.id
  LEFT JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement AND s.currency = o.currency
  WHERE o.status <> 'failed' GROUP BY o.id HAVING count(*) = count(s.external_id) AND sum(s.net) <> o.amount`;
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
    ...rowsOf(db, 'unknown-status', 'payment', unknownStatus),
  ];
  return found.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

interface Said {
  exception: string;
  owner: string | null;
  note: string | null;
  ignored: string | null;
  operator: string;
}

export interface ExceptionsInput {
  now: number;
  ignored: boolean;
  /** Left out: all. */
  type?: ExceptionType | undefined;
}

export const exceptionList = query('matching.exceptions', (db, { now, ignored, type }: ExceptionsInput) => {
  const zone = bookTimeZone(db);
  const dayOf = dayIn(zone);
  const hours = businessHours(calendarOf(db), zone);
  const said = new Map(
    all<Said>(db, 'SELECT exception, owner, note, ignored, operator FROM exception_deed').map((of) => [
      of.exception,
      of,
    ]),
  );
  const found = foundExceptions(db, now);
  const isLet = ({ key }: Found) => (said.get(key)?.ignored ?? null) !== null;
  const counts = exceptionTypes.map((of) => ({
    type: of,
    count: found.filter((each) => each.type === of && !isLet(each)).length,
  }));
  const shown = found.filter((each) => isLet(each) === ignored && (type === undefined || each.type === type));
  const rows = shown.slice(0, MOST_LISTED).map((of): ExceptionRow => {
    const { owner = null, note = null, ignored: why = null } = said.get(of.key) ?? {};
    const { type: kind, key, about, id, label, who, gateway, amount, currency, expected, at } = of;
    return {
      ...{ type: kind, key, about, id: id as Id, label, who, gateway, day: dayOf(at), owner, note, ignored: why }, // from outside: a movement's is a text
      money: { amount: toDecimal(amount, currency), currency },
      expected: expected === null ? null : toDecimal(expected, currency),
      hours: hours(startOfDay(dayOf(at), zone), now),
    };
  });
  return { rows, counts, open: found.filter((each) => !isLet(each)).length, ignored: found.filter(isLet).length };
});

const firstCalendar: Calendar = { days: [1, 2, 3, 4, 5], from: 9, to: 17 };

function calendarOf(db: Db): Calendar {
  const kept = one<{ value: string }>(db, "SELECT value FROM setting WHERE key = 'business-calendar'")?.value;
  if (kept === undefined) return firstCalendar;
  try {
    const { days, from, to }: Partial<Calendar> = JSON.parse(kept);
    const isSound = Array.isArray(days) && days.length > 0 && Number.isInteger(from) && Number.isInteger(to);
    return isSound && from !== undefined && to !== undefined && from < to && days ? { days, from, to } : firstCalendar;
  } catch {
    return firstCalendar;
  }
}
