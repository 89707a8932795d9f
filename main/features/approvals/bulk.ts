/** Approving many requests at once: each by a different operator than the one who asked for it, as when it is approved alone. */
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { ApprovalAct } from '../../kernel/operator';
import type { BulkDeed } from '../changes/events';
import { type Approvable, type ApprovalRow, approvalRow } from './events';

function labelOf(db: Db, { customer, note }: ApprovalRow): string {
  const text = 'SELECT n.name FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = +?';
  const name = customer === null ? undefined : one<{ name: string }>(db, text, customer)?.name;
  return [name, note].filter(Boolean).join(' · ');
}

export function approveRequests(approvables: Readonly<Record<ApprovalAct, Approvable>>): BulkDeed<object> {
  return {
    kind: 'approval.approved',
    label: (db, item) => labelOf(db, approvalRow(db, item)),
    plan(facts, item, _args, { operator }) {
      const row = approvalRow(facts.db, item);
      if (row.state !== 'waiting') throw new Failure('approval-answered');
      if (row.requested_by === operator) throw new Failure('approval-own', { name: row.requested_by });
      // Says why it cannot be done any more; records nothing.
      for (const _draft of approvables[row.act].drafts(facts, JSON.parse(row.command), item));
      const { amount: minor, currency } = row;
      return { label: labelOf(facts.db, row), before: 'Waiting', after: 'Approved', money: { minor, currency } };
    },
    *drafts(facts, item, _args, { nowMs }) {
      const row = approvalRow(facts.db, item);
      yield { kind: 'approval.approved', subject: item, occurredAt: nowMs, payload: {} };
      yield* approvables[row.act].drafts(facts, JSON.parse(row.command), item);
    },
  };
}
