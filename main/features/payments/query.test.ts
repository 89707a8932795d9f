import { beforeAll, describe, expect, test } from 'vitest';
import { memoryBook, START_MS, testClock } from '../../../test/support/book';
import { finish } from '../../../test/support/checks';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { customer, page, payment, settled } from '../../../test/support/told';
import { type KeyPage, pageOfKeys } from '../../db/list';
import { all, type Db, run } from '../../db/sql';
import { idFromBytes, isId } from '../../kernel/id';
import { flags, methods, purposes, statuses } from '../../kernel/payment';
import { ingest } from '../sync/ingest';
import { type PaymentColumnId, paymentColumnIds } from './columns';
import type { PaymentFilter } from './contract';
import { paymentWhere } from './filter';
import { paymentList, paymentPage } from './query';
import { exactPaymentTotals, paymentTotals } from './totals';

const seed = runSeed();
const next = chance(seed);
const some = <Item>(items: readonly Item[]): Item => items[pick(next, items.length)] as Item;

/** Few different values in each column, so that ties and empty cells are everywhere. */
function randomPayments(count: number) {
  return Array.from({ length: count }, (_, n) => {
    const status = some(statuses);
    const amount = pick(next, 5) * 100 + 100;
    return payment(`pi_${n}`, {
      status,
      amount,
      currency: some(['EUR', 'USD', 'JPY']),
      createdAt: START_MS + pick(next, 10) * 3_600_000,
      customer: some(['cus_1', 'cus_2', 'cus_3', null]),
      payer: some([
        null,
        { name: 'ana', email: null },
        { name: 'Ana', email: 'a@b.example' },
        { name: 'Özge', email: null },
      ]),
      method: some(methods),
      purpose: some([null, ...purposes]),
      description: some(['', 'a', 'B', 'b', 'ä', '50% _off\\']),
      reference: some(['', 'x', 'X', 'ref']),
      flag: some([null, null, ...flags]),
      providerStatus: some(['succeeded', 'processing']),
      settlement: status === 'Completed' && pick(next, 3) > 0 ? settled(`txn_${n}`, amount, pick(next, 3)) : null,
    });
  });
}

let db: Db;

beforeAll(() => {
  const book = memoryBook(testClock());
  db = book.db;
  const customers = ['cus_1', 'cus_2', 'cus_3'].map((id, n) => customer(id, { name: ['zoe', 'Zoe', 'Åke'][n] ?? '' }));
  ingest(
    book,
    { operator: 'ada', source: 'test' },
    'stripe',
    [page({ customers, payments: randomPayments(400) })],
    null,
  );
  run(db, 'INSERT INTO payment_check (payment, checked_at) SELECT id, created_at FROM payment WHERE id % 3 = 0');
});

/** All pages of `limit`, one behind the other. */
function walk(column: PaymentColumnId, direction: 'asc' | 'desc', limit: number, filter: PaymentFilter = {}): number[] {
  const ids: number[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 500; pages++) {
    const found: KeyPage = pageOfKeys(
      db,
      paymentList,
      paymentWhere(db, filter),
      { column, direction },
      { limit, after },
    );
    ids.push(...found.ids);
    if (found.next === null) return ids;
    after = found.next;
  }
  throw new Error('the pages do not end');
}

