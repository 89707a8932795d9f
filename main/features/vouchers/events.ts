/**
 * What can happen to vouchers. An event carries no code, only the salted hash of it: a code is money to whoever reads it. All
 * that an event counts is counted in uses.
 */

import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { purposes } from '../../kernel/payment';
import { voidWays, voucherKinds } from '../../kernel/voucher';
import {
  voucherExpiredEntry,
  voucherIssuedEntry,
  voucherRedeemedEntry,
  voucherVoidedEntry,
} from '../../ledger/voucher';
import { insertPayment } from '../payments/projection';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const day = z.string().length(10);
const minorUnits = z.number().int().positive();
const uses = z.number().int().positive();

const batchIssuedSchema = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z.enum(voucherKinds),
  /** Of one use. */
  amount: minorUnits,
  currency: z.string().length(3),
  /** Business days; both count. */
  from: day,
  to: day.nullable(),
  uses,
  /** Null: as often as a voucher has uses. */
  perCustomer: uses.nullable(),
  note: z.string().max(500),
  pattern: z.string().max(60),
  count: uses,
  /** Of a sold one: what all uses of all vouchers come to, where that money is, and what proves it. */
  paid: z.strictObject({ amount: minorUnits, at: z.string().max(60), note: z.string().max(500) }).nullable(),
});
export type BatchIssued = z.infer<typeof batchIssuedSchema>;

const issuedSchema = z.strictObject({
  batch: idText,
  /** Its place in the batch, from 1. */
  no: uses,
  codeHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type VoucherIssued = z.infer<typeof issuedSchema>;

const redeemedSchema = z.strictObject({
  voucher: idText,
  kind: z.enum(voucherKinds),
  customer: idText,
  payer: idText.optional(),
  amount: minorUnits,
  currency: z.string().length(3),
  purpose: z.enum(purposes).optional(),
  description: z.string().max(500),
  /** The batch and the voucher's place in it: what it is called without its code. */
  reference: z.string().max(200),
});
export type VoucherRedeemed = z.infer<typeof redeemedSchema>;

const voidedSchema = z.strictObject({
  kind: z.enum(voucherKinds),
  /** What was left of it, and what that comes to. */
  uses,
  amount: minorUnits,
  currency: z.string().length(3),
  /** Of a sold one: `returned` to its buyer from where it was paid, or `kept`. */
  way: z.enum(voidWays).nullable(),
  paidAt: z.string().max(60).nullable(),
  reason: z.string().min(1).max(500),
});
export type VoucherVoided = z.infer<typeof voidedSchema>;

const expiredSchema = z.strictObject({
  kind: z.enum(voucherKinds),
  /** What was left of the whole batch: none where all was used or voided. */
  uses: z.number().int().nonnegative(),
  amount: z.number().int().nonnegative(),
  currency: z.string().length(3),
});
export type VoucherExpired = z.infer<typeof expiredSchema>;

const insertBatch = `INSERT INTO voucher_batch (uuid, name, kind, amount, currency, valid_from, valid_to, uses, per_customer, note, pattern,
    count, paid_at, paid_note, created_at, booked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Its subject is the batch. */
export const batchIssued = eventKind<BatchIssued>({
  schema: batchIssuedSchema,
  entry: ({ paid, currency }) => (paid ? voucherIssuedEntry(paid.at, paid.amount, currency) : []),
  project(payload, event, projector) {
    const { name, kind, amount, currency, from, to, note, pattern, count, paid } = payload;
    projector.run(
      insertBatch,
      idToBytes(event.subject),
      ...[name, kind, amount, currency, from, to, payload.uses, payload.perCustomer, note, pattern, count],
      ...[paid?.at ?? null, paid?.note ?? null, event.occurredAt, event.bookedOn],
    );
  },
});

/** Its subject is the voucher; the money side is its batch's. */
export const voucherIssued = eventKind<VoucherIssued>({
  schema: issuedSchema,
  project({ batch, no }, event, projector) {
    projector.run(
      'INSERT INTO voucher (uuid, batch, no, uses) SELECT ?, id, ?, uses FROM voucher_batch WHERE uuid = ?',
      idToBytes(event.subject),
      no,
      idToBytes(batch),
    );
  },
});

/** Its subject is the payment that it makes: Completed at once, and no money received. */
export const voucherRedeemed = eventKind<VoucherRedeemed>({
  schema: redeemedSchema,
  entry: ({ kind, customer, amount, currency }) => voucherRedeemedEntry(kind, customer, amount, currency),
  project(payload, event, projector) {
    const { customer, payer, amount, currency, purpose, description, reference } = payload;
    const { occurredAt: at } = event;
    const payment = insertPayment(projector, event, {
      ...{ gateway: 'voucher', method: 'voucher', status: 'Completed', providerStatus: '' },
      ...{ customer, payer, amount, currency, purpose, description, reference, createdAt: at, completedAt: at },
    });
    const place = placeOf(projector, payload.voucher);
    projector.run('UPDATE voucher SET used = used + 1 WHERE id = ?', place.id);
    projector.run('UPDATE voucher_batch SET redeemed = redeemed + 1 WHERE id = ?', place.batch);
    projector.run(
      'INSERT INTO voucher_use (payment, voucher, booked_on) VALUES (?, ?, ?)',
      payment,
      place.id,
      event.bookedOn,
    );
  },
});

/** Its subject is the voucher. */
export const voucherVoided = eventKind<VoucherVoided>({
  schema: voidedSchema,
  entry: (payload) => (payload.kind === 'sold' ? voucherVoidedEntry(payload) : []),
  project(payload, event, projector) {
    const place = placeOf(projector, event.subject);
    projector.run(
      'UPDATE voucher SET voided_at = ?, voided_on = ?, void_way = ?, void_reason = ? WHERE id = ?',
      event.occurredAt,
      event.bookedOn,
      payload.way,
      payload.reason,
      place.id,
    );
    projector.run('UPDATE voucher_batch SET voided = voided + ? WHERE id = ?', payload.uses, place.batch);
  },
  /** Its holder was told, and its money was returned or kept. */
  undo() {
    throw new Failure('voucher-void-stands');
  },
});

/** Its subject is the batch: all that is left of it has passed its last day. */
export const voucherExpired = eventKind<VoucherExpired>({
  schema: expiredSchema,
  entry: ({ kind, amount, currency }) => (kind === 'sold' ? voucherExpiredEntry(amount, currency) : []),
  project(payload, event, projector) {
    projector.run(
      'UPDATE voucher_batch SET expired = ?, expired_on = ? WHERE uuid = ?',
      payload.uses,
      event.bookedOn,
      idToBytes(event.subject),
    );
  },
});

/** Throws for one that is not there or was voided: then nothing is recorded. */
function placeOf({ db }: Projector, voucher: Id): { id: number; batch: number } {
  const text = 'SELECT id, batch FROM voucher WHERE uuid = ? AND voided_at IS NULL';
  const found = one<{ id: number; batch: number }>(db, text, idToBytes(voucher));
  if (!found) throw new Error(`no voucher ${voucher}`);
  return found;
}

export const voucherEvents: readonly (readonly [string, EventKind])[] = [
  ['voucher.batch-issued', batchIssued],
  ['voucher.issued', voucherIssued],
  ['voucher.redeemed', voucherRedeemed],
  ['voucher.voided', voucherVoided],
  ['voucher.expired', voucherExpired],
];
