/** The one sentence about the day: the most pressing thing that is true of the gateways and of what waits. Pure. */
import type { GatewayState } from '../../../main/features/sync/contract';

export interface Day {
  pending: number;
  pendingOld: number;
  /** Flagged payments and items put aside. */
  toLookAt: number;
  disputesOpen: number;
  /** Those whose day to answer is over. */
  disputesLate: number;
  /** When the first open dispute has to be answered, UTC milliseconds; null when none says. */
  answerBy: number | null;
}

type GatewayView = Pick<GatewayState, 'label' | 'state' | 'lastAt'>;

export type Sentence =
  | { say: 'offline' | 'failing' | 'locked'; gateway: string; at: number }
  | { say: 'never'; gateway: string }
  | { say: 'dispute'; count: number; by: number }
  | { say: 'late' | 'old' | 'look' | 'waiting'; count: number }
  | { say: 'none' | 'quiet' };

const troubles = { offline: 'offline', error: 'failing', locked: 'locked' } as const;

/** A gateway that was not fetched comes first: everything else may be old news. */
export function sentenceOf(all: readonly GatewayView[], day: Day): Sentence {
  const gateways = all.filter(({ state }) => state !== 'paused');
  for (const { label, state, lastAt } of gateways) {
    if (state !== 'offline' && state !== 'error' && state !== 'locked') continue;
    return lastAt === null ? { say: 'never', gateway: label } : { say: troubles[state], gateway: label, at: lastAt };
  }
  const unseen = gateways.find(({ lastAt }) => lastAt === null);
  if (unseen) return { say: 'never', gateway: unseen.label };
  if (all.length === 0) return { say: 'none' };
  if (day.disputesLate > 0) return { say: 'late', count: day.disputesLate };
  if (day.disputesOpen > 0 && day.answerBy !== null)
    return { say: 'dispute', count: day.disputesOpen, by: day.answerBy };
  if (day.toLookAt > 0) return { say: 'look', count: day.toLookAt };
  if (day.pendingOld > 0) return { say: 'old', count: day.pendingOld };
  return day.pending > 0 ? { say: 'waiting', count: day.pending } : { say: 'quiet' };
}
