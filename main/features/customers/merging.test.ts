import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { undoable, undone } from '../../../test/support/changing';
import { replayed, verified } from '../../../test/support/checks';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { customer as customerTold, page, payment as paymentTold } from '../../../test/support/told';
import { projectionTables } from '../../db/classes';
import { one } from '../../db/sql';
import { builtText, builtWords } from '../../kernel/built-on';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { type ChangesContext, changesHandlers } from '../changes/handlers';
import { adjustDrafts } from '../credits/adjusting';
import { paymentPage } from '../payments/query';
import { ingest } from '../sync/ingest';
import { customerBalances } from './balances';
import type { Balance } from './contract';
import { noteCustomer, tagCustomer } from './desk';
import { customerDetail } from './detail';
import { mergeCustomers, mergePreview } from './merging';
import { customerCount, customerPage } from './query';
import { customerTimeline } from './timeline';
import { whyBalance } from './why';

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

const today = () => of.book.dayOf(of.clock.at);
const preview = (customer: Id, survivor: Id) => mergePreview.run(of.book.db, { customer, survivor, today: today() });
async function merge(customer: Id, survivor: Id) {
  const { seen } = preview(customer, survivor);
  return (await mergeCustomers(context, { request: of.book.newId(), customer, survivor, seen })).id;
}
const undo = (id: string) => undone(context, id);
const detail = (id: Id) => customerDetail.run(of.book.db, { id, today: today() });
const shown = (balances: readonly Balance[]) => balances.map(({ balance, currency }) => `${balance} ${currency}`);
const why = (id: Id, currency = 'EUR') => whyBalance.run(of.book.db, { id, currency, today: today() });
const adjust = (customer: Id, amount: string) =>
  of.put((facts) =>
    adjustDrafts(of.book, facts, { customer, amount, currency: 'EUR', reason: 'goodwill', note: 'A gift' }),
  );
const rows = () => {
  const beside = ['change_set', 'customer_merge', 'customer_moved'];
  const tables = projectionTables.filter((table) => !beside.includes(table));
  return Object.fromEntries(tables.map((table) => [table, of.book.db.prepare(`SELECT * FROM ${table}`).raw().all()]));
};

function two() {
  const [customer, survivor] = [of.customer('Nimbus Ltd', 'pay@nimbus.example'), of.customer('Nimbus Limited')];
  of.payment({ customer, amount: 12_000, currency: 'EUR', reference: 'A-1' });
  of.payment({ customer, amount: 500, currency: 'USD' });
  of.payment({ customer: survivor, amount: 3_000, currency: 'EUR', reference: 'B-1' });
  of.purchase(customer, 2_000, 'EUR');
  adjust(customer, '7.00');
  return { customer, survivor };
}

test('a merge is looked at first: both side by side, what goes over, the balances after, and what the ledger moves', () => {
  const { customer, survivor } = two();
  const looked = preview(customer, survivor);
  expect(looked.moves).toMatchObject({ payments: 3, adjustments: 1, invoices: 0, payers: 0 });
  expect(shown(looked.customer.balances)).toEqual(['107.00 EUR', '5.00 USD']);
  expect(shown(looked.survivor.balances)).toEqual(['30.00 EUR']);
  expect(shown(looked.after)).toEqual(['137.00 EUR', '5.00 USD']);
  expect(looked.postings).toEqual([
    {
      ...{ from: `credit:${survivor}:granted`, to: `credit:${customer}:granted` },
      money: { amount: '7.00', currency: 'EUR' },
    },
    {
      ...{ from: `credit:${survivor}:paid`, to: `credit:${customer}:paid` },
      money: { amount: '100.00', currency: 'EUR' },
    },
    { from: `credit:${survivor}:paid`, to: `credit:${customer}:paid`, money: { amount: '5.00', currency: 'USD' } },
  ]);
});

