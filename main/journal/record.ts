/** The one write door: every change of a book passes here, one event or thousands, in one immediate transaction. */
import { type Db, one, run, type Statement, sql } from '../db/sql';
import { sqliteFailure } from '../db/sqlite-failure';
import { Failure } from '../kernel/failure';
import { type Id, idToBytes } from '../kernel/id';
import type { Clock, Day } from '../kernel/time';
import { ledgerLine } from '../ledger/chart';
import { assertEntry, type Transfer } from '../ledger/entry';
import { chainHash, GENESIS, inputHash, type RequestFields, requestText } from './chain';
import { bookedDay, closedUntil, LATE } from './closed';
import type { EventDraft, EventKinds, StoredEvent } from './event';
import { forgetForms, packed } from './packed';
import { assertPayload, normalized } from './payload';
import { accountDaySums, type BatchProjector, balanceSums, forgetKeys, type Projector, projectorOn } from './project';
import { earlierResult } from './repeated';

/** An open book: its write connection and what the door needs to know. */
export interface Book {
  db: Db;
  file: string;
  kinds: EventKinds;
  clock: Clock;
  newId: () => Id;
  replica: Id;
  /**
   * So many events of an act have their payloads checked against their kinds' schemas. A check costs about a third of recording
   * an event in a batch: where thousands come at once, the first ones stand for the code that made all of them.
   */
  payloadsChecked: number;
  /** A new connection to the same file, checked, with a write of its own on the disk. Throws Failure book-*, disk-*. */
  reconnect: () => Db;
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
 * outcome-unknown: the disk failed at the commit and again when it was asked what it holds, and only asking again with the same
 * request tells).
 */
export function record(book: Book, act: Act, decide: (facts: Facts) => Iterable<EventDraft>): Recorded {
  const hashed = inputHash(act.input);
  const requestId = idToBytes(act.request);
  if (inDoubt.has(book.db)) reconnect(book);
  let committing = false;
  const work = book.db.transaction((): Recorded => {
    const earlier = earlierResult(book.db, requestId, hashed, act.request);
    if (earlier) return earlier;
    const door = new Door(book, act, requestId, hashed);
    for (const draft of decide(door.projector)) door.append(draft);
    const recorded = door.close();
    committing = true;
    return recorded;
  });
  try {
    return work.immediate();
  } catch (error) {
    forgetKeys(book.db);
    forgetForms(book.db);
    const failure = sqliteFailure(error, book.file);
    if (!(failure instanceof Failure && failure.code === 'disk-failing')) throw failure;
    // What a connection believes of a disk that failed it is not to be trusted.
    inDoubt.add(book.db);
    if (!committing) throw failure;
    return lookUp(book, act, requestId, hashed, failure);
  }
}

/** Connections whose disk failed: they still read, and are replaced before anything more is written. */
const inDoubt = new WeakSet<Db>();

/** Its disk failed another connection to the same file. */
export function doubt(book: Book): void {
  inDoubt.add(book.db);
}

function reconnect(book: Book): void {
  const lost = book.db;
  book.db = book.reconnect();
  lost.close();
}

/** An error of the COMMIT itself does not say whether it was saved: the file is opened anew and asked. */
function lookUp(book: Book, act: Act, requestId: Uint8Array, hashed: Buffer, failure: Failure): Recorded {
  try {
    reconnect(book);
  } catch (error) {
    throw new Failure('outcome-unknown', {}, { cause: error });
  }
  const there = earlierResult(book.db, requestId, hashed, act.request);
  if (!there) throw failure;
  return { ...there, repeated: false };
}

