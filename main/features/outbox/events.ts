/** The life of an attempt, as the journal has it. No person's data: who pays is read from the erasable table when it is sent. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import {
  type AttemptState,
  attemptKinds,
  attemptOutcomes,
  dropReasons,
  mayBecome,
  pageStates,
} from '../../kernel/attempt';
import { againAfter, type DeclineClass, declineClasses, MOST_DECLINE_CODE } from '../../kernel/decline';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { assertApproved, useApproval } from '../approvals/events';
import { standsAsCredit } from './refundable';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const hashText = z.string().regex(/^[0-9a-f]{64}$/);

const preparedSchema = z.strictObject({
  kind: z.enum(attemptKinds),
  gateway: z.string(),
  /** Our payment's id; of a refund the payment that is refunded. */
  payment: idText,
  amount: z.number().int().positive(),
  currency: z.string(),
  state: z.enum(['drafted', 'waiting']),
  requestHash: hashText,
  /** The provider's token of the saved method. */
  method: z.string().optional(),
  saveMethod: z.boolean().optional(),
  /** Of a refund. */
  reason: z.string().optional(),
  /** Why the customer may owe what was spent of it already. */
  owes: z.string().optional(),
  /** Of a refund of credit: the second operator's. */
  approval: idText.optional(),
});
export type AttemptPrepared = z.infer<typeof preparedSchema>;

const noneSchema = z.strictObject({});
const sentSchema = z.strictObject({ requestHash: hashText });
/** It certainly was not sent. `why`: the failure's code. */
const heldSchema = z.strictObject({ state: z.enum(['drafted', 'waiting']), why: z.string() });
const unknownSchema = z.strictObject({ why: z.string() });
const notFoundSchema = z.strictObject({ lookUps: z.number().int() });
const resolvedSchema = z.strictObject({
  outcome: z.enum(attemptOutcomes),
  /** The provider's id of the payment or refund, once it has one. */
  externalId: z.string().optional(),
  page: z.string().optional(),
  link: z.string().optional(),
  expiresAt: z.number().int().optional(),
  why: z.string().optional(),
  detail: z.string().optional(),
  /** Declined for good: stolen, closed. */
  hard: z.boolean().optional(),
  /** Of a charge: why, as a person acts on it, and the provider's own code. */
  decline: z
    .strictObject({ class: z.enum(declineClasses), code: z.string().max(MOST_DECLINE_CODE).nullable() })
    .optional(),
});
export type AttemptResolved = z.infer<typeof resolvedSchema>;
const droppedSchema = z.strictObject({ why: z.enum(dropReasons), detail: z.string().optional() });
export type AttemptDropped = z.infer<typeof droppedSchema>;
const pageEndedSchema = z.strictObject({ state: z.enum(pageStates) });

