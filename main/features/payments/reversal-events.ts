/** What takes money of a payment back: refunds and disputes. Amounts on a Completed payment, never a status. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { idToBytes } from '../../kernel/id';
import { disputeStates, flags, refundStatuses } from '../../kernel/payment';
import { reverse } from '../../ledger/entry';
import {
  disputeLostEntry,
  disputeOpenedEntry,
  disputeWonEntry,
  refundEntry,
  settlementEntry,
} from '../../ledger/receipt';
import { deleteSettlement, insertSettlement } from './events';
import { paymentRow } from './projection';
import { idText, settlementSchema, splitSchema } from './shapes';

const moneyShape = {
  gateway: z.string(),
  customer: idText.optional(),
  amount: z.number().int().positive(),
  currency: z.string(),
};

const refundedSchema = z.strictObject({
  ...moneyShape,
  refund: idText,
  externalId: z.string(),
  status: z.enum(refundStatuses),
  reason: z.string().optional(),
  settlement: settlementSchema.optional(),
  split: splitSchema,
  /** A bank took it back: a person should see it. */
  returned: z.literal(true).optional(),
});
export type PaymentRefunded = z.infer<typeof refundedSchema>;

const refundChangedSchema = z.strictObject({
  ...moneyShape,
  refund: idText,
  was: z.enum(refundStatuses),
  status: z.enum(refundStatuses),
  /** What the gateway booked for it, as known now and as it was booked here before. */
  settlement: settlementSchema.optional(),
  wasSettlement: settlementSchema.optional(),
  split: splitSchema,
});
export type RefundChanged = z.infer<typeof refundChangedSchema>;

const disputedSchema = z.strictObject({
  ...moneyShape,
  dispute: idText,
  externalId: z.string(),
  state: z.enum(disputeStates),
  providerStatus: z.string(),
  reason: z.string(),
  closedAt: z.number().int().optional(),
  dueAt: z.number().int().optional(),
  withdrawal: settlementSchema.optional(),
});
export type PaymentDisputed = z.infer<typeof disputedSchema>;

/** Lost: the settlement that had been withdrawn, and who bears it. */
const lostSchema = z.strictObject({ settlement: settlementSchema, split: splitSchema });

const disputeChangedSchema = z.strictObject({
  ...moneyShape,
  dispute: idText,
  was: z.enum(disputeStates),
  state: z.enum(disputeStates),
  providerStatus: z.string(),
  closedAt: z.number().int().optional(),
  dueAt: z.number().int().optional(),
  /** Present when the sum was withdrawn only now. */
  withdrawal: settlementSchema.optional(),
  reinstatement: settlementSchema.optional(),
  lost: lostSchema.optional(),
  /** What an earlier outcome had booked, taken back because the gateway now says otherwise. */
  undone: z.strictObject({ lost: lostSchema.optional(), reinstatement: settlementSchema.optional() }).optional(),
});
export type DisputeChanged = z.infer<typeof disputeChangedSchema>;

export const paymentRefunded = eventKind<PaymentRefunded>({
  schema: refundedSchema,
  entry: (payload) => (payload.status === 'failed' ? [] : refundEntry(payload)),
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    projector.run(
      'INSERT INTO refund (uuid, payment, gateway, external_id, amount, currency, status, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      idToBytes(payload.refund),
      row.id,
      payload.gateway,
      payload.externalId,
      payload.amount,
      payload.currency,
      payload.status,
      payload.reason ?? null,
      event.occurredAt,
    );
    if (payload.status === 'failed') return;
    projector.run('UPDATE payment SET refunded = refunded + ? WHERE id = ?', payload.amount, row.id);
    if (payload.returned) projector.run("UPDATE payment SET flag = 'returned' WHERE id = ?", row.id);
    if (payload.settlement) insertSettlement(projector, row.id, payload.gateway, 'refund', payload.settlement);
  },
});

