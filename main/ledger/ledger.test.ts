import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { MAX_MINOR } from '../kernel/money';
import { accountKind, accounts, customerOf, lots } from './chart';
import { assertEntry, move, reverse, type Transfer } from './entry';
import {
  disputeLostEntry,
  disputeOpenedEntry,
  disputeWonEntry,
  receiptEntry,
  receiptTakenBackEntry,
  refundEntry,
} from './receipt';
import { bearFromPaidCredit, takeFromCredit } from './split';

const customer = memoryBook(testClock()).newId();

/** What each account has gained, debits less credits, by account and currency. */
function net(entry: readonly Transfer[]): Record<string, number> {
  const sums = new Map<string, number>();
  const add = (key: string, minor: number) => sums.set(key, (sums.get(key) ?? 0) + minor);
  for (const { from, to, minor, currency } of entry) {
    add(`${from} ${currency}`, -minor);
    add(`${to} ${currency}`, minor);
  }
  return Object.fromEntries([...sums].filter(([, minor]) => minor !== 0).sort());
}

const amount = fc.integer({ min: 1, max: 10 ** 15 });
const settlement = fc
  .record({
    amount: fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
    fee: fc.integer({ min: -10_000, max: 10_000 }),
    currency: fc.constantFrom('EUR', 'JPY'),
  })
  .map((part) => ({ externalId: 'txn', ...part, net: part.amount - part.fee }));
const split = (whole: number) =>
  fc.integer({ min: 0, max: whole }).map((credit) => ({ credit, receivable: whole - credit }));

describe('every entry', () => {
  const receipt = amount.chain((whole) =>
    fc.record({
      gateway: fc.constant('stripe'),
      customer: fc.constantFrom(customer, undefined),
      amount: fc.constant(whole),
      currency: fc.constantFrom('EUR', 'USD', 'KWD'),
      settlement,
      split: split(whole),
    }),
  );
  const makers: [string, (of: typeof receipt extends fc.Arbitrary<infer R> ? R : never) => Transfer[]][] = [
    ['receipt', receiptEntry],
    ['receipt taken back', receiptTakenBackEntry],
    ['refund', refundEntry],
    ['dispute opened', (of) => disputeOpenedEntry(of.gateway, of.settlement)],
    ['dispute won', (of) => disputeWonEntry(of.gateway, of.settlement)],
    ['dispute lost', disputeLostEntry],
  ];
  for (const [name, make] of makers) {
    test(`${name}: moves whole positive sums between accounts of the chart, and its reverse undoes it`, () => {
      fc.assert(
        fc.property(receipt, (of) => {
          const entry = make(of);
          assertEntry(entry);
          for (const { from, to } of entry) expect([accountKind(from), accountKind(to)]).not.toContain(undefined);
          expect(net([...entry, ...reverse(entry)])).toEqual({});
          const sums = new Map<string, number>();
          for (const [key, minor] of Object.entries(net(entry)))
            sums.set(key.slice(-3), (sums.get(key.slice(-3)) ?? 0) + minor);
          expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
        }),
      );
    });
  }

  test('a receipt that is taken back by whoever had it leaves nothing', () => {
    fc.assert(
      fc.property(receipt, (of) => {
        const back = receiptTakenBackEntry({ ...of, split: { credit: of.amount, receivable: 0 } });
        expect(net([...receiptEntry(of), ...back])).toEqual({});
      }),
    );
  });
});

test('a transfer of nothing is none, and one of less than nothing goes the other way', () => {
  expect(move('suspense', 'clearing:stripe', 0, 'EUR')).toEqual([]);
  expect(move('suspense', 'clearing:stripe', -5, 'EUR')).toEqual(move('clearing:stripe', 'suspense', 5, 'EUR'));
});

test('an entry that the ledger cannot hold is refused', () => {
  const good = { from: 'suspense', to: 'clearing:stripe', minor: 1, currency: 'EUR' };
  expect(() => assertEntry([good])).not.toThrow();
  for (const wrong of [
    { to: 'suspense' },
    { minor: 0 },
    { minor: -1 },
    { minor: 0.5 },
    { minor: Number.NaN },
    { minor: MAX_MINOR + 1 },
  ])
    expect(() => assertEntry([good, { ...good, ...wrong }])).toThrow(
      expect.objectContaining({ code: 'event-invalid' }),
    );
});

describe('who bears it', () => {
  const held = fc.record({ granted: fc.nat(10 ** 12), voucher: fc.nat(10 ** 12), paid: fc.nat(10 ** 12) });
  const reading = (credit: Record<string, number>) => (account: string) => -(credit[account.split(':')[2] ?? ''] ?? 0);

  test('a purchase takes granted, then voucher, then paid credit, and never more than is held', () => {
    fc.assert(
      fc.property(held, fc.nat(3 * 10 ** 12), (credit, wanted) => {
        const { taken, receivable } = takeFromCredit(reading(credit), customer, wanted, 'EUR');
        expect(taken.granted + taken.voucher + taken.paid + receivable).toBe(wanted);
        for (const lot of lots) expect(taken[lot] >= 0 && taken[lot] <= credit[lot]).toBe(true);
        if (taken.voucher > 0) expect(taken.granted).toBe(credit.granted);
        if (taken.paid > 0) expect(taken.voucher).toBe(credit.voucher);
        if (receivable > 0) expect(taken.paid).toBe(credit.paid);
      }),
    );
  });

  test('what is taken back comes from paid credit alone, never below nothing', () => {
    fc.assert(
      fc.property(held, fc.nat(3 * 10 ** 12), (credit, wanted) => {
        const borne = bearFromPaidCredit(reading(credit), customer, wanted, 'EUR');
        expect(borne).toEqual({ credit: Math.min(wanted, credit.paid), receivable: Math.max(0, wanted - credit.paid) });
      }),
    );
    expect(bearFromPaidCredit(() => 50, customer, 7, 'EUR')).toEqual({ credit: 0, receivable: 7 });
  });
});

test('accounts are known by their names, and no other name is one', () => {
  expect(accountKind(accounts.credit(customer, 'paid'))).toBe('liability');
  expect(accountKind(accounts.clearing('stripe'))).toBe('asset');
  expect(accountKind(accounts.disputeFees('stripe'))).toBe('expense');
  expect(accountKind('tax:input')).toBe('asset');
  expect(accountKind('tax:output:ES')).toBe('liability');
  for (const name of ['', 'cash', 'Clearing:stripe', '__proto__', 'constructor:x'])
    expect(() => accountKind(name)).toThrow(RangeError);
  expect(customerOf(accounts.credit(customer, 'voucher'))).toEqual({ customer, part: 'voucher' });
  expect(customerOf(accounts.receivable(customer))).toEqual({ customer, part: 'receivable' });
  expect(customerOf('credit:x:other')).toBeNull();
  expect(customerOf('suspense')).toBeNull();
});
