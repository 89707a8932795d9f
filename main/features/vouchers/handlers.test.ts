/** What a person may do with vouchers through the API: each deed once, and of two who come for the last use one gets it. */
import { call, ORPCError } from '@orpc/server';
import { expect, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { addCustomer, issue, paid, redeem } from '../../../test/support/vouchers';
import { all } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { laidOut, newCode } from '../../kernel/voucher-code';
import { type VouchersContext, vouchersHandlers } from './handlers';
import { VoucherDesk } from './redeem';

function open() {
  const clock = testClock();
  const book = memoryBook(clock);
  const topics: string[][] = [];
  const healthy = new Promise<void>((resolve) => setTimeout(resolve, 5));
  const rest = { operator: 'ada', source: 'screen', healthy, changed: (of: string[]) => void topics.push(of) };
  const context = { book, clock, ...rest, vouchers: new VoucherDesk(book) } as unknown as VouchersContext;
  return { book, clock, topics, context, customer: addCustomer(book) };
}

const codeOf = (error: unknown) => (error instanceof Failure ? error.code : error);

test('two redemptions of the last use at once: exactly one', async () => {
  const { book, context, customer } = open();
  const other = addCustomer(book, 'Ben');
  const { codes } = issue(book, { uses: 3, perCustomer: null, count: 1 });
  const code = codes[0] ?? '';
  redeem(book, customer, code);
  redeem(book, customer, code);
  const till = (who: string) =>
    call(
      vouchersHandlers.redeem,
      { request: book.newId(), customer: who, code, currency: 'EUR', description: '' },
      { context },
    );
  const answers = await Promise.allSettled([till(customer), till(other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = answers.find(({ status }) => status === 'rejected');
  expect(lost?.status === 'rejected' && codeOf(lost.reason)).toBe('voucher-used-up');
  expect(all(book.db, 'SELECT 1 FROM voucher_use')).toHaveLength(3);
});

test('a code is told with what it is worth, and why it cannot be redeemed now', async () => {
  const { book, context, customer } = open();
  const { codes, vouchers, batch } = issue(book, { from: '2026-03-05', uses: 2 });
  const code = laidOut('{4}-{4}-{4}', codes[0] ?? '');
  const found = await call(vouchersHandlers.look, { code, customer, currency: 'EUR' }, { context });
  expect(found).toEqual({
    ...{ voucher: vouchers[0], no: 1, batch: { id: batch, name: 'Spring', kind: 'promotional' }, left: 2 },
    money: { amount: '20.00', currency: 'EUR' },
    refused: { code: 'voucher-not-yet-valid', params: { day: '2026-03-05' } },
  });
  const stranger = newCode('{12}', (bytes) => bytes.fill(9));
  for (const [wrong, why] of [
    ['AAAA-AAAA-AAAB', 'voucher-mistyped'],
    [stranger, 'voucher-unknown'],
  ] as const) {
    const asked = call(vouchersHandlers.look, { code: wrong }, { context });
    expect(await asked.catch(codeOf)).toBe(why);
  }
});

test('codes are shown as they are printed, in the order that was asked for', async () => {
  const { book, context } = open();
  const { codes, vouchers } = issue(book, { pattern: 'AAAA-9999-AAAA' });
  const shown = await call(vouchersHandlers.codes, { vouchers: vouchers.toReversed() }, { context });
  const printed = codes.map((code) => laidOut('AAAA-9999-AAAA', code));
  expect(shown.map(({ code }) => code)).toEqual(printed.toReversed());
});

test('voiding says first what it would void, and then has voided that', async () => {
  const { book, context, customer, topics } = open();
  const { batch, codes, vouchers } = issue(book, { kind: 'sold', uses: 2, count: 3, paid });
  redeem(book, customer, codes[0] ?? '');
  const would = await call(vouchersHandlers.voidable, { batch }, { context });
  expect(would).toEqual({ kind: 'sold', currency: 'EUR', vouchers: 3, open: { uses: 5, amount: '100.00' } });
  const request = book.newId();
  const some = { batch, vouchers: vouchers.slice(0, 2) };
  const wish = { request, ...some, way: 'kept', reason: 'Lost' } as const;
  const open3 = { uses: 3, amount: '60.00' };
  expect(await call(vouchersHandlers.void, wish, { context })).toEqual({ vouchers: 2, open: open3 });
  expect(await call(vouchersHandlers.void, wish, { context })).toEqual({ vouchers: 2, open: open3 });
  const again = call(vouchersHandlers.void, { ...wish, request: book.newId() }, { context });
  expect(await again.catch(codeOf)).toBe('voucher-voided');
  const silent = call(vouchersHandlers.void, { ...wish, request: book.newId(), way: null }, { context });
  expect(await silent.catch(codeOf)).toBe('voucher-voided');
  const rest = { request: book.newId(), batch, reason: 'Lost' };
  expect(await call(vouchersHandlers.void, rest, { context }).catch(codeOf)).toBe('voucher-money-needed');
  const given = { ...rest, batch: issue(book).batch, way: 'kept' } as const;
  expect(await call(vouchersHandlers.void, given, { context }).catch(codeOf)).toBe('voucher-money-needless');
  expect(topics.flat()).toContain('vouchers');
});

test('the money of a sold batch may have been paid by bank transfer or to an account of a gateway', async () => {
  const { book, context } = open();
  const add =
    "INSERT INTO gateway_account (key, provider, environment, account, name, label, added_at, removed_at) VALUES (?, ?, 'live', 'a', 'b', ?, ?, ?)";
  book.db.prepare(add).run('stripe', 'stripe', null, 1, null);
  book.db.prepare(add).run('stripe-2', 'stripe', 'Shop', 2, null);
  book.db.prepare(add).run('paypal', 'paypal', null, 3, 4);
  expect(await call(vouchersHandlers.paidAt, undefined, { context })).toEqual([
    { at: 'bank-transfer', label: '' },
    { at: 'stripe', label: 'Stripe' },
    { at: 'stripe-2', label: 'Shop' },
  ]);
});

test('what the contract does not take is refused before anything is asked of the book', async () => {
  const { book, context } = open();
  const wish = {
    ...{ request: book.newId(), name: 'Spring', kind: 'promotional' as const, amount: '20.00', currency: 'EUR' },
    ...{ from: '2026-03-01', to: null, pattern: '{12}', count: 10_001 },
  };
  const asked = call(vouchersHandlers.create, wish, { context });
  expect(await asked.catch((error: unknown) => error)).toBeInstanceOf(ORPCError);
  expect(await call(vouchersHandlers.create, { ...wish, count: 3 }, { context })).toMatchObject({
    id: expect.any(String),
  });
  expect(all(book.db, 'SELECT 1 FROM voucher')).toHaveLength(3);
});
