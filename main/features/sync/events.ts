/** What syncing leaves in the journal: which period was fetched, and what was put aside for a person. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';

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
    // A period that follows on (or overlaps) makes the known one longer: coverage stays a few rows for life.
    projector.run(
      `INSERT INTO sync_period (gateway, from_ms, to_ms)
       SELECT ?1, coalesce(min(from_ms, ?2), ?2), max(coalesce(to_ms, ?3), ?3) FROM (
         SELECT min(from_ms) AS from_ms, max(to_ms) AS to_ms FROM sync_period WHERE gateway = ?1 AND from_ms <= ?3 AND to_ms >= ?2)
       WHERE true ON CONFLICT (gateway, from_ms) DO UPDATE SET to_ms = max(to_ms, excluded.to_ms)`,
      payload.gateway,
      payload.fromMs,
      payload.toMs,
    );
    projector.run(
      `DELETE FROM sync_period AS inner_period WHERE gateway = ?1 AND EXISTS (
         SELECT 1 FROM sync_period AS outer_period WHERE outer_period.gateway = ?1 AND outer_period.from_ms < inner_period.from_ms
           AND outer_period.to_ms >= inner_period.to_ms)`,
      payload.gateway,
    );
  },
});

export const syncParked = eventKind<SyncParked>({
  schema: parkedSchema,
  project(payload, event, projector) {
    projector.run(
      `INSERT INTO parked (gateway, kind, external_id, why, waits_for, item, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (gateway, kind, external_id) DO UPDATE SET why = excluded.why, waits_for = excluded.waits_for, item = excluded.item`,
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
