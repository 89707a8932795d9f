/** The two reader threads of a book. */
import type { Log, Readers } from '../context';
import { Reader } from '../db/reader';

export interface OpenReaders extends Readers {
  close(): Promise<void>;
}

export function startReaders(workerFile: string, bookFile: string, log: Log): OpenReaders {
  const slow = (name: string, ms: number) => log.info('slow read', { name, ms: Math.round(ms) });
  const lists = new Reader(workerFile, bookFile, slow);
  const heavy = new Reader(workerFile, bookFile, slow);
  return {
    ask: (query, input) => lists.ask(query, input),
    chart: (query, input) => heavy.ask(query, input),
    job: (job, input, signal) => heavy.job(job, input, signal),
    async *jobOn(file, job, input, signal) {
      const reader = new Reader(workerFile, file, slow);
      try {
        return yield* reader.job(job, input, signal);
      } finally {
        await reader.close();
      }
    },
    async close() {
      await Promise.all([lists.close(), heavy.close()]);
    },
  };
}
