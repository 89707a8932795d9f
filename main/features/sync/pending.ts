/** When each Pending payment was last asked for, and when next. Local: not a fact of the business. */
import { all, type Db, one, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import type { IngestablePage } from './ingest';
import type { OpenPage } from './page-check';

/** Notes that these payments were just seen at their gateway. */
export function rememberChecks(
  db: Db,
  gateway: string,
  pages: readonly IngestablePage[],
  nowMs: number,
  nextAfterMs: (ageMs: number) => number,
): void {
  db.transaction(() => {
    const over: string[] = [];
    for (const page of pages) {
      for (const payment of page.payments) {
        if (payment.status !== 'Pending') over.push(payment.externalId);
        else {
          run(
            db,
            `INSERT INTO payment_check (payment, checked_at, next_at) SELECT id, ?, ? FROM payment WHERE gateway = +? AND external_id = +?
             ON CONFLICT (payment) DO UPDATE SET checked_at = excluded.checked_at, next_at = excluded.next_at`,
            nowMs,
            nowMs + nextAfterMs(Math.max(0, nowMs - payment.createdAt)),
            gateway,
            payment.externalId,
          );
        }
      }
    }
    // Most of a sync's payments were never waited for: one statement finds those that were.
    run(
      db,
      `UPDATE payment_check SET checked_at = ?, next_at = NULL WHERE payment IN (
         SELECT p.id FROM json_each(?) j CROSS JOIN payment p WHERE p.gateway = +? AND p.external_id = j.value)`,
      nowMs,
      JSON.stringify(over),
      gateway,
    );
  }).immediate();
}

/** Ids of a gateway's Pending payments whose time has come, the longest waiting first. */
export function duePayments(db: Db, gateway: string, nowMs: number, limit: number): string[] {
  return all<{ uuid: Buffer }>(
    db,
    'SELECT p.uuid FROM payment_check k JOIN payment p ON p.id = k.payment WHERE k.next_at <= ? AND p.gateway = ? ORDER BY k.next_at LIMIT ?',
    nowMs,
    gateway,
    limit,
  ).map((row) => idFromBytes(row.uuid));
}

/** A check that could not be made is due again at `nextMs`. */
export function postponeCheck(db: Db, id: string, nextMs: number): void {
  run(
    db,
    'UPDATE payment_check SET next_at = ? WHERE payment = (SELECT id FROM payment WHERE uuid = ?)',
    nextMs,
    idToBytes(id),
  );
}

/** All that are due of a gateway that does not answer. */
export function postponeChecks(db: Db, gateway: string, nowMs: number, nextMs: number): void {
  run(
    db,
    'UPDATE payment_check SET next_at = ? WHERE next_at <= ? AND EXISTS (SELECT 1 FROM payment p WHERE p.id = payment AND p.gateway = ?)',
    nextMs,
    nowMs,
    gateway,
  );
}

/** After sleep, or when the network is back: everything Pending is due at once. */
export function wakeChecks(db: Db, nowMs: number): void {
  run(db, 'UPDATE payment_check SET next_at = ? WHERE next_at > ?', nowMs, nowMs);
}

export interface AtGateway {
  gateway: string;
  externalId: string | null;
  /** Our page that waits to be paid. */
  page: OpenPage | null;
  createdAt: number;
}

/** Throws Failure payment-unknown, or gateway-none for a payment that no gateway keeps. */
export function paymentAtGateway(db: Db, id: string): AtGateway {
  const row = one<{
    gateway: string;
    external_id: string | null;
    created_at: number;
    attempt: Buffer | null;
    page: string | null;
  }>(
    db,
    `SELECT p.gateway, p.external_id, p.created_at, a.uuid AS attempt, a.page FROM payment p
     LEFT JOIN attempt a ON a.payment = p.id AND a.page_state = 'open' WHERE p.uuid = ?`,
    idToBytes(id),
  );
  if (!row) throw new Failure('payment-unknown', { id });
  const { gateway, external_id: externalId, created_at: createdAt, attempt, page } = row;
  if (externalId === null && page === null) throw new Failure('gateway-none', { gateway });
  return { gateway, externalId, createdAt, page: attempt && page ? { attempt: idFromBytes(attempt), page } : null };
}
