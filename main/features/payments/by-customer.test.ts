import { beforeAll, expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { customer, page, payment } from '../../../test/support/told';
import { pageOfKeys } from '../../db/list';
import { all, type Db, run } from '../../db/sql';
import { statuses } from '../../kernel/payment';
import { ingest } from '../sync/ingest';
import { pageByCustomer } from './by-customer';
import type { PaymentFilter } from './contract';
import { paymentWhere } from './filter';
import { paymentList, paymentPage, paymentRows } from './query';

const seed = runSeed();
const next = chance(seed);
const PAYMENTS = 600;
const names = ['Ada', 'ada', 'Łąka', 'Zoë', 'Zoe', 'zoe', 'Bo', '', '青空', 'Ćma', 'erased', 'Without payments'];

let db: Db;

beforeAll(() => {
  const book = memoryBook(testClock());
  db = book.db;
  const customers = names.map((name, n) => customer(`cus_${n}`, { name }));
  const payments = Array.from({ length: PAYMENTS }, (_, n) => {
    const of = pick(next, names.length + 1);
    return payment(`pi_${n}`, {
      status: statuses[pick(next, statuses.length)] ?? 'Pending',
      amount: 100,
      createdAt: START_MS + pick(next, 40) * 3_600_000,
      customer: of >= names.length - 1 ? null : `cus_${of}`,
      settlement: null,
    });
  });
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers, payments })], null);
  run(db, "DELETE FROM person WHERE name = 'erased'");
});

const filters: readonly PaymentFilter[] = [
  {},
  { status: 'Pending' },
  { to: '2026-03-01' },
  { minAmount: '1' },
  { minAmount: '2' },
];

test.each(filters)(`walking the customers gives the rows of the sorted list: %j (seed ${seed})`, (filter) => {
  const where = paymentWhere(db, filter);
  for (const direction of ['asc', 'desc'] as const) {
    const sort = { column: 'customer', direction } as const;
    const whole = pageOfKeys(db, paymentList, where, sort, { limit: 1_000 }).ids;
    for (const limit of [1, 7, 50, 1_000]) {
      const walked: number[] = [];
      let after: string | undefined;
      do {
        const found = pageByCustomer(db, where, direction, { limit, after });
        walked.push(...found.ids);
        after = found.next ?? undefined;
      } while (after !== undefined);
      expect(walked, `${direction} by ${limit}`).toEqual(whole);
    }
  }
  expect(new Set(pageByCustomer(db, where, 'asc', { limit: 1_000 }).ids).size).toBe(
    all<{ n: number }>(db, `SELECT count(*) AS n FROM payment p WHERE ${where.sql || '1'}`, ...where.values)[0]?.n,
  );
});

test('the list walks where most payments fit, and goes on from either way at the other’s place', () => {
  const sort = { column: 'customer', direction: 'asc' } as const;
  const walked = paymentPage.run(db, { filter: {}, sort, limit: 100 });
  const sorted = pageOfKeys(db, paymentList, { sql: '', values: [] }, sort, { limit: 100 });
  expect(walked.next).toBe(sorted.next);
  expect(() => paymentPage.run(db, { filter: {}, sort, limit: 5, after: 'x' })).toThrow(
    expect.objectContaining({ code: 'cursor-invalid' }),
  );
});

test.each([
  { minAmount: '1' },
  { minAmount: '2' },
  { methods: ['card'] },
  { purposes: ['order'] },
  { text: 'a' },
  { text: 'pi', status: 'Pending' },
] as PaymentFilter[])('a list by customer that is looked through has the same rows: %j', (filter) => {
  for (const direction of ['asc', 'desc'] as const) {
    const sort = { column: 'customer', direction } as const;
    const whole = pageOfKeys(db, paymentList, paymentWhere(db, filter), sort, { limit: 1_000 });
    const rows: string[] = [];
    let after: string | undefined;
    do {
      const found = paymentPage.run(db, { filter, sort, limit: 50, after });
      rows.push(...found.rows.map((row) => row.id));
      after = found.next ?? undefined;
    } while (after !== undefined);
    expect(rows).toEqual(paymentRows(db, whole.ids).map((row) => row.id));
  }
});

test('by indexes: names in their order, each customer’s payments in theirs, and never the whole table', () => {
  const texts: string[] = [];
  const listening = {
    prepare(text: string) {
      texts.push(text);
      return db.prepare(text);
    },
  };
  const sort = { column: 'customer', direction: 'asc' } as const;
  const middle = pageOfKeys(db, paymentList, { sql: 'p.customer IS NOT NULL', values: [] }, sort, { limit: 200 }).next;
  for (const after of [undefined, middle ?? ''])
    pageByCustomer(listening as unknown as Db, { sql: '', values: [] }, 'asc', { limit: PAYMENTS, after });
  expect(texts.length).toBeGreaterThan(3);
  const plans = texts.map((text) =>
    all<{ detail: string }>(
      db,
      `EXPLAIN QUERY PLAN ${text}`,
      ...Array.from({ length: text.split('?').length - 1 }, () => null),
    )
      .map((step) => step.detail)
      .join('; '),
  );
  for (const plan of plans) expect(plan).not.toMatch(/SCAN p\b(?! USING)/);
  const byName = plans.filter(
    (plan) => /^(SCAN|SEARCH) n USING INDEX person_by_name/.test(plan) && plan.includes(' p USING'),
  );
  expect(byName.length).toBe(2);
  // Only what is of one name is sorted.
  for (const plan of byName) expect(plan).toMatch(/USE TEMP B-TREE FOR (LAST 2 TERMS|RIGHT PART) OF ORDER BY$/);
  expect(plans.join('; ')).toContain('payment_by_customer (customer=? AND at>?)');
});
