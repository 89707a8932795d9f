/** Rebuilds every projection from the events, beside the book: the test of all projections. */
import { createSideBook } from '../db/create';
import { type Db, one, run } from '../db/sql';
import type { Transfer } from '../ledger/entry';
import { dumpProjections } from './dump';
import type { EventKinds, StoredEvent } from './event';
import { type BatchProjector, projectorOn } from './project';
import { post } from './record';
import { type JournalRow, readEvents } from './stored';

export interface ReplayProgress {
  phase: string;
  done: number;
  total: number;
}

export interface ReplayResult {
  same: boolean;
  events: number;
  /** Tables that differ, and events whose stored postings are not what their payload says. */
  differences: string[];
}

/** Somebody looks at the progress, and may cancel: a step is a tenth or two of a second of work. */
const BATCH = 1_000;
const LONGEST_WORDS = 500;

/**
 * Replays into `side` (a new, empty book), up to an event's number when one is given: the book as it was known then. Throws for the
 * first event that cannot be read, naming it.
 */
export function* replayInto(
  book: Db,
  kinds: EventKinds,
  side: Db,
  differences: string[],
  upTo = Number.MAX_SAFE_INTEGER,
): Generator<ReplayProgress, number> {
  copyIdentity(book, side);
  // What was booked before a close is put into a side book after it.
  side.exec('DROP TRIGGER IF EXISTS event_in_open_period; DROP TRIGGER IF EXISTS posting_in_open_period');
  const total = Math.min(upTo, one<{ n: number | null }>(book, 'SELECT max(seq) AS n FROM event')?.n ?? 0);
  let done = 0;
  for (;;) {
    const events = readEvents(book, done, Math.min(BATCH, total - done));
    const last = events.at(-1);
    if (!last) return done;
    const projector = projectorOn(side);
    side.transaction(() => {
      for (const row of events) {
        if (!replayEvent(kinds, row, projector))
          differences.push(`event ${row.seq}: its postings are not what it says`);
      }
      projector.flush();
    })();
    done = last.seq;
    yield { phase: 'replay', done, total };
  }
}

/** Gives whether the postings that were stored are those that the event says. */
function replayEvent(kinds: EventKinds, row: JournalRow, projector: BatchProjector): boolean {
  try {
    const kind = kinds.get(row.kind);
    if (!kind) throw new Error(`unknown kind ${row.kind}`);
    const payload = kind.schema.parse(JSON.parse(row.payloadText));
    const event: StoredEvent = { ...row, payload };
    const transfers = kind.entry?.(payload, event) ?? [];
    post(projector, event, transfers, false);
    kind.project(payload, event, projector);
    return sameTransfers(transfers, row.transfers);
  } catch (cause) {
    throw new Error(`event ${row.seq} cannot be replayed: ${wordsOf(cause)}`, { cause });
  }
}

/**
 * Replays beside the book and compares the dumps, table by table. The book itself is only read. What cannot be read or replayed
 * is a difference too: whoever asks whether a book is whole gets an answer, whatever state it is in. `empty` makes the book that
 * is filled beside it, and closed in the end.
 */
export function* replayCheck(
  book: Db,
  kinds: EventKinds,
  empty: () => Db = () => createSideBook(':memory:'),
): Generator<ReplayProgress, ReplayResult> {
  const side = empty();
  const differences: string[] = [];
  let events = 0;
  try {
    events = yield* replayInto(book, kinds, side, differences);
    const kept = dumpProjections(book);
    for (const rebuilt of dumpProjections(side)) {
      const own = kept.next().value;
      if (own && own.hash !== rebuilt.hash)
        differences.push(`${own.table}: ${own.rows} rows kept, ${rebuilt.rows} rebuilt, not the same`);
      yield { phase: 'compare', done: events, total: events };
    }
  } catch (error) {
    differences.push(wordsOf(error));
  } finally {
    side.close();
  }
  return { same: differences.length === 0, events, differences: differences.slice(0, 100) };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_WORDS);
}

export function copyIdentity(book: Db, side: Db): void {
  const identity = book
    .prepare('SELECT one, id, name, time_zone, created_at, demo, replica FROM book')
    .raw()
    .get() as unknown[]; // from outside: SQLite's rows
  run(
    side,
    'INSERT INTO book (one, id, name, time_zone, created_at, demo, replica) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...identity,
  );
}

function sameTransfers(a: readonly Transfer[], b: readonly Transfer[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((transfer, n) => {
    const other = b[n];
    return (
      other !== undefined &&
      transfer.from === other.from &&
      transfer.to === other.to &&
      transfer.minor === other.minor &&
      transfer.currency === other.currency
    );
  });
}
