/** Credit given and taken by hand: each reason's counter-account, the lots, reversal once, and the end of granted credit. */
import { describe, expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { balances, lastSeq, postingsAfter, replayed, verified } from '../../../test/support/checks';
import { invoiceWorld, issueOne, moved, topUp } from '../../../test/support/invoices';
import { type StaffedBook, staffedBook, staffInEveryState } from '../../../test/support/staff';
import { customer as customerNamed, page } from '../../../test/support/told';
import { record } from '../../journal/record';
import { setCreditOrder } from '../../ledger/credit-order';
import { credit, pay } from '../invoices/deeds';
import { payPreview } from '../invoices/preview';
import { ingest } from '../sync/ingest';
import { adjustDrafts } from './adjusting';
import { expireCredits } from './expiring';

type Asked = Partial<Parameters<StaffedBook['bo']['credits']['adjust']>[0]>;

function open(limits?: Record<string, number>) {
  const of = staffedBook(limits);
  const adjusting = (more: Asked, by = of.bo) =>
    by.credits.adjust({
      ...{ request: of.newId(), customer: of.customer, amount: '20.00', currency: 'EUR' },
      ...{ reason: 'goodwill', note: 'Two hours of outage' },
      ...more,
    });
  const reversing = (id: string) => of.bo.credits.reverse({ request: of.newId(), id, note: 'Wrong customer' });
  const held = () => balances(of.book.db);
  const expire = () => expireCredits({ book: of.book, operator: 'ada', changed: () => {} });
  return { ...of, adjusting, reversing, held, expire };
}

describe('each reason has its counter-account', () => {
  const credited: readonly (readonly [Asked, string])[] = [
    [{ reason: 'goodwill' }, 'credit:cus_1:granted → goodwill 2000 EUR'],
    [{ reason: 'service-failure' }, 'credit:cus_1:granted → goodwill 2000 EUR'],
    [{ reason: 'other' }, 'credit:cus_1:granted → goodwill 2000 EUR'],
    [{ reason: 'migration' }, 'credit:cus_1:paid → opening 2000 EUR'],
    [{ reason: 'correction', account: 'sales:general' }, 'credit:cus_1:paid → sales:general 2000 EUR'],
    [{ reason: 'correction', account: 'suspense' }, 'credit:cus_1:paid → suspense 2000 EUR'],
  ];
  test.each(credited)('%o', async (asked, posting) => {
    const { adjusting, book } = open();
    const before = lastSeq(book.db);
    expect(await adjusting(asked)).toMatchObject({ state: 'done' });
    expect(postingsAfter(book.db, before)).toEqual([posting]);
  });

  test('a correction that names no account is refused', async () => {
    const { adjusting } = open();
    await expect(adjusting({ reason: 'correction' })).rejects.toMatchObject({ message: 'input-invalid' });
  });
});

test('a debit takes granted, then voucher, then paid credit; what they do not cover is owed', async () => {
  const { adjusting, book } = open();
  await adjusting({ amount: '5.00' });
  await adjusting({ amount: '3.00', reason: 'migration' });
  const before = lastSeq(book.db);
  await adjusting({ amount: '-10.00', reason: 'correction', account: 'sales:general' });
  expect(postingsAfter(book.db, before)).toEqual([
    'sales:general → credit:cus_1:granted 500 EUR',
    'sales:general → credit:cus_1:paid 300 EUR',
    'sales:general → receivable:cus_1 200 EUR',
  ]);
});

test('the effect is shown before it is applied, and is what is then booked', async () => {
  const { adjusting, bo, customer, held } = open();
  await adjusting({ amount: '5.00' });
  const wish = { customer, amount: '-8.00', currency: 'EUR', reason: 'other' } as const;
  const shown = await bo.credits.preview(wish);
  expect(shown).toMatchObject({
    before: { granted: '5.00', paid: '0.00', receivable: '0.00' },
    after: { granted: '0.00', paid: '0.00', receivable: '3.00' },
    counter: 'goodwill',
    needsApproval: false,
  });
  expect(held()).toMatchObject({ 'credit:cus_1:granted EUR': -500 });
  await adjusting({ amount: '-8.00', reason: 'other' });
  expect(held()).toMatchObject({ 'receivable:cus_1 EUR': 300, 'goodwill EUR': -300 });
});

test('the same request twice is one adjustment; the same id for something else is refused', async () => {
  const { adjusting, newId, held } = open();
  const request = newId();
  const first = await adjusting({ request });
  expect(await adjusting({ request })).toEqual(first);
  expect(held()).toMatchObject({ 'credit:cus_1:granted EUR': -2000 });
  await expect(adjusting({ request, amount: '21.00' })).rejects.toMatchObject({ message: 'request-reused' });
});

test('nothing, more than a million, an unknown customer and a past day are refused', async () => {
  const { adjusting, newId } = open();
  for (const [asked, message] of [
    [{ amount: '0' }, 'amount-invalid'],
    [{ amount: '1000000.01' }, 'adjustment-limit'],
    [{ amount: '1.001' }, 'too-many-decimals'],
    [{ customer: newId() }, 'customer-unknown'],
    [{ expiresOn: '2026-02-28' }, 'day-over'],
    [{ reason: 'migration', expiresOn: '2026-06-30' }, 'input-invalid'],
  ] as const)
    await expect(adjusting(asked), message).rejects.toMatchObject({ message });
});

test('a card’s number in a note never enters the book', async () => {
  const { adjusting, bo, customer } = open();
  await adjusting({ note: 'Card 4242 4242 4242 4242 charged twice' });
  expect((await bo.credits.list({ customer }))[0]?.note).not.toContain('4242 4242 4242');
});

describe('a reversal', () => {
  test('is an equal and opposite entry, once', async () => {
    const { adjusting, reversing, held, bo, customer } = open();
    const { id } = await adjusting({});
    await reversing(id);
    expect(held()).toEqual({});
    await expect(reversing(id)).rejects.toMatchObject({ message: 'adjustment-reversed' });
    expect((await bo.credits.list({ customer }))[0]).toMatchObject({ reversedBy: 'Bo' });
  });

  test('of credit that was spent leaves no lot below nothing: the rest is owed', async () => {
    const { adjusting, reversing, held } = open();
    const { id } = await adjusting({});
    await adjusting({ amount: '-15.00', reason: 'correction', account: 'sales:general' });
    await reversing(id);
    expect(held()).toEqual({ 'receivable:cus_1 EUR': 1500, 'sales:general EUR': -1500 });
  });

  test('of a debit gives back to the lots it came from', async () => {
    const { adjusting, reversing, held } = open();
    await adjusting({ amount: '5.00' });
    await adjusting({ amount: '3.00', reason: 'migration' });
    const before = held();
    const { id } = await adjusting({ amount: '-10.00' });
    await reversing(id);
    expect(held()).toEqual(before);
  });
});

describe('granted credit that expires', () => {
  const day = 24 * 60 * 60_000;

  test('goes back after its last day, as far as it is unspent, once', async () => {
    const { adjusting, clock, held, expire } = open();
    await adjusting({ expiresOn: '2026-03-02' });
    await adjusting({ amount: '-5.00', reason: 'correction', account: 'sales:general' });
    clock.at += day;
    expect(expire()).toBe(0);
    clock.at += day;
    expect(expire()).toBe(1);
    expect(held()).toEqual({ 'goodwill EUR': 500, 'sales:general EUR': -500 });
    expect(expire()).toBe(0);
  });

  test('is spent before credit that lasts longer', async () => {
    const { adjusting, clock, held, expire } = open();
    await adjusting({ amount: '10.00' });
    await adjusting({ amount: '10.00', expiresOn: '2026-03-02' });
    await adjusting({ amount: '-7.00', reason: 'correction', account: 'sales:general' });
    clock.at += 2 * day;
    expire();
    expect(held()).toMatchObject({ 'credit:cus_1:granted EUR': -1000 });
  });

  test('cannot be reversed when nothing of it is left', async () => {
    const { adjusting, reversing, clock, expire } = open();
    const { id } = await adjusting({ expiresOn: '2026-03-02' });
    clock.at += 2 * day;
    expire();
    await expect(reversing(id)).rejects.toMatchObject({ message: 'adjustment-expired' });
  });
});

test('a book in which all of it happened is whole', () => {
  const clock = testClock();
  const book = memoryBook(clock);
  const customers = [customerNamed('cus_1')];
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers })], null);
  staffInEveryState(book);
  clock.at += 48 * 60 * 60_000;
  expect(expireCredits({ book, operator: 'ada', changed: () => {} })).toBe(1);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
  book.db.close();
});

test('credit is used up in the order that the book says, and goes back the other way round', async () => {
  const world = invoiceWorld();
  const { book, customer } = world;
  topUp(world, 10_000);
  const grant = { customer, currency: 'EUR', amount: '100.00', reason: 'goodwill' as const, note: 'A gift' };
  record(book, act(book), (facts) => adjustDrafts(book, facts, grant));
  setCreditOrder(book.db, 'paid voucher granted');
  const invoice = await issueOne(world);
  const wish = { customer, currency: 'EUR', invoices: [invoice] };
  expect(payPreview(book.db, wish).taken).toEqual({ granted: '21.00', voucher: '0.00', paid: '100.00' });
  await pay(world.context, { request: book.newId(), ...wish });
  expect(moved(world, invoice, 'credit.applied')).toEqual([
    'receivable -> credit:granted 21.00',
    'receivable -> credit:paid 100.00',
  ]);
  await credit(world.context, { request: book.newId(), id: invoice, amount: '21.00', reason: 'Half' });
  expect(moved(world, invoice, 'invoice.credited')).toContain('credit:granted -> receivable 21.00');
  expect(verified(book.db).findings).toEqual([]);
});
