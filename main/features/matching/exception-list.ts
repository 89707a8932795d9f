/** The queue of exceptions as a person works through it: by type, each with its age in business hours and what was said of it. */
import { query } from '../../db/reader';
import type { Db } from '../../db/sql';
import type { Id } from '../../kernel/id';
import { type ExceptionType, exceptionTypes } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import { addDays, dayIn, startOfDay } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import { businessHours } from './business-hours';
import { calendarOf } from './calendar';
import type { ExceptionRow } from './contract';
import { type Found, foundExceptions, lateEventOf, saidOfExceptions } from './exceptions';
import { lateCause } from './late-cause';

export interface ExceptionsInput {
  now: number;
  ignored: boolean;
  /** Left out: all. */
  type?: ExceptionType | undefined;
  /** Of that day or before; left out: all. */
  until?: string | undefined;
  /** Of that day or later; left out: all. */
  since?: string | undefined;
  /** The counts are of all. */
  limit: number;
}

/** Those of some days, oldest first, with what was said of each; `now`: UTC milliseconds. */
export function exceptionsOf(db: Db, { now, until, since }: Pick<ExceptionsInput, 'now' | 'until' | 'since'>) {
  const zone = bookTimeZone(db);
  const dayOf = dayIn(zone);
  const hours = businessHours(calendarOf(db), zone);
  const said = saidOfExceptions(db);
  const found = foundExceptions(db, now).filter(
    ({ at }) => (until === undefined || dayOf(at) <= until) && (since === undefined || dayOf(at) >= since),
  );
  const isLet = ({ key }: Found) => (said.get(key)?.ignored ?? null) !== null;
  const rowOf = (of: Found): ExceptionRow => {
    const { owner = null, note = null, ignored: why = null } = said.get(of.key) ?? {};
    const event = lateEventOf(of);
    const { type: kind, key, about, id, label, who, gateway, amount, currency, expected, at } = of;
    return {
      ...{ type: kind, key, about, id: id as Id, label, who, gateway, day: dayOf(at), owner, note, ignored: why }, // from outside: a movement's is a text
      money: { amount: toDecimal(amount, currency), currency },
      expected: expected === null ? null : toDecimal(expected, currency),
      cause: event === null ? null : lateCause(db, event),
      hours: hours(startOfDay(dayOf(at), zone), now),
    };
  };
  return { found, isLet, rowOf };
}

export const exceptionList = query(
  'matching.exceptions',
  (db, { now, ignored, type, until, since, limit }: ExceptionsInput) => {
    const { found, isLet, rowOf } = exceptionsOf(db, { now, until, since });
    const counts = exceptionTypes.map((of) => ({
      type: of,
      count: found.filter((each) => each.type === of && !isLet(each)).length,
    }));
    const shown = found.filter((each) => isLet(each) === ignored && (type === undefined || each.type === type));
    const rows = shown.slice(0, limit).map(rowOf);
    return { rows, counts, open: found.filter((each) => !isLet(each)).length, ignored: found.filter(isLet).length };
  },
);

/** The youngest of each bucket, in days. */
const ages = [
  ['today', 0],
  ['three-days', 1],
  ['week', 4],
  ['month', 8],
  ['older', 32],
] as const;

/** `now`: UTC milliseconds. One of a day to come is of today. */
export const exceptionAges = query('matching.exception-ages', (db, { now }: { now: number }) => {
  const dayOf = dayIn(bookTimeZone(db));
  const today = dayOf(now);
  const said = saidOfExceptions(db);
  const days = foundExceptions(db, now)
    .filter(({ key }) => (said.get(key)?.ignored ?? null) === null)
    .map(({ at }) => dayOf(at));
  return ages.map(([bucket, least], n) => {
    const next = ages[n + 1]?.[1];
    const from = next === undefined ? null : addDays(today, 1 - next);
    const to = n === 0 ? null : addDays(today, -least);
    return {
      bucket,
      from,
      to,
      count: days.filter((day) => (to === null || day <= to) && (from === null || day >= from)).length,
    };
  });
});

/** Whether the book has it: looking takes long in a large one, so a reader does. */
export const exceptionIsThere = query('matching.exception', (db, { now, key }: { now: number; key: string }) =>
  foundExceptions(db, now).some((found) => found.key === key),
);
