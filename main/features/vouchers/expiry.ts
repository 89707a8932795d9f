/** After its last day what is left of a batch is booked as expired: once, on the first day on which nobody can redeem it. */
import { all, type Db, one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { addDays, type Day, startOfDay } from '../../kernel/time';
import type { VoucherKind } from '../../kernel/voucher';
import type { VoucherExpired } from './events';

/** The rest waits for the next look. */
const BATCHES_A_LOOK = 100;

interface Row {
  uuid: Buffer;
  kind: VoucherKind;
  amount: number;
  currency: string;
  valid_to: Day;
  left: number;
}

const dueSql = `SELECT uuid, kind, amount, currency, valid_to, uses * count - redeemed - voided - expired AS "left" FROM voucher_batch
  WHERE expired_on IS NULL AND valid_to IS NOT NULL`;

/** Books what has expired by now; gives how many batches. Whoever asks twice books it once. */
export function expireVouchers(book: Book, operator: string): number {
  const today = book.dayOf(book.clock.now());
  const due = all<{ uuid: Buffer }>(book.db, `${dueSql} AND valid_to < ? LIMIT ${BATCHES_A_LOOK}`, today);
  for (const { uuid } of due) {
    const id = idFromBytes(uuid);
    const act = { request: book.newId(), operator, source: 'schedule', input: { expire: id } };
    record(book, act, ({ db }) => expired(db, id));
  }
  return due.length;
}

function* expired(db: Db, id: Id) {
  const row = one<Row>(db, `${dueSql} AND uuid = ?`, idToBytes(id));
  if (!row) return;
  const { kind, amount, currency, left } = row;
  const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const payload: VoucherExpired = { kind, uses: left, amount: left * amount, currency };
  yield { kind: 'voucher.expired', subject: id, occurredAt: startOfDay(addDays(row.valid_to, 1), zone), payload };
}