describe(`pages by key hold exactly the rows of the whole order (seed ${seed})`, () => {
  for (const column of paymentColumnIds) {
    test(column, () => {
      const { sql, nullable } = paymentList.sorts[column];
      const empty = all<{ n: number }>(db, `SELECT count(*) AS n FROM payment p WHERE ${sql} IS NULL`)[0]?.n ?? 0;
      if (!nullable) expect(empty).toBe(0);
      for (const direction of ['asc', 'desc'] as const) {
        const whole = walk(column, direction, 1_000);
        expect(new Set(whole).size).toBe(400);
        for (const limit of [1, 7, 100, 400])
          expect(walk(column, direction, limit), `${direction} by ${limit}`).toEqual(whole);
        const values = all<{ v: unknown }>(
          db,
          `SELECT ${sql} AS v FROM json_each(?) j JOIN payment p ON p.id = j.value ORDER BY j.key`,
          JSON.stringify(whole),
        );
        const plain = all<{ v: unknown }>(db, `SELECT ${sql} AS v FROM payment p ORDER BY ${sql} ${direction}`);
        expect(comparable(values)).toEqual(comparable(plain));
      }
    });
  }

  /** Names that differ in case only are equal in this order. */
  const comparable = (rows: { v: unknown }[]) => rows.map(({ v }) => (typeof v === 'string' ? v.toLowerCase() : v));

  test('with a filter', () => {
    const filter: PaymentFilter = { status: 'Completed', currencies: ['EUR'] };
    const whole = walk('amount', 'desc', 1_000, filter);
    expect(whole.length).toBeGreaterThan(20);
    expect(walk('amount', 'desc', 9, filter)).toEqual(whole);
  });

  test('at a row in the middle, by its number', () => {
    const whole = walk('date', 'desc', 1_000);
    const sort = { column: 'date', direction: 'desc' } as const;
    const middle = pageOfKeys(db, paymentList, { sql: '', values: [] }, sort, { limit: 50, offset: 120 });
    expect(middle.ids).toEqual(whole.slice(120, 170));
    const behind = pageOfKeys(db, paymentList, { sql: '', values: [] }, sort, { limit: 50, after: middle.next ?? '' });
    expect(behind.ids).toEqual(whole.slice(170, 220));
  });
});

test('a place of another sort, or one that nobody wrote, is refused', () => {
  const { next: after } = pageOfKeys(
    db,
    paymentList,
    { sql: '', values: [] },
    { column: 'date', direction: 'asc' },
    { limit: 5 },
  );
  const sort = { column: 'amount', direction: 'asc' } as const;
  const places = [
    after ?? '',
    'x',
    '',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('{"__proto__":1}').toString('base64url'),
  ];
  for (const place of places) {
    expect(() => pageOfKeys(db, paymentList, { sql: '', values: [] }, sort, { limit: 5, after: place })).toThrow(
      expect.objectContaining({ code: 'cursor-invalid' }),
    );
  }
});

