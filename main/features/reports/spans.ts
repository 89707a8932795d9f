/** How a long span is cut so that a chart stays legible: days, then weeks from Monday, then months. */
import { Failure } from '../../kernel/failure';
import { addDays, DAY_MS, type Day } from '../../kernel/time';

/** No chart has more points. */
export const MOST_POINTS = 500;

export type Step = 'day' | 'week' | 'month';

export interface Span {
  from: Day;
  to: Day;
}

const LONGEST_BY_DAY = 92;
const LONGEST_BY_WEEK = 3 * 366;

/** Days of the span, both ends counted; 0 or less when it is turned round. */
export function daysOf({ from, to }: Span): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

export function stepFor(span: Span): Step {
  const days = daysOf(span);
  if (days <= LONGEST_BY_DAY) return 'day';
  return days <= LONGEST_BY_WEEK ? 'week' : 'month';
}

/** The first day of the day's week or month. */
export function startOf(day: Day, step: Step): Day {
  if (step === 'day') return day;
  const at = new Date(`${day}T00:00:00Z`);
  // Sunday is 0 there; a week begins on Monday.
  return addDays(day, step === 'week' ? -((at.getUTCDay() + 6) % 7) : 1 - at.getUTCDate());
}

function after(day: Day, step: Step): Day {
  if (step === 'day') return addDays(day, 1);
  return step === 'week' ? addDays(day, 7) : startOf(addDays(day, 31), 'month');
}

/** The first day of every piece of the span. Throws Failure input-invalid for a span turned round, or of more than 500 pieces. */
export function piecesOf(span: Span, step: Step): Day[] {
  if (span.from > span.to) throw new Failure('input-invalid', { detail: `${span.from} is after ${span.to}` });
  const pieces: Day[] = [];
  for (let day = startOf(span.from, step); day <= span.to; day = after(day, step)) {
    if (pieces.length === MOST_POINTS)
      throw new Failure('input-invalid', { detail: `more than ${MOST_POINTS} points from ${span.from} to ${span.to}` });
    pieces.push(day);
  }
  return pieces;
}

/** The same as `startOf` in SQL, for grouping by the column `day`. */
export const startOfInSql: Readonly<Record<Step, string>> = {
  day: 'day',
  week: "date(day, 'weekday 0', '-6 days')",
  month: "date(day, 'start of month')",
};