const insertEvent = `INSERT INTO event (seq, id, request, kind, subject, occurred_at, booked_on, replica_seq, payload, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** One pass through the write door: holds the chain's end while events are appended. */
class Door {
  readonly projector: BatchProjector;
  readonly #book: Book;
  readonly #request: RequestFields;
  /** The request's part of every event's hash. */
  readonly #requestText: string;
  readonly #firstSeq: number;
  readonly #subjects: Id[] = [];
  readonly #insertEvent: Statement;
  /** The last closed day: exact for the whole act, since no event of it may be booked before what the act itself closes. */
  readonly #closed: Day | null;
  /** What moved money on a closed day; each is remembered as such behind all that the act decided. */
  readonly #late: { event: number; subject: Id; day: Day; bookedOn: Day }[] = [];
  #previous: Buffer;
  #seq: number;
  #requestSeq = 0;

  constructor(book: Book, act: Act, requestId: Uint8Array, inputHash: Buffer) {
    const head = one<{ seq: number; hash: Buffer }>(book.db, 'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1');
    const { operator, source } = act;
    const replica = idToBytes(book.replica);
    this.projector = projectorOn(book.db);
    this.#book = book;
    this.#request = { recordedAt: book.clock.now(), operator, source, requestId, inputHash, replica };
    this.#requestText = requestText(this.#request);
    this.#insertEvent = sql(book.db, insertEvent);
    this.#closed = closedUntil(book.db);
    this.#previous = head?.hash ?? GENESIS;
    this.#seq = head?.seq ?? 0;
    this.#firstSeq = this.#seq + 1;
  }

  /** Appends, chains, posts and projects one event. `own`: the day of what brought it, where that day is closed. */
  append(draft: EventDraft, own = draft.bookedOn ?? this.#book.dayOf(draft.occurredAt)): void {
    const kind = this.#book.kinds.get(draft.kind);
    if (!kind) throw new Failure('event-invalid', { detail: `unknown kind ${draft.kind}` });
    if (this.#requestSeq === 0) this.#requestSeq = this.#insertRequest();
    this.#seq++;
    const { payload, text } = normalized(draft.payload);
    if (this.#subjects.length < this.#book.payloadsChecked) assertPayload(draft.kind, kind, payload);
    const event: StoredEvent = {
      seq: this.#seq,
      id: this.#book.newId(),
      kind: draft.kind,
      subject: draft.subject,
      occurredAt: draft.occurredAt,
      bookedOn: bookedDay(draft, own, this.#closed),
      operator: this.#request.operator,
      payload,
    };
    const transfers = kind.entry?.(payload as never, event) ?? []; // from outside: the draft's kind names its payload
    assertEntry(transfers);
    this.#store(event, kind.isPacked ?? false, text, transfers);
    post(this.projector, event, transfers, true);
    kind.project(payload as never, event, this.projector); // from outside: as above
    if (draft.kind !== LATE) this.#subjects.push(event.subject);
    if (own !== event.bookedOn && transfers.length > 0)
      this.#late.push({ event: event.seq, subject: event.subject, day: own, bookedOn: event.bookedOn });
    if (!kind.follow) return;
    for (const next of kind.follow(payload as never, event, this.projector)) // from outside: as above
      this.append(next, next.bookedOn ?? own);
  }

  close(): Recorded {
    const occurredAt = this.#request.recordedAt;
    for (const { subject, ...payload } of this.#late.splice(0))
      this.append({ kind: LATE, subject, occurredAt, payload });
    this.projector.flush();
    const count = this.#seq - this.#firstSeq + 1;
    return { repeated: false, firstSeq: this.#firstSeq, lastSeq: this.#seq, count, subjects: this.#subjects };
  }

  #insertRequest(): number {
    const { requestId, inputHash, operator, source, recordedAt } = this.#request;
    const inserted = run(
      this.#book.db,
      'INSERT INTO request (id, input_hash, operator, source, recorded_at) VALUES (?, ?, ?, ?, ?)',
      requestId,
      inputHash,
      operator,
      source,
      recordedAt,
    );
    return Number(inserted.lastInsertRowid);
  }

  #store(event: StoredEvent, isPacked: boolean, text: string, transfers: readonly Transfer[]): void {
    const { seq, id, kind, subject, occurredAt, bookedOn } = event;
    const fields = { ...this.#request, seq, id, kind, subject, occurredAt, bookedOn, replicaSeq: seq, payload: text };
    this.#previous = chainHash(this.#previous, fields, transfers, this.#requestText);
    this.#insertEvent.run(
      seq,
      idToBytes(id),
      this.#requestSeq,
      kind,
      idToBytes(subject),
      occurredAt,
      bookedOn,
      seq,
      isPacked ? packed(this.#book.db, event, text) : text,
      this.#previous,
    );
  }
}

type Posted = Pick<StoredEvent, 'seq' | 'bookedOn' | 'kind'>;

/** Writes the postings of an event (or, in replay, only their sums). */
export function post(projector: BatchProjector, event: Posted, transfers: readonly Transfer[], store: boolean): void {
  const { seq, bookedOn, kind } = event;
  if (transfers.length === 0) return;
  const insert = store ? sql(projector.db, insertPosting) : null;
  let n = 0;
  for (const { from, to, minor, currency } of transfers) {
    const fromId = projector.accountId(from);
    const toId = projector.accountId(to);
    insert?.run(seq, n++, fromId, toId, minor, currency);
    projector.add(balanceSums, [fromId, currency], [-minor]);
    projector.add(balanceSums, [toId, currency], [minor]);
    projector.add(accountDaySums, [ledgerLine(from), currency, bookedOn, kind], [-minor]);
    projector.add(accountDaySums, [ledgerLine(to), currency, bookedOn, kind], [minor]);
  }
}

const insertPosting =
  'INSERT INTO posting (event, n, from_account, to_account, minor, currency) VALUES (?, ?, ?, ?, ?, ?)';
