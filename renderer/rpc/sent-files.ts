/** Files that are looked at again and again while a person decides how they are read: each is sent once, and again only where it was forgotten. */
import { failureOf } from './failure';

export interface Looking<Wish, Step, Result> {
  send(wishes: readonly Wish[], signal: AbortSignal): AsyncIterable<Step>;
  look(wishes: readonly Wish[], signal: AbortSignal): PromiseLike<AsyncIterable<Step> & AsyncIterator<Step, Result>>;
}

const isForgotten = (error: unknown): boolean => failureOf(error).code === 'import-gone';

/** The engine keeps few files, and none over a restart: when one is gone, all are sent once more. Throws what the second look throws. */
export function sendingOnce<Wish extends { file: object }, Step, Result>({ send, look }: Looking<Wish, Step, Result>) {
  const sent = new WeakSet<object>();

  async function* sendAndLook(wishes: readonly Wish[], signal: AbortSignal): AsyncGenerator<Step, Result> {
    const missing = wishes.filter(({ file }) => !sent.has(file));
    if (missing.length > 0) yield* send(missing, signal);
    for (const { file } of missing) sent.add(file);
    return yield* await look(wishes, signal);
  }

  return async function* (wishes: readonly Wish[], signal: AbortSignal): AsyncGenerator<Step, Result> {
    try {
      return yield* sendAndLook(wishes, signal);
    } catch (error) {
      if (!isForgotten(error)) throw error;
      for (const { file } of wishes) sent.delete(file);
      return yield* sendAndLook(wishes, signal);
    }
  };
}
