/** The only place that reads the clock. Time is UTC milliseconds; a business day is a day in the book's time zone. */

export interface Clock {
  /** UTC milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string & { readonly __day: true };

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Gives a function from UTC milliseconds to the day in `timeZone` (an IANA name). Throws RangeError for an unknown zone. */
export function dayIn(timeZone: string): (atMs: number) => Day {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  // Intl is slow: where a stretch begins and ends on the same day, one look-up serves all of it, down to the quarter of
  // an hour, on which zones move.
  const known = stretchesMs.map(() => new Map<number, Day | null>());
  const asked = (atMs: number) => format.format(atMs).slice(0, 10) as Day;
  return (atMs) => {
    if (!Number.isSafeInteger(atMs) || Math.abs(atMs) > LAST_MS) throw new RangeError(`not a time: ${atMs}`);
    for (let level = 0; level < stretchesMs.length; level++) {
      const lengthMs = stretchesMs[level] ?? 1;
      const days = known[level];
      const stretch = Math.floor(atMs / lengthMs);
      let day = days?.get(stretch);
      if (day === undefined) {
        const first = asked(stretch * lengthMs);
        const isLast = level === stretchesMs.length - 1;
        day = isLast || asked((stretch + 1) * lengthMs - 1) === first ? first : null;
        if (days && days.size > MOST_STRETCHES) days.clear();
        days?.set(stretch, day);
      }
      if (day !== null) return day;
    }
    return asked(atMs);
  };
}

/** Each a part of the one before. */
const stretchesMs = [6 * HOUR_MS, HOUR_MS, HOUR_MS / 4];
const MOST_STRETCHES = 50_000;

/** UTC ISO text with milliseconds, as files carry it. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Reads `YYYY-MM-DD`. Gives null for anything else, and for days that do not exist (2026-02-30). */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  // Counted, not asked of Date: an import reads millions.
  const pair = (at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * ZERO;
  const [century, year, month, day] = [pair(0), pair(2), pair(5), pair(8)];
  const isLeap = year % 4 === 0 && (year !== 0 || century % 4 === 0);
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= days ? (text as Day) : null;
}

/** The character code of 0. */
const ZERO = 48;
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The first UTC millisecond of a day in a time zone: where a date filter begins. */
export function startOfDay(day: Day, timeZone: string): number {
  const dayOf = dayIn(timeZone);
  // No zone is further than 14 hours from UTC, and all begin their days on a quarter of an hour: found by halving.
  const begins = Date.parse(`${day}T00:00:00Z`) - 15 * HOUR_MS;
  const quarter = (n: number) => begins + n * (HOUR_MS / 4);
  let before = 0;
  let from = 120;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(quarter(middle)) < day) before = middle;
    else from = middle;
  }
  return quarter(from);
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as Day;
}

/**
 * Gives a function to the first UTC millisecond of an hour (0 to 23) of a day in a time zone. An hour that the day does not have (the
 * clocks go forward) begins when the next one does; of one that it has twice it is the first.
 */
export function hoursIn(timeZone: string): (day: Day, hour: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit' });
  const known = new Map<string, number>();
  return (day, hour) => {
    const key = `${day} ${hour}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const start = startOfDay(day, timeZone);
    const end = startOfDay(addDays(day, 1), timeZone);
    // No zone moves its clocks by more than two hours.
    let at = Math.max(start, start + (hour - 2) * HOUR_MS);
    while (at < end && Number.parseInt(format.format(at), 10) < hour) at += HOUR_MS / 4;
    if (known.size > MOST_STRETCHES) known.clear();
    known.set(key, at);
    return at;
  };
}

/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly __month: true };

/** Reads `YYYY-MM`. Gives null for anything else. */
export function readMonth(text: string): Month | null {
  return /^\d{4}-\d{2}$/.test(text) && readDay(`${text}-01`) !== null ? (text as Month) : null;
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7) as Month;
}

export function firstDayOf(month: Month): Day {
  return `${month}-01` as Day;
}

export function lastDayOf(month: Month): Day {
  return addDays(firstDayOf(nextMonth(month)), -1);
}

export function nextMonth(month: Month): Month {
  return monthOf(addDays(firstDayOf(month), 31));
}
