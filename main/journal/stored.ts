/** Reads events back from the journal, in order, a bounded number at a time. */
import { all, type Db, sql } from '../db/sql';
import { type Id, idFromBytes } from '../kernel/id';
import type { Day } from '../kernel/time';
import type { Transfer } from '../ledger/entry';
import type { StoredEvent } from './event';
import { unpacked } from './packed';

export interface JournalRow extends StoredEvent {
  /** As stored, also where they are no ids any more. */
  idBytes: Buffer;
  subjectBytes: Buffer;
  /** Whole, also where it is stored packed. */
  payloadText: string;
  hash: Buffer;
  requestSeq: number;
  replica: Buffer | null;
  replicaSeq: number;
  transfers: Transfer[];
}

interface EventRow {
  seq: number;
  id: Buffer;
  request: number;
  kind: string;
  subject: Buffer;
  occurred_at: number;
  booked_on: string;
  replica: Buffer | null;
  replica_seq: number;
  payload: string;
  hash: Buffer;
}

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

/** At least one where there is any; no more once their payloads come to `MOST_TEXT` characters. */
function rowsAfter(db: Db, after: number, limit: number): EventRow[] {
  const rows: EventRow[] = [];
  let text = 0;
  for (const found of sql(db, 'SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?').iterate(after, limit)) {
    const row = found as EventRow; // from outside: SQLite's rows
    rows.push(row);
    text += row.payload.length;
    if (text >= MOST_TEXT) break;
  }
  return rows;
}

/**
 * Events with `after` < seq, with their postings by account name: at most `limit`, and fewer where they are very large. None only
 * where there is none.
 */
export function readEvents(db: Db, after: number, limit: number): JournalRow[] {
  const rows = rowsAfter(db, after, limit);
  const last = rows.at(-1)?.seq ?? after;
  const postings = all<Transfer & { event: number }>(
    db,
    `SELECT p.event, f.name AS "from", t.name AS "to", p.minor, p.currency FROM posting p
     JOIN account f ON f.id = p.from_account JOIN account t ON t.id = p.to_account
     WHERE p.event > ? AND p.event <= ? ORDER BY p.event, p.n`,
    after,
    last,
  );
  const operators = operatorsOf(db, rows);
  let next = 0;
  return rows.map((row) => {
    const transfers: Transfer[] = [];
    while (next < postings.length && (postings[next]?.event ?? 0) <= row.seq) {
      const posting = postings[next++];
      if (posting && posting.event === row.seq) {
        transfers.push({ from: posting.from, to: posting.to, minor: posting.minor, currency: posting.currency });
      }
    }
    return {
      seq: row.seq,
      id: readableId(row.id),
      idBytes: row.id,
      kind: row.kind,
      subject: readableId(row.subject),
      subjectBytes: row.subject,
      occurredAt: row.occurred_at,
      bookedOn: row.booked_on as Day, // from outside: the journal's own text
      operator: operators.get(row.request) ?? '',
      payload: null,
      payloadText: readableText(db, row.payload),
      hash: row.hash,
      requestSeq: row.request,
      replica: row.replica,
      replicaSeq: row.replica_seq,
      transfers,
    };
  });
}

/** By request; many events share one. */
function operatorsOf(db: Db, rows: readonly EventRow[]): Map<number, string> {
  const named = rows.map((row) => row.request);
  const text = 'SELECT seq, operator FROM request WHERE seq >= ? AND seq <= ?';
  const first = named.reduce((least, seq) => Math.min(least, seq), Number.POSITIVE_INFINITY);
  const last = named.reduce((most, seq) => Math.max(most, seq), 0);
  if (named.length === 0) return new Map();
  return new Map(all<{ seq: number; operator: string }>(db, text, first, last).map((row) => [row.seq, row.operator]));
}
