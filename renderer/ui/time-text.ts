/** Writes times for a person: `21 Nov 14:01` in the book's time zone and the operator's language, the year when not this one. */
import { addDays, DAY_MS, type Day, dayIn } from '../../main/kernel/time';

export interface TimeTexts {
  /** `21 Nov 14:01`. */
  moment(atMs: number): string;
  /** `14:01`. */
  clock(atMs: number): string;
  /** `21 Nov` of `2026-11-21`. */
  day(day: string): string;
  /** `Saturday, 21 November`. */
  longDay(day: string): string;
  /** ISO with milliseconds and the offset of the zone, for tooltips. */
  iso(atMs: number): string;
  /** `1 minute ago`, `in 3 hours`. */
  ago(atMs: number, nowMs: number): string;
  /** The day in the book's time zone. */
  dayOf(atMs: number): Day;
  /** `Today`, `Yesterday`, else the day. */
  near(day: string, nowMs: number): string;
}

type Part = Intl.DateTimeFormatPartTypes;

function partsOf(format: Intl.DateTimeFormat, at: number): Partial<Record<Part, string>> {
  const found: Partial<Record<Part, string>> = {};
  for (const { type, value } of format.formatToParts(at)) found[type] = value;
  return found;
}

/** Formatting is slow; a table asks for the same minutes again and again. */
function remembered(write: (at: number) => string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    let text = known.get(at);
    if (text === undefined) {
      if (known.size > 5000) known.clear();
      text = write(at);
      known.set(at, text);
    }
    return text;
  };
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

function agoText(format: Intl.RelativeTimeFormat, atMs: number, nowMs: number): string {
  const difference = atMs - nowMs;
  for (const [unit, ms] of steps) {
    if (Math.abs(difference) >= ms) return format.format(Math.trunc(difference / ms), unit);
  }
  return format.format(0, 'second');
}

/** `+01:00`, from the words that Intl has for a zone's offset. */
function offsetText(longOffset: string | undefined): string {
  const offset = longOffset?.replace('GMT', '') ?? '';
  return offset === '' ? '+00:00' : offset;
}

const shape = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const minutes = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** ISO with milliseconds and the zone's offset. */
function isoWriter(timeZone: string): (atMs: number) => string {
  const exact = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...minutes,
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'longOffset',
  });
  return (at) => {
    const p = partsOf(exact, at);
    const time = `${p.hour}:${p.minute}:${p.second}.${p.fractionalSecond}`;
    return `${p.year}-${p.month}-${p.day}T${time}${offsetText(p.timeZoneName)}`;
  };
}

/** `thisYear` is the year that is left out, in the book's time zone. */
export function timeTexts(language: string, timeZone: string, thisYear: string): TimeTexts {
  const short = new Intl.DateTimeFormat(language, { timeZone, ...shape, ...minutes });
  // Plain English puts the month before the day, as the rest of the window does not.
  const long = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const days = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...shape });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const dayOf = dayIn(timeZone);
  const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const date = (parts: Partial<Record<Part, string>>) => {
    const text = `${parts.day} ${parts.month?.replace('.', '') ?? ''}`;
    return parts.year === thisYear ? text : `${text} ${parts.year}`;
  };
  const day = (text: string) => date(partsOf(days, startOf(text)));
  const clock = (at: number) => {
    const parts = partsOf(short, at);
    return `${parts.hour}:${parts.minute}`;
  };
  return {
    moment: remembered((at) => `${date(partsOf(short, at))} ${clock(at)}`),
    clock,
    day,
    longDay: (text) => long.format(startOf(text)),
    iso: remembered(isoWriter(timeZone)),
    ago: (at, now) => agoText(relative, at, now),
    dayOf,
    near(text, now) {
      const today = dayOf(now);
      if (text === today) return relative.format(0, 'day');
      return text === addDays(today, -1) ? relative.format(-1, 'day') : day(text);
    },
  };
}

/** `1:05` for 65 seconds; never less than `0:00`. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