describe('a page at any place of a million rows costs the same: no sorting, no walk past other rows', () => {
  function planOf(column: PaymentColumnId, direction: 'asc' | 'desc', filter: PaymentFilter, after: boolean): string {
    const plans: string[] = [];
    const explaining = {
      prepare: (text: string) => {
        plans.push(text);
        return db.prepare(text);
      },
    };
    const first = pageOfKeys(db, paymentList, paymentWhere(db, filter), { column, direction }, { limit: 3 });
    const place = after && first.next ? { limit: 3, after: first.next } : { limit: 3 };
    pageOfKeys(explaining as unknown as Db, paymentList, paymentWhere(db, filter), { column, direction }, place);
    const steps = plans.map((text) => all<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${text}`, ...blanks(text)));
    return steps
      .flat()
      .map((step) => step.detail)
      .join('; ');
  }
  const blanks = (text: string) => Array.from({ length: text.split('?').length - 1 }, () => null);

  const sorted: [PaymentColumnId, PaymentFilter, string][] = [
    ['date', {}, 'payment_by_at'],
    ['date', { from: '2026-01-01', to: '2026-12-31' }, 'payment_by_at'],
    ['date', { status: 'Pending' }, 'payment_by_status'],
    ['date', { status: 'Completed', from: '2026-01-01' }, 'payment_by_status'],
    ['date', { gateways: ['stripe'] }, 'payment_by_gateway'],
    ['date', { flagged: true }, 'payment_flagged'],
    ['amount', {}, 'payment_by_amount'],
    ['status', {}, 'payment_by_status'],
    ['gateway', {}, 'payment_by_gateway'],
  ];
  for (const [column, filter, index] of sorted) {
    test(`${column}, ${JSON.stringify(filter)}`, () => {
      for (const direction of ['asc', 'desc'] as const) {
        for (const after of [false, true]) {
          const plan = planOf(column, direction, filter, after);
          expect(plan).toContain(index);
          expect(plan).not.toContain('TEMP B-TREE');
          if (after) expect(plan).toMatch(/^SEARCH/);
        }
      }
    });
  }

  test('those that refunds or disputes moved are gathered by them, each by its own few events', () => {
    for (const reversedBy of ['refund', 'dispute'] as const) {
      const filter = { reversedBy, reversedFrom: '2026-01-01', reversedTo: '2026-12-31', reversedIn: 'EUR' };
      const gathering: string[] = [];
      const listening = {
        prepare: (text: string) => {
          gathering.push(text);
          return db.prepare(text);
        },
      };
      const where = paymentWhere(listening as unknown as Db, filter);
      const plan = gathering
        .flatMap((text) => all<{ detail: string }>(db, `EXPLAIN QUERY PLAN ${text}`, ...blanks(text)))
        .map((step) => step.detail)
        .join('; ');
      expect(plan).toMatch(/SEARCH e (EXISTS )?USING INDEX event_by_subject/);
      expect(plan).toContain('SEARCH t USING PRIMARY KEY');
      expect(plan).not.toMatch(/SCAN [peta]\b/);
      expect(where.sql).toContain('json_each');
    }
  });

  test('the payments of one customer', () => {
    const uuid = all<{ uuid: Buffer }>(db, 'SELECT uuid FROM customer LIMIT 1')[0]?.uuid ?? Buffer.alloc(16);
    const plan = planOf('date', 'desc', { customer: idFromBytes(uuid) }, true);
    expect(plan).toContain('payment_by_customer');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

describe('totals', () => {
  test('from the days’ sums are those of the rows', () => {
    for (const filter of [
      {},
      { status: 'Completed' },
      { currencies: ['JPY'] },
      { from: '2026-03-02' },
    ] as PaymentFilter[]) {
      const fast = paymentTotals.run(db, filter);
      // Every amount is above this one, so that nothing is left out and the rows themselves must be summed.
      const ofRows = { ...filter, minAmount: '0.01' };
      expect(paymentTotals.run(db, ofRows)).toEqual(fast);
      expect(finish(exactPaymentTotals.run(db, ofRows))).toEqual(fast);
    }
  });

  test('are exact where a sum leaves the numbers that a program holds exactly', () => {
    const book = memoryBook(testClock());
    const big = Number.MAX_SAFE_INTEGER - 7;
    const payments = ['a', 'b', 'c'].map((id, n) =>
      payment(`pi_${id}`, { amount: big, status: 'Pending', createdAt: START_MS + n * 86_400_000, settlement: null }),
    );
    ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ payments })], null);
    run(book.db, "UPDATE payment SET status = 'Completed'");
    const { completed } = paymentTotals.run(book.db, { minAmount: '1' });
    expect(completed[0]?.amount).toBe('270215977642229.52');
    book.db.close();
  });
});

test('rows chosen one by one are exactly those, and all but some are the rest; an id of another book chooses nothing', () => {
  const sort = { column: 'date', direction: 'desc' } as const;
  const idsOf = (filter: PaymentFilter) => paymentPage.run(db, { filter, sort, limit: 500 }).rows.map((row) => row.id);
  const all = idsOf({});
  const only = [all[7], all[3], all[12]].flatMap((id) => id ?? []);
  const stranger = '01900000-0000-7000-8000-000000000009';
  expect(new Set(idsOf({ only: [...only, stranger].filter(isId) }))).toEqual(new Set(only));
  expect(idsOf({ without: only })).toEqual(all.filter((id) => !only.includes(id)));
  expect(idsOf({ only: [] })).toEqual([]);
  expect(paymentTotals.run(db, { only }).count).toBe(3);
  expect(paymentTotals.run(db, { without: only }).count).toBe(paymentTotals.run(db, {}).count - 3);
});

test('rows are read in the order of their page, with names and money as text', () => {
  const { rows } = paymentPage.run(db, { filter: {}, sort: { column: 'customer', direction: 'desc' }, limit: 5 });
  expect(rows.length).toBe(5);
  for (const row of rows) {
    expect(row.customer?.name.toLowerCase()).toBe('åke');
    expect(row.amount.amount).toMatch(/^\d+(\.\d\d)?$/);
  }
});
