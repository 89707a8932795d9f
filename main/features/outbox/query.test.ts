import { expect, test } from 'vitest';
import { askInEveryState } from '../../../test/support/asked-like';
import { memoryBook, testClock } from '../../../test/support/book';
import { customer, page, payment } from '../../../test/support/told';
import { all } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import { attemptSchema } from './contract';
import { attemptRow, outboxCounts, outboxPage } from './query';

function open() {
  const book = memoryBook(testClock());
  const told = page({ customers: [customer('cus_1')], payments: [payment('pi_1')] });
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  askInEveryState(book);
  const list = (more: Partial<Parameters<typeof outboxPage.run>[1]> = {}) =>
    outboxPage.run(book.db, { open: false, limit: 100, ...more });
  return { book, list };
}

test('the outbox lists every attempt with its life, as the contract says', () => {
  const { list } = open();
  const { rows, next } = list();
  expect(next).toBeNull();
  expect(rows).toHaveLength(15);
  for (const row of rows) expect(attemptSchema.parse(row)).toEqual(row);
  expect(new Set(rows.map((row) => row.state))).toEqual(
    new Set(['drafted', 'waiting', 'sending', 'unknown', 'not-found', 'done', 'dropped']),
  );
  expect(rows.find((row) => row.pageState === 'open')).toMatchObject({
    outcome: 'confirmed',
    link: 'https://pay.example/cs_1',
    payment: { customer: { name: 'Customer cus_1' } },
  });
});

test('page by page it is the same list, and only what is open when that is asked for', () => {
  const { list } = open();
  const ids: string[] = [];
  for (let before: string | undefined; ; ) {
    const { rows, next } = list({ limit: 4, ...(before ? { before } : {}) });
    ids.push(...rows.map((row) => row.id));
    if (next === null) break;
    before = next;
  }
  expect(ids).toEqual(list().rows.map((row) => row.id));
  expect(list({ open: true }).rows.map((row) => row.state)).not.toContain('done');
});

test('what waits for whom is counted', () => {
  const { book } = open();
  expect(outboxCounts.run(book.db, null)).toEqual({ drafted: 2, waiting: 2, unknown: 2, notFound: 1 });
});

test('the attempts of a payment are found also under the id that it had before it was known', () => {
  const { book, list } = open();
  const moved = all<{ uuid: Buffer; own: Buffer; now: Buffer }>(
    book.db,
    "SELECT a.uuid, a.own, p.uuid AS now FROM attempt a JOIN payment p ON p.id = a.payment WHERE a.own <> p.uuid AND a.kind <> 'refund'",
  );
  expect(moved).toHaveLength(1);
  for (const row of moved) {
    const id = idFromBytes(row.uuid);
    for (const of of [row.own, row.now])
      expect(list({ payment: idFromBytes(of) }).rows.map((each) => each.id)).toContain(id);
    expect(attemptRow(book.db, id).payment.id).toBe(idFromBytes(row.now));
  }
  expect(() => attemptRow(book.db, '00000000-0000-7000-8000-000000000000')).toThrow(/attempt-unknown/);
});
