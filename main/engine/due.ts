/** What the calendar brings by itself, looked at once a minute: ends of granted credit, of vouchers and of requests, and new months. */
import type { Topic } from '../contract';
import { type Approvables, dropStale } from '../features/approvals/queue';
import { expireCredits } from '../features/credits/expiring';
import { releaseMonths } from '../features/invoices/releasing';
import { expireVouchers } from '../features/vouchers/expiry';
import type { Book } from '../journal/record';
import { every } from '../kernel/every';

const EVERY_MS = 60_000;

export interface DueOptions {
  book: Book;
  /** Nothing is written before the book was found healthy. */
  healthy: Promise<void>;
  operator: string;
  approvables: Approvables;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

/** Gives the function that is called each second. What fails is tried again a minute later, and keeps nothing else from its turn. */
export function dueByCalendar({ healthy, unexpected, approvables, ...options }: DueOptions): () => void {
  const { book, operator, changed } = options;
  const works: Readonly<Record<string, () => void>> = {
    'ending granted credit': () => expireCredits(options),
    'releasing a month': () => releaseMonths(options),
    'ending vouchers': () => {
      if (expireVouchers(book, operator) > 0) changed(['vouchers']);
    },
    'dropping requests that nobody can grant any more': () => {
      if (dropStale({ book, clock: book.clock }, operator, approvables) > 0) changed(['approvals']);
    },
  };
  let isHealthy = false;
  healthy.then(
    () => {
      isHealthy = true;
    },
    () => {},
  );
  const isTime = every(EVERY_MS, book.clock);
  return () => {
    if (!isHealthy || !isTime()) return;
    for (const [what, work] of Object.entries(works)) {
      try {
        work();
      } catch (error) {
        unexpected(what, error);
      }
    }
  };
}
