/** When somebody works here: a setting of the book, by which the age of exceptions is told. */
import { readJsonSetting, writeSetting } from '../../db/setting';
import type { Db } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { readDay } from '../../kernel/time';
import type { Calendar } from './business-hours';
import { calendarSchema } from './desk-contract';

const KEY = 'business-calendar';
const firstCalendar: Calendar = { days: [1, 2, 3, 4, 5], from: 9, to: 17, holidays: [] };

/** What cannot be read (any more) is the first calendar: Monday to Friday, 9 to 17, no holidays. */
export function calendarOf(db: Db): Calendar {
  const read = calendarSchema.safeParse(readJsonSetting(db, KEY));
  return read.success ? read.data : firstCalendar;
}

/** Days in their order, each once. Throws Failure input-invalid for a holiday that is no day. */
export function setCalendar(db: Db, { days, from, to, holidays }: Calendar): void {
  // A day of every year is one of a leap year too.
  const wrong = holidays.find((day) => readDay(day.length === 5 ? `2024-${day}` : day) === null);
  if (wrong !== undefined) throw new Failure('input-invalid', { detail: `${wrong} is no day` });
  const sorted = { days: [...new Set(days)].sort(), from, to, holidays: [...new Set(holidays)].sort() };
  writeSetting(db, KEY, JSON.stringify(sorted));
}
