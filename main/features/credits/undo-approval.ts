/** An approval taken back is the reversal of what it let through, once. What left the house by it does not come back so. */
import { one } from '../../db/sql';
import type { EventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { approvalApproved, approvalRow } from '../approvals/events';
import { adjustmentMade } from './events';

/** Throws Failure approval-stands for what was no adjustment; adjustment-reversed, adjustment-expired, approval-needed. */
export const undoableApproval: EventKind = {
  ...approvalApproved,
  undo(_payload, event, facts, use) {
    const { act } = approvalRow(facts.db, event.subject);
    const text = 'SELECT uuid FROM adjustment WHERE approval = ?';
    const made = act === 'adjustment' ? one<{ uuid: Buffer }>(facts.db, text, idToBytes(event.subject)) : undefined;
    if (!made) throw new Failure('approval-stands');
    const adjustment = { ...event, subject: idFromBytes(made.uuid) };
    return adjustmentMade.undo?.({} as never, adjustment, facts, use) ?? []; // from outside: it reads the adjustment's row
  },
};
