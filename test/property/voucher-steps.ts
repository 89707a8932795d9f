/** What can happen to vouchers: the world knows beforehand whether the book must refuse it, and by which rule. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { expireVouchers } from '../../main/features/vouchers/expiry';
import { voidVouchers } from '../../main/features/vouchers/voiding';
import { Failure } from '../../main/kernel/failure';
import { toDecimal } from '../../main/kernel/money';
import { addDays } from '../../main/kernel/time';
import { voidWays, voucherKinds } from '../../main/kernel/voucher';
import { act } from '../support/book';
import { issue, redeem } from '../support/vouchers';
import { amount, currencies, customerOf, nth, steps } from './step';
import type { KnownVoucher, World } from './world';

export function usesOf({ used }: KnownVoucher): number {
  return [...used.values()].reduce((sum, times) => sum + times, 0);
}

const todayOf = ({ book, clock }: World) => book.dayOf(clock.now());

const newBatch = fc.record({
  kind: fc.constantFrom(...voucherKinds),
  amount,
  currency: fc.constantFrom(...currencies),
  uses: fc.integer({ min: 1, max: 3 }),
  perCustomer: fc.option(fc.integer({ min: 1, max: 3 })),
  count: fc.integer({ min: 1, max: 3 }),
  begins: fc.integer({ min: 0, max: 2 }),
  lasts: fc.option(fc.integer({ min: 0, max: 5 })),
});

export const issuesVouchers = steps('issuesVouchers', newBatch, (world, wish) => {
  const today = todayOf(world);
  const from = addDays(today, Math.max(0, wish.begins - 1));
  const to = wish.lasts === null ? null : addDays(from, wish.lasts);
  const { kind, currency, uses, count } = wish;
  const perCustomer = wish.perCustomer === null ? null : Math.min(uses, wish.perCustomer);
  const rule = { kind, currency, from, to, uses, perCustomer };
  const paid = kind === 'sold' ? { at: 'bank-transfer', note: 'Statement 1', day: today } : null;
  const decimal = toDecimal(wish.amount, currency);
  const { batch, vouchers, codes } = issue(world.book, { ...rule, amount: decimal, count, paid });
  for (const [n, id] of vouchers.entries())
    world.vouchers.push({
      ...rule,
      ...{ batch, id, code: codes[n] ?? '', amount: wish.amount, used: new Map(), end: null },
    });
});

/** By which rule it must be refused; null: it must not. */
function refusalOf(world: World, voucher: KnownVoucher, customer: string, currency: string): string | null {
  const today = todayOf(world);
  const { end, from, to, uses, perCustomer, used } = voucher;
  if (end !== null && end !== 'expired') return 'voucher-voided';
  if (currency !== voucher.currency) return 'voucher-wrong-currency';
  if (today < from) return 'voucher-not-yet-valid';
  if (usesOf(voucher) >= uses) return 'voucher-used-up';
  // Also what was used by those who were merged since.
  const own = [...used].filter(([user]) => world.ownerNow(user) === world.ownerNow(customer));
  const times = own.reduce((sum, [, n]) => sum + n, 0);
  if (perCustomer !== null && times >= perCustomer) return 'voucher-used-by-customer';
  return end === 'expired' || (to !== null && today > to) ? 'voucher-expired' : null;
}

export const redeemsVoucher = steps(
  'redeemsVoucher',
  fc.record({
    nth,
    customer: fc.constantFrom('cus_1', 'cus_2', 'cus_3'),
    currency: fc.constantFrom('its', 'its', 'its', ...currencies),
    twice: fc.boolean(),
  }),
  (world, { customer, twice, ...wish }) => {
    const voucher = world.vouchers[wish.nth % Math.max(1, world.vouchers.length)];
    const of = customerOf(world, customer);
    if (!voucher || !of) return;
    const currency = wish.currency === 'its' ? voucher.currency : wish.currency;
    const refusal = refusalOf(world, voucher, customer, currency);
    const request = world.book.newId();
    const told = outcome(() => redeem(world.book, of, voucher.code, { currency, request }));
    expect(told).toBe(refusal);
    if (refusal !== null) return;
    const owner = world.ownerNow(customer);
    voucher.used.set(owner, (voucher.used.get(owner) ?? 0) + 1);
    if (twice) redeem(world.book, of, voucher.code, { currency, request });
  },
);

/** The code of what was thrown; null: nothing was. */
function outcome(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

export const voidsVouchers = steps(
  'voidsVouchers',
  fc.record({ nth, whole: fc.boolean(), way: fc.constantFrom(...voidWays) }),
  (world, { nth: n, whole, way: wanted }) => {
    const chosen = world.vouchers[n % Math.max(1, world.vouchers.length)];
    if (!chosen) return;
    const isOpen = (voucher: KnownVoucher) => voucher.end === null && usesOf(voucher) < voucher.uses;
    const of = world.vouchers.filter((voucher) => (whole ? voucher.batch === chosen.batch : voucher === chosen));
    const way = chosen.kind === 'sold' ? wanted : null;
    const wish = { batch: chosen.batch, vouchers: whole ? undefined : [chosen.id], way, reason: 'Lost' };
    const told = outcome(() => voidVouchers(world.book, act(world.book, wish), wish));
    expect(told === null).toBe(of.some(isOpen));
    for (const voucher of of.filter(isOpen)) voucher.end = way ?? 'voided';
  },
);

export const expiresVouchers = steps('expiresVouchers', fc.constant(null), (world) => {
  const today = todayOf(world);
  expireVouchers(world.book, 'ada');
  for (const voucher of world.vouchers)
    if (voucher.end === null && voucher.to !== null && voucher.to < today) voucher.end = 'expired';
  expect(expireVouchers(world.book, 'ada')).toBe(0);
});
