/** Which days charts show, as the address says them; the last 30 when it does not. */
import { addDays, DAY_MS, type Day, readDay } from '../../main/kernel/time';
import { spanOf } from '../table/day-span';

export interface Span {
  from: Day;
  to: Day;
}

export function readSpan(query: Readonly<Record<string, string>>, today: Day): Span {
  const from = readDay(query.from ?? '');
  const to = readDay(query.to ?? '');
  const plain = spanOf('last30', today);
  if (!from && !to) return plain;
  const last = to ?? (from && from > today ? from : today);
  const first = from ?? addDays(last, -29);
  return first > last ? plain : { from: first, to: last };
}

/** The last day of each piece that a chart's span is cut into: the day before the next piece begins. */
export function lastDays(firstDays: readonly string[], span: Span): Day[] {
  return firstDays.map((_, i) => {
    const next = readDay(firstDays[i + 1] ?? '');
    return next ? addDays(next, -1) : span.to;
  });
}

/** How many days from the first to the last, both counted. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS) + 1;
}
