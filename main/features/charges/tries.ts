/** The charges that were asked for on account of an invoice, by whomever, and how each ended. */
import { all, type Db } from '../../db/sql';
import type { AttemptOutcome, AttemptState } from '../../kernel/attempt';
import type { DeclineClass } from '../../kernel/decline';
import { type Id, idFromBytes } from '../../kernel/id';
import type { Status } from '../../kernel/payment';

export interface TryRow {
  attempt: Id;
  payment: Id;
  gateway: string;
  token: string | null;
  /** The saved method, where the charge was begun for the invoice; another way of charging names only its token. */
  method: Id | null;
  state: AttemptState;
  outcome: AttemptOutcome | null;
  at: number;
  sentAt: number | null;
  endedAt: number | null;
  decline: DeclineClass | null;
  code: string | null;
  /** The provider's words. */
  words: string | null;
  why: string | null;
  /** Of its payment. */
  status: Status;
  automatic: boolean;
}

interface Row {
  uuid: Buffer;
  payment: Buffer;
  gateway: string;
  method: string | null;
  saved: Buffer | null;
  state: AttemptState;
  outcome: AttemptOutcome | null;
  created_at: number;
  sent_at: number | null;
  ended_at: number | null;
  decline: DeclineClass | null;
  decline_code: string | null;
  detail: string | null;
  payment_detail: string | null;
  why: string | null;
  status: Status;
  automatic: 0 | 1;
}

const rowsSql = `SELECT a.uuid, p.uuid AS payment, a.gateway, a.method, a.state, a.outcome, a.created_at, a.sent_at, a.ended_at, coalesce(a.decline, x.class) AS decline,
  coalesce(a.decline_code, x.code) AS decline_code, a.detail, p.detail AS payment_detail, a.why, p.status, coalesce(t.automatic, 0) AS automatic, t.method AS saved
  FROM invoice_payment l JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id LEFT JOIN charge_try t ON t.attempt = a.uuid
  LEFT JOIN payment_decline x ON x.payment = p.uuid AND p.status = 'Cancelled'
  WHERE l.invoice = ? AND a.kind = 'charge' ORDER BY a.id LIMIT 200`;

/** The oldest first. */
export function triesOf(db: Db, invoice: number): TryRow[] {
  return all<Row>(db, rowsSql, invoice).map((row) => ({
    ...{ attempt: idFromBytes(row.uuid), payment: idFromBytes(row.payment), gateway: row.gateway, token: row.method },
    ...{ state: row.state, outcome: row.outcome, at: row.created_at, sentAt: row.sent_at, endedAt: row.ended_at },
    ...{ decline: row.decline, code: row.decline_code, words: row.detail ?? row.payment_detail, why: row.why },
    ...{ status: row.status, automatic: row.automatic === 1, method: row.saved ? idFromBytes(row.saved) : null },
  }));
}

/** Whether it was tried with this method, whatever token it has by now. */
export function isWith(tried: TryRow, method: { id: Id; gateway: string; token: string } | null): boolean {
  if (!method) return false;
  return tried.method === method.id || (tried.gateway === method.gateway && tried.token === method.token);
}

/** Taken back before anything was sent, because the invoice had changed: nobody was asked. */
export function isForgotten({ state, sentAt, why }: TryRow): boolean {
  return state === 'dropped' && sentAt === null && why === 'payment-changed';
}

/**
 * Why it came to nothing; a refusal or a payment that fell through later without a reason that we know is `other`. Null: it is under
 * way, or a person gave it up.
 */
export function endOf({ state, status, decline }: TryRow): DeclineClass | 'paid' | null {
  if (status === 'Completed') return 'paid';
  if (state !== 'done' || status !== 'Cancelled') return null;
  return decline ?? 'other';
}
