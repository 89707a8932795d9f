/** What the engine and the thread of a long act say to each other. */
import type { StepProgress } from '../db/reader';
import type { FailureCode, FailureParams } from '../kernel/failure';

/** `stop` holds one number: not zero, once the act is to be broken off. */
export interface WriterOrder {
  file: string;
  name: string;
  input: unknown;
  stop: SharedArrayBuffer;
}

/** The book is held for it: now it may write. */
export type ToWriter = 'go';

export type FromWriter =
  | { progress: StepProgress }
  /** It is prepared, and writes as soon as it may. */
  | 'ready'
  | { result: unknown }
  | { failure: { code: FailureCode; params: FailureParams } }
  | { error: string };
