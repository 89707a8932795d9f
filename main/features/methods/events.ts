/** Saved methods of payers. An event carries no person's data: what an account is called stands in the erasable table. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { methods } from '../../kernel/payment';
import { savedMethodStatuses, verifiedParts } from '../../kernel/saved-method';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const brand = z.string().max(60);
const last4 = z.string().max(4);
const expires = z.string().regex(/^\d{4}-\d{2}$/);

const savedSchema = z.strictObject({
  customer: idText,
  /** Left out: the customer itself. */
  payer: idText.optional(),
  gateway: z.string(),
  /** The provider's id of the customer. */
  owner: z.string().optional(),
  /** Left out: still awaited of `attempt`. */
  token: z.string().optional(),
  attempt: idText.optional(),
  method: z.enum(methods),
  brand: brand.optional(),
  last4: last4.optional(),
  expires: expires.optional(),
  status: z.enum(savedMethodStatuses),
  providerStatus: z.string(),
  personHash: z.string().optional(),
});
export type MethodSaved = z.infer<typeof savedSchema>;

/** Only what changed at the gateway. */
const changedSchema = z.strictObject({
  owner: z.string().optional(),
  token: z.string().optional(),
  method: z.enum(methods).optional(),
  brand: brand.nullable().optional(),
  last4: last4.nullable().optional(),
  expires: expires.nullable().optional(),
  status: z.enum(savedMethodStatuses).optional(),
  providerStatus: z.string().optional(),
  personHash: z.string().optional(),
});
export type MethodChanged = z.infer<typeof changedSchema>;

/** `gateway`: it was gone there. */
const removedSchema = z.strictObject({ by: z.enum(['operator', 'gateway']) });
export type MethodRemoved = z.infer<typeof removedSchema>;
const nicknamedSchema = z.strictObject({ nickname: z.string().max(60).nullable() });
export type MethodNicknamed = z.infer<typeof nicknamedSchema>;
/** `by` null: the mark is taken off. */
const verifiedSchema = z.strictObject({
  part: z.enum(verifiedParts),
  by: z.string().nullable(),
  note: z.string().max(500).nullable(),
});
export type MethodVerified = z.infer<typeof verifiedSchema>;
/** `on` null: the consent is withdrawn. */
const consentedSchema = z.strictObject({ on: z.string().length(10).nullable(), terms: z.string().max(500).nullable() });
export type MethodConsented = z.infer<typeof consentedSchema>;

interface Place {
  id: number;
  customer: number;
  payer: number | null;
}

/** Throws for one that is not there any more: then nothing is recorded. */
function placeOf(projector: Projector, { subject }: StoredEvent): Place {
  const text = 'SELECT id, customer, payer FROM saved_method WHERE uuid = ? AND removed_at IS NULL';
  const found = one<Place>(projector.db, text, idToBytes(subject));
  if (!found) throw new Error(`no saved method ${subject}`);
  return found;
}

/** A payer's first method is its primary; where the primary is gone, the next one listed becomes it. */
function keepPrimary(projector: Projector, { customer, payer }: Omit<Place, 'id'>): void {
  const has = 'SELECT 1 FROM saved_method WHERE customer = ? AND payer IS ? AND is_primary = 1';
  if (one(projector.db, has, customer, payer)) return;
  projector.run(
    `UPDATE saved_method SET is_primary = 1 WHERE id = (SELECT id FROM saved_method
       WHERE customer = ? AND payer IS ? AND removed_at IS NULL AND status <> 'Failed' ORDER BY id LIMIT 1)`,
    customer,
    payer,
  );
}

