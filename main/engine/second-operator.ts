/** Who works with the book, put together: sessions, what waits for a second operator, the end of granted credit, and the months of deferred revenue. */
import { dropStale } from '../features/approvals/queue';
import { approvablesOf } from '../features/bulk';
import { creditExpiry } from '../features/credits/expiring';
import { monthRelease } from '../features/invoices/releasing';
import { Sessions } from '../features/operators/sessions';
import type { DemoOptions } from './demo';
import { allowedTo } from './rights';

const LOOK_EVERY_MS = 60_000;

export function startOperators(options: Pick<DemoOptions, 'book' | 'healthy' | 'operator' | 'changed'>) {
  const { book, operator, changed } = options;
  const sessions = new Sessions(
    () => book.db,
    book.clock,
    () => changed(['operators']),
  );
  const approvables = approvablesOf(book);
  const expire = creditExpiry(options);
  const release = monthRelease(options);
  let nextAt = book.clock.now() + LOOK_EVERY_MS;
  const tick = () => {
    sessions.tick();
    expire();
    release();
    if (book.clock.now() < nextAt) return;
    nextAt = book.clock.now() + LOOK_EVERY_MS;
    if (dropStale({ book, clock: book.clock }, operator, approvables) > 0) changed(['approvals']);
  };
  return { tick, parts: { sessions, approvables, allowed: allowedTo } };
}
