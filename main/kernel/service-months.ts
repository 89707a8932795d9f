/** What of a line is service of later months: its net sum spread over the days of its period, month by month, exactly. */
import { sharesOf } from './invoice-sums';
import type { Day } from './time';

/** `YYYY-MM`. */
export type Month = string;

/** Of a longer period nothing is spread. */
export const MOST_MONTHS = 120;
const DAY_MS = 86_400_000;

export const monthOf = (day: string): Month => day.slice(0, 7);

const firstOf = (index: number) => Date.UTC(Math.floor(index / 12), index % 12, 1);
const indexOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const monthAt = (index: number): Month => new Date(firstOf(index)).toISOString().slice(0, 7);

/** The first day of a month. */
export const firstDayOf = (month: Month): Day => `${month}-01` as Day; // from outside: made of a month

/**
 * Each month of `from`…`to` (both days included) with its part of `net`, minor units of either sign, by its number of days; they come to
 * `net` exactly. Empty for a period that ends before it begins, or has more than MOST_MONTHS months.
 */
export function byMonth(net: number, from: string, to: string): { month: Month; net: number }[] {
  const [first, last] = [indexOf(from), indexOf(to)];
  if (to < from || last - first >= MOST_MONTHS) return [];
  const [begin, end] = [Date.parse(from), Date.parse(to) + DAY_MS];
  const months = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const days = months.map((n) => (Math.min(end, firstOf(n + 1)) - Math.max(begin, firstOf(n))) / DAY_MS);
  return sharesOf(net, days).map((share, n) => ({ month: monthAt(first + n), net: share }));
}
