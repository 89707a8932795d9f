/** What the bar says in one line of all gateways together: the gravest thing first. */
import type { GatewayState } from '../../main/features/sync/contract';
import type { Progress } from '../../main/wire';

export type SyncSummary =
  | { kind: 'none' | 'offline' | 'locked' | 'paused' | 'away' }
  | { kind: 'error'; label: string }
  | { kind: 'running'; progress: Progress | null }
  /** UTC ms: the oldest of the last fetches, the nearest of the next. */
  | { kind: 'idle'; lastAt: number | null; nextAt: number | null };

/** `reached`: false while the engine itself is away. */
export function gravest(all: readonly GatewayState[], reached: boolean): SyncSummary {
  if (!reached) return { kind: 'away' };
  // What a person paused is not waited for.
  const gateways = all.filter(({ state }) => state !== 'paused');
  const [first] = gateways;
  if (!first) return { kind: all.length === 0 ? 'none' : 'paused' };
  const inState = (state: GatewayState['state']) => gateways.find((gateway) => gateway.state === state);
  const failed = inState('error');
  if (failed) return { kind: 'error', label: failed.label };
  if (inState('locked')) return { kind: 'locked' };
  const running = inState('running');
  if (running) return { kind: 'running', progress: running.progress };
  if (inState('offline')) return { kind: 'offline' };
  const lasts = gateways.map((gateway) => gateway.lastAt);
  const nexts = gateways.flatMap((gateway) => (gateway.nextAt === null ? [] : [gateway.nextAt]));
  return {
    kind: 'idle',
    lastAt: lasts.reduce((oldest, at) => (oldest === null || at === null ? null : Math.min(oldest, at)), first.lastAt),
    nextAt: nexts.length === 0 ? null : Math.min(...nexts),
  };
}
