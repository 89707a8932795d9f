/** Attempts as the book has them, and when each is tried or looked up next (local: not a fact of the business). */
import { all, type Db, one, run } from '../../db/sql';
import type { AttemptKind, AttemptState } from '../../kernel/attempt';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Purpose, Status } from '../../kernel/payment';

/** An attempt beside its payment as that is now. */
export interface Attempt {
  id: Id;
  kind: AttemptKind;
  gateway: string;
  state: AttemptState;
  /** Minor units. */
  amount: number;
  currency: string;
  requestHash: string;
  method: string | null;
  saveMethod: boolean;
  reason: string | null;
  sentAt: number | null;
  createdAt: number;
  payment: AttemptPayment;
}

export interface AttemptPayment {
  id: Id;
  externalId: string | null;
  status: Status;
  providerStatus: string;
  amount: number;
  description: string;
  purpose: Purpose | null;
  customer: Id | null;
  payer: Id | null;
  createdAt: number;
}

interface Row {
  uuid: Buffer;
  kind: AttemptKind;
  gateway: string;
  state: AttemptState;
  amount: number;
  currency: string;
  request_hash: string;
  method: string | null;
  save_method: 0 | 1;
  reason: string | null;
  sent_at: number | null;
  created_at: number;
  payment_uuid: Buffer;
  external_id: string | null;
  status: Status;
  provider_status: string;
  payment_amount: number;
  description: string;
  purpose: Purpose | null;
  customer: Buffer | null;
  payer: Buffer | null;
  payment_created_at: number;
}

const rowSql = `SELECT a.uuid, a.kind, a.gateway, a.state, a.amount, a.currency, a.request_hash, a.method, a.save_method, a.reason,
  a.sent_at, a.created_at, p.uuid AS payment_uuid, p.external_id, p.status, p.provider_status, p.amount AS payment_amount,
  p.description, p.purpose, c.uuid AS customer, y.uuid AS payer, p.created_at AS payment_created_at
  FROM attempt a JOIN payment p ON p.id = a.payment LEFT JOIN customer c ON c.id = p.customer LEFT JOIN payer y ON y.id = p.payer`;

/** Throws Failure attempt-unknown. */
export function attemptOf(db: Db, id: Id): Attempt {
  const row = one<Row>(db, `${rowSql} WHERE a.uuid = ?`, idToBytes(id));
  if (!row) throw new Failure('attempt-unknown', { id });
  return {
    id,
    kind: row.kind,
    gateway: row.gateway,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    requestHash: row.request_hash,
    method: row.method,
    saveMethod: row.save_method === 1,
    reason: row.reason,
    sentAt: row.sent_at,
    createdAt: row.created_at,
    payment: {
      id: idFromBytes(row.payment_uuid),
      externalId: row.external_id,
      status: row.status,
      providerStatus: row.provider_status,
      amount: row.payment_amount,
      description: row.description,
      purpose: row.purpose,
      customer: row.customer ? idFromBytes(row.customer) : null,
      payer: row.payer ? idFromBytes(row.payer) : null,
      createdAt: row.payment_created_at,
    },
  };
}

/** All that a state holds, the oldest first; few at any time. */
export function attemptsIn(db: Db, state: AttemptState): Id[] {
  return all<{ uuid: Buffer }>(
    db,
    "SELECT uuid FROM attempt WHERE state = ? AND state NOT IN ('done', 'dropped') ORDER BY created_at",
    state,
  ).map((row) => idFromBytes(row.uuid));
}

/** What waits to be sent or looked up and whose time has come; what has never been tried is due at once. */
export function dueAttempts(db: Db, nowMs: number, limit: number): { id: Id; gateway: string }[] {
  return all<{ uuid: Buffer; gateway: string }>(
    db,
    `SELECT a.uuid, a.gateway FROM attempt a LEFT JOIN attempt_check k ON k.attempt = a.id
     WHERE a.state NOT IN ('done', 'dropped') AND a.state IN ('waiting', 'unknown', 'not-found') AND coalesce(k.next_at, 0) <= ?
     ORDER BY coalesce(k.next_at, 0) LIMIT ?`,
    nowMs,
    limit,
  ).map((row) => ({ id: idFromBytes(row.uuid), gateway: row.gateway }));
}

/** How often it was tried (or looked up) in its present state. */
export function triesOf(db: Db, id: Id): number {
  return (
    one<{ tries: number }>(
      db,
      'SELECT k.tries FROM attempt_check k JOIN attempt a ON a.id = k.attempt WHERE a.uuid = ?',
      idToBytes(id),
    )?.tries ?? 0
  );
}

/** Notes one more try (`tries` 0: its state is new), and when the next is due. */
export function scheduleTry(db: Db, id: Id, tries: number, checkedAt: number | null, nextMs: number): void {
  run(
    db,
    `INSERT INTO attempt_check (attempt, tries, checked_at, next_at) SELECT id, ?, ?, ? FROM attempt WHERE uuid = ?
     ON CONFLICT (attempt) DO UPDATE SET tries = excluded.tries, checked_at = coalesce(excluded.checked_at, checked_at), next_at = excluded.next_at`,
    tries,
    checkedAt,
    nextMs,
    idToBytes(id),
  );
}

/** The network is back, or the machine woke: everything that waits at this gateway is due at once. */
export function wakeAttempts(db: Db, gateway: string, nowMs: number): void {
  run(
    db,
    `UPDATE attempt_check SET next_at = ? WHERE next_at > ? AND attempt IN
       (SELECT id FROM attempt WHERE state NOT IN ('done', 'dropped') AND state IN ('waiting', 'unknown') AND gateway = ?)`,
    nowMs,
    nowMs,
    gateway,
  );
}

/** Pending payments that we asked for and that nobody looks at: their engine died before it could plan to. */
export function unwatched(db: Db): Id[] {
  return all<{ uuid: Buffer }>(
    db,
    `SELECT p.uuid FROM payment p JOIN attempt a ON a.payment = p.id LEFT JOIN payment_check k ON k.payment = p.id
     WHERE p.status = 'Pending' AND a.state = 'done' AND (a.page_state = 'open' OR p.external_id IS NOT NULL) AND k.next_at IS NULL`,
  ).map((row) => idFromBytes(row.uuid));
}
