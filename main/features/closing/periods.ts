/** The months of a book, newest first: what is closed, by whom, and what could be closed next. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { closedUntil } from '../../journal/closed';
import { Failure } from '../../kernel/failure';
import { idFromBytes } from '../../kernel/id';
import { addDays, type Day, firstDayOf, lastDayOf, type Month, monthOf, nextMonth, readMonth } from '../../kernel/time';
import type { Period, PeriodRequest } from './contract';
import type { PeriodRow, RequestRow } from './events';

/** Thirty years: a wrong date in an old file makes no endless list. */
const MOST_MONTHS = 360;

export interface PeriodsInput {
  today: Day;
  operator: string;
}

/** Throws Failure period-unknown. */
export function monthIn(text: string): Month {
  const month = readMonth(text);
  if (!month) throw new Failure('period-unknown', { text });
  return month;
}

/** The first month in which anything counts; null in an empty book. */
function firstMonth(db: Db): Month | null {
  const text = `SELECT min(day) AS day FROM (SELECT min(day) AS day FROM payment_day UNION ALL SELECT min(day) FROM settlement_day
    UNION ALL SELECT min(issue_day) FROM invoice UNION ALL SELECT booked_on FROM event WHERE seq = 1)`;
  const day = one<{ day: Day | null }>(db, text)?.day ?? null;
  return day === null ? null : monthOf(day);
}

export const periods = query('closing.periods', (db, { today, operator }: PeriodsInput): Period[] => {
  const rows = new Map(all<PeriodRow>(db, 'SELECT * FROM period').map((row) => [row.key, row]));
  const until = closedUntil(db);
  const current = monthOf(today);
  const first = firstMonth(db) ?? current;
  const months: Month[] = [];
  for (let month = first; month <= current && months.length < MOST_MONTHS; month = nextMonth(month)) months.push(month);
  for (const key of rows.keys()) if (!months.includes(key)) months.push(key);
  return months
    .sort()
    .reverse()
    .map((key) => periodOf(db, key, { row: rows.get(key), until, current, operator }));
});

interface Around {
  row: PeriodRow | undefined;
  until: Day | null;
  current: Month;
  operator: string;
}

function periodOf(db: Db, key: Month, { row, until, current, operator }: Around): Period {
  const to = lastDayOf(key);
  const isClosed = until !== null && to <= until;
  const own = row?.state === 'closed' ? row : null;
  const state = stateOf(isClosed, row, key >= current);
  const late = 'SELECT count(*) AS n FROM late WHERE own_day >= ? AND own_day <= ?';
  const waiting = one<RequestRow>(db, "SELECT * FROM period_request WHERE key = ? AND state = 'waiting'", key);
  return {
    ...{ key, to, state },
    from: own
      ? own.from_day
      : isClosed || until === null || firstDayOf(key) > addDays(until, 1)
        ? firstDayOf(key)
        : addDays(until, 1),
    closedBy: own?.closed_by ?? null,
    approvedBy: own?.approved_by ?? null,
    closedAt: own?.closed_at ?? null,
    note: own?.note ?? '',
    reopened: reopenedOf(row),
    head: own ? headAt(db, own.closed_event) : null,
    late: one<{ n: number }>(db, late, firstDayOf(key), to)?.n ?? 0,
    waiting: waiting ? requestOf(waiting, operator) : null,
  };
}

function stateOf(isClosed: boolean, row: PeriodRow | undefined, isCurrent: boolean): Period['state'] {
  if (isClosed) return row?.state === 'closed' ? 'closed' : 'sealed-with';
  if (isCurrent) return 'current';
  return row ? 'reopened' : 'open';
}

function reopenedOf(row: PeriodRow | undefined): Period['reopened'] {
  if (!row || row.reopened_at === null) return null;
  return {
    by: row.reopened_by ?? '',
    approvedBy: row.reopen_approved_by,
    at: row.reopened_at,
    reason: row.reason ?? '',
  };
}

/** Hex; of the event that closed it. */
export function headAt(db: Db, seq: number): string | null {
  return one<{ hash: Buffer }>(db, 'SELECT hash FROM event WHERE seq = ?', seq)?.hash.toString('hex') ?? null;
}

function requestOf(row: RequestRow, operator: string): PeriodRequest {
  return {
    id: idFromBytes(row.uuid),
    ...{ deed: row.deed, period: row.key, note: row.note, state: row.state, why: row.why },
    ...{ requestedBy: row.requested_by, requestedAt: row.requested_at, own: row.requested_by === operator },
    ...{ answeredBy: row.answered_by, answeredAt: row.answered_at },
  };
}
