/**
 * An act of very many events. It is prepared and written on a thread of its own, in one transaction like any act: reads and the
 * engine's answers go on meanwhile, and only who wants to write waits.
 */
import type { StepProgress } from '../db/reader';
import type { EventDraft } from './event';
import type { Book } from './record';

/** Told between two events of the transaction. Throws Failure cancelled: then nothing of the act is recorded. */
export type Step = (progress: StepProgress) => void;

/**
 * `name` is unique; the thread finds the act by it. `run` prepares without holding the book (others write meanwhile), yields
 * between bounded steps, and gives what writes: one transaction, in one go.
 */
export interface LongAct<Input, Output> {
  name: string;
  run(book: Book, input: Input): Generator<StepProgress, (step: Step) => Output>;
}

export type AnyLongAct = LongAct<never, unknown>;

export function longAct<Input, Output>(name: string, run: LongAct<Input, Output>['run']): LongAct<Input, Output> {
  return { name, run };
}

/** The drafts as they are, with a step before each. */
export function* stepped(
  drafts: Iterable<EventDraft>,
  step: Step,
  phase: string,
  total: number,
): Generator<EventDraft> {
  let done = 0;
  for (const draft of drafts) {
    step({ phase, done: Math.min(done++, total), total });
    yield draft;
  }
  // What is left is the commit, which nobody breaks off.
  step({ phase: 'committing', done: total, total: null });
}
