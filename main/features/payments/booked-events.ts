/** What the journal has booked for a refund or a dispute so far: taking it back must be the exact opposite. */
import { z } from 'zod';
import { all, type Db } from '../../db/sql';
import { unpacked } from '../../journal/packed';
import { type Id, idToBytes } from '../../kernel/id';
import type { BookedSettlement, Split } from '../../ledger/receipt';
import { settlementSchema, splitSchema } from './shapes';

const refundEventSchema = z.object({ settlement: settlementSchema.optional(), split: splitSchema });
const lostSchema = z.object({ settlement: settlementSchema, split: splitSchema });
const disputeEventSchema = z.object({
  withdrawal: settlementSchema.optional(),
  reinstatement: settlementSchema.optional(),
  lost: lostSchema.optional(),
  undone: z.object({ lost: lostSchema.optional(), reinstatement: settlementSchema.optional() }).optional(),
});

export interface BookedRefund {
  split: Split;
  settlement?: BookedSettlement | undefined;
}

/** As its last event left it. Throws when the refund has no event. */
export function bookedRefund(db: Db, payment: Id, refund: Id): BookedRefund {
  const last = payloads(db, payment, ['payment.refunded', 'payment.refund-changed'], '$.refund', refund).at(-1);
  return refundEventSchema.parse(last);
}

const taxedSchema = z.object({ settlement: settlementSchema });

/** The tax within the fee of a payment's settlement; undefined when there was none. */
export function bookedTax(db: Db, payment: Id, settlement: string): number | undefined {
  const stored = all<{ payload: string }>(
    db,
    'SELECT payload FROM event WHERE subject = ? ORDER BY seq DESC',
    idToBytes(payment),
  );
  for (const { payload } of stored) {
    const booked = taxedSchema.safeParse(JSON.parse(unpacked(db, payload))).data?.settlement;
    if (booked?.externalId === settlement) return booked.tax;
  }
  return undefined;
}

export interface BookedDispute {
  withdrawal?: BookedSettlement | undefined;
  reinstatement?: BookedSettlement | undefined;
  lost?: z.infer<typeof lostSchema> | undefined;
}

/** All its events together. */
export function bookedDispute(db: Db, payment: Id, dispute: Id): BookedDispute {
  const found: BookedDispute = {};
  for (const payload of payloads(db, payment, ['payment.disputed', 'payment.dispute-changed'], '$.dispute', dispute)) {
    const { withdrawal, reinstatement, lost, undone } = disputeEventSchema.parse(payload);
    if (undone?.lost) found.lost = undefined;
    if (undone?.reinstatement) found.reinstatement = undefined;
    found.withdrawal = withdrawal ?? found.withdrawal;
    found.reinstatement = reinstatement ?? found.reinstatement;
    found.lost = lost ?? found.lost;
  }
  return found;
}

function payloads(db: Db, subject: Id, kinds: readonly [string, string], path: string, id: Id): unknown[] {
  return all<{ payload: string }>(
    db,
    'SELECT payload FROM event WHERE subject = ? AND kind IN (?, ?) AND payload ->> ? = ? ORDER BY seq',
    idToBytes(subject),
    ...kinds,
    path,
    id,
  ).map((row) => JSON.parse(row.payload));
}
