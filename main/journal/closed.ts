/**
 * Days that are closed. What has no choice of its day (a sync, a pull, a file) counts on the first open day and is remembered as
 * late; a day that a person chose is refused. The database refuses the rest by trigger, whatever way it comes.
 */
import { type Db, one } from '../db/sql';
import { Failure } from '../kernel/failure';
import { addDays, type Day } from '../kernel/time';
import type { EventDraft } from './event';

/** The kind of the event that remembers a late one. */
export const LATE = 'period.late';

/** The last closed day; null while nothing is closed. */
export function closedUntil(db: Db): Day | null {
  const text = "SELECT to_day AS day FROM period WHERE state = 'closed' ORDER BY to_day DESC LIMIT 1";
  return one<{ day: Day }>(db, text)?.day ?? null;
}

/** The day that an event counts in; `own`: the one that it would have. Throws Failure period-closed. */
export function bookedDay({ bookedOn, isGiven }: EventDraft, own: Day, closed: Day | null): Day {
  if (closed === null || own > closed) return own;
  const open = addDays(closed, 1);
  if (bookedOn !== undefined && isGiven !== true) throw new Failure('period-closed', { day: own, closed, open });
  return open;
}
