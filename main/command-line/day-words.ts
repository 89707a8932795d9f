/** Days by word, so that the same command can run every night: in the time zone of this machine. Pure but for that zone. */
import { addDays, type Day, dayIn } from '../kernel/time';

/** `today`, `yesterday` and the ends of months as a day; anything else as it is. */
export function dayOf(text: string, nowMs: number): string {
  const today = dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone)(nowMs);
  const first = (day: Day) => addDays(day, 1 - Number.parseInt(day.slice(8), 10));
  switch (text) {
    case 'today':
      return today;
    case 'yesterday':
      return addDays(today, -1);
    case 'month-start':
      return first(today);
    case 'last-month-start':
      return first(addDays(first(today), -1));
    case 'last-month-end':
      return addDays(first(today), -1);
    default:
      return text;
  }
}

/** `{day}` in the name of a file: a scheduled export makes a new file each time. */
export function datedName(text: string, nowMs: number): string {
  return text.replaceAll('{day}', dayOf('today', nowMs));
}
