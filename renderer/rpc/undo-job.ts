/** Taking a set of changes back, as screens see it: looked at first, then one at a time, wherever a person looks. */
import type { UndoPreview } from '../../main/features/changes/contract';
import { api } from './client';
import { defineJob } from './use-job';

export interface UndoOrder {
  request: string;
  /** Of the set. */
  id: string;
}

export const undoJob = defineJob<UndoOrder, { undone: number; stayed: number }>((order, signal) =>
  api.changes.undo(order, { signal }),
);

/** What would go back, and what would stay and why. */
export async function undoable(id: string, signal: AbortSignal): Promise<UndoPreview> {
  const steps = await api.changes.undoable({ id }, { signal });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
