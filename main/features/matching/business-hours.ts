/** Age in the hours in which somebody works: nights, weekends and holidays do not make an exception older. Pure. */
import { addDays, type Day, dayIn, startOfDay } from '../../kernel/time';

export interface Calendar {
  /** 1 Monday to 7 Sunday. */
  days: readonly number[];
  /** Hours of a working day. */
  from: number;
  to: number;
  /** On which nobody works: `2026-05-14` once, `12-25` every year. */
  holidays: readonly string[];
}

const HOUR_MS = 3_600_000;
/** Older is told as this many days at most: nobody counts the hours of years. */
const MOST_DAYS = 400;

/** Whole business hours from one time to another, UTC milliseconds, in a time zone. */
export function businessHours(
  { days, from, to, holidays }: Calendar,
  timeZone: string,
): (fromMs: number, toMs: number) => number {
  const dayOf = dayIn(timeZone);
  const off = new Set(holidays);
  const isOff = (day: Day) => !days.includes(weekdayOf(day)) || off.has(day) || off.has(day.slice('2026-'.length));
  // Asked for thousands of exceptions over the same days; a midnight takes dozens of looks at the time zone.
  const midnights = new Map<Day, number>();
  const midnightOf = (day: Day) => {
    const at = midnights.get(day) ?? startOfDay(day, timeZone);
    midnights.set(day, at);
    return at;
  };
  return (fromMs, toMs) => {
    let spent = 0;
    let day = dayOf(fromMs);
    const last = dayOf(toMs);
    for (let n = 0; day <= last && n < MOST_DAYS; n++, day = addDays(day, 1)) {
      if (isOff(day)) continue;
      const midnight = midnightOf(day);
      const begins = Math.max(fromMs, midnight + from * HOUR_MS);
      const ends = Math.min(toMs, midnight + to * HOUR_MS);
      spent += Math.max(0, ends - begins);
    }
    return Math.floor(spent / HOUR_MS);
  };
}

/** 1 Monday to 7 Sunday. */
function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
