/** Each month that has begun is released: what was invoiced for it before becomes sales on its first day. */
import type { Topic } from '../../contract';
import { one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Book, type Facts, record } from '../../journal/record';
import { firstDayOf, monthOf } from '../../kernel/service-months';
import { startOfDay } from '../../kernel/time';
import { type DeferredSum, deferredSums, type RevenueReleased } from './deferring';

interface Options {
  book: Book;
  operator: string;
  changed(topics: readonly Topic[]): void;
}

/** Gives how many months it released, each in each currency once: what was released stands on no account any more. */
export function releaseMonths({ book, operator, changed }: Options): number {
  const month = monthOf(book.dayOf(book.clock.now()));
  if (deferredSums(book.db, month).length === 0) return 0;
  const act = { request: book.newId(), operator, source: 'schedule', input: { release: month } };
  const { count } = record(book, act, (facts) => released(book, facts, month));
  changed(['invoices', 'book']);
  return count;
}

function* released(book: Pick<Book, 'newId'>, { db }: Facts, month: string): Generator<EventDraft> {
  const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const groups = new Map<string, DeferredSum[]>();
  for (const sum of deferredSums(db, month)) {
    const key = `${sum.month} ${sum.currency}`;
    groups.set(key, [...(groups.get(key) ?? []), sum]);
  }
  for (const sums of groups.values()) {
    const [first] = sums;
    if (!first) continue;
    const day = firstDayOf(first.month);
    const payload: RevenueReleased = {
      ...{ month: first.month, currency: first.currency },
      parts: sums.map(({ product, net }) => ({ product, net })),
    };
    const at = { occurredAt: startOfDay(day, zone), bookedOn: day, isGiven: true } as const;
    yield { kind: 'revenue.released', subject: book.newId(), ...at, payload };
  }
}
