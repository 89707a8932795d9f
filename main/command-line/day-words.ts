/** Days by word, so that the same command can run every night: business days of the book, whatever this machine's clock is set to. */
import { addDays, type Day, dayIn, systemClock } from '../kernel/time';
import type { Use } from './command';

const words = ['today', 'yesterday', 'month-start', 'last-month-start', 'last-month-end'];

/** `today`, `yesterday` and the ends of months as a day; anything else as it is. */
export function dayOf(text: string, today: Day): string {
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
export function datedName(text: string, today: Day): string {
  return text.replaceAll('{day}', today);
}

/** The business day that it is now in the book. Opens the book. */
export async function todayOf(use: Use): Promise<Day> {
  const { timeZone } = await (await use.api()).books.info({ signal: use.signal });
  return dayIn(timeZone)(systemClock.now());
}

const days = ['from', 'to', 'reversed-from', 'reversed-to'];

/** The same with days in the place of words for them, and in the name of the file. Opens the book only where there is one. */
export async function withDays(use: Use): Promise<Use> {
  const isSaid = days.some((name) => words.includes(use.option(name) ?? '')) || use.option('out')?.includes('{day}');
  if (!isSaid) return use;
  const today = await todayOf(use);
  const option = (name: string) => {
    const text = use.option(name);
    if (text === undefined) return text;
    return days.includes(name) ? dayOf(text, today) : name === 'out' ? datedName(text, today) : text;
  };
  return { ...use, option };
}