export const attemptPrepared = eventKind<AttemptPrepared>({
  schema: preparedSchema,
  project(payload, event, projector) {
    if (payload.kind === 'refund') assertCashApproved(projector, payload);
    projector.run(
      `INSERT INTO attempt (uuid, kind, gateway, payment, own, amount, currency, state, request_hash, method, save_method, reason, created_at)
       VALUES (?, ?, ?, (SELECT id FROM payment WHERE uuid = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      idToBytes(event.subject),
      payload.kind,
      payload.gateway,
      idToBytes(payload.payment),
      idToBytes(payload.payment),
      payload.amount,
      payload.currency,
      payload.state,
      payload.requestHash,
      payload.method ?? null,
      payload.saveMethod ? 1 : 0,
      payload.reason ?? null,
      event.occurredAt,
    );
  },
});

/** The rule holds whatever way the event comes. Throws Failure approval-needed, approval-unknown, approval-answered. */
function assertCashApproved(projector: Projector, { payment, amount, currency, approval }: AttemptPrepared): void {
  if (approval === undefined && !standsAsCredit(projector.db, payment, amount)) return;
  assertApproved(projector.db, { act: 'refund', amount, currency, approval });
  if (approval !== undefined) projector.run(useApproval, amount, idToBytes(approval));
}

/** Whatever its code is called: what is declined for good is not tried again. Events of before say no class, and their rows have none. */
function declineOf({ decline, hard }: AttemptResolved): DeclineClass | null {
  if (!decline) return null;
  return hard && againAfter(decline.class) !== 'never' ? 'blocked' : decline.class;
}

/** Throws for a step that an attempt cannot take: then nothing is recorded. `only`: from this state alone. */
function step(projector: Projector, event: StoredEvent, to: AttemptState, only?: AttemptState): void {
  const row = one<{ state: AttemptState }>(
    projector.db,
    'SELECT state FROM attempt WHERE uuid = ?',
    idToBytes(event.subject),
  );
  if (!row) throw new Error(`no attempt ${event.subject}`);
  if (!mayBecome(row.state, to) || (only !== undefined && row.state !== only))
    throw new Error(`attempt ${event.subject} cannot go from ${row.state} to ${to}`);
  projector.run('UPDATE attempt SET state = ? WHERE uuid = ?', to, idToBytes(event.subject));
}

const setWhy = 'UPDATE attempt SET why = ?, detail = ? WHERE uuid = ?';
const setEnd = 'UPDATE attempt SET ended_at = ? WHERE uuid = ?';

export const attemptReleased = eventKind<object>({
  schema: noneSchema,
  project: (_payload, event, projector) => step(projector, event, 'waiting', 'drafted'),
});

export const attemptSent = eventKind<z.infer<typeof sentSchema>>({
  schema: sentSchema,
  project({ requestHash }, event, projector) {
    step(projector, event, 'sending');
    projector.run(
      'UPDATE attempt SET sent_at = coalesce(sent_at, ?), request_hash = ?, why = NULL WHERE uuid = ?',
      event.occurredAt,
      requestHash,
      idToBytes(event.subject),
    );
  },
});

export const attemptHeld = eventKind<z.infer<typeof heldSchema>>({
  schema: heldSchema,
  project({ state, why }, event, projector) {
    step(projector, event, state);
    projector.run('UPDATE attempt SET sent_at = NULL, why = ? WHERE uuid = ?', why, idToBytes(event.subject));
  },
});

export const attemptUnknown = eventKind<z.infer<typeof unknownSchema>>({
  schema: unknownSchema,
  project({ why }, event, projector) {
    step(projector, event, 'unknown');
    projector.run(setWhy, why, null, idToBytes(event.subject));
  },
});

export const attemptNotFound = eventKind<z.infer<typeof notFoundSchema>>({
  schema: notFoundSchema,
  project: (_payload, event, projector) => step(projector, event, 'not-found'),
});

export const attemptResolved = eventKind<AttemptResolved>({
  schema: resolvedSchema,
  project(payload, event, projector) {
    step(projector, event, 'done');
    projector.run(setWhy, payload.why ?? null, payload.detail ?? null, idToBytes(event.subject));
    projector.run(setEnd, event.occurredAt, idToBytes(event.subject));
    projector.run(
      `UPDATE attempt SET outcome = ?, external_id = ?, page = ?, link = ?, expires_at = ?,
         page_state = iif(? IS NULL, NULL, 'open'), decline = ?, decline_code = ? WHERE uuid = ?`,
      payload.outcome,
      payload.externalId ?? null,
      payload.page ?? null,
      payload.link ?? null,
      payload.expiresAt ?? null,
      payload.page ?? null,
      declineOf(payload),
      payload.decline?.code ?? null,
      idToBytes(event.subject),
    );
  },
});

export const attemptDropped = eventKind<AttemptDropped>({
  schema: droppedSchema,
  project({ why, detail }, event, projector) {
    step(projector, event, 'dropped');
    projector.run(setWhy, why, detail ?? null, idToBytes(event.subject));
    projector.run(setEnd, event.occurredAt, idToBytes(event.subject));
  },
});

export const attemptPageEnded = eventKind<z.infer<typeof pageEndedSchema>>({
  schema: pageEndedSchema,
  project({ state }, event, projector) {
    projector.run('UPDATE attempt SET page_state = ? WHERE uuid = ?', state, idToBytes(event.subject));
  },
});

export const attemptEvents: readonly (readonly [string, EventKind])[] = [
  ['attempt.prepared', attemptPrepared],
  ['attempt.released', attemptReleased],
  ['attempt.sent', attemptSent],
  ['attempt.held', attemptHeld],
  ['attempt.unknown', attemptUnknown],
  ['attempt.not-found', attemptNotFound],
  ['attempt.resolved', attemptResolved],
  ['attempt.dropped', attemptDropped],
  ['attempt.page-ended', attemptPageEnded],
];
