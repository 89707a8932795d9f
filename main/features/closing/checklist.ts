/** What there is to do before a month is closed, each with how much of it is open and what. Only reads. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { closedUntil } from '../../journal/closed';
import { addDays, firstDayOf, lastDayOf, startOfDay } from '../../kernel/time';
import { openExceptions } from '../matching/exceptions';
import { clearingOn } from './clearing';
import type { Check, Checklist, CloseCheck, GatewayCover } from './contract';
import { gatewayCover, type Sealing } from './gateway-cover';
import { monthIn } from './periods';
import { statementGaps } from './statements';

const MOST_NAMED = 20;

/** Throws Failure period-unknown. */
export const checklist = query(
  'closing.checklist',
  (db, { period: text, now }: { period: string; now: number }): Checklist => {
    const period = monthIn(text);
    const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
    const until = closedUntil(db);
    const to = lastDayOf(period);
    const from = until === null ? null : until >= to ? firstDayOf(period) : addDays(until, 1);
    const sealing = {
      ...{ from, to },
      fromMs: from === null ? 0 : startOfDay(from, zone),
      toMs: startOfDay(addDays(to, 1), zone),
    };
    const clearing = clearingOn(db, to);
    const gateways = gatewayCover(db, sealing);
    const named = (which: (of: GatewayCover) => boolean) => gateways.filter(which).map(({ gateway }) => gateway);
    const gaps = statementGaps(db, sealing);
    const differing = clearing.filter(({ difference }) => /[1-9]/.test(difference));
    const checks: Check[] = [
      checkOf(
        'gateways',
        named(({ fetched }) => !fetched),
        gateways.length > 0,
      ),
      checkOf(
        'proofs',
        named(({ proof }) => proof === 'differs' || proof === 'missing'),
        gateways.some(({ proof }) => proof !== 'none'),
      ),
      counted(db, 'attempts', doubtful, sealing.toMs),
      checkOf('statements', gaps.what, gaps.accounts > 0),
      counted(db, 'lines', openLines, to, gaps.accounts > 0),
      exceptions(db, sealing, now),
      flagged(db, sealing),
      counted(
        db,
        'approvals',
        "SELECT note AS name FROM approval WHERE state = 'waiting' AND requested_at < ?",
        Number.MAX_SAFE_INTEGER,
      ),
      checkOf(
        'clearing',
        differing.map(({ account, difference, currency }) => `${account} ${difference} ${currency}`),
        clearing.length > 0,
      ),
      counted(db, 'late', "SELECT own_day AS name FROM late WHERE state = 'open' AND own_day <= ?", to),
    ];
    return { period, from, to, checks, gateways, clearing, makers: makersOf(db, sealing) };
  },
);

function checkOf(check: CloseCheck, what: readonly string[], isThere = true): Check {
  const state = what.length > 0 ? 'open' : isThere ? 'done' : 'none';
  return { check, state, count: what.length, what: what.slice(0, MOST_NAMED) };
}

/** `text` gives one row, `name`, for each thing that is open, and has one place for a value. */
function counted(db: Db, check: CloseCheck, text: string, value: string | number, isThere = true): Check {
  const { n } = one<{ n: number }>(db, `SELECT count(*) AS n FROM (${text})`, value) ?? { n: 0 };
  const named = all<{ name: string }>(db, `${text} LIMIT ${MOST_NAMED}`, value);
  return { check, state: n > 0 ? 'open' : isThere ? 'done' : 'none', count: n, what: named.map(({ name }) => name) };
}

const doubtful = `SELECT gateway || ' ' || state AS name FROM attempt
  WHERE state IN ('sending', 'unknown', 'not-found') AND created_at < ?`;
const openLines = `SELECT day || ' ' || reference AS name FROM bank_line WHERE state = 'open' AND day <= ?`;

/** What reconciliation cannot explain and nobody let be; what came late has a check of its own. */
function exceptions(db: Db, { toMs }: Sealing, now: number): Check {
  const found = openExceptions(db, now, toMs).filter(({ type }) => type !== 'late');
  return checkOf(
    'exceptions',
    found.map(({ type, label }) => `${type} ${label}`),
  );
}

/** Payments that a person must look at, but for what is an exception, and what could not be booked. */
function flagged(db: Db, { toMs }: Sealing): Check {
  const rest = `SELECT flag || ' ' || reference AS name FROM payment WHERE flag IS NOT NULL
    AND flag NOT IN ('unknown-status', 'amount-differs') AND at < ?`;
  // Of what could not be booked nobody knows which month it is about.
  const parked = "SELECT kind || ' ' || external_id AS name FROM parked WHERE ? > 0";
  const parts = [counted(db, 'flagged', rest, toMs), counted(db, 'flagged', parked, toMs)];
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const what = parts.flatMap((part) => part.what).slice(0, MOST_NAMED);
  return { check: 'flagged', state: count > 0 ? 'open' : 'done', count, what };
}

/** Who booked or matched by hand: what a gateway told, and what was booked by itself, was nobody's deed. */
function makersOf(db: Db, { from, to }: Sealing): Checklist['makers'] {
  return all<{ operator: string; count: number }>(
    db,
    `SELECT r.operator, count(*) AS count FROM event e JOIN request r ON r.seq = e.request
     WHERE r.source IN ('screen', 'command-line') AND e.booked_on BETWEEN ? AND ?
       AND EXISTS (SELECT 1 FROM posting p WHERE p.event = e.seq)
     GROUP BY r.operator ORDER BY count DESC, r.operator LIMIT 50`,
    from ?? '0000-00-00',
    to,
  );
}
