/**
 * Closing a month and opening it again. The rules stand here, where events become rows: whatever way an event comes, who asked for a
 * close is never the one who approves it, months are closed in order, and only the last one can be opened again.
 */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { closedUntil, LATE } from '../../journal/closed';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { addDays, type Day, lastDayOf, type Month, readMonth } from '../../kernel/time';
import { hasOperators, operatorNamed } from '../operators/events';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const monthText = z.custom<Month>((value) => typeof value === 'string' && readMonth(value) !== null, 'not a month');
const day = z.custom<Day>((value) => typeof value === 'string' && value.length === 10, 'not a day');
const words = z.string().min(1).max(500);

/** What of the checklist was open when it was asked for, by its check. */
const openSchema = z.record(z.string().max(40), z.number().int().nonnegative());

const requestedSchema = z.strictObject({
  deed: z.enum(['close', 'reopen']),
  key: monthText,
  /** The reason of a reopening; of a close what there is to say to it, '' where nothing. */
  note: z.string().max(500),
  open: openSchema.optional(),
});
export type PeriodRequested = z.infer<typeof requestedSchema>;

const refusedSchema = z.strictObject({ why: words });

const closedSchema = z.strictObject({
  key: monthText,
  note: z.string().max(500),
  /** What this approves; left out in a book without operators. */
  request: idText.optional(),
  open: openSchema.optional(),
});
export type PeriodClosed = z.infer<typeof closedSchema>;

const reopenedSchema = z.strictObject({ key: monthText, reason: words, request: idText.optional() });
export type PeriodReopened = z.infer<typeof reopenedSchema>;

const lateSchema = z.strictObject({
  /** The event that came late, by its number in the journal. */
  event: z.number().int().positive(),
  /** The day that it would count on. */
  day,
  bookedOn: day,
});
export type PeriodLate = z.infer<typeof lateSchema>;

const answeredSchema = z.strictObject({
  event: z.number().int().positive(),
  answer: z.enum(['accepted', 'corrected']),
  note: words,
});
export type LateAnswered = z.infer<typeof answeredSchema>;

const keySchema = z.strictObject({ publicKey: z.string().length(44) });

export interface PeriodRow {
  id: number;
  key: Month;
  from_day: Day | null;
  to_day: Day;
  state: 'closed' | 'reopened';
  closed_by: string;
  approved_by: string | null;
  closed_at: number;
  closed_event: number;
  note: string;
  reopened_by: string | null;
  reopen_approved_by: string | null;
  reopened_at: number | null;
  reason: string | null;
}

export interface RequestRow {
  id: number;
  uuid: Buffer;
  deed: 'close' | 'reopen';
  key: Month;
  note: string;
  requested_by: string;
  requested_at: number;
  state: 'waiting' | 'approved' | 'refused';
  answered_by: string | null;
  answered_at: number | null;
  why: string | null;
}

/** Who may ask for what waits, and answer it. */
const mayAnswer: readonly string[] = ['administrator', 'billing'];

function assertMayAnswer(db: Db, name: string): void {
  const { role } = operatorNamed(db, name);
  if (!mayAnswer.includes(role)) throw new Failure('not-allowed-role', { role });
}

/** Throws Failure period-over, period-closed-before. Gives the first day that it would close; null: the beginning. `today`: nothing after yesterday is closed. */
export function assertCloses(db: Db, key: Month, today: Day): Day | null {
  const to = lastDayOf(key);
  const until = closedUntil(db);
  if (to >= today) throw new Failure('period-not-over', { period: key, day: to });
  if (until !== null && to <= until) throw new Failure('period-closed-before', { period: key });
  return until === null ? null : addDays(until, 1);
}

/** Only the last closed one: what stands behind it was reckoned on it. Throws Failure period-not-closed, period-not-last. */
export function assertReopens(db: Db, key: Month): PeriodRow {
  const last = one<PeriodRow>(db, "SELECT * FROM period WHERE state = 'closed' ORDER BY to_day DESC LIMIT 1");
  if (!last || lastDayOf(key) > last.to_day) throw new Failure('period-not-closed', { period: key });
  if (last.key !== key) throw new Failure('period-not-last', { period: key, last: last.key });
  return last;
}

/** Throws Failure period-request-unknown. */
export function requestRow(db: Db, id: Id): RequestRow {
  const row = one<RequestRow>(db, 'SELECT * FROM period_request WHERE uuid = ?', idToBytes(id));
  if (!row) throw new Failure('period-request-unknown', { id });
  return row;
}

export const waitingFor = (db: Db, key: Month): RequestRow | null =>
  one<RequestRow>(db, "SELECT * FROM period_request WHERE key = ? AND state = 'waiting'", key) ?? null;

const answerSql = 'UPDATE period_request SET state = ?, answered_by = ?, answered_at = ?, why = ? WHERE id = ?';

interface Approving {
  deed: 'close' | 'reopen';
  key: Month;
  request: Id | undefined;
}

/**
 * Who asked, and who approves; the second is null in a book without operators, which has nobody else.
 * Throws Failure approval-needed-close, approval-own, approval-answered, not-allowed-role.
 */
