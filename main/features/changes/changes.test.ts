import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { preview as looked, made, make as making, undoable, undone } from '../../../test/support/changing';
import { factsOf, replayed, verified } from '../../../test/support/checks';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { one } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { customerTags } from '../customers/desk-events';
import type { Deed } from './contract';
import { type ChangesContext, changesHandlers } from './handlers';

let of: StockedBook;
let context: ChangesContext;

beforeEach(() => {
  of = stockedBook();
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
  context = { book: of.book, clock: of.clock, ...rest } as unknown as ChangesContext;
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const preview = (deed: Deed, ids: Id[]) => looked(context, deed, ids);
const undo = (id: string) => undone(context, id);
const tagging = (...add: string[]): Deed => ({ deed: 'tag-customers', add, remove: [] });
const make = (deed: Deed, ids: Id[]) => made(context, deed, ids);
const transfer = (customer: Id, amount: number) =>
  of.payment({
    ...{ customer, amount, currency: 'EUR', status: 'Pending', reason: 'waiting-bank', method: 'bank-transfer' },
    ...{ gateway: 'bank-transfer', externalId: undefined },
  });
const statusOf = (id: Id) =>
  one<{ status: string }>(of.book.db, 'SELECT status FROM payment WHERE uuid = ?', idToBytes(id))?.status;

test('a set is looked at first: what each item becomes, what cannot take part and why, and the totals', async () => {
  const customer = of.customer('Nimbus');
  const [first, second] = [transfer(customer, 12_000), transfer(customer, 50)];
  const done = of.payment({ customer, amount: 9_900, currency: 'EUR' });
  const atStripe = of.payment({ customer, amount: 1, currency: 'EUR', status: 'Pending', reason: 'waiting-customer' });
  const shown = await preview({ deed: 'cancel-payments' }, [first, done, second, atStripe, first]);
  expect(shown).toMatchObject({ fits: 2, refused: 2, totals: [{ amount: '120.50', currency: 'EUR' }] });
  expect(shown.items.map(({ after, problem }) => problem?.code ?? after)).toEqual([
    'Cancelled',
    'payment-not-pending',
    'Cancelled',
    'not-in-bulk',
  ]);
  // Also what cannot take part says what it is.
  expect(new Set(shown.items.map(({ label }) => label.split(' · ')[0]))).toEqual(new Set(['Nimbus']));
  expect([first, second].map(statusOf)).toEqual(['Pending', 'Pending']);
  const received: Deed = { deed: 'receive-payments', day: '2026-02-27', note: 'Statement 9' };
  expect((await preview(received, [atStripe])).items[0]?.problem).toEqual({
    ...{ code: 'not-received-by-hand', params: { gateway: 'Stripe' } },
  });
});

test('it is made in one act of exactly what was looked at, once however often it is asked', async () => {
  const customer = of.customer('Nimbus');
  const ids = [transfer(customer, 12_000), transfer(customer, 50)];
  const deed: Deed = { deed: 'cancel-payments' };
  const { plan } = await preview(deed, ids);
  const late = transfer(customer, 7);
  const request = of.book.newId();
  const more = making(context, { request, deed, ids: [...ids, late], plan });
  await expect(more).rejects.toThrow('changed-since-preview');
  expect(ids.map(statusOf)).toEqual(['Pending', 'Pending']);
  const first = await making(context, { request, deed, ids, plan });
  expect(await making(context, { request, deed, ids, plan })).toEqual(first);
  expect(ids.map(statusOf)).toEqual(['Cancelled', 'Cancelled']);
  const [set] = await call(changesHandlers.list, { limit: 10 }, { context });
  expect(set).toMatchObject({ id: first.id, items: 2, totals: [{ amount: '120.50' }], operator: 'ada', undone: null });
});

test('taken back whole, everything is as it was', async () => {
  const customer = of.customer('Nimbus');
  const ids = [transfer(customer, 12_000), transfer(customer, 50)];
  const facts = () => ({ ...factsOf(of.book.db), changeSet: null });
  const before = facts();
  const set = await make({ deed: 'cancel-payments' }, ids);
  expect(await undo(set)).toEqual({ undone: 2, stayed: 0 });
  expect(facts()).toEqual(before);
  await expect(undo(set)).rejects.toThrow('change-set-undone');
});

test('what was changed again since stays, and the set says how much of it', async () => {
  const [first, second] = [of.customer('One'), of.customer('Two')];
  const set = await make(tagging('vip', 'reseller'), [first, second]);
  await make({ deed: 'tag-customers', add: [], remove: ['VIP'] }, [second]);
  const shown = await undoable(context, set);
  expect(shown).toMatchObject({ fits: 1, refused: 1 });
  expect(await undo(set)).toEqual({ undone: 1, stayed: 1 });
  expect([first, second].map((id) => customerTags(of.book.db, id))).toEqual([[], ['reseller']]);
});

test('customers are archived and taken back together, but for those who are not settled', async () => {
  const [settled, holds] = [of.customer('Settled'), of.customer('Holds')];
  of.payment({ customer: holds, amount: 100, currency: 'EUR' });
  const set = await make({ deed: 'archive-customers' }, [settled, holds]);
  const archived = () => one<{ n: number }>(of.book.db, 'SELECT count(archived_at) AS n FROM customer')?.n;
  expect(archived()).toBe(1);
  expect(await undo(set)).toEqual({ undone: 1, stayed: 0 });
  expect(archived()).toBe(0);
});

test('the last own set is the one that is asked about', async () => {
  const customer = of.customer('One');
  expect(await call(changesHandlers.last, undefined, { context })).toBeNull();
  const set = await make(tagging('vip'), [customer]);
  expect(await call(changesHandlers.last, undefined, { context })).toMatchObject({ id: set, about: '+vip' });
  const other = { ...context, operator: 'ben' };
  expect(await call(changesHandlers.last, undefined, { context: other })).toBeNull();
  await undo(set);
  expect(await call(changesHandlers.last, undefined, { context })).toBeNull();
});

test('a set of nothing is not made', async () => {
  const customer = of.customer('One');
  await make(tagging('vip'), [customer]);
  await expect(make(tagging('vip'), [customer])).rejects.toThrow('nothing-to-change');
});
