/** How old exceptions are: every open one is in one bucket, and its days lead to exactly those. */
import { expect, test } from 'vitest';
import { openTestBook, START_MS } from '../../../test/support/book';
import { page, payment } from '../../../test/support/told';
import { ingest } from '../sync/ingest';
import { exceptionAges, exceptionList } from './exception-list';

const DAY_MS = 86_400_000;

test('every open exception stands in one bucket of its age, and the days of the bucket give exactly those', () => {
  const { book } = openTestBook();
  const old = [0, 1, 3, 4, 7, 8, 31, 32, 200];
  const unknown = old.map((days) =>
    payment(`pay_${days}`, { createdAt: START_MS - days * DAY_MS, status: 'Pending', flag: 'unknown-status' }),
  );
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page({ payments: unknown })], null);
  const now = START_MS;
  const ages = exceptionAges.run(book.db, { now });
  expect(ages.map(({ bucket, count }) => [bucket, count])).toEqual([
    ['today', 1],
    ['three-days', 2],
    ['week', 2],
    ['month', 2],
    ['older', 2],
  ]);
  const limit = 500;
  const [oldest] = exceptionList.run(book.db, { now, ignored: false, limit }).rows;
  const first = exceptionList.run(book.db, { now, ignored: false, limit: 1 });
  expect([first.rows, first.open]).toEqual([[oldest], old.length]);
  for (const { from, to, count } of ages) {
    const days = { ...(from ? { since: from } : {}), ...(to ? { until: to } : {}) };
    expect(exceptionList.run(book.db, { now, ignored: false, limit, ...days }).rows).toHaveLength(count);
  }
});
