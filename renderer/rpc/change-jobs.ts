/** Many items changed at once, as screens see it: looked at first, then made, one set at a time, wherever a person looks. */
import type { ChangePreview, Deed } from '../../main/features/changes/contract';
import { api } from './client';
import { defineJob } from './use-job';

export interface MakeOrder {
  request: string;
  deed: Deed;
  ids: string[];
  /** What was looked at. */
  plan: string;
  pin?: string;
}

export const makeJob = defineJob<MakeOrder, { id: string }>((order, signal) => api.changes.make(order, { signal }));

/** What each item would become. */
export async function lookedAt(deed: Deed, ids: readonly string[], signal: AbortSignal): Promise<ChangePreview> {
  const steps = await api.changes.preview({ deed, ids: [...ids] }, { signal });
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
