import { expect, onTestFinished, test } from 'vitest';
import { balances, replayed, verified } from '../../../test/support/checks';
import { type DeskWorld, deskWorld } from '../../../test/support/desk';
import { saveMethod } from '../../../test/support/saved';
import { issue } from '../../../test/support/vouchers';
import { all, one } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { readRfReference } from '../../kernel/rf-reference';
import { VoucherDesk } from '../vouchers/redeem';
import { takeInputSchema } from './contract';
import { setTakeOptions, takeOptions } from './options';
import { receive } from './receiving';
import { actOf, cancel, refund, type TakingContext, take } from './taking';

/** What a handler is given, as far as taking needs it. */
function contextOf(world: DeskWorld): TakingContext {
  const { book, clock, desk } = world;
  const vouchers = new VoucherDesk(book);
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {}, outbox: desk };
  return { book, clock, ...rest, vouchers } as unknown as TakingContext;
}

const marked = (context: TakingContext, input: Parameters<typeof receive>[2]) =>
  receive(context, actOf(context, input), input);

function open() {
  const world = deskWorld();
  const context = contextOf(world);
  const { book, customer } = world;
  const other = idFromBytes(all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')[1]?.uuid ?? Buffer.alloc(16));
  const taking = (more: object) =>
    take(
      context,
      takeInputSchema.parse({
        request: book.newId(),
        customer,
        currency: 'EUR',
        amount: '120.00',
        description: 'Top-up',
        ...more,
      }),
    );
  const evidence = { day: '2026-02-27', note: 'Statement 9, line 4', bankReference: 'NOTPROVIDED' };
  const receiving = (amount: string, parts: object[], more: object = {}) =>
    marked(context, {
      ...{ request: book.newId(), amount, currency: 'EUR', evidence },
      parts: parts.map((part) => ({ restPending: true, amount, ...part })),
      ...more,
    });
  const payments = () => all<Record<string, unknown>>(book.db, 'SELECT * FROM payment ORDER BY id');
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
  return { world, context, book, customer, other, taking, receiving, payments };
}

const transfer = { via: { by: 'bank-transfer' } };

test('a bank transfer is Pending, waiting for the bank, under a reference that can be checked', async () => {
  const { taking, book } = open();
  const first = await taking(transfer);
  const second = await taking(transfer);
  expect(first).toMatchObject({ status: 'Pending', reason: 'waiting-bank', attempt: null });
  expect(readRfReference(first.reference)).toBe(first.reference);
  expect(second.reference).not.toBe(first.reference);
  expect(balances(book.db)).toEqual({});
});

test('marked as received it is Completed on the day of the statement, with the evidence in the journal', async () => {
  const { taking, receiving, book, payments } = open();
  const { payment } = await taking(transfer);
  const { payments: done } = await receiving('120.00', [{ payment }]);
  expect(done).toEqual([payment]);
  expect(payments()).toMatchObject([{ status: 'Completed', booked_on: '2026-02-27', gateway: 'bank-transfer' }]);
  expect(balances(book.db)).toEqual({ 'clearing:bank-transfer EUR': 12_000, 'credit:cus_0:paid EUR': -12_000 });
  const told = one<{ note: string }>(
    book.db,
    "SELECT payload ->> '$.evidence.note' AS note FROM event ORDER BY seq DESC",
  );
  expect(told).toEqual({ note: 'Statement 9, line 4' });
  await expect(receiving('120.00', [{ payment }])).rejects.toMatchObject({ code: 'payment-not-pending' });
});

test('less than was asked completes so much, and the rest goes on under the same reference', async () => {
  const { taking, receiving, payments } = open();
  const { payment, reference } = await taking(transfer);
  await receiving('50.00', [{ payment }]);
  expect(payments()).toMatchObject([
    { status: 'Completed', amount: 5_000, reference },
    { status: 'Pending', amount: 7_000, reference, reason: 'waiting-bank' },
  ]);
  const rest = idFromBytes(payments()[1]?.uuid as Buffer);
  await receiving('70.00', [{ payment: rest, restPending: false }]);
  expect(payments().map((row) => row.status)).toEqual(['Completed', 'Completed']);
});

test('more than was asked is all the customer’s', async () => {
  const { taking, receiving, book } = open();
  const { payment } = await taking(transfer);
  await receiving('125.50', [{ payment }]);
  expect(balances(book.db)).toMatchObject({ 'credit:cus_0:paid EUR': -12_550 });
});

test('one transfer of several customers is split; what nobody owns stands in suspense, flagged; the parts must fit', async () => {
  const { taking, receiving, book, other, payments } = open();
  const { payment } = await taking(transfer);
  const parts = [{ payment, amount: '120.00' }, { customer: other, amount: '30.00' }, { amount: '0.01' }];
  await expect(receiving('150.00', parts)).rejects.toMatchObject({
    code: 'receipt-differs',
    params: { parts: '150.01', received: '150.00' },
  });
  await receiving('150.01', parts);
  expect(balances(book.db)).toEqual({
    'clearing:bank-transfer EUR': 15_001,
    'credit:cus_0:paid EUR': -12_000,
    'credit:cus_1:paid EUR': -3_000,
    'suspense EUR': -1,
  });
  expect(payments().map((row) => row.flag)).toEqual([null, null, 'no-customer']);
});

test('a transfer of tomorrow was not received', async () => {
  const { receiving, other } = open();
  const evidence = { day: '2026-03-02', note: 'Too early' };
  await expect(receiving('1.00', [{ customer: other }], { evidence })).rejects.toMatchObject({ code: 'day-to-come' });
});

test('account credit pays at once, and never makes the customer owe', async () => {
  const { taking, receiving, customer, book } = open();
  await receiving('100.00', [{ customer }]);
  const via = { by: 'account-credit', product: 'hosting' };
  await expect(taking({ via })).rejects.toMatchObject({ code: 'credit-short', params: { available: '100.00' } });
  expect(await taking({ via, amount: '60.00' })).toMatchObject({ status: 'Completed', attempt: null });
  expect(balances(book.db)).toMatchObject({ 'credit:cus_0:paid EUR': -4_000, 'sales:hosting EUR': -6_000 });
});

test('amounts have limits, presets and settings per currency; outside them nothing is created', async () => {
  const { taking, book, payments } = open();
  expect(takeOptions(book.db, 'USD')).toMatchObject({
    min: '0.50',
    max: '15000.00',
    presets: ['100.00', '200.00', '500.00', '1000.00'],
  });
  expect(takeOptions(book.db, 'JPY')).toMatchObject({ min: '50', max: '1500000' });
  for (const amount of ['0.49', '15000.01'])
    await expect(taking({ ...transfer, amount, currency: 'USD' })).rejects.toMatchObject({
      code: 'amount-out-of-limits',
      params: { min: '0.50', max: '15000.00', currency: 'USD' },
    });
  expect(payments()).toEqual([]);
  for (const amount of ['0.50', '15000.00']) await taking({ ...transfer, amount, currency: 'USD' });
  setTakeOptions(book.db, 'EUR', { min: '5', max: '10', presets: ['5'], bank: null });
  await expect(taking({ ...transfer, amount: '10.01' })).rejects.toMatchObject({ code: 'amount-out-of-limits' });
  expect(() => setTakeOptions(book.db, 'EUR', { min: '5', max: '1', presets: [], bank: null })).toThrow(
    /limits-reversed/,
  );
});

test('a saved method is charged at once; a page gives its link; the same request again gives the same payment', async () => {
  const { taking, world, customer } = open();
  const request = world.book.newId();
  const saved = { request, via: { by: 'saved-method', id: saveMethod(world.book, customer) } };
  const taken = await taking(saved);
  expect(taken).toMatchObject({ state: 'done', link: null });
  expect(await taking(saved)).toEqual(taken);
  await expect(taking({ ...saved, amount: '121.00' })).rejects.toMatchObject({ code: 'request-reused' });
  const page = await taking({ amount: '7.00', via: { by: 'page', gateway: 'stripe' } });
  expect(page).toMatchObject({ status: 'Pending', reason: 'waiting-customer', link: 'https://pay.example/page_0' });
  expect(world.provider.charges).toHaveLength(1);
});

test('no answer leaves it unknown, and says so', async () => {
  const { taking, world, customer } = open();
  const id = saveMethod(world.book, customer);
  world.troubles.push('silence');
  const taken = await taking({ via: { by: 'saved-method', id } });
  expect(taken).toMatchObject({
    status: 'Pending',
    reason: 'waiting-gateway',
    state: 'unknown',
    why: 'gateway-timeout',
  });
});

test('a top-up is credit already, so it is not refunded to credit; a bank transfer cannot be sent back', async () => {
  const { taking, receiving, context, book } = open();
  const { payment } = await taking(transfer);
  await receiving('120.00', [{ payment }]);
  const asked = { request: book.newId(), payment, draft: false };
  await expect(refund(context, { ...asked, to: 'credit' })).rejects.toMatchObject({ code: 'refund-already-credit' });
  await expect(refund(context, { ...asked, to: 'method' })).rejects.toMatchObject({ code: 'refund-not-possible' });
});

test('a voucher needs the number and the currency: its worth is the amount, Completed at once', async () => {
  const { taking, book } = open();
  const { codes } = issue(book);
  const via = { by: 'voucher', code: codes[0] ?? '' };
  await expect(taking({ via, amount: undefined, currency: 'USD' })).rejects.toMatchObject({
    code: 'voucher-wrong-currency',
  });
  expect(await taking({ via, amount: undefined })).toMatchObject({ status: 'Completed', attempt: null });
  expect(balances(book.db)).toEqual({ 'credit:cus_0:voucher EUR': -2_000, 'promo EUR': 2_000 });
  await expect(taking({ via, amount: undefined })).rejects.toMatchObject({ code: 'voucher-used-up' });
  await expect(taking({ ...transfer, amount: undefined })).rejects.toMatchObject({ code: 'amount-invalid' });
});

test('what is Pending can be cancelled once; what is Completed cannot', async () => {
  const { taking, receiving, context, book } = open();
  const first = await taking(transfer);
  const request = book.newId();
  const cancelled = { status: 'Cancelled', reason: 'cancelled-operator' };
  expect(await cancel(context, { request, id: first.payment })).toMatchObject(cancelled);
  expect(await cancel(context, { request, id: first.payment })).toMatchObject(cancelled);
  expect(await cancel(context, { request: book.newId(), id: first.payment })).toMatchObject(cancelled);
  const second = await taking(transfer);
  await receiving('120.00', [{ payment: second.payment }]);
  await expect(cancel(context, { request: book.newId(), id: second.payment })).rejects.toMatchObject({
    code: 'payment-not-pending',
  });
  const page = await taking({ amount: '7.00', via: { by: 'page', gateway: 'stripe' } });
  expect(await cancel(context, { request: book.newId(), id: page.payment })).toMatchObject(cancelled);
  expect(one(book.db, 'SELECT page_state FROM attempt WHERE uuid = ?', idToBytes(page.attempt as Id))).toEqual({
    page_state: 'cancelled',
  });
});
