/** A demo book of any size, for measuring: the same facts as a pull would bring, through the ingest, without a provider. */
import { readSetting, writeSetting } from '../../db/setting';
import { bigWorld } from '../../demo/big-world';
import { ingest } from '../../features/sync/ingest';
import type { Book } from '../../journal/record';

const PROVIDER = 'stripe';
/** So many pages (of about 1,000 payments) go into one transaction. */
const PAGES_A_COMMIT = 10;
const SETTING = 'demo-payments';

/** True for a book that was made this way: it has no simulated gateway to go on with. */
export function isBigDemo(book: Book): boolean {
  return readSetting(book.db, SETTING) !== null;
}

/** Before anything opens an engine on it: a book that is only measured gets no simulated gateway and no company of its own. */
export function markBigDemo(book: Book, payments: number): void {
  writeSetting(book.db, SETTING, String(payments));
}

export interface BigDemo {
  book: Book;
  payments: number;
  seed: number;
  /** UTC milliseconds: its history ends there. */
  baseMs: number;
  operator: string;
}

/** Fills an empty book; `tell` hears how many payments are in. Throws what `record` throws. */
export function fillBigDemo({ book, payments, seed, baseMs, operator }: BigDemo, tell: (done: number) => void): void {
  markBigDemo(book, payments);
  let waiting: Parameters<typeof ingest>[3][number][] = [];
  let done = 0;
  const flush = () => {
    ingest(book, { operator, source: 'demo' }, PROVIDER, waiting, null);
    waiting = [];
    tell(done);
  };
  for (const page of bigWorld({ seed, baseMs, payments })) {
    waiting.push({ ...page, parked: [], clockSkewMs: null });
    done += page.payments.length;
    if (waiting.length === PAGES_A_COMMIT) flush();
  }
  flush();
  book.db.pragma('wal_checkpoint(TRUNCATE)');
}
