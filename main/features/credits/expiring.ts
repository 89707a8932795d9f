/** Granted credit that was not spent by its last day goes back where it came from. */
import type { Topic } from '../../contract';
import { all, one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';
import { heldCredit } from '../../ledger/balance';
import { expiring } from './decide';
import { type AdjustmentRow, adjustmentRow, type CreditExpired } from './events';

const MOST_AT_ONCE = 500;

const dueSql = `SELECT a.*, c.uuid AS owner FROM adjustment a JOIN customer c ON c.id = a.customer
  WHERE a.expires_on < ? AND a.expires_on IS NOT NULL AND a.expired IS NULL AND a.reversed_at IS NULL
  ORDER BY a.expires_on, a.id LIMIT ${MOST_AT_ONCE}`;

/** Grants of the customer that last longer than this one. */
const lastingSql = `SELECT coalesce(sum(granted), 0) AS sum FROM adjustment WHERE customer = ? AND currency = ? AND granted > 0
  AND id <> ? AND reversed_at IS NULL AND expired IS NULL AND (expires_on IS NULL OR (expires_on, id) > (?, ?))`;

interface Options {
  book: Book;
  operator: string;
  changed(topics: readonly Topic[]): void;
}

/** Gives how many ended. One act: each sees what the one before left. */
export function expireCredits({ book, operator, changed }: Options): number {
  const today = book.dayOf(book.clock.now());
  const due = all<AdjustmentRow & { owner: Buffer }>(book.db, dueSql, today);
  if (due.length === 0) return 0;
  const act = { request: book.newId(), operator, source: 'schedule', input: { expire: today } };
  record(book, act, function* ({ db, balance }) {
    for (const { uuid, owner } of due) {
      const subject = idFromBytes(uuid);
      const customer = idFromBytes(owner);
      const row = adjustmentRow(db, subject);
      const { currency, counter, expires_on: on } = row;
      const lasting = one<{ sum: number }>(db, lastingSql, row.customer, currency, row.id, on, row.id)?.sum ?? 0;
      const amount = expiring(heldCredit(balance, customer, 'granted', currency), row.granted, lasting);
      const payload: CreditExpired = { customer, currency, counter, amount };
      yield { kind: 'credit.expired', subject, occurredAt: book.clock.now(), payload };
    }
  });
  changed(['customers']);
  return due.length;
}
