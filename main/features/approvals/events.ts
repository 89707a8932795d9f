/**
 * What takes two people: an act above its limit waits until a different operator approves it. The rule stands here, where
 * events become rows: whatever way an event comes (a screen, the command line, an import, replay), it passes this.
 */
import { z } from 'zod';
import { insertAttached } from '../../db/attachment';
import { type Db, one } from '../../db/sql';
import { type EventDraft, type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import type { Facts } from '../../journal/record';
import { type AttachedFile, MOST_ATTACHMENTS } from '../../kernel/attachment';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type ApprovalAct, approvalActs, type LimitedAct, limitedActs } from '../../kernel/operator';
import { attachedSchema } from '../../wire';
import { hasOperators, operatorNamed } from '../operators/events';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

/** `amount` null: no limit any more. Minor units. */
const limitSetSchema = z.strictObject({
  act: z.enum(limitedActs),
  currency: z.string().length(3),
  amount: z.number().int().nonnegative().nullable(),
});
export type ApprovalLimitSet = z.infer<typeof limitSetSchema>;

/** What an adjustment, or the request for one, names of its files. */
export const attachedFiles = z.array(attachedSchema).min(1).max(MOST_ATTACHMENTS);

const requestedSchema = z.strictObject({
  act: z.enum(approvalActs),
  customer: idText.optional(),
  /** Minor units, signed as the act is. */
  amount: z.number().int(),
  currency: z.string().length(3),
  /** What is done when it is approved, as JSON. */
  command: z.string().max(40_000),
  note: z.string().max(500),
  files: attachedFiles.optional(),
});
export type ApprovalRequested = z.infer<typeof requestedSchema>;

const whySchema = z.strictObject({ why: z.string().min(1).max(500) });
export type ApprovalRefused = z.infer<typeof whySchema>;

/** What an act must be able to do to wait for approval. The engine has one for each. */
export interface Approvable {
  /** Throws the Failure that makes the request stale. */
  drafts(facts: Facts, command: unknown, approval: Id): Iterable<EventDraft>;
  /** What a person should see of it beside amount and note: a label of ours, and a value. */
  facts(command: unknown): Record<string, string>;
}

export interface ApprovalRow {
  id: number;
  uuid: Buffer;
  act: ApprovalAct;
  customer: number | null;
  amount: number;
  currency: string;
  command: string;
  note: string;
  requested_by: string;
  requested_at: number;
  state: 'waiting' | 'approved' | 'refused' | 'dropped';
  answered_by: string | null;
  answered_at: number | null;
  why: string | null;
  used: number;
}

/** Who may ask for what waits, and answer it. */
const mayAnswer: readonly string[] = ['administrator', 'billing'];

const limitFor: Readonly<Record<ApprovalAct, LimitedAct>> = {
  receipt: 'receipt',
  adjustment: 'adjustment',
  reversal: 'adjustment',
  refund: 'refund',
};

/** Where the book sets none: credit does not leave as cash by one operator alone. */
const unsetLimit: Readonly<Record<LimitedAct, number | null>> = { receipt: null, adjustment: null, refund: 0 };

/** Minor units above which it takes two; null: one is enough. A book without operators has nobody else. */
export function limitOf(db: Db, act: ApprovalAct, currency: string): number | null {
  if (!hasOperators(db)) return null;
  const text = 'SELECT amount FROM approval_limit WHERE act = ? AND currency = ?';
  return one<{ amount: number }>(db, text, limitFor[act], currency)?.amount ?? unsetLimit[limitFor[act]];
}

export function needsApproval(db: Db, act: ApprovalAct, amount: number, currency: string): boolean {
  const limit = limitOf(db, act, currency);
  return limit !== null && Math.abs(amount) > limit;
}

interface Done {
  act: ApprovalAct;
  amount: number;
  currency: string;
  approval?: Id | undefined;
}

/**
 * For the projection of whatever was done: within the limit it passes; above, it needs an approval of this act whose amount
 * is not used up. Throws Failure approval-needed, approval-unknown, approval-answered.
 */
