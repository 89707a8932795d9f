/** What the window knows of its engine: reached, being looked for, starting again, failed, or out of its reach. */
import type { ShownFailure } from './failure';

export type Phase =
  /** At first, before anything was reached. */
  | 'connecting'
  | 'open'
  /** The way to the engine broke; tried again by itself. */
  | 'broken'
  /** The engine stopped and is being started. */
  | 'restarting'
  /** The engine cannot start; `failure` says why. */
  | 'failed'
  /** This tab has no right to the engine: its link was used, or is over. */
  | 'refused';

export interface ConnectionState {
  phase: Phase;
  failure: ShownFailure | null;
  /** Rises with each connection, so that what is shown is asked for again. */
  round: number;
  /** Attempts since it was last reached. */
  attempts: number;
  /** Something was asked and given up before an engine was reached for the first time: it is asked for again then. */
  gaveUp: boolean;
}

export interface Store<Value> {
  get(): Value;
  set(value: Value): void;
  /** Gives the way to stop listening. */
  subscribe(listener: () => void): () => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Close codes of the shell. */
export const ENGINE_RESTARTING = 1012;
export const BOOK_MOVED = 4001;

/** How long to wait before trying again, in ms: 0.25 s, doubling to 8 s. */
export function backoffMs(attempt: number): number {
  return Math.min(8000, 250 * 2 ** Math.min(attempt, 10));
}
