/** Checking a book, in the reader: nothing of the window or of the syncing waits for it. */
import { checkHealth } from '../../db/open';
import { inOneSnapshot } from '../../db/past';
import { job, query } from '../../db/reader';
import { all, one } from '../../db/sql';
import { replayCheck as replayed } from '../../journal/replay';
import { verify } from '../../journal/verify';
import { eventKinds } from '../kinds';

export const checkBook = job('books.check', (db, _input: null) => inOneSnapshot(db, verify));

export const replayBook = job('books.replay', (db, _input: null) =>
  inOneSnapshot(db, (own) => replayed(own, eventKinds)),
);

/** Reads the whole file, and keeps none of it in memory; throws Failure book-damaged. */
export const bookHealth = query('books.health', (db, file: string) => {
  checkHealth(db, file);
  db.pragma('shrink_memory');
  return true;
});

export const bookCounts = query('books.counts', (db, _input: null) => {
  const count = (table: string) => one<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  const last = one<{ seq: number; hash: Buffer }>(db, 'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1');
  return {
    // The keys have no gaps, so the last one is the count, and a million rows need not be walked.
    events: last?.seq ?? 0,
    head: last?.hash.toString('hex') ?? '',
    payments: one<{ n: number | null }>(db, 'SELECT max(id) AS n FROM payment')?.n ?? 0,
    postings: count('posting'),
    customers: count('customer'),
    payers: count('payer'),
    payouts: count('payout'),
    flagged: one<{ n: number }>(db, 'SELECT count(*) AS n FROM payment WHERE flag IS NOT NULL')?.n ?? 0,
    parked: count('parked'),
    bytes:
      all<{ bytes: number }>(db, 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')[0]
        ?.bytes ?? 0,
  };
});
