/** Long work as a screen sees it: progress, cancel, result. It runs outside of the screens, so leaving one goes on. */
import { useSyncExternalStore } from 'react';
import type { Progress } from '../../main/wire';
import { createStore, type Store } from './connection';
import { failureOf, type ShownFailure } from './failure';

export type JobState<Result> =
  | { phase: 'idle' }
  | { phase: 'running'; progress: Progress | null }
  | { phase: 'done'; result: Result }
  | { phase: 'failed'; failure: ShownFailure };

export interface Job<Input, Result> {
  state: Store<JobState<Result>>;
  /** Does nothing while it runs. */
  start(input: Input): void;
  cancel(): void;
  /** Forgets a result or a failure. */
  clear(): void;
}

type Run<Input, Result> = (input: Input, signal: AbortSignal) => PromiseLike<AsyncIterator<Progress, Result>>;

async function follow<Result>(
  steps: AsyncIterator<Progress, Result>,
  signal: AbortSignal,
  show: (progress: Progress) => void,
): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    if (signal.aborted) {
      await steps.return?.();
      throw signal.reason;
    }
    show(step.value);
  }
}

/** Make one per kind of work, at module level. `run` starts it and gives its progress. */
export function defineJob<Input, Result>(run: Run<Input, Result>): Job<Input, Result> {
  const state = createStore<JobState<Result>>({ phase: 'idle' });
  let control: AbortController | null = null;

  async function work(input: Input, signal: AbortSignal): Promise<void> {
    try {
      const steps = await run(input, signal);
      const result = await follow(steps, signal, (progress) => state.set({ phase: 'running', progress }));
      state.set({ phase: 'done', result });
    } catch (error) {
      // An aborted stream may reject with any error: the signal tells.
      const why = signal.aborted ? new DOMException('cancelled', 'AbortError') : error;
      state.set({ phase: 'failed', failure: failureOf(why) });
    } finally {
      control = null;
    }
  }

  return {
    state,
    start(input) {
      if (control) return;
      control = new AbortController();
      state.set({ phase: 'running', progress: null });
      void work(input, control.signal);
    },
    cancel: () => control?.abort(),
    clear() {
      if (!control) state.set({ phase: 'idle' });
    },
  };
}

export function useJob<Input, Result>(job: Job<Input, Result>): JobState<Result> {
  return useSyncExternalStore(job.state.subscribe, job.state.get);
}
