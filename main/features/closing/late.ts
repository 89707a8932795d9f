/** What came late for a closed month: it counts on the first open day, and a person accepts or corrects it. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { firstDayOf, lastDayOf } from '../../kernel/time';
import { customerOf } from '../../ledger/chart';
import { lateCause } from '../matching/late-cause';
import type { Late } from './contract';
import { monthIn } from './periods';

const MOST_LISTED = 500;

export interface LateFound {
  event: number;
  subject: Buffer;
  own_day: string;
  booked_on: string;
  state: Late['state'];
  note: string | null;
  answered_by: string | null;
  answered_at: number | null;
  operator: string;
  source: string;
  recorded_at: number;
}

/** What came late, with the request that brought it; without its condition. */
export const lateSql = `SELECT l.*, r.operator, r.source, r.recorded_at FROM late l JOIN event e ON e.seq = l.event
  JOIN request r ON r.seq = e.request`;

/** Throws Failure period-unknown. */
export const lateItems = query('closing.late', (db, input: { period?: string | undefined; open: boolean }): Late[] => {
  const month = input.period === undefined ? null : monthIn(input.period);
  const rows = all<LateFound>(
    db,
    `${lateSql} WHERE l.own_day >= ? AND l.own_day <= ? AND (? = 0 OR l.state = 'open')
     ORDER BY l.event DESC LIMIT ${MOST_LISTED}`,
    month === null ? '' : firstDayOf(month),
    month === null ? '9999-12-31' : lastDayOf(month),
    input.open ? 1 : 0,
  );
  return rows.map((row) => lateOf(db, row));
});

const paymentSql = `SELECT CASE reference WHEN '' THEN coalesce(external_id, '') ELSE reference END AS reference FROM payment WHERE uuid = ?`;

export function lateOf(db: Db, row: LateFound): Late {
  const event = readEvents(db, row.event - 1, 1)[0];
  const transfers = event?.transfers ?? [];
  const owner = transfers.flatMap(({ from, to }) => [customerOf(from), customerOf(to)]).find((each) => each !== null);
  return {
    ...{ event: row.event, subject: idFromBytes(row.subject), kind: event?.kind ?? '' },
    ...{ day: row.own_day, bookedOn: row.booked_on, recordedAt: row.recorded_at },
    ...{ operator: row.operator, source: row.source, cause: lateCause(db, row.event) },
    ...{ state: row.state, note: row.note },
    ...{ answeredBy: row.answered_by, answeredAt: row.answered_at },
    transfers: transfers.map(({ from, to, minor, currency }) => ({
      ...{ from, to },
      money: { amount: toDecimal(minor, currency), currency },
    })),
    customer: owner ? named(db, owner.customer) : null,
    payment: one<{ reference: string }>(db, paymentSql, row.subject) ?? null,
  };
}

function named(db: Db, id: string): Late['customer'] {
  if (!isId(id)) return null;
  const row = one<{ name: string }>(db, 'SELECT name FROM person WHERE uuid = ?', idToBytes(id));
  return { id, name: row?.name ?? id };
}
