/** What each event of a voucher moves, row by row of the table in docs/architecture.md. */
import { expect, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { balances, lastSeq, postingsAfter, verified } from '../../../test/support/checks';
import { addCustomer, issue, paid, redeem } from '../../../test/support/vouchers';
import { run } from '../../db/sql';
import type { VoidWay } from '../../kernel/voucher';
import { expireVouchers } from './expiry';
import { voidVouchers } from './voiding';

function open() {
  const clock = testClock();
  const book = memoryBook(clock);
  const customer = addCustomer(book);
  const moved = (work: () => unknown) => {
    const before = lastSeq(book.db);
    work();
    return postingsAfter(book.db, before).map((line) => line.replace(customer, 'C'));
  };
  const sold = (more: Parameters<typeof issue>[1] = {}) => issue(book, { kind: 'sold', paid, ...more });
  const voids = (batch: string, way: VoidWay | null) => {
    const wish = { batch, way, reason: 'Lost' };
    return voidVouchers(book, act(book, wish), wish);
  };
  return { book, clock, customer, moved, sold, voids };
}

test('voucher issued, promotional: a register entry only', () => {
  const { book, moved } = open();
  expect(moved(() => issue(book))).toEqual([]);
});

test('voucher issued, sold: vouchers:outstanding → clearing:bank-transfer', () => {
  const { moved, sold } = open();
  expect(moved(sold)).toEqual(['vouchers:outstanding → clearing:bank-transfer 4000 EUR']);
});

test('voucher issued, sold: vouchers:outstanding → clearing:G, for all uses of all vouchers', () => {
  const { book, moved, sold } = open();
  run(
    book.db,
    "INSERT INTO gateway_account (key, provider, environment, account, name, added_at) VALUES ('stripe-2', 'stripe', 'live', 'a', 'b', 0)",
  );
  const lines = moved(() => sold({ uses: 3, count: 5, paid: { ...paid, at: 'stripe-2' } }));
  expect(lines).toEqual(['vouchers:outstanding → clearing:stripe-2 30000 EUR']);
});

test('voucher redeemed, promotional: credit:C:voucher → promo', () => {
  const { book, customer, moved } = open();
  const { codes } = issue(book);
  expect(moved(() => redeem(book, customer, codes[0] ?? ''))).toEqual(['credit:C:voucher → promo 2000 EUR']);
});

test('voucher redeemed, sold: credit:C:voucher → vouchers:outstanding', () => {
  const { book, customer, moved, sold } = open();
  const { codes } = sold({ uses: 2, perCustomer: 2 });
  const line = 'credit:C:voucher → vouchers:outstanding 2000 EUR';
  expect(moved(() => redeem(book, customer, codes[0] ?? ''))).toEqual([line]);
  // Each use is worth the whole amount.
  expect(moved(() => redeem(book, customer, codes[0] ?? ''))).toEqual([line]);
});

test('voucher expired, sold and unredeemed: breakage → vouchers:outstanding', () => {
  const { book, clock, customer, moved, sold } = open();
  const { codes } = sold({ count: 3 });
  redeem(book, customer, codes[0] ?? '');
  clock.at = Date.UTC(2026, 3, 2);
  expect(moved(() => expireVouchers(book, 'ada'))).toEqual(['breakage → vouchers:outstanding 4000 EUR']);
});

test('voucher expired, promotional: nothing', () => {
  const { book, clock, moved } = open();
  issue(book);
  clock.at = Date.UTC(2026, 3, 2);
  expect(moved(() => expect(expireVouchers(book, 'ada')).toBe(1))).toEqual([]);
});

test('voucher voided, sold and returned: clearing:G → vouchers:outstanding', () => {
  const { book, customer, moved, sold, voids } = open();
  const { batch, codes } = sold({ uses: 2 });
  redeem(book, customer, codes[0] ?? '');
  expect(moved(() => voids(batch, 'returned'))).toEqual([
    'clearing:bank-transfer → vouchers:outstanding 2000 EUR',
    'clearing:bank-transfer → vouchers:outstanding 4000 EUR',
  ]);
});

test('voucher voided, sold and kept: breakage → vouchers:outstanding', () => {
  const { moved, sold, voids } = open();
  const { batch } = sold();
  expect(moved(() => voids(batch, 'kept'))).toEqual(Array(2).fill('breakage → vouchers:outstanding 2000 EUR'));
});

test('voucher voided, promotional: nothing', () => {
  const { book, moved, voids } = open();
  const { batch } = issue(book);
  expect(moved(() => voids(batch, null))).toEqual([]);
});

test('a sold batch that was used, voided and has expired leaves nothing outstanding', () => {
  const { book, clock, customer, sold } = open();
  const { batch, codes, vouchers } = sold({ count: 3 });
  redeem(book, customer, codes[0] ?? '');
  const wish = { batch, vouchers: vouchers.slice(1, 2), way: 'kept', reason: 'Lost' } as const;
  voidVouchers(book, act(book, wish), wish);
  clock.at = Date.UTC(2026, 3, 2);
  expireVouchers(book, 'ada');
  expect(balances(book.db)).toEqual({
    ...{ 'breakage EUR': -4_000, 'clearing:bank-transfer EUR': 6_000, [`credit:${customer}:voucher EUR`]: -2_000 },
  });
  expect(verified(book.db).ok).toBe(true);
});
