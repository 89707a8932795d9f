/** Months are closed and opened again in the middle of it all, by two operators once there are two; what was closed is written down. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { all, one } from '../../main/db/sql';
import { closedUntil } from '../../main/journal/closed';
import { record } from '../../main/journal/record';
import { DAY_MS, type Day, firstDayOf, lastDayOf, monthOf, nextMonth, startOfDay } from '../../main/kernel/time';
import { act } from '../support/book';
import { steps } from './step';
import type { World } from './world';

const ZONE = 'Europe/Madrid';
/** So far behind the month's end that a clock that is set back never falls into what was closed. */
const AFTER_MS = 7 * DAY_MS;

/** Everything that counts up to a day: how many events, and what each account came to. */
function sealedUpTo({ book }: World, day: Day): string {
  const events = one(book.db, 'SELECT count(*) AS n, sum(seq) AS seqs FROM event WHERE booked_on <= ?', day);
  const sums = all(
    book.db,
    `SELECT account, currency, sum(minor) AS minor FROM (
       SELECT p.to_account AS account, p.currency, p.minor, e.booked_on FROM posting p JOIN event e ON e.seq = p.event UNION ALL
       SELECT p.from_account, p.currency, -p.minor, e.booked_on FROM posting p JOIN event e ON e.seq = p.event)
     WHERE booked_on <= ? GROUP BY account, currency ORDER BY account, currency`,
    day,
  );
  return JSON.stringify([events, sums]);
}

/** A closed period never changes, by any command. */
export function expectSealed(world: World): void {
  for (const [day, sealed] of world.sealed) expect([day, sealedUpTo(world, day)]).toEqual([day, sealed]);
}

function asked(world: World, deed: 'close' | 'reopen', payload: { key: string; note: string }): void {
  const { book, clock, hired } = world;
  const at = clock.now();
  const by = (operator: string) => ({ ...act(book), operator });
  const request = book.newId();
  if (hired)
    record(book, by('Ann'), () => [
      { kind: 'period.requested', subject: request, occurredAt: at, payload: { deed, ...payload } },
    ]);
  const { key, note } = payload;
  const of = hired ? { request } : {};
  const done =
    deed === 'close'
      ? { kind: 'period.closed', payload: { key, note, ...of } }
      : { kind: 'period.reopened', payload: { key, reason: note, ...of } };
  record(book, by('Ben'), () => [{ ...done, subject: book.newId(), occurredAt: at }]);
}

/** The month of the clock, a week after its end. */
export const closes = steps('closes', fc.constant(null), (world) => {
  const { book, clock } = world;
  const month = monthOf(book.dayOf(clock.now()));
  clock.at = startOfDay(firstDayOf(nextMonth(month)), ZONE) + AFTER_MS;
  asked(world, 'close', { key: month, note: '' });
  expect(closedUntil(book.db)).toBe(lastDayOf(month));
  world.sealed.set(lastDayOf(month), sealedUpTo(world, lastDayOf(month)));
});

export const reopens = steps('reopens', fc.constant(null), (world) => {
  const until = closedUntil(world.book.db);
  if (until === null) return;
  asked(world, 'reopen', { key: monthOf(until), note: 'Something was left out' });
  world.sealed.delete(until);
});