test('everything is the survivor’s then, in each lot and currency, and old postings stay as they are', async () => {
  const { customer, survivor } = two();
  const before = one<{ n: number }>(of.book.db, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
  await merge(customer, survivor);
  expect(shown(detail(survivor).balances)).toEqual(['137.00 EUR', '5.00 USD']);
  expect(detail(survivor).balances[0]).toMatchObject({ paid: '130.00', granted: '7.00' });
  expect(customerBalances.run(of.book.db, { only: customer, today: today() })).toEqual([]);
  const later = one<{ n: number }>(of.book.db, 'SELECT count(*) AS n FROM posting WHERE event > ?', before)?.n;
  expect(later).toBe(3);
});

test('why this balance still adds up, with a line for what was taken over, for both of them', async () => {
  const { customer, survivor } = two();
  await merge(customer, survivor);
  const told = why(survivor);
  expect(told).toMatchObject({ balance: '137.00', proven: true });
  expect(told.lines.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
    'completed-payments 30.00',
    'merged 107.00',
  ]);
  expect(told.lines[1]?.rows).toMatchObject([{ description: 'Nimbus Ltd', amount: '107.00', screen: 'none' }]);
  expect(why(customer)).toMatchObject({ balance: '0.00', proven: true });
});

test('searches and links to the merged one lead to the survivor', async () => {
  const { customer, survivor } = two();
  await merge(customer, survivor);
  const sort = { column: 'name', direction: 'asc' } as const;
  const found = (text: string) =>
    customerPage.run(of.book.db, { filter: { text }, sort, limit: 10, today: today() }).rows.map(({ id }) => id);
  expect(found('Nimbus Ltd')).toEqual([survivor]);
  expect(customerCount.run(of.book.db, { filter: {}, today: today() })).toBe(1);
  expect(detail(customer)).toMatchObject({ row: { id: survivor }, merged: [{ id: customer, name: 'Nimbus Ltd' }] });
  const payments = { filter: { customer }, sort: { column: 'date', direction: 'desc' }, limit: 10 } as const;
  expect(paymentPage.run(of.book.db, payments).rows).toHaveLength(4);
});

test('a merged customer cannot be paid, charged, annotated, adjusted or merged again', async () => {
  const { customer, survivor } = two();
  const third = of.customer('Third');
  await merge(customer, survivor);
  const { book } = of;
  expect(() => adjust(customer, '1.00')).toThrow('customer-merged');
  expect(() => of.payment({ customer, amount: 1, currency: 'EUR' })).toThrow('customer-merged');
  expect(() => of.purchase(customer, 1, 'EUR')).toThrow('customer-merged');
  const note = { request: book.newId(), id: customer, text: 'Called' };
  await expect(noteCustomer(context, note)).rejects.toThrow('customer-merged');
  expect(() => preview(customer, third)).toThrow('customer-merged');
  expect(() => preview(third, customer)).toThrow('customer-merged');
  expect(() => preview(third, third)).toThrow('input-invalid');
});

test('what a gateway tells of the merged one’s id afterwards is the survivor’s, but for its name', async () => {
  const tell = (told: Parameters<typeof page>[0]) =>
    ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(told)], null);
  tell({ customers: [customerTold('cus_1', { name: 'One' }), customerTold('cus_2', { name: 'Two' })] });
  const idOf = (name: string) => {
    const row = one<{ uuid: Buffer }>(
      of.book.db,
      'SELECT c.uuid FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.external_id = ?',
      name,
    );
    if (!row) throw new Error(name);
    return idFromBytes(row.uuid);
  };
  const [customer, survivor] = [idOf('cus_2'), idOf('cus_1')];
  tell({ payments: [paymentTold('pi_1', { customer: 'cus_2', amount: 900, currency: 'EUR', status: 'Pending' })] });
  await merge(customer, survivor);
  tell({
    customers: [customerTold('cus_2', { name: 'Two and a half' })],
    payments: [
      paymentTold('pi_1', { customer: 'cus_2', amount: 900, currency: 'EUR' }),
      paymentTold('pi_2', { customer: 'cus_2', amount: 100, currency: 'EUR' }),
    ],
  });
  expect(detail(survivor)).toMatchObject({ row: { name: 'One', payments: 2 }, externalIds: [{}, {}] });
  expect(shown(detail(survivor).balances)).toEqual(['10.00 EUR']);
  const set = (await call(changesHandlers.last, undefined, { context }))?.id ?? '';
  await expect(undo(set)).rejects.toThrow('merge-built-on');
  const [why] = (await undoable(context, set)).items;
  expect(why?.problem?.code).toBe('merge-built-on');
  expect(why?.problem?.params.items).toContain('pi_1');
  expect(why?.problem?.params.items).toContain('pi_2');
});