function bothOf(db: Db, event: StoredEvent, { deed, key, request }: Approving) {
  if (!hasOperators(db)) {
    if (request !== undefined) throw new Failure('approval-answered');
    return { by: event.operator, approvedBy: null, row: null };
  }
  if (request === undefined) throw new Failure('period-needs-two');
  const row = requestRow(db, request);
  if (row.state !== 'waiting' || row.deed !== deed || row.key !== key) throw new Failure('approval-answered');
  if (row.requested_by === event.operator) throw new Failure('approval-own', { name: row.requested_by });
  assertMayAnswer(db, event.operator);
  return { by: row.requested_by, approvedBy: event.operator, row };
}

export const periodRequested = eventKind<PeriodRequested>({
  schema: requestedSchema,
  project({ deed, key, note }, event, projector) {
    const { db } = projector;
    assertMayAnswer(db, event.operator);
    if (deed === 'close') assertCloses(db, key, event.bookedOn);
    else assertReopens(db, key);
    if (waitingFor(db, key)) throw new Failure('period-waits', { period: key });
    projector.run(
      'INSERT INTO period_request (uuid, deed, key, note, requested_by, requested_at) VALUES (?, ?, ?, ?, ?, ?)',
      ...[idToBytes(event.subject), deed, key, note, event.operator, event.occurredAt],
    );
  },
});

/** By another operator, or taken back by the one who asked. */
export const periodRefused = eventKind<z.infer<typeof refusedSchema>>({
  schema: refusedSchema,
  project({ why }, event, projector) {
    const row = requestRow(projector.db, event.subject);
    if (row.state !== 'waiting') throw new Failure('approval-answered');
    assertMayAnswer(projector.db, event.operator);
    projector.run(answerSql, 'refused', event.operator, event.occurredAt, why, row.id);
  },
});

export const periodClosed = eventKind<PeriodClosed>({
  schema: closedSchema,
  project({ key, note, request }, event, projector) {
    const { db } = projector;
    const from = assertCloses(db, key, event.bookedOn);
    const { by, approvedBy, row } = bothOf(db, event, { deed: 'close', key, request });
    if (row) projector.run(answerSql, 'approved', event.operator, event.occurredAt, null, row.id);
    projector.run(
      `INSERT INTO period (key, from_day, to_day, state, closed_by, approved_by, closed_at, closed_event, note)
       VALUES (?, ?, ?, 'closed', ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET from_day = excluded.from_day, state = 'closed', closed_by = excluded.closed_by,
         approved_by = excluded.approved_by, closed_at = excluded.closed_at, closed_event = excluded.closed_event, note = excluded.note`,
      ...[key, from, lastDayOf(key), by, approvedBy, event.occurredAt, event.seq, note],
    );
  },
});

export const periodReopened = eventKind<PeriodReopened>({
  schema: reopenedSchema,
  project({ key, reason, request }, event, projector) {
    const { db } = projector;
    const { id } = assertReopens(db, key);
    const { by, approvedBy, row } = bothOf(db, event, { deed: 'reopen', key, request });
    if (row) projector.run(answerSql, 'approved', event.operator, event.occurredAt, null, row.id);
    projector.run(
      `UPDATE period SET state = 'reopened', reopened_by = ?, reopen_approved_by = ?, reopened_at = ?, reason = ? WHERE id = ?`,
      ...[by, approvedBy, event.occurredAt, reason, id],
    );
  },
});

/** Written by the write door. Taking back what came late leaves it late. */
export const periodLate = eventKind<PeriodLate>({
  schema: lateSchema,
  project({ event: late, day: own, bookedOn }, event, projector) {
    const text = 'INSERT INTO late (event, subject, own_day, booked_on) VALUES (?, ?, ?, ?)';
    projector.run(text, late, idToBytes(event.subject), own, bookedOn);
  },
  undo: () => [],
});

export const lateAnswered = eventKind<LateAnswered>({
  schema: answeredSchema,
  project({ event: late, answer, note }, event, projector) {
    const row = one<{ state: string }>(projector.db, 'SELECT state FROM late WHERE event = ?', late);
    if (row?.state !== 'open') throw new Failure('late-answered');
    projector.run(
      'UPDATE late SET state = ?, note = ?, answered_by = ?, answered_at = ? WHERE event = ?',
      ...[answer, note, event.operator, event.occurredAt, late],
    );
  },
});

/** The public half of a key that signs bundles. */
export const keyMade = eventKind<z.infer<typeof keySchema>>({
  schema: keySchema,
  project({ publicKey }, event, projector) {
    projector.run(
      'INSERT INTO bundle_key (public_key, made_by, made_at) VALUES (?, ?, ?)',
      ...[publicKey, event.operator, event.occurredAt],
    );
  },
});

export const closingKinds: readonly (readonly [string, EventKind])[] = [
  ['period.requested', periodRequested],
  ['period.refused', periodRefused],
  ['period.closed', periodClosed],
  ['period.reopened', periodReopened],
  [LATE, periodLate],
  ['period.late-answered', lateAnswered],
  ['period.key-made', keyMade],
];
