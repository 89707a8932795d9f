/** Makes the book as it was, beside it, so that a window can look at it. */
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { positionBefore } from '../../journal/as-of';
import { Failure } from '../../kernel/failure';
import { type PastPoint, presentOf } from '../../kernel/past';
import { readDay } from '../../kernel/time';
import type { Progress } from '../../wire';
import { bookTimeZone, endOfDay } from '../payments/filter';
import type { PastView } from './contract';

export interface LookBack {
  pastBooks: {
    make(point: Pick<PastPoint, 'position' | 'asOf'>, signal?: AbortSignal): AsyncGenerator<Progress, number>;
  };
  /** What may be called there. */
  shownInPast: readonly string[];
}

/** Throws Failure input-invalid, past-room, cancelled. */
export async function* lookBack(
  { book, clock, pastBooks, shownInPast }: Context & LookBack,
  input: { asOf?: string | undefined; knownOn?: string | undefined },
  signal?: AbortSignal,
): AsyncGenerator<Progress, PastView> {
  const { asOf, knownOn } = input;
  if (asOf === undefined && knownOn === undefined) throw new Failure('input-invalid', { detail: 'no day is given' });
  const now = clock.now();
  const behind = knownOn === undefined ? now + 1 : Math.min(endOfDay(book.db, knownOn), now + 1);
  const head = one<{ seq: number | null }>(book.db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
  // What is recorded in this very millisecond is known too.
  const position = behind > now ? head : positionBefore(book.db, behind);
  const point = { position, asOf: readDay(asOf ?? ''), knownMs: behind - 1 };
  const unplaced = yield* pastBooks.make(point, signal);
  return { ...point, nowMs: presentOf(point, bookTimeZone(book.db)), unplaced, shown: [...shownInPast] };
}
