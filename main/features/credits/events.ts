/** Credit given or taken by hand: an adjustment, its opposite, and the end of granted credit that nobody spent in time. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type AdjustmentReason, adjustmentReasons } from '../../kernel/adjustment';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { accounts, lots } from '../../ledger/chart';
import { move, type Transfer } from '../../ledger/entry';
import { assertApproved, attach, attachedFiles, limitOf, needsApproval, useApproval } from '../approvals/events';
import { reversedParts } from './decide';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const minor = z.number().int();

/** What it adds to each lot and to what is owed, minor units. */
const partsSchema = z.strictObject({ granted: minor, voucher: minor, paid: minor, receivable: minor });
export type AdjustedParts = z.infer<typeof partsSchema>;

const moneyShape = {
  customer: idText,
  currency: z.string().length(3),
  /** The account on the other side. */
  counter: z.string().min(1),
  parts: partsSchema,
  approval: idText.optional(),
};
const note = z.string().min(1).max(500);

const madeSchema = z.strictObject({
  ...moneyShape,
  reason: z.enum(adjustmentReasons),
  note,
  /** The last day on which what is left of it counts. */
  expiresOn: z.string().length(10).optional(),
  files: attachedFiles.optional(),
});
export type AdjustmentMade = z.infer<typeof madeSchema>;

const reversedSchema = z.strictObject({ ...moneyShape, note });
export type AdjustmentReversed = z.infer<typeof reversedSchema>;

/** `amount`: what was unspent and goes; zero where all was spent. */
const expiredSchema = z.strictObject({
  customer: idText,
  currency: z.string().length(3),
  counter: z.string().min(1),
  amount: minor.nonnegative(),
});
export type CreditExpired = z.infer<typeof expiredSchema>;

export interface AdjustmentRow {
  id: number;
  uuid: Buffer;
  customer: number;
  amount: number;
  currency: string;
  reason: AdjustmentReason;
  note: string;
  counter: string;
  granted: number;
  voucher: number;
  paid: number;
  receivable: number;
  expires_on: string | null;
  expired: number | null;
  made_by: string;
  made_at: number;
  reversed_by: string | null;
  reversed_at: number | null;
}

/** Throws Failure adjustment-unknown. */
export function adjustmentRow(db: Db, id: Id): AdjustmentRow {
  const row = one<AdjustmentRow>(db, 'SELECT * FROM adjustment WHERE uuid = ?', idToBytes(id));
  if (!row) throw new Failure('adjustment-unknown', { id });
  return row;
}

/** What is left of it to reverse. Throws Failure adjustment-reversed, adjustment-expired. */
export function leftOf(row: AdjustmentRow): number {
  if (row.reversed_at !== null) throw new Failure('adjustment-reversed');
  const left = row.amount - (row.expired ?? 0);
  if (left === 0) throw new Failure('adjustment-expired');
  return left;
}

/** More for the customer is positive. */
export const effectOf = ({ granted, voucher, paid, receivable }: AdjustedParts) =>
  granted + voucher + paid - receivable;

interface Moved {
  customer: Id;
  currency: string;
  counter: string;
  parts: AdjustedParts;
}

/** A lot grows by being `from`, what is owed by being `to`; the counter-account stands on the other side of each. */
export function adjustmentEntry({ customer, currency, counter, parts }: Moved): Transfer[] {
  return [
    ...lots.flatMap((lot) => move(accounts.credit(customer, lot), counter, parts[lot], currency)),
    ...move(counter, accounts.receivable(customer), parts.receivable, currency),
  ];
}

function approved(
  { db, run }: Pick<Projector, 'db' | 'run'>,
  act: 'adjustment' | 'reversal',
  { parts, currency, approval }: Pick<AdjustmentMade, 'parts' | 'currency' | 'approval'>,
): void {
  const amount = effectOf(parts);
  assertApproved(db, { act, amount, currency, approval });
  if (approval !== undefined) run(useApproval, Math.abs(amount), idToBytes(approval));
}

export const adjustmentMade = eventKind<AdjustmentMade>({
  schema: madeSchema,
  entry: adjustmentEntry,
  project(payload, event, projector) {
    const customer = projector.keyOf('customer', payload.customer);
    if (customer === null) throw new Failure('customer-unknown', { id: payload.customer });
    approved(projector, 'adjustment', payload);
    const { granted, voucher, paid, receivable } = payload.parts;
    projector.run(
      `INSERT INTO adjustment (uuid, customer, amount, currency, reason, note, counter, granted, voucher, paid, receivable, approval,
         expires_on, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[idToBytes(event.subject), customer, effectOf(payload.parts), payload.currency, payload.reason],
      ...[payload.note, payload.counter, granted, voucher, paid, receivable],
      payload.approval === undefined ? null : idToBytes(payload.approval),
      ...[payload.expiresOn ?? null, event.operator, event.occurredAt],
    );
    attach(projector, event.subject, payload.files);
  },
  /** By an equal and opposite entry; above its limit a second operator is asked, as for any reversal. */
  undo(_payload, { subject }, { db, balance }, { nowMs }) {
    const row = adjustmentRow(db, subject);
    const left = leftOf(row);
    const { currency, counter } = row;
    if (needsApproval(db, 'reversal', -left, currency)) {
      const limit = toDecimal(limitOf(db, 'reversal', currency) ?? 0, currency);
      throw new Failure('approval-needed', { limit, currency });
    }
    const owner = one<{ uuid: Buffer }>(db, 'SELECT uuid FROM customer WHERE id = ?', row.customer);
    if (!owner) throw new Failure('adjustment-unknown', { id: subject });
    const customer = idFromBytes(owner.uuid);
    const parts = reversedParts(balance, customer, row, left);
    const payload: AdjustmentReversed = { customer, currency, counter, parts, note: row.note };
    return [{ kind: 'adjustment.reversed', subject, occurredAt: nowMs, payload }];
  },
});

export const adjustmentReversed = eventKind<AdjustmentReversed>({
  schema: reversedSchema,
  entry: adjustmentEntry,
  project(payload, event, projector) {
    const row = adjustmentRow(projector.db, event.subject);
    if (effectOf(payload.parts) !== -leftOf(row)) throw new Error(`not the opposite of adjustment ${event.subject}`);
    approved(projector, 'reversal', payload);
    const set = 'UPDATE adjustment SET reversed_by = ?, reversed_at = ? WHERE id = ?';
    projector.run(set, event.operator, event.occurredAt, row.id);
  },
});

export const creditExpired = eventKind<CreditExpired>({
  schema: expiredSchema,
  entry: ({ customer, currency, counter, amount }) =>
    move(counter, accounts.credit(customer, 'granted'), amount, currency),
  project({ amount }, event, projector) {
    const row = adjustmentRow(projector.db, event.subject);
    if (row.expired !== null || row.reversed_at !== null || amount > row.granted)
      throw new Error(`adjustment ${event.subject} has nothing more to expire`);
    projector.run('UPDATE adjustment SET expired = ? WHERE id = ?', amount, row.id);
  },
});

export const creditKinds: readonly (readonly [string, EventKind])[] = [
  ['adjustment.made', adjustmentMade],
  ['adjustment.reversed', adjustmentReversed],
  ['credit.expired', creditExpired],
];
