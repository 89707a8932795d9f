/** A payout: one transfer from a gateway to the bank. Sent: it is in transit until the bank statement shows it. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type Id, idToBytes } from '../../kernel/id';
import { payoutStatuses } from '../../kernel/payment';
import { accounts } from '../../ledger/chart';
import { move, reverse } from '../../ledger/entry';

const recordedSchema = z.strictObject({
  gateway: z.string(),
  externalId: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  status: z.enum(payoutStatuses),
  providerStatus: z.string(),
  arrivalDay: z.string(),
  descriptor: z.string().optional(),
  settlements: z.array(z.string()),
});
export type PayoutRecorded = z.infer<typeof recordedSchema>;

const changedSchema = z.strictObject({
  gateway: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  was: z.enum(payoutStatuses),
  status: z.enum(payoutStatuses),
  providerStatus: z.string(),
  arrivalDay: z.string(),
  /** The whole list, when it became known or changed. */
  settlements: z.array(z.string()).optional(),
});
export type PayoutChanged = z.infer<typeof changedSchema>;

function sentEntry({ gateway, amount, currency }: { gateway: string; amount: number; currency: string }) {
  return move(accounts.clearing(gateway), accounts.transit(gateway), amount, currency);
}

export const payoutRecorded = eventKind<PayoutRecorded>({
  schema: recordedSchema,
  entry: (payload) => (payload.status === 'failed' ? [] : sentEntry(payload)),
  project(payload, event, projector) {
    const id = projector.run(
      `INSERT INTO payout (uuid, gateway, external_id, amount, currency, status, provider_status, created_at, arrival_day, descriptor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      idToBytes(event.subject),
      payload.gateway,
      payload.externalId,
      payload.amount,
      payload.currency,
      payload.status,
      payload.providerStatus,
      event.occurredAt,
      payload.arrivalDay,
      payload.descriptor ?? null,
    );
    tie(projector, payload.gateway, id, payload.settlements);
  },
});

export const payoutChanged = eventKind<PayoutChanged>({
  schema: changedSchema,
  entry(payload) {
    const was = payload.was === 'failed' ? [] : sentEntry(payload);
    const now = payload.status === 'failed' ? [] : sentEntry(payload);
    if (was.length === now.length) return [];
    return now.length > 0 ? now : reverse(was);
  },
  project(payload, event, projector) {
    const id = payoutId(projector, event.subject);
    projector.run(
      'UPDATE payout SET status = ?, provider_status = ?, arrival_day = ? WHERE id = ?',
      payload.status,
      payload.providerStatus,
      payload.arrivalDay,
      id,
    );
    if (payload.settlements) {
      projector.run('DELETE FROM payout_item WHERE payout = ?', id);
      tie(projector, payload.gateway, id, payload.settlements);
    }
  },
});

function payoutId(projector: Projector, subject: Id): number {
  const row = one<{ id: number }>(projector.db, 'SELECT id FROM payout WHERE uuid = ?', idToBytes(subject));
  if (!row) throw new Error(`no payout ${subject}`);
  return row.id;
}

function tie(projector: Projector, gateway: string, payout: number, settlements: readonly string[]): void {
  for (const externalId of settlements) {
    projector.run(
      'INSERT INTO payout_item (gateway, settlement, payout) VALUES (?, ?, ?) ON CONFLICT (gateway, settlement) DO UPDATE SET payout = excluded.payout',
      gateway,
      externalId,
      payout,
    );
  }
}

export const payoutKinds: readonly (readonly [string, EventKind])[] = [
  ['payout.recorded', payoutRecorded],
  ['payout.status-changed', payoutChanged],
];
