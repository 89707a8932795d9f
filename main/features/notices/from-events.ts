/** Which events a person should be told of. Only what this book was waiting for, or what happened in the last day: never history. */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { unpacked } from '../../journal/packed';
import { type Id, idFromBytes } from '../../kernel/id';
import { disputeStates, type Reason, reasons, refundStatuses, statuses } from '../../kernel/payment';
import type { NoticeKind } from './contract';

export interface NoticeDraft {
  key: string;
  kind: NoticeKind;
  /** UTC milliseconds. */
  at: number;
  payment?: Id;
  gateway?: string | undefined;
  /** Minor units. */
  amount?: number;
  currency?: string;
  reason?: Reason | undefined;
  detail?: string | undefined;
}

interface EventRow {
  seq: number;
  kind: string;
  subject: Buffer;
  occurred_at: number;
  payload: string;
  recorded_at: number;
  source: string;
}

const DAY_MS = 24 * 3_600_000;
/** What was answered sooner was not waited for: whoever asked is still looking at it. */
const WAITED_MS = 10_000;
/** So many events are looked through at a time: a first sync brings them by the hundred thousand. */
export const EVENTS_A_LOOK = 20_000;

const moneyShape = { gateway: z.string(), amount: z.number(), currency: z.string() };
const stateSchema = z.object({
  ...moneyShape,
  was: z.enum(statuses).optional(),
  status: z.enum(statuses),
  reason: z.enum(reasons).optional(),
  detail: z.string().optional(),
});
const refundSchema = z.object({ ...moneyShape, status: z.enum(refundStatuses) });
const returnSchema = z.object({ ...moneyShape, returned: z.boolean().optional(), reason: z.string().optional() });
const disputeSchema = z.object({ ...moneyShape, state: z.enum(disputeStates), reason: z.string() });

/** Between two event numbers, the first left out. The present time in UTC milliseconds. */
export function noticesIn(db: Db, after: number, upTo: number, nowMs: number): NoticeDraft[] {
  const rows = all<EventRow>(
    db,
    `SELECT e.seq, e.kind, e.subject, e.occurred_at, e.payload, r.recorded_at, r.source
     FROM event e JOIN request r ON r.seq = e.request WHERE e.seq > ? AND e.seq <= ?
       AND (e.kind IN ('payment.status-changed', 'payment.refund-changed', 'attempt.not-found')
         OR (e.kind IN ('payment.recorded', 'payment.disputed', 'payment.refunded') AND e.occurred_at > ?)) ORDER BY e.seq`,
    after,
    upTo,
    nowMs - DAY_MS,
  );
  return rows.map((row) => draftOf(db, row, nowMs)).filter((draft) => draft !== null);
}

function draftOf(db: Db, row: EventRow, nowMs: number): NoticeDraft | null {
  const payload: unknown = JSON.parse(unpacked(db, row.payload));
  if (isFromBefore(db, row, payload)) return null;
  switch (row.kind) {
    case 'payment.recorded':
    case 'payment.status-changed':
      return ofStatus(db, row, stateSchema.parse(payload), nowMs);
    case 'payment.refund-changed': {
      const { status, ...money } = refundSchema.parse(payload);
      return status === 'failed' ? { ...about(row), kind: 'refund-failed', ...money } : null;
    }
    case 'payment.refunded': {
      const { returned, reason: detail, ...money } = returnSchema.parse(payload);
      return returned ? { ...about(row), kind: 'payment-returned', ...money, detail } : null;
    }
    case 'payment.disputed': {
      const { state, reason: detail, ...money } = disputeSchema.parse(payload);
      return state === 'open' ? { ...about(row), kind: 'dispute-opened', ...money, detail } : null;
    }
    default:
      return ofAttempt(db, row);
  }
}

const ofAccount = z.object({ gateway: z.string() });

/** What had happened at an account before it was connected is its history, however young; what we asked for ourselves is not. */
function isFromBefore(db: Db, row: EventRow, payload: unknown): boolean {
  const { data } = ofAccount.safeParse(payload);
  if (!data) return false;
  const text = 'SELECT 1 FROM gateway_account WHERE key = ? AND added_at > ?';
  return one(db, text, data.gateway, row.occurred_at) !== undefined && !isOurs(db, row);
}

function about({ seq, subject, recorded_at: at }: EventRow) {
  return { key: `event ${seq}`, at, payment: idFromBytes(subject) };
}

function ofStatus(db: Db, row: EventRow, state: z.infer<typeof stateSchema>, nowMs: number): NoticeDraft | null {
  const { was, status, reason, ...rest } = state;
  // A person who did it knows of it.
  if (!isFromOutside(row.source) || reason === 'cancelled-operator' || status === 'Pending' || rest.amount < 0)
    return null;
  const draft = { ...about(row), ...rest, reason };
  if (was === 'Completed') return status === 'Cancelled' ? { ...draft, kind: 'payment-returned' } : null;
  const recent = row.occurred_at > nowMs - DAY_MS;
  if (status === 'Cancelled') {
    const told = was === undefined ? recent : waitedMs(db, row) >= WAITED_MS || isYoung(db, row, nowMs);
    return told ? { ...draft, kind: 'payment-cancelled' } : null;
  }
  const awaited = was === 'Pending' && waitedMs(db, row) >= WAITED_MS && (recent || isOurs(db, row));
  return awaited ? { ...draft, kind: 'payment-completed' } : null;
}

function isFromOutside(source: string): boolean {
  return source === 'outbox' || source.startsWith('gateway:') || source === 'schedule';
}

/** How long the book had it when this became known. */
function waitedMs(db: Db, row: EventRow): number {
  const first = one<{ at: number }>(
    db,
    'SELECT r.recorded_at AS at FROM event e JOIN request r ON r.seq = e.request WHERE e.subject = +? ORDER BY e.seq LIMIT 1',
    row.subject,
  );
  return row.recorded_at - (first?.at ?? row.recorded_at);
}

/** Begun within the last day. */
function isYoung(db: Db, row: EventRow, nowMs: number): boolean {
  const text = 'SELECT created_at FROM payment WHERE uuid = ?';
  return (one<{ created_at: number }>(db, text, row.subject)?.created_at ?? 0) > nowMs - DAY_MS;
}

function isOurs(db: Db, row: EventRow): boolean {
  return (
    one(db, 'SELECT 1 FROM attempt a JOIN payment p ON p.id = a.payment WHERE p.uuid = +? LIMIT 1', row.subject) !==
    undefined
  );
}

interface AttemptRow {
  payment: Buffer;
  gateway: string;
  amount: number;
  currency: string;
}

function ofAttempt(db: Db, row: EventRow): NoticeDraft | null {
  const found = one<AttemptRow>(
    db,
    'SELECT p.uuid AS payment, a.gateway, a.amount, a.currency FROM attempt a JOIN payment p ON p.id = a.payment WHERE a.uuid = ?',
    row.subject,
  );
  if (!found) return null;
  const { payment, ...money } = found;
  return { ...about(row), kind: 'attempt-not-found', payment: idFromBytes(payment), ...money };
}
