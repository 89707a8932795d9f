/** `--as-of` and `--as-known`: the same command, asked of the book as it was. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { pastText } from '../kernel/past';
import { readDay } from '../kernel/time';
import { follow, type Use } from './command';
import type { Api } from './engine';
import { UsageError } from './exit';

export const pastOptions = {
  'as-of': { type: 'string' },
  'as-known': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const pastTells = {
  'as-of': 'only what counts up to that day',
  'as-known': 'as the book knew it at that day’s end; rebuilt the first time, which takes a while',
};

/** Throws UsageError for what is no day. */
export function pastDays(use: Use): { asOf?: string; knownOn?: string } {
  const [asOf, knownOn] = (['as-of', 'as-known'] as const).map((name) => {
    const day = use.option(name);
    if (day !== undefined && readDay(day) === null) throw new UsageError(`--${name} takes a day such as 2026-10-31.`);
    return day;
  });
  return { ...(asOf === undefined ? {} : { asOf }), ...(knownOn === undefined ? {} : { knownOn }) };
}

/** The book's API, or where a day is given that of the book as it was then. Throws Failure past-room. */
export async function apiThen(use: Use, days = pastDays(use)): Promise<Api> {
  if (Object.keys(days).length === 0) return use.api();
  const connected = await use.connect();
  const { unplaced, ...point } = await follow(use, connected.api.books.lookBack(days, { signal: use.signal }));
  connected.lookFrom(pastText({ ...point, asOf: readDay(point.asOf ?? '') }));
  if (unplaced > 0)
    use.output.note(
      `${unplaced} events could not be placed in a row: their money counts, and their rows do not show it.`,
    );
  return connected.api;
}
