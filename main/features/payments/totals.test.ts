import { beforeAll, expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { finish } from '../../../test/support/checks';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { customer, page, payment } from '../../../test/support/told';
import { all, type Db, run } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import type { PaymentFilter, PaymentTotals } from './contract';
import { exactPaymentTotals, paymentTotals } from './totals';

const seed = runSeed();
const next = chance(seed);
const COPIES = 6;
const PAYMENTS = 4_000;

let db: Db;

/** More rows than a first answer reads. */
beforeAll(() => {
  const book = memoryBook(testClock());
  db = book.db;
  const payments = Array.from({ length: PAYMENTS }, (_, n) =>
    payment(`pi_${n}`, {
      amount: 100 + pick(next, 900),
      currency: ['EUR', 'USD', 'JPY'][pick(next, 3)] ?? 'EUR',
      status: (['Pending', 'Completed', 'Cancelled'] as const)[pick(next, 3)] ?? 'Pending',
      purpose: (['order', 'renewal', null] as const)[pick(next, 3)] ?? null,
      createdAt: START_MS + n * 60_000,
      customer: `cus_${n % 2}`,
      description: n % 100 === 0 ? 'seldom mailbox' : 'mailbox',
      settlement: null,
    }),
  );
  const customers = [customer('cus_0', { name: 'Anna' }), customer('cus_1', { name: 'Bo' })];
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers, payments })], null);
  const { columns } = shapeOf('payment');
  for (let copy = 1; copy < COPIES; copy++)
    run(
      db,
      `INSERT INTO payment (${columns.join(', ')}) SELECT ${columns
        .map((name) =>
          name === 'uuid' ? 'randomblob(16)' : name === 'external_id' ? `external_id || '_${copy}'` : name,
        )
        .join(', ')} FROM payment WHERE id <= ${PAYMENTS}`,
    );
  run(db, `UPDATE payment_day SET count = count * ${COPIES}, amount = amount * ${COPIES}`);
  // What waited for the index, and the copies.
  db.exec(`INSERT INTO payment_words (rowid, words) SELECT id, concat(description, ' ', reference, ' ', external_id) FROM payment
      WHERE id > (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'words-upto');
    UPDATE setting SET value = ${PAYMENTS * COPIES} WHERE key = 'words-upto'`);
}, 60_000);

function shapeOf(table: string): { columns: string[] } {
  return {
    columns: all<{ name: string }>(db, `SELECT name FROM pragma_table_info('${table}') WHERE name <> 'id'`).map(
      (row) => row.name,
    ),
  };
}

function naive(condition: string): { count: number; completed: { currency: string; minor: number; count: number }[] } {
  const count = all<{ n: number }>(db, `SELECT count(*) AS n FROM payment WHERE ${condition}`)[0]?.n ?? 0;
  const completed = all<{ currency: string; minor: number; count: number }>(
    db,
    `SELECT currency, sum(amount) AS minor, count(*) AS count FROM payment WHERE status = 'Completed' AND (${condition}) GROUP BY currency ORDER BY count(*) DESC, currency`,
  );
  return { count, completed };
}

const minor = (totals: PaymentTotals) =>
  totals.completed.map(({ currency, amount, count }) => ({ currency, minor: Number(amount.replace('.', '')), count }));

const first = () =>
  idFromBytes(all<{ uuid: Buffer }>(db, 'SELECT uuid FROM customer ORDER BY id LIMIT 1')[0]?.uuid ?? Buffer.alloc(16));

const filters: readonly (readonly [string, () => PaymentFilter, string, boolean])[] = [
  ['nothing: from the days', () => ({}), '1', true],
  ['a purpose', () => ({ purposes: ['order'] }), "purpose = 'order'", false],
  [
    'a purpose of few days',
    () => ({ purposes: ['order'], to: '2026-03-02' }),
    "purpose = 'order' AND at < 1772492400000",
    true,
  ],
  [
    'an amount',
    () => ({ minAmount: '5' }),
    "(currency = 'JPY' AND amount >= 5) OR (currency <> 'JPY' AND amount >= 500)",
    false,
  ],
  ['words that few have', () => ({ text: 'seldom' }), "description LIKE '%seldom%'", true],
  ['words that all have', () => ({ text: 'mailbox' }), '1', false],
  ['a customer', () => ({ customer: first() }), 'customer = 1', true],
];

test.each(filters)(`totals of %s (seed ${seed})`, (_, filterOf, condition, exact) => {
  const filter = filterOf();
  const expected = naive(condition);
  const atOnce = paymentTotals.run(db, filter);
  expect(atOnce.exact).toBe(exact);
  const whole = finish(exactPaymentTotals.run(db, filter));
  for (const told of exact ? [atOnce, whole] : [whole]) {
    expect(told).toMatchObject({ count: expected.count, exact: true });
    expect(minor(told)).toEqual(expected.completed);
  }
  if (!exact) {
    expect(atOnce.count).toBeLessThan(expected.count);
    expect(atOnce.count).toBeGreaterThan(0);
  }
});

test('long counting is told in steps, and can be stopped between them', () => {
  const steps = exactPaymentTotals.run(db, { purposes: ['order'] });
  expect(steps.next()).toMatchObject({ done: false, value: { phase: 'count' } });
  expect(steps.next()).toMatchObject({ done: false });
  steps.return({ counts: { All: 0, Pending: 0, Completed: 0, Cancelled: 0 }, count: 0, completed: [], exact: false });
  expect(steps.next()).toMatchObject({ done: true });
});
