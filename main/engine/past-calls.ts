/** A call whose header names a point of before is answered from the book as it was, or refused: the one place where that is decided. */
import type { Context } from '../context';
import { one } from '../db/sql';
import { bookTimeZone } from '../features/payments/filter';
import { Failure } from '../kernel/failure';
import { PAST_HEADER, type PastPoint, presentOf, readPast } from '../kernel/past';
import { pastAccess } from './past-access';
import type { PastBooks } from './past-books';

export interface PastContext extends Context {
  pastBooks: PastBooks;
  /** What the call's header says; null: the present. */
  pastHeader: string | null;
}

/** What one call's handlers get: its connection's context, and what its header says. */
export function withHeader<Of extends PastContext>(context: Of, headers: Headers): Of {
  const text = headers[PAST_HEADER];
  // A header that is given twice names no point, and is refused where it is read.
  return { ...context, pastHeader: text === undefined ? null : String(text) };
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

function pointOf(text: string): PastPoint {
  const point = readPast(text);
  if (!point) throw new Failure('input-invalid', { detail: `${PAST_HEADER} names no point` });
  return point;
}

/** What of the context is another one there; null: nothing. Throws Failure looking-back, input-invalid, past-room. */
export async function contextThen(
  { pastHeader, pastBooks, book, clock }: PastContext,
  path: string,
  signal?: AbortSignal,
): Promise<Pick<Context, 'book' | 'readers' | 'clock' | 'past'> | null> {
  if (pastHeader === null) return null;
  const access = pastAccess(path);
  if (access === 'present') return null;
  if (access === null) throw new Failure('looking-back');
  const point = pointOf(pastHeader);
  const head = one<{ seq: number | null }>(book.db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
  if (point.position > head) throw new Failure('input-invalid', { detail: `the book has no event ${point.position}` });
  const { readers: past, book: bookThen } = await pastBooks.at(point, book, signal);
  const refuse = () => {
    throw new Failure('looking-back');
  };
  const nowMs = presentOf(point, bookTimeZone(book.db));
  return {
    book: bookThen,
    readers: { ...past, jobOn: refuse },
    clock: { ...clock, now: () => nowMs },
    past: { point, present: { book, clock } },
  };
}