export const refundChanged = eventKind<RefundChanged>({
  schema: refundChangedSchema,
  entry(payload) {
    const { was, status, settlement, wasSettlement } = payload;
    if (was === 'failed') return status === 'failed' ? [] : refundEntry(payload);
    if (status === 'failed') return reverse(refundEntry({ ...payload, settlement: wasSettlement }));
    return settlement && !wasSettlement ? settlementEntry({ ...payload, amount: -payload.amount }) : [];
  },
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    projector.run('UPDATE refund SET status = ? WHERE uuid = ?', payload.status, idToBytes(payload.refund));
    const failedNow = payload.status === 'failed' && payload.was !== 'failed';
    const bookedNow = payload.was === 'failed' && payload.status !== 'failed';
    if (failedNow)
      projector.run(
        'UPDATE payment SET refunded = refunded - ?, flag = ? WHERE id = ?',
        payload.amount,
        flags[3],
        row.id,
      );
    if (bookedNow) projector.run('UPDATE payment SET refunded = refunded + ? WHERE id = ?', payload.amount, row.id);
    const { gateway, settlement, wasSettlement } = payload;
    if (wasSettlement) deleteSettlement(projector, gateway, wasSettlement.externalId);
    if (settlement && payload.status !== 'failed') insertSettlement(projector, row.id, gateway, 'refund', settlement);
  },
});

export const paymentDisputed = eventKind<PaymentDisputed>({
  schema: disputedSchema,
  entry: (payload) => disputeOpenedEntry(payload.gateway, payload.withdrawal),
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    projector.run(
      `INSERT INTO dispute (uuid, payment, gateway, external_id, amount, currency, state, provider_status, reason, opened_at, closed_at, due_at, withdrawn)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      idToBytes(payload.dispute),
      row.id,
      payload.gateway,
      payload.externalId,
      payload.amount,
      payload.currency,
      payload.state,
      payload.providerStatus,
      payload.reason,
      event.occurredAt,
      payload.closedAt ?? null,
      payload.dueAt ?? null,
      payload.withdrawal ? 1 : 0,
    );
    if (payload.withdrawal) insertSettlement(projector, row.id, payload.gateway, 'dispute', payload.withdrawal);
    setDisputed(projector, row.id);
  },
});

export const disputeChanged = eventKind<DisputeChanged>({
  schema: disputeChangedSchema,
  entry(payload) {
    const { lost, reinstatement } = payload.undone ?? {};
    return [
      ...(lost ? reverse(disputeLostEntry({ ...payload, ...lost })) : []),
      ...(reinstatement ? reverse(disputeWonEntry(payload.gateway, reinstatement)) : []),
      ...disputeOpenedEntry(payload.gateway, payload.withdrawal),
      ...(payload.reinstatement ? disputeWonEntry(payload.gateway, payload.reinstatement) : []),
      ...(payload.lost ? disputeLostEntry({ ...payload, ...payload.lost }) : []),
    ];
  },
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    projector.run(
      'UPDATE dispute SET state = ?, provider_status = ?, closed_at = iif(?, NULL, coalesce(?, closed_at)), due_at = ?, withdrawn = max(withdrawn, ?) WHERE uuid = ?',
      payload.state,
      payload.providerStatus,
      payload.state === 'open' ? 1 : 0,
      payload.closedAt ?? null,
      payload.dueAt ?? null,
      payload.withdrawal ? 1 : 0,
      idToBytes(payload.dispute),
    );
    if (payload.withdrawal) insertSettlement(projector, row.id, payload.gateway, 'dispute', payload.withdrawal);
    const undone = payload.undone?.reinstatement;
    if (undone) deleteSettlement(projector, payload.gateway, undone.externalId);
    if (payload.reinstatement)
      insertSettlement(projector, row.id, payload.gateway, 'dispute-won', payload.reinstatement);
    setDisputed(projector, row.id);
  },
});

/** What stands on the payment: the disputes that are open or lost. */
function setDisputed(projector: Projector, payment: number): void {
  const sum = one<{ sum: number | null }>(
    projector.db,
    "SELECT sum(amount) AS sum FROM dispute WHERE payment = ? AND state <> 'won'",
    payment,
  )?.sum;
  projector.run('UPDATE payment SET disputed = ? WHERE id = ?', sum ?? 0, payment);
}

/** The kinds that move what a gateway holds, by what they are of. */
export const reversingKinds = {
  refund: ['payment.refunded', 'payment.refund-changed'],
  dispute: ['payment.disputed', 'payment.dispute-changed'],
} as const;

export const reversalKinds: readonly (readonly [string, EventKind])[] = [
  ['payment.refunded', paymentRefunded],
  ['payment.refund-changed', refundChanged],
  ['payment.disputed', paymentDisputed],
  ['payment.dispute-changed', disputeChanged],
];
