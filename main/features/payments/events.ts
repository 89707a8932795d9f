/** What can happen to a payment itself: recorded, its status changed, settled, described anew. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import type { Sums } from '../../journal/sums';
import { type Decline, declineClasses, MOST_DECLINE_CODE } from '../../kernel/decline';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { flags, methods, purposes, reasons, statuses } from '../../kernel/payment';
import { receiptEntry, receiptTakenBackEntry, settlementEntry } from '../../ledger/receipt';
import { assertApproved, useApproval } from '../approvals/events';
import { insertPayment, type PaymentState, paymentRow, setMoney, setState } from './projection';
import { purchaseKinds } from './purchase-events';
import { receiptTakenBack } from './receipt-undo';
import { evidenceSchema, idText, settlementSchema, splitSchema } from './shapes';
import { wordsChanged } from './words';

const stateShape = {
  status: z.enum(statuses),
  reason: z.enum(reasons).optional(),
  providerStatus: z.string(),
  detail: z.string().optional(),
  link: z.string().optional(),
  flag: z.enum(flags).optional(),
  completedAt: z.number().int().optional(),
  settlement: settlementSchema.optional(),
  evidence: evidenceSchema.optional(),
};

const moneyShape = {
  gateway: z.string(),
  customer: idText.optional(),
  amount: z.number().int(),
  currency: z.string(),
};

const recordedSchema = z.strictObject({
  ...moneyShape,
  ...stateShape,
  externalId: z.string().optional(),
  payer: idText.optional(),
  method: z.enum(methods),
  methodLabel: z.string().optional(),
  purpose: z.enum(purposes).optional(),
  description: z.string(),
  reference: z.string(),
  createdAt: z.number().int(),
});
export type PaymentRecorded = z.infer<typeof recordedSchema>;

const statusChangedSchema = z.strictObject({
  ...moneyShape,
  ...stateShape,
  /** What it was before: leaving Completed takes the receipt back. */
  was: z.enum(statuses),
  wasSettlement: settlementSchema.optional(),
  /** Of one that we had asked for: why it was declined, as its provider told later. */
  decline: z
    .strictObject({ class: z.enum(declineClasses), code: z.string().max(MOST_DECLINE_CODE).nullable() })
    .optional(),
  /** Who bears it then; left out: paid credit alone. */
  split: splitSchema.optional(),
});
export type PaymentStatusChanged = z.infer<typeof statusChangedSchema>;

const settledSchema = z.strictObject({
  gateway: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  settlement: settlementSchema,
});

const describedSchema = z.strictObject({
  description: z.string(),
  reference: z.string(),
  purpose: z.enum(purposes).optional(),
  methodLabel: z.string().optional(),
  /** Amount and currency: only while it is not Completed. */
  amount: z.number().int().optional(),
  currency: z.string().optional(),
  customer: idText.optional(),
  payer: idText.optional(),
});
export type PaymentDescribed = z.infer<typeof describedSchema>;

export type { PurchaseRecorded } from './purchase-events';

const settlementDay: Sums = {
  table: 'settlement_day',
  keys: ['day', 'gateway', 'currency'],
  sums: ['count', 'gross', 'fee'],
};

/** What a person says was received stands above no limit, or on the approval of a second operator. */
function assertReceipt(
  { db, run }: Projector,
  { evidence, amount, currency }: Pick<PaymentRecorded, 'evidence' | 'amount' | 'currency'>,
): void {
  if (!evidence) return;
  const { approval } = evidence;
  assertApproved(db, { act: 'receipt', amount, currency, approval });
  if (approval !== undefined) run(useApproval, amount, idToBytes(approval));
}

function keepDecline({ run }: Projector, payment: Id, { class: found, code }: Decline): void {
  run('DELETE FROM payment_decline WHERE payment = ?', idToBytes(payment));
  run('INSERT INTO payment_decline (payment, class, code) VALUES (?, ?, ?)', idToBytes(payment), found, code);
}

export const paymentRecorded = eventKind<PaymentRecorded>({
  schema: recordedSchema,
  isPacked: true,
  entry: (payload) => (payload.status === 'Completed' ? receiptEntry({ ...payload, customer: payload.customer }) : []),
  project(payload, event, projector) {
    assertReceipt(projector, payload);
    const id = insertPayment(projector, event, payload);
    projectSettlement(projector, id, event, payload.gateway, payload.settlement, 1);
  },
});

