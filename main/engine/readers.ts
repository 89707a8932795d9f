/** The two reader threads of a book, and those of the book as it was. */
import type { Log, Readers } from '../context';
import { Reader } from '../db/reader';
import { READING_CACHE_KIB, readingLimits } from './long-work';
import { PastBooks } from './past-books';

export interface OpenReaders extends Readers {
  past: PastBooks;
  close(): Promise<void>;
}

/** `cache`: a folder for books as they were; emptied when the readers start and end. */
export function startReaders(workerFile: string, bookFile: string, cache: string, log: Log): OpenReaders {
  const slow = (name: string, ms: number) => log.info('slow read', { name, ms: Math.round(ms) });
  const lists = new Reader(workerFile, { file: bookFile }, slow);
  lists.start();
  const heavy = new Reader(workerFile, { file: bookFile, cacheKib: READING_CACHE_KIB }, slow, readingLimits);
  const past = new PastBooks({
    ...{ bookFile, folder: cache, heavy },
    read: (file) => new Reader(workerFile, { file, present: bookFile }, slow),
  });
  return {
    past,
    ask: (query, input) => lists.ask(query, input),
    chart: (query, input) => heavy.ask(query, input),
    job: (job, input, signal) => heavy.job(job, input, signal),
    async *jobOn(file, job, input, signal) {
      const reader = new Reader(workerFile, { file }, slow);
      try {
        return yield* reader.job(job, input, signal);
      } finally {
        await reader.close();
      }
    },
    async close() {
      await past.close();
      await Promise.all([lists.close(), heavy.close()]);
    },
  };
}
