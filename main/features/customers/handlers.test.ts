import { call } from '@orpc/server';
import { beforeEach, expect, it } from 'vitest';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { writerOn } from '../../../test/support/writer';
import type { Context } from '../../context';
import type { Topic } from '../../contract';
import { one } from '../../db/sql';
import { customersHandlers } from './handlers';

let of: StockedBook;
let told: Topic[];
let context: Context;

beforeEach(() => {
  of = stockedBook();
  told = [];
  context = {
    book: of.book,
    writer: writerOn(of.book),
    readers: {
      ask: async (query, input) => query.run(of.book.db, input),
      chart: async (query, input) => query.run(of.book.db, input),
      // biome-ignore lint/correctness/useYield: customers have no long work
      async *job() {
        throw new Error('no job is asked for here');
      },
      // biome-ignore lint/correctness/useYield: customers have no long work
      async *jobOn() {
        throw new Error('no job is asked for here');
      },
    },
    shell: { kind: 'none', ask: () => Promise.reject(new Error('no shell')) },
    clock: of.clock,
    log: { info() {}, error: () => '' },
    home: '',
    operator: 'ada',
    source: 'screen',
    healthy: Promise.resolve(),
    changed: (topics) => told.push(...topics),
    watch: async function* () {},
  } satisfies Context;
});

const request = '01900000-0000-7000-8000-000000000001';
const person = { request, name: ' Ana Díaz ', email: 'ana@example.com', country: 'ES', address: ['Calle 1'] };

it('adds a customer once, however often it is asked', async () => {
  const first = await call(customersHandlers.add, person, { context });
  const again = await call(customersHandlers.add, person, { context });
  expect(again).toEqual(first);
  expect(told).toContain('customers');
  expect(one(of.book.db, 'SELECT count(*) AS n FROM customer')).toEqual({ n: 1 });
  const page = await call(customersHandlers.get, { id: first.id }, { context });
  expect(page).toMatchObject({ row: { name: 'Ana Díaz', country: 'ES', balances: [] }, address: ['Calle 1'] });
});

it('refuses the same request for another person, and writes nothing', async () => {
  await call(customersHandlers.add, person, { context });
  await expect(call(customersHandlers.add, { ...person, name: 'Someone else' }, { context })).rejects.toThrow(
    'request-reused',
  );
  expect(one(of.book.db, 'SELECT count(*) AS n FROM person')).toEqual({ n: 1 });
});

it('refuses what is no person, and keeps names out of the journal', async () => {
  await expect(call(customersHandlers.add, { ...person, name: ' ' }, { context })).rejects.toThrow();
  await expect(call(customersHandlers.add, { ...person, email: 'no' }, { context })).rejects.toThrow();
  await call(customersHandlers.add, person, { context });
  expect(one<{ payload: string }>(of.book.db, 'SELECT payload FROM event')?.payload).not.toMatch(/Ana|ana@/);
});

it('counts, lists and explains through the readers', async () => {
  const { id } = await call(customersHandlers.add, person, { context });
  expect(await call(customersHandlers.count, { filter: { text: 'díaz' } }, { context })).toEqual({ count: 1 });
  const why = await call(customersHandlers.why, { id, currency: 'EUR', asOf: '2026-01-01' }, { context });
  expect(why).toMatchObject({ balance: '0.00', proven: true, asOf: '2026-01-01' });
  expect(await call(customersHandlers.balances, {}, { context })).toEqual([]);
});
