/** The one write door: every change of a book passes here, one event or thousands, in one immediate transaction. */
import { all, type Db, one, run } from '../db/sql';
import { sqliteFailure } from '../db/sqlite-failure';
import { Failure } from '../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../kernel/id';
import type { Clock, Day } from '../kernel/time';
import { assertEntry, type Transfer } from '../ledger/entry';
import { chainHash, GENESIS, inputHash } from './chain';
import type { EventDraft, EventKinds, StoredEvent } from './event';
import { type BatchProjector, balanceSums, type Projector, projectorOn } from './project';

/** An open book: its write connection and what the door needs to know. */
export interface Book {
  db: Db;
  file: string;
  kinds: EventKinds;
  clock: Clock;
  newId: () => Id;
  replica: Id;
  /** Business day of a time, in the book's zone. */
  dayOf: (atMs: number) => Day;
}

/** Who asks for what. The same `request` with the same `input` is done once, however often it is sent. */
export interface Act {
  request: Id;
  operator: string;
  /** screen, command-line, gateway:<name>, schedule, demo. */
  source: string;
  input: unknown;
}

/** What a decision may read: the book as it is, with this act's earlier events in it. */
export type Facts = Pick<Projector, 'db' | 'balance'>;

export interface Recorded {
  /** True when this request had been done before: nothing was added now. */
  repeated: boolean;
  firstSeq: number;
  lastSeq: number;
  count: number;
  subjects: Id[];
}

/**
 * Runs `decide` inside the transaction; each event it yields is appended, chained and projected before the next is asked
 * for. Throws Failure request-reused, event-invalid, amount-too-large, disk-*; then nothing was recorded (but see
 * outcome-unknown: the disk failed at the commit, and only asking again with the same request tells).
 */
export function record(book: Book, act: Act, decide: (facts: Facts) => Iterable<EventDraft>): Recorded {
  const hashed = inputHash(act.input);
  const requestId = idToBytes(act.request);
  let committing = false;
  const work = book.db.transaction((): Recorded => {
    const earlier = earlierResult(book.db, requestId, hashed, act.request);
    if (earlier) return earlier;
    const door = openDoor(book, act, requestId, hashed);
    for (const draft of decide(door.projector)) door.append(draft);
    const recorded = door.close();
    committing = true;
    return recorded;
  });
  try {
    return work.immediate();
  } catch (error) {
    if (committing && !book.db.open) throw new Failure('outcome-unknown', {}, { cause: error });
    const failure = sqliteFailure(error, book.file);
    // An error of the COMMIT itself does not say whether it was saved.
    if (committing && failure instanceof Failure && failure.code === 'disk-failing') {
      throw new Failure('outcome-unknown', {}, { cause: error });
    }
    throw failure;
  }
}

function earlierResult(db: Db, requestId: Uint8Array, hashed: Buffer, request: Id): Recorded | null {
  const found = one<{ seq: number; input_hash: Buffer }>(
    db,
    'SELECT seq, input_hash FROM request WHERE id = ?',
    requestId,
  );
  if (!found) return null;
  if (!hashed.equals(found.input_hash)) throw new Failure('request-reused', { request });
  const events = all<{ seq: number; subject: Buffer }>(
    db,
    'SELECT seq, subject FROM event WHERE request = ? ORDER BY seq',
    found.seq,
  );
  return {
    repeated: true,
    firstSeq: events[0]?.seq ?? 0,
    lastSeq: events.at(-1)?.seq ?? 0,
    count: events.length,
    subjects: events.map((event) => idFromBytes(event.subject)),
  };
}

function openDoor(book: Book, act: Act, requestId: Uint8Array, hashed: Buffer) {
  const { db } = book;
  const projector = projectorOn(db);
  const recordedAt = book.clock.now();
  const replica = idToBytes(book.replica);
  const head = one<{ seq: number; hash: Buffer }>(db, 'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1');
  let previous: Buffer = head?.hash ?? GENESIS;
  let seq = head?.seq ?? 0;
  const firstSeq = seq + 1;
  const subjects: Id[] = [];
  let requestSeq = 0;

  function append(draft: EventDraft): void {
    if (requestSeq === 0) {
      requestSeq = Number(
        run(
          db,
          'INSERT INTO request (id, input_hash, operator, source, recorded_at) VALUES (?, ?, ?, ?, ?)',
          requestId,
          hashed,
          act.operator,
          act.source,
          recordedAt,
        ).lastInsertRowid,
      );
    }
    const kind = book.kinds.get(draft.kind);
    if (!kind) throw new Failure('event-invalid', { detail: `unknown kind ${draft.kind}` });
    seq++;
    const { payload, text } = normalized(draft.payload);
    const event: StoredEvent = {
      seq,
      id: book.newId(),
      kind: draft.kind,
      subject: draft.subject,
      occurredAt: draft.occurredAt,
      bookedOn: draft.bookedOn ?? book.dayOf(draft.occurredAt),
      payload,
    };
    const transfers = kind.entry?.(payload as never, event) ?? []; // from outside: the draft's kind names its payload
    assertEntry(transfers);
    const fields = {
      seq,
      id: idToBytes(event.id),
      kind: event.kind,
      subject: idToBytes(event.subject),
      occurredAt: event.occurredAt,
      bookedOn: event.bookedOn,
      recordedAt,
      operator: act.operator,
      source: act.source,
      requestId,
      inputHash: hashed,
      replica,
      replicaSeq: seq,
      payload: text,
    };
    previous = chainHash(previous, fields, transfers);
    run(
      db,
      'INSERT INTO event (seq, id, request, kind, subject, occurred_at, booked_on, replica_seq, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      seq,
      fields.id,
      requestSeq,
      event.kind,
      fields.subject,
      event.occurredAt,
      event.bookedOn,
      seq,
      text,
      previous,
    );
    post(projector, seq, transfers, true);
    kind.project(payload as never, event, projector); // from outside: as above
    subjects.push(event.subject);
  }

  function close(): Recorded {
    projector.flush();
    return { repeated: false, firstSeq, lastSeq: seq, count: seq - firstSeq + 1, subjects };
  }
  return { projector, append, close };
}

/** The text that is stored and hashed, in NFC, and the payload that says the same: replay must see what was projected. */
function normalized(payload: object): { payload: object; text: string } {
  const written = JSON.stringify(payload);
  const text = written.normalize('NFC');
  return text === written ? { payload, text } : { payload: JSON.parse(text), text };
}

/** Writes the postings of an event (or, in replay, only their balances). */
export function post(projector: BatchProjector, seq: number, transfers: readonly Transfer[], store: boolean): void {
  for (const [n, { from, to, minor, currency }] of transfers.entries()) {
    const fromId = projector.accountId(from);
    const toId = projector.accountId(to);
    if (store) {
      run(
        projector.db,
        'INSERT INTO posting (event, n, from_account, to_account, minor, currency) VALUES (?, ?, ?, ?, ?, ?)',
        seq,
        n,
        fromId,
        toId,
        minor,
        currency,
      );
    }
    projector.add(balanceSums, [fromId, currency], [-minor]);
    projector.add(balanceSums, [toId, currency], [minor]);
  }
}
