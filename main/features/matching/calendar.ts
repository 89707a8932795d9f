/** When somebody works here: a setting of the book, by which the age of exceptions is told. */
import { type Db, one, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { readDay } from '../../kernel/time';
import type { Calendar } from './business-hours';
import { calendarSchema } from './desk-contract';

const KEY = 'business-calendar';
const firstCalendar: Calendar = { days: [1, 2, 3, 4, 5], from: 9, to: 17, holidays: [] };

/** What cannot be read (any more) is the first calendar: Monday to Friday, 9 to 17, no holidays. */
export function calendarOf(db: Db): Calendar {
  const kept = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY)?.value;
  if (kept === undefined) return firstCalendar;
  try {
    const read = calendarSchema.safeParse(JSON.parse(kept));
    return read.success ? read.data : firstCalendar;
  } catch {
    return firstCalendar;
  }
}

/** Days in their order, each once. Throws Failure input-invalid for a holiday that is no day. */
export function setCalendar(db: Db, { days, from, to, holidays }: Calendar): void {
  // A day of every year is one of a leap year too.
  const wrong = holidays.find((day) => readDay(day.length === 5 ? `2024-${day}` : day) === null);
  if (wrong !== undefined) throw new Failure('input-invalid', { detail: `${wrong} is no day` });
  const sorted = { days: [...new Set(days)].sort(), from, to, holidays: [...new Set(holidays)].sort() };
  const text = 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  run(db, text, KEY, JSON.stringify(sorted));
}
