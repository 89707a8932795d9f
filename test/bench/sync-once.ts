/** One first sync of a simulated account into an empty book, as an engine does it. */
import path from 'node:path';
import { SyncRunner } from '../../main/features/sync/syncing';
import type { Gateway } from '../../main/gateways/gateway';
import { systemClock } from '../../main/kernel/time';
import { freshBook, removeBook } from './big-book';

/**
 * Throws when other than `payments` were booked. The book stands in `folder` meanwhile, and is gone afterwards. `committed` is
 * called after each transaction, of about a thousand payments.
 */
export async function syncOnce(
  folder: string,
  provider: string,
  gateway: Gateway,
  payments: number,
  committed = () => {},
): Promise<void> {
  const file = path.join(folder, `sync-${provider}-${payments}.counterfoil`);
  const book = freshBook(file);
  const syncing = new SyncRunner({
    book,
    healthy: Promise.resolve(),
    clock: systemClock,
    operator: 'bench',
    changed: (topics) => topics.includes('payments') && committed(),
    unexpected: (message, error) => console.error(message, error),
  });
  syncing.take(provider, 'sandbox', 'acct_load', gateway);
  await syncing.now(provider).result;
  const booked = book.db.prepare('SELECT count(*) FROM payment').pluck().get();
  await syncing.close();
  book.db.close();
  removeBook(file);
  if (booked !== payments) throw new Error(`${booked} payments of ${provider} were booked of ${payments}`);
}