test('taken back, every row is as it was, and the balances with them', async () => {
  const { customer, survivor } = two();
  await tagCustomer(context, { request: of.book.newId(), id: customer, tags: ['vip', 'Reseller'] });
  await tagCustomer(context, { request: of.book.newId(), id: survivor, tags: ['reseller'] });
  await noteCustomer(context, { request: of.book.newId(), id: customer, text: 'Called' });
  const before = rows();
  const set = await merge(customer, survivor);
  expect(detail(survivor)).toMatchObject({ row: { tags: ['reseller', 'vip'] }, notes: [{ text: 'Called' }] });
  expect(await undo(set)).toEqual({ undone: 1, stayed: 0 });
  expect(rows()).toEqual(before);
  expect(why(survivor)).toMatchObject({ balance: '30.00', proven: true });
  // Once more, and back: the second time is like the first.
  expect(await undo(await merge(customer, survivor))).toEqual({ undone: 1, stayed: 0 });
  expect(rows()).toEqual(before);
});

test('what was built on it since keeps them one, and is named', async () => {
  const { customer, survivor } = two();
  const set = await merge(customer, survivor);
  of.purchase(survivor, 13_650, 'EUR');
  await expect(undo(set)).rejects.toThrow('merge-built-on');
  const [item] = (await undoable(context, set)).items;
  expect(item?.problem).toMatchObject({ code: 'merge-built-on' });
  const items = String(item?.problem?.params.items);
  expect(builtText(items, builtWords)).toBe(
    'granted credit was spent, of 7.00 EUR, paid credit was spent, of 100.00 EUR',
  );
  expect(shown(detail(survivor).balances)).toEqual(['0.50 EUR', '5.00 USD']);
});

test('a survivor that is merged itself takes everybody along, and is taken back first', async () => {
  const { customer, survivor } = two();
  const third = of.customer('Third');
  const first = await merge(customer, survivor);
  const second = await merge(survivor, third);
  expect(detail(customer).row.id).toBe(third);
  expect(detail(third).merged).toHaveLength(2);
  await expect(undo(first)).rejects.toThrow('merge-built-on');
  await undo(second);
  expect(detail(customer).row.id).toBe(survivor);
  await undo(first);
  expect(detail(customer).row.id).toBe(customer);
});

test('what was looked at is what is done, once however often it is asked', async () => {
  const { customer, survivor } = two();
  const { seen } = preview(customer, survivor);
  const input = { request: of.book.newId(), customer, survivor, seen };
  of.payment({ customer, amount: 1, currency: 'EUR' });
  await expect(mergeCustomers(context, input)).rejects.toThrow('changed-since-preview');
  const again = { ...input, request: of.book.newId(), seen: preview(customer, survivor).seen };
  const made = await mergeCustomers(context, again);
  expect(await mergeCustomers(context, again)).toEqual(made);
  const list = await call(changesHandlers.list, { limit: 10 }, { context });
  expect(list).toMatchObject([
    { deed: 'merge-customers', items: 1, totals: [{ amount: '107.01' }, { amount: '5.00' }] },
  ]);
});

test('nobody is merged into a customer that is archived', () => {
  const [customer, survivor] = [of.customer('One'), of.customer('Two')];
  of.put(function* () {
    yield { kind: 'customer.archived', subject: survivor, occurredAt: of.clock.at, payload: {} };
  });
  expect(() => preview(customer, survivor)).toThrow('merge-into-archived');
  expect(one(of.book.db, 'SELECT 1 FROM customer WHERE uuid = ?', idToBytes(customer))).toBeDefined();
});

test('the timeline of who stays tells of both and of the merge, also when asked for under the other id', async () => {
  const { customer, survivor } = two();
  await merge(customer, survivor);
  const told = (id: Id) => customerTimeline.run(of.book.db, { id, limit: 200 }).rows;
  expect(told(survivor).map((row) => row.name)).toEqual(expect.arrayContaining(['A-1', 'B-1']));
  expect(told(survivor).map((row) => row.word)).toContain('customer.merged');
  expect(told(customer)).toEqual(told(survivor));
});
