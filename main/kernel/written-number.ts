/**
 * How a file writes numbers and days. Its own cells say which sign is the decimal one and which order a day has; where they could mean
 * either, nobody guesses: a person is asked.
 */
import type { DayOrder, DecimalSign } from './import-field';
import { type Day, readDay } from './time';

/** `unsure`: the cells fit both. `null`: there is nothing to tell by, and nothing that depends on it. */
export type Told<Value> = Value | 'unsure' | null;

const spaces = /[\s\u00a0\u202f'’]/g;

/** What one number says of the decimal sign: `1.234,5` and `12,5` say a comma, `1,234` may be either, `1200` says nothing. */
function signOf(text: string): DecimalSign | 'either' | null {
  const number = text.replace(spaces, '').replace(/^[+-]/, '');
  const last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  if (last < 0 || !/^[\d.,]+$/.test(number)) return null;
  const sign = number[last] === ',' ? ',' : '.';
  const other = sign === ',' ? '.' : ',';
  if (number.includes(other)) return sign;
  if (number.indexOf(sign) !== last) return other;
  const behind = number.length - last - 1;
  const before = last;
  return behind === 3 && before >= 1 && before <= 3 && !/^0/.test(number) ? 'either' : sign;
}

/** `unsure` where all that tell could be either, or some say one and some the other. */
export function tellDecimalSign(texts: Iterable<string>): Told<DecimalSign> {
  const seen = new Set<DecimalSign | 'either'>();
  for (const text of texts) {
    const sign = signOf(text);
    if (sign) seen.add(sign);
  }
  if (seen.has('.') && seen.has(',')) return 'unsure';
  if (seen.has('.')) return '.';
  if (seen.has(',')) return ',';
  return seen.size > 0 ? 'unsure' : null;
}

const groupingComma = /[,\s\u00a0\u202f'’]/;
const groupingPoint = /[.\s\u00a0\u202f'’]/;
/** The form that most programs write: nothing is to be told apart in it. */
const plainForm = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Plain decimal text (`-1234.50`) of what a cell holds; null where it is no such number. */
export function readNumber(text: string, sign: DecimalSign): string | null {
  const trimmed = text.trim();
  if (sign === '.' && plainForm.test(trimmed)) return trimmed;
  const match = /^([+-]?)([\d.,\s\u00a0\u202f'’]+)$/.exec(trimmed);
  if (!match) return null;
  const [, minus = '', body = ''] = match;
  const parts = body.split(sign);
  const [whole = '', fraction = ''] = parts;
  if (parts.length > 2 || !/^\d*$/.test(fraction) || (parts.length === 2 && fraction === '')) return null;
  const groups = whole.split(sign === '.' ? groupingComma : groupingPoint);
  const [first = '', ...rest] = groups;
  if (!/^\d+$/.test(first) || (rest.length > 0 && first.length > 3) || rest.some((group) => !/^\d{3}$/.test(group)))
    return null;
  const digits = groups.join('').replace(/^0+(?=\d)/, '');
  return `${minus === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`;
}

const parted = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})$/;

/** A time of day that is UTC may stand behind a day that begins with the year. */
const timed = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|\+00:00)$/;

function orderOf(text: string): DayOrder | 'either' | null {
  const trimmed = text.trim();
  if (timed.test(trimmed)) return 'ymd';
  const { day } = timeBehind(trimmed);
  const match = parted.exec(day);
  if (!match) return null;
  const [first = '', second = '', third = ''] = match.slice(1);
  if (first.length === 4) return 'ymd';
  if (third.length !== 4) return null;
  if (first.padStart(2, '0') > '12') return 'dmy';
  if (second.padStart(2, '0') > '12') return 'mdy';
  return 'either';
}

/** `unsure` where all of them could be either, or some say one and some the other. A year in front is read as such in any case. */
export function tellDayOrder(texts: Iterable<string>): Told<DayOrder> {
  const seen = new Set<DayOrder | 'either'>();
  for (const text of texts) {
    const order = orderOf(text);
    if (order) seen.add(order);
  }
  if (seen.has('dmy') && seen.has('mdy')) return 'unsure';
  if (seen.has('dmy')) return 'dmy';
  if (seen.has('mdy')) return 'mdy';
  if (seen.has('either')) return 'unsure';
  return seen.has('ymd') ? 'ymd' : null;
}

/** A day, and the time where the cell has one (UTC milliseconds). Null where it is none, or does not exist. */
export function readWhen(text: string, order: DayOrder): { day: Day | null; at: number | null } | null {
  const trimmed = text.trim();
  if (timed.test(trimmed)) {
    const at = Date.parse(trimmed.replace(' ', 'T'));
    return Number.isNaN(at) ? null : { day: null, at };
  }
  const match = parted.exec(trimmed);
  if (!match) return null;
  const [first = '', second = '', third = ''] = match.slice(1);
  const [year, month, date] =
    first.length === 4 ? [first, second, third] : order === 'mdy' ? [third, first, second] : [third, second, first];
  if (year.length !== 4 || month.length > 2 || date.length > 2) return null;
  const day = readDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return day ? { day, at: null } : null;
}

/** A time of day without a zone. */
const ofDay = /^(.*\d)[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?([AP])\.?M\.?)?$/i;
const HOUR_MS = 3_600_000;

/** The day's text, and the time behind it in milliseconds since midnight; null where there is none. */
function timeBehind(text: string): { day: string; ofDayMs: number | null } {
  const [, day, hours = '', minutes = '', seconds = '0', half] = ofDay.exec(text) ?? [];
  if (day === undefined) return { day: text, ofDayMs: null };
  const hour = Number.parseInt(hours, 10);
  const [minute, second] = [Number.parseInt(minutes, 10), Number.parseInt(seconds, 10)];
  const isTime = minute < 60 && second < 60 && (half === undefined ? hour < 24 : hour >= 1 && hour <= 12);
  if (!isTime) return { day: text, ofDayMs: null };
  const of24 = half === undefined ? hour : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return { day: day.trim(), ofDayMs: of24 * HOUR_MS + minute * 60_000 + second * 1000 };
}

/** As `readWhen`, also with a time of day that names no zone. Null where it is none, or does not exist. */
export function readMoment(
  text: string,
  order: DayOrder,
): { day: Day | null; at: number | null; ofDayMs: number | null } | null {
  const whole = readWhen(text, order);
  if (whole) return { ...whole, ofDayMs: null };
  const { day, ofDayMs } = timeBehind(text.trim());
  const read = ofDayMs === null ? null : readWhen(day, order);
  return read && { ...read, ofDayMs };
}
