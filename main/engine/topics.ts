/** Who wants to know that something changed: windows watch, and are told at most ten times a second. */
import type { Topic } from '../contract';

const TELL_EVERY_MS = 100;

export interface Topics {
  changed(topics: readonly Topic[]): void;
  watch(signal?: AbortSignal): AsyncGenerator<{ topics: Topic[] }>;
}

export function makeTopics(): Topics {
  const watchers = new Set<{ waiting: Set<Topic>; wake: () => void }>();
  return {
    changed(topics) {
      for (const watcher of watchers) {
        for (const topic of topics) watcher.waiting.add(topic);
        watcher.wake();
      }
    },
    async *watch(signal) {
      const watcher = { waiting: new Set<Topic>(), wake: () => {} };
      watchers.add(watcher);
      const stop = () => watcher.wake();
      signal?.addEventListener('abort', stop);
      try {
        yield { topics: [] };
        while (!signal?.aborted) {
          if (watcher.waiting.size === 0) {
            await new Promise<void>((resolve) => {
              watcher.wake = resolve;
            });
          }
          if (signal?.aborted) return;
          const topics = [...watcher.waiting];
          watcher.waiting.clear();
          yield { topics };
          await new Promise((resolve) => setTimeout(resolve, TELL_EVERY_MS));
        }
      } finally {
        signal?.removeEventListener('abort', stop);
        watchers.delete(watcher);
      }
    },
  };
}
