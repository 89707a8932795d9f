/** An invoice's payment from credit is taken back: the exact reversal, to the same lots, as long as nothing was built on it. */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { type EventDraft, type EventKind, eventKind, type StoredEvent, type Undoing } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { lots } from '../../ledger/chart';
import { reverse } from '../../ledger/entry';
import { appliedEntry } from '../../ledger/invoice';
import { moveSums } from './projection';
import { idText, lotsSchema, sumOfLots } from './shapes';

const unappliedSchema = z.strictObject({
  customer: idText,
  currency: z.string(),
  taken: lotsSchema,
  /** The row of what had paid the invoice. */
  application: z.number().int().positive(),
});
type CreditUnapplied = z.infer<typeof unappliedSchema>;

interface Application {
  id: number;
  granted: number;
  voucher: number;
  paid: number;
}

const wholeSql = `SELECT 1 FROM invoice_application WHERE id = ? AND granted = ? AND voucher = ? AND paid = ?
  AND payment IS NULL AND returned = 0`;

export const creditUnapplied: EventKind = eventKind<CreditUnapplied>({
  schema: unappliedSchema,
  entry: ({ customer, taken, currency }) => reverse(appliedEntry(customer, taken, currency)),
  project({ taken, application }, event, projector) {
    const sums = lots.map((lot) => taken[lot]);
    if (!one(projector.db, wholeSql, application, ...sums)) throw new Error(`${event.subject} is not paid by that`);
    moveSums(projector, event, { paid: -sumOfLots(taken) });
    projector.run('DELETE FROM invoice_application WHERE id = ?', application);
  },
});

const rowsSql = `SELECT a.id, a.granted, a.voucher, a.paid FROM invoice_application a JOIN invoice i ON i.id = a.invoice
  WHERE i.uuid = ? AND a.payment IS NULL AND a.at = ? ORDER BY a.id DESC`;

interface Applied extends Pick<CreditUnapplied, 'customer' | 'currency' | 'taken'> {
  payment?: Id | undefined;
}

/** Throws Failure customer-merged, changed-since, applied-credited, applied-expired. */
export function unapply(
  { customer, currency, taken, payment }: Applied,
  event: Pick<StoredEvent, 'subject' | 'occurredAt' | 'bookedOn'>,
  db: Db,
  { nowMs }: Undoing,
): EventDraft[] {
  // What a payment paid is due again when that payment is taken back, and never by itself.
  if (payment !== undefined) return [];
  refuseMerged(db, customer);
  const rows = all<Application>(db, rowsSql, idToBytes(event.subject), event.occurredAt);
  const whole = rows.find((row) => lots.every((lot) => row[lot] === taken[lot]));
  if (!whole) throw new Failure(rows.length > 0 ? 'applied-credited' : 'changed-since');
  if (taken.granted > 0 && hasExpiredSince(db, customer, currency, event.bookedOn))
    throw new Failure('applied-expired');
  const payload: CreditUnapplied = { customer, currency, taken, application: whole.id };
  return [{ kind: 'credit.unapplied', subject: event.subject, occurredAt: nowMs, payload }];
}

function refuseMerged(db: Db, customer: Id): void {
  const text = `SELECT coalesce(n.name, '') AS name FROM customer c JOIN customer s ON s.id = c.merged_into
    LEFT JOIN person n ON n.uuid = s.uuid WHERE c.uuid = ?`;
  const survivor = one<{ name: string }>(db, text, idToBytes(customer));
  if (survivor) throw new Failure('customer-merged', { survivor: survivor.name });
}

/** A grant that ended while this was spent took less than it would have: what comes back now would outlive it. */
function hasExpiredSince(db: Db, customer: Id, currency: string, day: string): boolean {
  const text = `SELECT 1 FROM adjustment a JOIN customer c ON c.id = a.customer
    WHERE c.uuid = ? AND a.currency = ? AND a.expired IS NOT NULL AND a.expires_on >= ? LIMIT 1`;
  return one(db, text, idToBytes(customer), currency, day) !== undefined;
}
