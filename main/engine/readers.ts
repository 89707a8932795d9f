/** The two reader threads of a book. */

import { rmSync } from 'node:fs';
import type { Log, Readers } from '../context';
import { Reader } from '../db/reader';
import { knownBook } from './known-book';

export interface OpenReaders extends Readers {
  close(): Promise<void>;
}

/** `cache`: a folder for books as they were known; emptied when the readers end. */
export function startReaders(workerFile: string, bookFile: string, cache: string, log: Log): OpenReaders {
  const slow = (name: string, ms: number) => log.info('slow read', { name, ms: Math.round(ms) });
  const lists = new Reader(workerFile, bookFile, slow);
  const heavy = new Reader(workerFile, bookFile, slow);
  rmSync(cache, { recursive: true, force: true });
  let known: { file: string; reader: Reader } | null = null;
  const readerOf = async (file: string): Promise<Reader> => {
    if (known?.file !== file) {
      await known?.reader.close();
      known = { file, reader: new Reader(workerFile, file, slow) };
    }
    return known.reader;
  };
  return {
    ask: (query, input) => lists.ask(query, input),
    chart: (query, input) => heavy.ask(query, input),
    job: (job, input, signal) => heavy.job(job, input, signal),
    async known(beforeMs, query, input, signal) {
      const steps = heavy.job(knownBook, { beforeMs, folder: cache }, signal);
      let step = await steps.next();
      while (!step.done) step = await steps.next();
      return (await readerOf(step.value.file)).ask(query, input);
    },
    async *jobOn(file, job, input, signal) {
      const reader = new Reader(workerFile, file, slow);
      try {
        return yield* reader.job(job, input, signal);
      } finally {
        await reader.close();
      }
    },
    async close() {
      await Promise.all([lists.close(), heavy.close(), known?.reader.close()]);
      rmSync(cache, { recursive: true, force: true });
    },
  };
}
