/** What was gathered once is followed: after whatever is told, a connection that asked before knows what a new one finds. */
import { expect, test } from 'vitest';
import { openTestBook, START_MS } from '../../../test/support/book';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { dispute, page, payment, refund } from '../../../test/support/told';
import { openReader } from '../../db/open';
import { all, type Db } from '../../db/sql';
import { DAY_MS } from '../../kernel/time';
import { ingest } from '../sync/ingest';
import type { PaymentFilter } from './contract';
import { paymentWhere } from './filter';

function foundBy(db: Db, filter: PaymentFilter): unknown[] {
  const { sql, values } = paymentWhere(db, filter);
  return all<{ reference: string }>(db, `SELECT p.reference FROM payment p WHERE ${sql} ORDER BY p.id`, ...values);
}

test('those that refunds and disputes moved are followed as they come, by kind, days, currency and gateway', () => {
  const seed = runSeed();
  const next = chance(seed);
  const { book } = openTestBook();
  const { db } = openReader(book.db.name);
  const filters: PaymentFilter[] = [
    { reversedBy: 'refund' },
    { reversedBy: 'dispute', reversedIn: 'EUR' },
    { reversedBy: 'refund', reversedFrom: '2026-02-20', reversedTo: '2026-02-25' },
    { reversedBy: 'refund', gateways: ['paypal', 'stripe'], reversedIn: 'USD' },
    { reversedBy: 'dispute', gateways: ['paypal'] },
  ];
  let seen = 0;
  for (let n = 0; n < 30; n++) {
    const at = START_MS - pick(next, 12) * DAY_MS;
    const of = `pi_${n}`;
    const gateway = pick(next, 3) === 0 ? 'paypal' : 'stripe';
    const currency = pick(next, 3) === 0 ? 'USD' : 'EUR';
    const facts = { payments: [payment(of, { currency })] };
    const later = [
      {},
      { refunds: [refund(`re_${n}`, of, 100, { createdAt: at, currency })] },
      { disputes: [dispute(`dp_${n}`, of, 100, { openedAt: at, currency })] },
    ][pick(next, 3)];
    for (const told of [facts, later ?? {}])
      ingest(book, { operator: 'ada', source: `gateway:${gateway}` }, gateway, [page(told)], null);
    if (pick(next, 3) === 0) continue;
    const fresh = openReader(book.db.name).db;
    for (const filter of filters) {
      const found = foundBy(db, filter);
      expect(found, `seed ${seed}, ${n}: ${JSON.stringify(filter)}`).toEqual(foundBy(fresh, filter));
      seen += found.length;
    }
    fresh.close();
  }
  db.close();
  expect(seen).toBeGreaterThan(0);
});
