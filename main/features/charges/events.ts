/** What can happen to the charging of a due invoice: by which rules, by whom begun, and what a person decided about it. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { MOST_STOP_DAYS, MOST_TRY_DAYS, retriers } from '../../kernel/charge';
import { type Id, idToBytes, isId } from '../../kernel/id';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

const rulesSetSchema = z.strictObject({
  automatic: z.boolean(),
  hour: z.number().int().min(0).max(23),
  days: z.array(z.number().int().min(1).max(MOST_STOP_DAYS)).max(MOST_TRY_DAYS),
  stopDays: z.number().int().min(0).max(MOST_STOP_DAYS),
  retriers: z.record(z.string().max(60), z.enum(retriers)),
});
export type ChargeRulesSet = z.infer<typeof rulesSetSchema>;

/** Subject: the invoice. */
const begunSchema = z.strictObject({ attempt: idText, method: idText, automatic: z.boolean() });
export type ChargeBegun = z.infer<typeof begunSchema>;
const switchedSchema = z.strictObject({ method: idText });
export type ChargeSwitched = z.infer<typeof switchedSchema>;
const stoppedSchema = z.strictObject({ why: z.string().max(500) });
export type ChargeStopped = z.infer<typeof stoppedSchema>;

/** Throws when an event names an invoice that is not there: a broken journal. */
function keyOf({ db }: Projector, { subject }: StoredEvent): number {
  const row = one<{ id: number }>(db, 'SELECT id FROM invoice WHERE uuid = ?', idToBytes(subject));
  if (!row) throw new Error(`no invoice ${subject}`);
  return row.id;
}

/** Subject: the book. */
export const chargeRulesSet = eventKind<ChargeRulesSet>({
  schema: rulesSetSchema,
  project({ automatic, hour, days, stopDays, retriers: by }, event, projector) {
    projector.run('DELETE FROM charge_setting');
    projector.run(
      'INSERT INTO charge_setting (id, automatic, hour, days, stop_days, retriers, set_by, set_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?)',
      automatic ? 1 : 0,
      hour,
      JSON.stringify(days),
      stopDays,
      JSON.stringify(by),
      event.operator,
      event.occurredAt,
    );
  },
});

export const chargeBegun = eventKind<ChargeBegun>({
  schema: begunSchema,
  project({ attempt, method, automatic }, event, projector) {
    const text = 'INSERT INTO charge_try (attempt, invoice, method, automatic) VALUES (?, ?, ?, ?)';
    projector.run(text, idToBytes(attempt), keyOf(projector, event), idToBytes(method), automatic ? 1 : 0);
  },
});

export const chargeSwitched = eventKind<ChargeSwitched>({
  schema: switchedSchema,
  project({ method }, event, projector) {
    projector.run(
      `INSERT INTO charge_plan (invoice, method, switched_at) VALUES (?, ?, ?)
       ON CONFLICT (invoice) DO UPDATE SET method = excluded.method, switched_at = excluded.switched_at`,
      keyOf(projector, event),
      idToBytes(method),
      event.occurredAt,
    );
  },
});

export const chargeStopped = eventKind<ChargeStopped>({
  schema: stoppedSchema,
  project({ why }, event, projector) {
    projector.run(
      `INSERT INTO charge_plan (invoice, stopped_at, stopped_by, stop_why) VALUES (?, ?, ?, ?)
       ON CONFLICT (invoice) DO UPDATE SET stopped_at = excluded.stopped_at, stopped_by = excluded.stopped_by, stop_why = excluded.stop_why`,
      keyOf(projector, event),
      event.occurredAt,
      event.operator,
      why,
    );
  },
});

export const chargeResumed = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, event, projector) {
    projector.run(
      'UPDATE charge_plan SET stopped_at = NULL, stopped_by = NULL, stop_why = NULL WHERE invoice = ?',
      keyOf(projector, event),
    );
  },
});

export const chargeKinds: readonly (readonly [string, EventKind])[] = [
  ['charge.rules-set', chargeRulesSet],
  ['charge.begun', chargeBegun],
  ['charge.switched', chargeSwitched],
  ['charge.stopped', chargeStopped],
  ['charge.resumed', chargeResumed],
];
