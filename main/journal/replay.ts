/** Rebuilds every projection from the events, beside the book: the test of all projections. */
import { createSideBook } from '../db/create';
import { type Db, run } from '../db/sql';
import type { Transfer } from '../ledger/entry';
import { dumpProjections } from './dump';
import type { EventKinds, StoredEvent } from './event';
import { projectorOn } from './project';
import { post } from './record';
import { readEvents } from './stored';

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

const BATCH = 5_000;

/** Replays into a new book file at `file` (`:memory:` for none) up to and with `upTo`. Throws when an event cannot be read. */
export function* replayInto(
  book: Db,
  kinds: EventKinds,
  file: string,
  upTo = Number.MAX_SAFE_INTEGER,
): Generator<ReplayProgress, { side: Db; events: number; differences: string[] }> {
  const side = createSideBook(file);
  copyIdentity(book, side);
  const total = (book.prepare('SELECT max(seq) AS n FROM event').get() as { n: number | null }).n ?? 0; // from outside: SQLite's rows
  const differences: string[] = [];
  let done = 0;
  for (;;) {
    const events = readEvents(book, done, BATCH).filter((event) => event.seq <= upTo);
    const last = events.at(-1);
    if (!last) break;
    const projector = projectorOn(side);
    side.transaction(() => {
      for (const row of events) {
        const kind = kinds.get(row.kind);
        if (!kind) throw new Error(`event ${row.seq} is of an unknown kind: ${row.kind}`);
        const payload = kind.schema.parse(JSON.parse(row.payloadText));
        const event: StoredEvent = { ...row, payload };
        const transfers = kind.entry?.(payload, event) ?? [];
        if (!sameTransfers(transfers, row.transfers))
          differences.push(`event ${row.seq}: its postings are not what it says`);
        post(projector, row.seq, transfers, false);
        kind.project(payload, event, projector);
      }
      projector.flush();
    })();
    done = last.seq;
    yield { phase: 'replay', done, total };
  }
  return { side, events: done, differences };
}

/** Replays beside the book and compares the dumps, table by table. The book itself is only read. */
export function* replayCheck(book: Db, kinds: EventKinds): Generator<ReplayProgress, ReplayResult> {
  const { side, events, differences } = yield* replayInto(book, kinds, ':memory:');
  try {
    const kept = dumpProjections(book);
    for (const rebuilt of dumpProjections(side)) {
      const own = kept.next().value;
      if (own && own.hash !== rebuilt.hash)
        differences.push(`${own.table}: ${own.rows} rows kept, ${rebuilt.rows} rebuilt, not the same`);
      yield { phase: 'compare', done: events, total: events };
    }
  } finally {
    side.close();
  }
  return { same: differences.length === 0, events, differences: differences.slice(0, 100) };
}

function copyIdentity(book: Db, side: Db): void {
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