export function assertApproved(db: Db, { act, amount, currency, approval }: Done): void {
  if (approval === undefined) {
    const limit = limitOf(db, act, currency);
    if (limit !== null && Math.abs(amount) > limit)
      throw new Failure('approval-needed', { limit: toDecimal(limit, currency), currency });
    return;
  }
  const row = approvalRow(db, approval);
  const left = Math.abs(row.amount) - row.used;
  const fits = row.act === act && row.currency === currency && Math.abs(amount) <= left;
  if (row.state !== 'approved' || !fits) throw new Failure('approval-answered');
}

/** After assertApproved: so much of it is done. */
export const useApproval = 'UPDATE approval SET used = used + ? WHERE uuid = ?';

/** Throws Failure approval-unknown. */
export function approvalRow(db: Db, id: Id): ApprovalRow {
  const row = one<ApprovalRow>(db, 'SELECT * FROM approval WHERE uuid = ?', idToBytes(id));
  if (!row) throw new Failure('approval-unknown', { id });
  return row;
}

/** For the projections of what names files. */
export function attach({ run }: Pick<Projector, 'run'>, subject: Id, files: readonly AttachedFile[] = []): void {
  for (const [n, { sha256, name, type, bytes }] of files.entries())
    run(insertAttached, idToBytes(subject), n, sha256, name, type, bytes);
}

function waitingRow(db: Db, { subject }: StoredEvent): ApprovalRow {
  const row = approvalRow(db, subject);
  if (row.state !== 'waiting') throw new Failure('approval-answered');
  return row;
}

function assertMayAnswer(db: Db, name: string): void {
  const { role } = operatorNamed(db, name);
  if (!mayAnswer.includes(role)) throw new Failure('not-allowed-role', { role });
}

export const approvalLimitSet = eventKind<ApprovalLimitSet>({
  schema: limitSetSchema,
  project({ act, currency, amount }, _event, projector) {
    projector.run('DELETE FROM approval_limit WHERE act = ? AND currency = ?', act, currency);
    if (amount !== null)
      projector.run('INSERT INTO approval_limit (act, currency, amount) VALUES (?, ?, ?)', act, currency, amount);
  },
});

export const approvalRequested = eventKind<ApprovalRequested>({
  schema: requestedSchema,
  project({ act, customer, amount, currency, command, note, files }, event, projector) {
    assertMayAnswer(projector.db, event.operator);
    projector.run(
      `INSERT INTO approval (uuid, act, customer, amount, currency, command, note, requested_by, requested_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      idToBytes(event.subject),
      act,
      customer === undefined ? null : projector.keyOf('customer', customer),
      amount,
      currency,
      command,
      note,
      event.operator,
      event.occurredAt,
    );
    attach(projector, event.subject, files);
  },
});

const answerSql = 'UPDATE approval SET state = ?, answered_by = ?, answered_at = ?, why = ? WHERE id = ?';

export const approvalApproved = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, event, projector) {
    const row = waitingRow(projector.db, event);
    if (row.requested_by === event.operator) throw new Failure('approval-own', { name: row.requested_by });
    assertMayAnswer(projector.db, event.operator);
    projector.run(answerSql, 'approved', event.operator, event.occurredAt, null, row.id);
  },
});

/** By a different operator, or taken back by the one who asked. */
export const approvalRefused = eventKind<ApprovalRefused>({
  schema: whySchema,
  project({ why }, event, projector) {
    const row = waitingRow(projector.db, event);
    assertMayAnswer(projector.db, event.operator);
    projector.run(answerSql, 'refused', event.operator, event.occurredAt, why, row.id);
  },
});

/** It cannot be done any more; `why` is the failure's code. */
export const approvalDropped = eventKind<ApprovalRefused>({
  schema: whySchema,
  project({ why }, event, projector) {
    projector.run(answerSql, 'dropped', null, event.occurredAt, why, waitingRow(projector.db, event).id);
  },
});

export const approvalKinds: readonly (readonly [string, EventKind])[] = [
  ['approval.limit-set', approvalLimitSet],
  ['approval.requested', approvalRequested],
  ['approval.approved', approvalApproved],
  ['approval.refused', approvalRefused],
  ['approval.dropped', approvalDropped],
];
