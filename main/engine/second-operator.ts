/** Who works with the book, put together: sessions, what waits for a second operator, and the end of granted credit. */
import { type Approvables, dropStale } from '../features/approvals/queue';
import { creditApprovables } from '../features/credits/adjusting';
import { creditExpiry } from '../features/credits/expiring';
import { Sessions } from '../features/operators/sessions';
import { refundApprovable } from '../features/outbox/refunding';
import { receiptApprovable } from '../features/taking/receiving';
import type { Book } from '../journal/record';
import type { DemoOptions } from './demo';
import { allowedTo } from './rights';

const LOOK_EVERY_MS = 60_000;

/** Every act that may wait. */
export function approvablesOf(book: Book): Approvables {
  return { ...creditApprovables(book), receipt: receiptApprovable(book), refund: refundApprovable(book) };
}

export function startOperators(options: Pick<DemoOptions, 'book' | 'healthy' | 'operator' | 'changed'>) {
  const { book, operator, changed } = options;
  const sessions = new Sessions(
    () => book.db,
    book.clock,
    () => changed(['operators']),
  );
  const approvables = approvablesOf(book);
  const expire = creditExpiry(options);
  let nextAt = book.clock.now() + LOOK_EVERY_MS;
  const tick = () => {
    sessions.tick();
    expire();
    if (book.clock.now() < nextAt) return;
    nextAt = book.clock.now() + LOOK_EVERY_MS;
    if (dropStale({ book, clock: book.clock }, operator, approvables) > 0) changed(['approvals']);
  };
  return { tick, parts: { sessions, approvables, allowed: allowedTo } };
}
