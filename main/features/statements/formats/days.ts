/** Days as files write them, checked against the calendar. */
import { Failure } from '../../../kernel/failure';
import { type Day, readDay } from '../../../kernel/time';
import { told } from './read';

/** `YYYY-MM-DD`, also with a time behind it. Throws Failure statement-day-unread. */
export function isoDay(text: string): Day {
  const day = /^\d{4}-\d{2}-\d{2}(?:$|[TZ+-])/.test(text) ? likelyDay(text.slice(0, 10)) : null;
  if (!day) throw new Failure('statement-day-unread', { text: told(text) });
  return day;
}

/** Null for days that do not exist, and for years in which no statement was written. */
export function likelyDay(text: string): Day | null {
  const day = readDay(text);
  return day && day >= '1950-01-01' && day < '2100-01-01' ? day : null;
}

/** `YYMMDD`. Throws Failure statement-day-unread. */
export function shortDay(text: string): Day {
  const [, year = '', month = '', date = ''] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const century = year >= '80' ? '19' : '20';
  const day = year === '' ? null : likelyDay(`${century}${year}-${month}-${date}`);
  if (!day) throw new Failure('statement-day-unread', { text: told(text) });
  return day;
}
