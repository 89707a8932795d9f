/** What a request came to that was done before: its events are in the journal, and nothing is done again. */
import { type Db, one } from '../db/sql';
import { Failure } from '../kernel/failure';
import { type Id, idFromBytes } from '../kernel/id';
import { LATE } from './closed';
import type { Recorded } from './record';

/** Null when it is new. Throws Failure request-reused for other input under the same id. */
export function earlierResult(db: Db, requestId: Uint8Array, hashed: Buffer, request: Id): Recorded | null {
  const found = one<{ seq: number; input_hash: Buffer }>(
    db,
    'SELECT seq, input_hash FROM request WHERE id = ?',
    requestId,
  );
  if (!found) return null;
  if (!hashed.equals(found.input_hash)) throw new Failure('request-reused', { request });
  const events = eventsOf(db, found.seq);
  return {
    repeated: true,
    firstSeq: events[0]?.seq ?? 0,
    lastSeq: events.at(-1)?.seq ?? 0,
    count: events.length,
    subjects: events.filter(({ kind }) => kind !== LATE).map((event) => idFromBytes(event.subject)),
  };
}

/** A request's events stand together, and requests in the order of their events: found by halving, without an index. */
function eventsOf(db: Db, request: number): EventRow[] {
  let first = 1;
  let behind = (one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0) + 1;
  while (first < behind) {
    const middle = Math.floor((first + behind) / 2);
    const at = one<{ request: number }>(db, 'SELECT request FROM event WHERE seq >= ? ORDER BY seq LIMIT 1', middle);
    if (at && at.request < request) first = middle + 1;
    else behind = middle;
  }
  const found: EventRow[] = [];
  const from = db.prepare('SELECT seq, kind, subject, request FROM event WHERE seq >= ? ORDER BY seq');
  for (const row of from.iterate(first)) {
    const event = row as EventRow; // from outside: SQLite's rows
    if (event.request !== request) break;
    found.push(event);
  }
  return found;
}

interface EventRow {
  seq: number;
  kind: string;
  subject: Buffer;
  request: number;
}
