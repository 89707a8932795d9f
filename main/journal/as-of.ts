/**
 * A side book of what counts up to a day: the events that are booked later are left out of its journal, and what follows from
 * the others is rebuilt. Its balances are the sums of its postings, whatever becomes of its rows.
 */
import { all, type Db, one, run } from '../db/sql';
import type { Day } from '../kernel/time';
import type { EventKinds, StoredEvent } from './event';
import { unpacked } from './packed';
import { type BatchProjector, forgetKeys, projectorOn } from './project';
import { post } from './record';
import { copyIdentity, type ReplayProgress } from './replay';
import { type JournalRow, readEvents } from './stored';

export interface AsOf {
  day: Day;
  /** The last event that is looked at. */
  upTo: number;
  /** Kinds that are about people, settings and what a bank says: they count on no day. */
  standing: ReadonlySet<string>;
}

/** Somebody looks at the progress, and may cancel: a step is a tenth or two of a second of work. */
const BATCH = 1_000;

/**
 * Fills `temp.left_out` of the side book, to which the book is attached as `source`. What moves no money and is booked later
 * stays where something that counts came after it about the same: an invoice of March whose draft was made in April.
 */
export function markLeftOut(side: Db, { day, upTo, standing }: AsOf): void {
  side.exec('CREATE TEMP TABLE left_out (seq INTEGER PRIMARY KEY) STRICT');
  run(
    side,
    `INSERT INTO temp.left_out
     SELECT e.seq FROM source.event e WHERE e.seq <= ? AND e.booked_on > ?
       AND e.kind NOT IN (SELECT value FROM json_each(?))
       AND (EXISTS (SELECT 1 FROM source.posting p WHERE p.event = e.seq)
         OR NOT EXISTS (SELECT 1 FROM source.event l
           WHERE l.subject = e.subject AND l.seq > e.seq AND l.seq <= ? AND l.booked_on <= ?))`,
    ...[upTo, day, JSON.stringify([...standing]), upTo, day],
  );
}

/** Gives how many events could not be placed: their money counts, what they say of a row is not shown. */
export function* replayAsOf(book: Db, kinds: EventKinds, side: Db, of: AsOf): Generator<ReplayProgress, number> {
  copyIdentity(book, side);
  side.exec('DROP TRIGGER IF EXISTS event_in_open_period; DROP TRIGGER IF EXISTS posting_in_open_period');
  let done = 0;
  let unplaced = 0;
  for (;;) {
    const events = readEvents(book, done, Math.min(BATCH, of.upTo - done));
    const last = events.at(-1);
    if (!last) break;
    const left = new Set(leftOut(side, done, last.seq));
    side.transaction(() => {
      let projector = projectorOn(side);
      for (const row of events) {
        if (left.has(row.seq) || place(kinds, row, projector)) continue;
        if (!of.standing.has(row.kind)) unplaced++;
        // What it had made is gone again, and may not be remembered.
        projector.flush();
        forgetKeys(side);
        projector = projectorOn(side);
      }
      projector.flush();
    })();
    done = last.seq;
    yield { phase: 'replay', done, total: of.upTo };
  }
  leaveLaterLines(side, of.day);
  return unplaced;
}

function leftOut(side: Db, after: number, upTo: number): number[] {
  const text = 'SELECT seq FROM temp.left_out WHERE seq > ? AND seq <= ?';
  return all<{ seq: number }>(side, text, after, upTo).map(({ seq }) => seq);
}

/** False where its row is not there because what made it counts later. */
function place(kinds: EventKinds, row: JournalRow, projector: BatchProjector): boolean {
  const { db } = projector;
  const kind = kinds.get(row.kind);
  if (!kind) throw new Error(`event ${row.seq}: unknown kind ${row.kind}`);
  const payload = kind.schema.parse(JSON.parse(row.payloadText));
  const event: StoredEvent = { ...row, payload };
  post(projector, event, row.transfers, false);
  const sums: Parameters<BatchProjector['add']>[] = [];
  db.exec('SAVEPOINT placing');
  try {
    kind.project(payload, event, { ...projector, add: (...sum) => void sums.push(sum) });
    db.exec('RELEASE placing');
  } catch {
    db.exec('ROLLBACK TO placing');
    db.exec('RELEASE placing');
    return false;
  }
  for (const sum of sums) projector.add(...sum);
  return true;
}

/** A statement is known when it is imported; each of its lines counts on the bank's own day. */
function leaveLaterLines(side: Db, day: Day): void {
  side.transaction(() => {
    run(side, "DELETE FROM bank_line WHERE day > ? AND state = 'open'", day);
    const parts = 'SELECT 1 FROM bank_line p WHERE p.parent = bank_line.id';
    run(side, `DELETE FROM bank_line WHERE day > ? AND state = 'split' AND NOT EXISTS (${parts})`, day);
    const lines = 'SELECT 1 FROM bank_line l WHERE l.statement = statement.id';
    run(side, `DELETE FROM statement WHERE from_day > ? AND NOT EXISTS (${lines})`, day);
  })();
}

/** Once the journal is copied without what was left out: an event that was stored as being like one of those is stored whole. */
export function unpackLeftForms(book: Db, side: Db): void {
  const like = 'CAST(substr(payload, 2) AS INTEGER) IN (SELECT seq FROM temp.left_out)';
  const rows = all<{ seq: number; payload: string }>(
    side,
    `SELECT seq, payload FROM main.event WHERE substr(payload, 1, 1) = '[' AND ${like}`,
  );
  if (rows.length === 0) return;
  const triggers = all<{ name: string }>(
    side,
    "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'",
  );
  side.transaction(() => {
    for (const { name } of triggers) side.exec(`DROP TRIGGER "${name}"`);
    for (const { seq, payload } of rows)
      run(side, 'UPDATE main.event SET payload = ? WHERE seq = ?', unpacked(book, payload), seq);
  })();
}

/** The number of the last event that was recorded before a moment (UTC milliseconds); 0: none was. */
export function positionBefore(db: Db, beforeMs: number): number {
  const text = 'SELECT max(e.seq) AS seq FROM event e JOIN request r ON r.seq = e.request WHERE r.recorded_at < ?';
  return one<{ seq: number | null }>(db, text, beforeMs)?.seq ?? 0;
}
