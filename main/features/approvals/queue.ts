/** The queue of what waits for a second operator: approving does the act in the same transaction, or drops what is stale. */
import type { Context } from '../../context';
import { attachedTo } from '../../db/attachment';
import { all, type Db } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { Failure, type FailureCode } from '../../kernel/failure';
import { type Id, idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { ApprovalAct } from '../../kernel/operator';
import type { Approval } from './contract';
import { type Approvable, type ApprovalRow, approvalRow } from './events';

export type Approvables = Readonly<Record<ApprovalAct, Approvable>>;

const MOST_LISTED = 200;

/** What says that the book moved on since it was asked for. */
const stale: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'payment-not-pending',
  'payment-unknown',
  'customer-unknown',
  'customer-merged',
  'adjustment-unknown',
  'adjustment-reversed',
  'adjustment-expired',
  'attachment-gone',
  'credit-short',
  'refund-too-much',
  'refund-not-completed',
  'refund-not-possible',
  'refund-credit-spent',
]);

export interface NamedApproval extends ApprovalRow {
  customer_uuid: Buffer | null;
  customer_name: string | null;
}

export const approvalSql = `SELECT a.*, c.uuid AS customer_uuid, n.name AS customer_name FROM approval a
  LEFT JOIN customer c ON c.id = a.customer LEFT JOIN person n ON n.uuid = c.uuid`;

export function approvals(db: Db, waiting: boolean, approvables: Approvables, operator: string): Approval[] {
  const which = waiting ? "WHERE a.state = 'waiting' ORDER BY a.requested_at, a.id" : 'ORDER BY a.id DESC';
  return all<NamedApproval>(db, `${approvalSql} ${which} LIMIT ${MOST_LISTED}`).map((row) =>
    told(db, row, approvables, operator),
  );
}

export function approvalOf(db: Db, id: Id, approvables: Approvables, operator: string): Approval {
  const { uuid } = approvalRow(db, id);
  const row = all<NamedApproval>(db, `${approvalSql} WHERE a.uuid = ?`, uuid)[0];
  if (!row) throw new Failure('approval-unknown', { id });
  return told(db, row, approvables, operator);
}

function told(db: Db, row: NamedApproval, approvables: Approvables, operator: string): Approval {
  const { act, amount, currency, note, state, why } = row;
  return {
    id: idFromBytes(row.uuid),
    ...{ act, note, state, why },
    customer: row.customer_uuid
      ? { id: idFromBytes(row.customer_uuid), name: row.customer_name ?? idFromBytes(row.customer_uuid) }
      : null,
    amount: { amount: toDecimal(amount, currency), currency },
    facts: approvables[act].facts(JSON.parse(row.command)),
    files: attachedTo(db, row.uuid),
    ...{ requestedBy: row.requested_by, requestedAt: row.requested_at, own: row.requested_by === operator },
    ...{ answeredBy: row.answered_by, answeredAt: row.answered_at },
  };
}

/** Throws Failure approval-own, approval-answered, approval-unknown, not-allowed-role; then it still waits. */
export function approve(context: Pick<Context, 'book' | 'clock'>, act: Act, id: Id, approvables: Approvables): void {
  const { book, clock } = context;
  try {
    record(book, act, function* (facts) {
      const row = approvalRow(facts.db, id);
      yield { kind: 'approval.approved', subject: id, occurredAt: clock.now(), payload: {} };
      yield* approvables[row.act].drafts(facts, JSON.parse(row.command), id);
    });
  } catch (error) {
    if (!(error instanceof Failure) || !stale.has(error.code)) throw error;
    drop(context, act, id, error.code);
  }
}

function drop({ book, clock }: Pick<Context, 'book' | 'clock'>, act: Act, id: Id, why: FailureCode): void {
  record(book, act, () => [{ kind: 'approval.dropped', subject: id, occurredAt: clock.now(), payload: { why } }]);
}

/** Tries everything that waits, and keeps nothing of the trial: what fails because the book moved on is dropped. Gives how many. */
export function dropStale(
  context: Pick<Context, 'book' | 'clock'>,
  operator: string,
  approvables: Approvables,
): number {
  const { db } = context.book;
  const rows = all<ApprovalRow>(db, "SELECT * FROM approval WHERE state = 'waiting' ORDER BY id LIMIT 200");
  let dropped = 0;
  for (const row of rows) {
    const id = idFromBytes(row.uuid);
    const why = staleness(context, row, id, approvables);
    if (why === null) continue;
    const act = { request: context.book.newId(), operator, source: 'schedule', input: { drop: id } };
    drop(context, act, id, why);
    dropped++;
  }
  return dropped;
}

class Undo extends Error {}

function staleness({ book }: Pick<Context, 'book'>, row: ApprovalRow, id: Id, approvables: Approvables) {
  const act = { request: book.newId(), operator: row.requested_by, source: 'schedule', input: { trial: id } };
  try {
    record(book, act, function* (facts) {
      // Drafts are made against the book as it is; none is recorded.
      for (const _draft of approvables[row.act].drafts(facts, JSON.parse(row.command), id));
      yield* [];
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return null;
    if (error instanceof Failure && stale.has(error.code)) return error.code;
    throw error;
  }
  return null;
}
