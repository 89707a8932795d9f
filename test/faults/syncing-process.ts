/** A process that syncs a book once from a simulated Stripe account. Arguments: book file, address, key, items a commit. */
import { writeSync } from 'node:fs';
import { takeLock } from '../../main/db/lock';
import { openForWriting } from '../../main/engine/open-book';
import { SyncRunner } from '../../main/features/sync/syncing';
import { stripe } from '../../main/gateways/stripe/index';
import { systemClock } from '../../main/kernel/time';

const [file = '', baseUrl = '', key = '', itemsACommit = '20'] = process.argv.slice(2);
const lock = takeLock(file, JSON.stringify({ pid: process.pid }));
if (!lock) throw new Error('the book is held by another process');
const { book } = openForWriting(file, systemClock);
const gateway = stripe.connect({ credentials: { key }, baseUrl, now: () => systemClock.now() });
const syncing = new SyncRunner({
  book,
  healthy: Promise.resolve(),
  clock: systemClock,
  operator: 'ada',
  changed: () => {},
  unexpected: (_message, error) => console.error(error),
  itemsACommit: Number(itemsACommit),
});
syncing.take('stripe', 'sandbox', 'acct_test', gateway);
writeSync(1, 'open\n');
const result = await syncing.now().result;
writeSync(1, `done ${JSON.stringify(result)}\n`);
await syncing.close();
book.db.close();
lock.release();