export const paymentStatusChanged = eventKind<PaymentStatusChanged>({
  schema: statusChangedSchema,
  entry(payload) {
    if (payload.status === 'Completed') return payload.was === 'Completed' ? [] : receiptEntry(payload);
    if (payload.was !== 'Completed') return [];
    const split = payload.split ?? { credit: payload.amount, receivable: 0 };
    return receiptTakenBackEntry({ ...payload, settlement: payload.wasSettlement, split });
  },
  project(payload, event, projector) {
    assertReceipt(projector, payload);
    const row = paymentRow(projector.db, event.subject);
    setState(projector, event, row, payload);
    if (payload.decline) keepDecline(projector, event.subject, payload.decline);
    if (payload.status === 'Completed' && payload.was !== 'Completed') {
      projectSettlement(projector, row.id, event, payload.gateway, payload.settlement, 1);
    } else if (payload.was === 'Completed' && payload.status !== 'Completed') {
      projectSettlement(projector, row.id, event, payload.gateway, payload.wasSettlement, -1);
    }
  },
  /** What a person cancelled, or marked as received, and no provider knows of, waits again. */
  undo(payload, { subject }, facts, use) {
    const { was, status, gateway, amount, currency, providerStatus, evidence } = payload;
    const { db } = facts;
    if (was === 'Pending' && status === 'Completed' && evidence)
      return receiptTakenBack(payload, { subject }, facts, use);
    const now = one<{ status: string; reason: string | null; external_id: string | null }>(
      db,
      'SELECT status, reason, external_id FROM payment WHERE uuid = ?',
      idToBytes(subject),
    );
    if (was !== 'Pending' || status !== 'Cancelled' || now?.external_id !== null) throw new Failure('not-undoable');
    if (now.status !== 'Cancelled' || now.reason !== 'cancelled-operator') throw new Failure('changed-since');
    const back: PaymentStatusChanged = {
      ...{ gateway, amount, currency, providerStatus },
      ...{ was: 'Cancelled', status: 'Pending', reason: 'waiting-bank' },
    };
    return [{ kind: 'payment.status-changed', subject, occurredAt: use.nowMs, payload: back }];
  },
});

export const paymentSettled = eventKind<z.infer<typeof settledSchema>>({
  schema: settledSchema,
  entry: (payload) => settlementEntry(payload),
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    projector.run(
      'UPDATE payment SET settled = ?, fee = ?, settled_currency = ? WHERE id = ?',
      payload.settlement.amount,
      payload.settlement.fee,
      payload.settlement.currency,
      row.id,
    );
    projectSettlement(projector, row.id, event, payload.gateway, payload.settlement, 1);
  },
});

export const paymentDescribed = eventKind<PaymentDescribed>({
  schema: describedSchema,
  project(payload, event, projector) {
    const row = paymentRow(projector.db, event.subject);
    wordsChanged(projector.db, row, { ...row, description: payload.description, reference: payload.reference });
    projector.run(
      'UPDATE payment SET description = ?, reference = ?, purpose = ?, method_label = ? WHERE id = ?',
      payload.description,
      payload.reference,
      payload.purpose ?? null,
      payload.methodLabel ?? null,
      row.id,
    );
    changeOwnerAndMoney(projector, row, payload);
  },
});

function projectSettlement(
  projector: Projector,
  payment: number,
  event: StoredEvent,
  gateway: string,
  settlement: z.infer<typeof settlementSchema> | undefined,
  sign: 1 | -1,
): void {
  if (!settlement) return;
  const { amount, fee } = settlement;
  projector.add(settlementDay, [event.bookedOn, gateway, settlement.currency], [sign, sign * amount, sign * fee]);
  if (sign === -1) {
    deleteSettlement(projector, gateway, settlement.externalId);
    return;
  }
  insertSettlement(projector, payment, gateway, 'charge', settlement);
}

export function insertSettlement(
  projector: Projector,
  payment: number,
  gateway: string,
  kind: 'charge' | 'refund' | 'dispute' | 'dispute-won',
  settlement: z.infer<typeof settlementSchema>,
): void {
  projector.run(
    'INSERT INTO settlement (gateway, external_id, kind, payment, amount, fee, net, currency, rate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    gateway,
    settlement.externalId,
    kind,
    payment,
    settlement.amount,
    settlement.fee,
    settlement.net,
    settlement.currency,
    settlement.rate ?? null,
  );
}

export function deleteSettlement(projector: Projector, gateway: string, externalId: string): void {
  projector.run('DELETE FROM settlement WHERE gateway = ? AND external_id = ?', gateway, externalId);
}

function changeOwnerAndMoney(projector: Projector, row: PaymentState, payload: PaymentDescribed): void {
  if (payload.customer !== undefined) {
    projector.run(
      'UPDATE payment SET customer = ? WHERE id = ?',
      projector.keyOf('customer', payload.customer),
      row.id,
    );
  }
  if (payload.payer !== undefined) {
    projector.run(
      'UPDATE payment SET payer = (SELECT id FROM payer WHERE uuid = ?) WHERE id = ?',
      idToBytes(payload.payer),
      row.id,
    );
  }
  if (payload.amount === undefined && payload.currency === undefined) return;
  setMoney(projector, row, payload.amount ?? row.amount, payload.currency ?? row.currency);
}

export const paymentKinds: readonly (readonly [string, EventKind])[] = [
  ['payment.recorded', paymentRecorded],
  ['payment.status-changed', paymentStatusChanged],
  ['payment.settled', paymentSettled],
  ['payment.described', paymentDescribed],
  ...purchaseKinds,
];
