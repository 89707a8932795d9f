/** What syncing leaves in the journal: which period was fetched, and what was put aside for a person. */
import { z } from 'zod';
import { all } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';

const fetchedSchema = z.strictObject({
  gateway: z.string(),
  cursor: z.string(),
  /** UTC milliseconds; present when a period became complete. */
  fromMs: z.number().int().optional(),
  toMs: z.number().int().optional(),
  items: z.number().int(),
});
export type SyncFetched = z.infer<typeof fetchedSchema>;

const parkedSchema = z.strictObject({
  gateway: z.string(),
  kind: z.string(),
  externalId: z.string(),
  why: z.string(),
  waitsFor: z.string().optional(),
  item: z.unknown().optional(),
});
export type SyncParked = z.infer<typeof parkedSchema>;

const unparkedSchema = z.strictObject({ gateway: z.string(), kind: z.string(), externalId: z.string() });

export const syncFetched = eventKind<SyncFetched>({
  schema: fetchedSchema,
  project(payload, _event, projector) {
    projector.run(
      'INSERT INTO sync_cursor (gateway, cursor) VALUES (?, ?) ON CONFLICT (gateway) DO UPDATE SET cursor = excluded.cursor',
      payload.gateway,
      payload.cursor,
    );
    if (payload.fromMs === undefined || payload.toMs === undefined) return;
    addPeriod(projector, payload.gateway, payload.fromMs, payload.toMs);
  },
});

/** A period that follows on (or overlaps) makes the known one longer: coverage stays a few rows for life. */
function addPeriod(projector: Projector, gateway: string, fromMs: number, toMs: number): void {
  const touching = all<{ from_ms: number; to_ms: number }>(
    projector.db,
    'SELECT from_ms, to_ms FROM sync_period WHERE gateway = ? AND from_ms <= ? AND to_ms >= ?',
    gateway,
    toMs,
    fromMs,
  );
  const from = Math.min(fromMs, ...touching.map((period) => period.from_ms));
  const to = Math.max(toMs, ...touching.map((period) => period.to_ms));
  projector.run('DELETE FROM sync_period WHERE gateway = ? AND from_ms <= ? AND to_ms >= ?', gateway, toMs, fromMs);
  projector.run('INSERT INTO sync_period (gateway, from_ms, to_ms) VALUES (?, ?, ?)', gateway, from, to);
}

export const syncParked = eventKind<SyncParked>({
  schema: parkedSchema,
  project(payload, event, projector) {
    projector.run(
      `INSERT INTO parked (gateway, kind, external_id, why, waits_for, item, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (gateway, kind, external_id) DO UPDATE SET why = excluded.why, waits_for = coalesce(excluded.waits_for, waits_for), item = coalesce(excluded.item, item)`,
      payload.gateway,
      payload.kind,
      payload.externalId,
      payload.why,
      payload.waitsFor ?? null,
      payload.item === undefined ? null : JSON.stringify(payload.item),
      event.occurredAt,
    );
  },
});

export const syncUnparked = eventKind<z.infer<typeof unparkedSchema>>({
  schema: unparkedSchema,
  project(payload, _event, projector) {
    projector.run(
      'DELETE FROM parked WHERE gateway = ? AND kind = ? AND external_id = ?',
      payload.gateway,
      payload.kind,
      payload.externalId,
    );
  },
});

export const syncKinds: readonly (readonly [string, EventKind])[] = [
  ['sync.fetched', syncFetched],
  ['sync.parked', syncParked],
  ['sync.unparked', syncUnparked],
];