const insertSql = `INSERT INTO saved_method (uuid, customer, payer, gateway, owner, token, attempt, method, brand, last4, expires, status,
    provider_status, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export const methodSaved = eventKind<MethodSaved>({
  schema: savedSchema,
  project(payload, event, projector) {
    const customer = projector.keyOf('customer', payload.customer);
    if (customer === null) throw new Error(`no customer ${payload.customer}`);
    const payer = payload.payer === undefined ? null : projector.keyOf('payer', payload.payer);
    projector.run(
      insertSql,
      idToBytes(event.subject),
      customer,
      payer,
      payload.gateway,
      payload.owner ?? null,
      payload.token ?? null,
      payload.attempt === undefined ? null : idToBytes(payload.attempt),
      payload.method,
      payload.brand ?? null,
      payload.last4 ?? null,
      payload.expires ?? null,
      payload.status,
      payload.providerStatus,
      event.occurredAt,
    );
    keepPrimary(projector, { customer, payer });
  },
});

const changeSql = `UPDATE saved_method SET owner = coalesce(?, owner), token = coalesce(?, token), method = coalesce(?, method),
  brand = iif(?, ?, brand), last4 = iif(?, ?, last4), expires = iif(?, ?, expires), status = coalesce(?, status),
  provider_status = coalesce(?, provider_status) WHERE id = ?`;

export const methodChanged = eventKind<MethodChanged>({
  schema: changedSchema,
  project(payload, event, projector) {
    const place = placeOf(projector, event);
    const given = (value: string | null | undefined) => [value === undefined ? 0 : 1, value ?? null];
    projector.run(
      changeSql,
      payload.owner ?? null,
      payload.token ?? null,
      payload.method ?? null,
      ...given(payload.brand),
      ...given(payload.last4),
      ...given(payload.expires),
      payload.status ?? null,
      payload.providerStatus ?? null,
      place.id,
    );
    // Another card was never verified.
    if (payload.brand !== undefined || payload.last4 !== undefined)
      projector.run(
        'UPDATE saved_method SET details_by = NULL, details_at = NULL, details_note = NULL WHERE id = ?',
        place.id,
      );
    if (payload.status === 'Failed') projector.run('UPDATE saved_method SET is_primary = 0 WHERE id = ?', place.id);
    keepPrimary(projector, place);
  },
});

export const methodRemoved = eventKind<MethodRemoved>({
  schema: removedSchema,
  project(_payload, event, projector) {
    const place = placeOf(projector, event);
    projector.run('UPDATE saved_method SET removed_at = ?, is_primary = 0 WHERE id = ?', event.occurredAt, place.id);
    keepPrimary(projector, place);
  },
});

export const methodMadePrimary = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, event, projector) {
    const { id, customer, payer } = placeOf(projector, event);
    projector.run('UPDATE saved_method SET is_primary = 0 WHERE customer = ? AND payer IS ?', customer, payer);
    projector.run('UPDATE saved_method SET is_primary = 1 WHERE id = ?', id);
  },
});

export const methodNicknamed = eventKind<MethodNicknamed>({
  schema: nicknamedSchema,
  project({ nickname }, event, projector) {
    projector.run('UPDATE saved_method SET nickname = ? WHERE id = ?', nickname, placeOf(projector, event).id);
  },
});

const verifySql = {
  details: 'UPDATE saved_method SET details_by = ?, details_at = ?, details_note = ? WHERE id = ?',
  address: 'UPDATE saved_method SET address_by = ?, address_at = ?, address_note = ? WHERE id = ?',
} as const;

export const methodVerified = eventKind<MethodVerified>({
  schema: verifiedSchema,
  project({ part, by, note }, event, projector) {
    const { id } = placeOf(projector, event);
    projector.run(verifySql[part], by, by === null ? null : event.occurredAt, by === null ? null : note, id);
  },
});

export const methodConsented = eventKind<MethodConsented>({
  schema: consentedSchema,
  project({ on, terms }, event, projector) {
    const { id } = placeOf(projector, event);
    projector.run(
      'UPDATE saved_method SET consent_on = ?, consent_terms = ? WHERE id = ?',
      on,
      on === null ? null : terms,
      id,
    );
  },
});

export const methodKinds: readonly (readonly [string, EventKind])[] = [
  ['method.saved', methodSaved],
  ['method.changed', methodChanged],
  ['method.removed', methodRemoved],
  ['method.made-primary', methodMadePrimary],
  ['method.nicknamed', methodNicknamed],
  ['method.verified', methodVerified],
  ['method.consented', methodConsented],
];
