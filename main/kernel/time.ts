/** The only place that reads the clock. Time is UTC milliseconds; a business day is a day in the book's time zone. */

export interface Clock {
  /** UTC milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string & { readonly __day: true };

const HOUR_MS = 3_600_000;
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
  // Intl is slow, and zones move only on quarter hours: one look-up serves each quarter of an hour.
  const known = new Map<number, Day>();
  return (atMs) => {
    if (!Number.isSafeInteger(atMs) || Math.abs(atMs) > LAST_MS) throw new RangeError(`not a time: ${atMs}`);
    const quarter = Math.floor(atMs / (HOUR_MS / 4));
    let day = known.get(quarter);
    if (day === undefined) {
      day = format.format(atMs).slice(0, 10) as Day;
      if (known.size > 100_000) known.clear();
      known.set(quarter, day);
    }
    return day;
  };
}

/** UTC ISO text with milliseconds, as files carry it. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Reads `YYYY-MM-DD`. Gives null for anything else, and for days that do not exist (2026-02-30). */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null;
  return text as Day;
}

/** The first UTC millisecond of a day in a time zone: where a date filter begins. */
export function startOfDay(day: Day, timeZone: string): number {
  const dayOf = dayIn(timeZone);
  let at = Date.parse(`${day}T00:00:00Z`) - 15 * HOUR_MS;
  while (dayOf(at) < day) at += HOUR_MS / 4;
  return at;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10) as Day;
}
