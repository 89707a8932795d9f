/** Reads events back from the journal, in order, a bounded number at a time. */
import { all, type Db, one, sql } from '../db/sql';
import { type Id, idFromBytes } from '../kernel/id';
import type { Day } from '../kernel/time';
import type { Transfer } from '../ledger/entry';
import type { StoredEvent } from './event';
import { unpacked } from './packed';

/** An event as it is stored. */
export interface StoredRow {
  seq: number;
  /** These two also where they are no ids any more. */
  idBytes: Buffer;
  subjectBytes: Buffer;
  kind: string;
  occurredAt: number;
  bookedOn: Day;
  /** Whole, also where it is stored packed. */
  payloadText: string;
  hash: Buffer;
  requestSeq: number;
  replica: Buffer | null;
  replicaSeq: number;
  transfers: Transfer[];
}

/** The same, with what its request and its ids say. */
export interface JournalRow extends StoredRow, StoredEvent {}

/** Accounts by key. Neither changes, so a long reading may keep them. */
export type AccountNames = Map<number, string | undefined>;

const noId = idFromBytes(new Uint8Array(16));

/** A check must go on where a file was altered: what is no id reads as the id of nothing. */
function readableId(bytes: Buffer): Id {
  return bytes.length === 16 ? idFromBytes(bytes) : noId;
}

/** As above: what cannot be put together again reads as it stands, which is not what was hashed. */
function readableText(db: Db, stored: string): string {
  try {
    return unpacked(db, stored);
  } catch {
    return stored;
  }
}

/** Of a statement, an event holds hundreds of lines: thousands of those would be hundreds of megabytes. */
const MOST_TEXT = 8_000_000;

type EventCells = [number, Buffer, number, string, Buffer, number, Day, Buffer | null, number, string, Buffer];
const eventsAfter = `SELECT seq, id, request, kind, subject, occurred_at, booked_on, replica, replica_seq, payload, hash
  FROM event WHERE seq > ? ORDER BY seq LIMIT ?`;

/** At least one where there is any; no more once their payloads come to `MOST_TEXT` characters. */
function rowsAfter(db: Db, after: number, limit: number): StoredRow[] {
  const rows: StoredRow[] = [];
  let text = 0;
  for (const found of sql(db, eventsAfter).raw().iterate(after, limit)) {
    const cells = found as EventCells; // from outside: SQLite's rows
    const [seq, idBytes, requestSeq, kind, subjectBytes, occurredAt, bookedOn, replica, replicaSeq, payload, hash] =
      cells;
    const event = { seq, idBytes, subjectBytes, kind, occurredAt, bookedOn };
    rows.push({ ...event, payloadText: payload, hash, requestSeq, replica, replicaSeq, transfers: [] });
    text += payload.length;
    if (text >= MOST_TEXT) break;
  }
  return rows;
}

type PostingCells = [number, number, number, number, string];
const postingsWithin = `SELECT event, from_account, to_account, minor, currency FROM posting
  WHERE event > ? AND event <= ? ORDER BY event, n`;

/** Each goes to its event; one whose event or account is not there goes to none. */
function addPostings(db: Db, rows: readonly StoredRow[], after: number, names: AccountNames): void {
  const nameOf = (key: number) => {
    if (!names.has(key)) names.set(key, one<{ name: string }>(db, 'SELECT name FROM account WHERE id = ?', key)?.name);
    return names.get(key);
  };
  let at = 0;
  for (const found of sql(db, postingsWithin)
    .raw()
    .all(after, rows.at(-1)?.seq ?? after)) {
    const [event, fromId, toId, minor, currency] = found as PostingCells; // from outside: SQLite's rows
    while ((rows[at]?.seq ?? event) < event) at++;
    const row = rows[at];
    const [from, to] = [nameOf(fromId), nameOf(toId)];
    if (row?.seq === event && from !== undefined && to !== undefined) row.transfers.push({ from, to, minor, currency });
  }
}

/**
 * Events with `after` < seq, with their postings: at most `limit`, and fewer where they are very large. None only where there is
 * none.
 */
export function readRows(db: Db, after: number, limit: number, names: AccountNames = new Map()): StoredRow[] {
  const rows = rowsAfter(db, after, limit);
  addPostings(db, rows, after, names);
  for (const row of rows) row.payloadText = readableText(db, row.payloadText);
  return rows;
}

/** As `readRows`, with the operators of their requests and the ids as texts. */
export function readEvents(db: Db, after: number, limit: number): JournalRow[] {
  const rows = readRows(db, after, limit);
  const operators = operatorsOf(db, rows);
  return rows.map((row) => ({
    ...row,
    id: readableId(row.idBytes),
    subject: readableId(row.subjectBytes),
    operator: operators.get(row.requestSeq) ?? '',
    payload: null,
  }));
}

/** By request; many events share one. */
function operatorsOf(db: Db, rows: readonly StoredRow[]): Map<number, string> {
  const named = rows.map((row) => row.requestSeq);
  const text = 'SELECT seq, operator FROM request WHERE seq >= ? AND seq <= ?';
  const first = named.reduce((least, seq) => Math.min(least, seq), Number.POSITIVE_INFINITY);
  const last = named.reduce((most, seq) => Math.max(most, seq), 0);
  if (named.length === 0) return new Map();
  return new Map(all<{ seq: number; operator: string }>(db, text, first, last).map((row) => [row.seq, row.operator]));
}
