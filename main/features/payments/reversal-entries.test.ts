import { describe, expect, test } from 'vitest';
import { START_MS } from '../../../test/support/book';
import { balances } from '../../../test/support/checks';
import { expectSound, openBook, purchase } from '../../../test/support/entry-book';
import { dispute, payment, payout, refund, settled } from '../../../test/support/told';
import { one } from '../../db/sql';

describe('direct-debit return, reversal', () => {
  test('the receipt is taken back, the fee with it', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { status: 'Pending' })] });
    const before = balances(book.db);
    tell({ payments: [payment('pi_1', { settlement: settled('txn_1', 10_000, 35) })] });
    expect(tell({ payments: [payment('pi_1', { status: 'Cancelled' })] })).toEqual([
      'fees:stripe → clearing:stripe 35 EUR',
      'clearing:stripe → credit:cus_1:paid 10000 EUR',
    ]);
    expect(balances(book.db)).toEqual(before);
    expect(one(book.db, 'SELECT fee, settled, booked_on FROM payment')).toEqual({
      fee: null,
      settled: null,
      booked_on: null,
    });
    expectSound(book);
  });

  test('of credit that was spent: the rest is due', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    purchase(book, 6_000);
    expect(tell({ payments: [payment('pi_1', { status: 'Cancelled' })] })).toEqual([
      'clearing:stripe → credit:cus_1:paid 4000 EUR',
      'clearing:stripe → receivable:cus_1 6000 EUR',
    ]);
    expectSound(book);
  });
});

describe('dispute opened; won; lost, and its fee', () => {
  const won = { state: 'won', providerStatus: 'won', closedAt: START_MS + 9e8 } as const;
  const lost = { state: 'lost', providerStatus: 'lost', closedAt: START_MS + 9e8 } as const;
  const opened = ['clearing:stripe → disputes:stripe 10000 EUR', 'clearing:stripe → fees:stripe:dispute 1500 EUR'];

  test('opened', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] })).toEqual(opened);
    expect(one(book.db, 'SELECT disputed, status FROM payment')).toEqual({ disputed: 10_000, status: 'Completed' });
    expectSound(book);
  });

  test('a mere warning moves nothing until the sum is withdrawn', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { withdrawal: null })] })).toEqual([]);
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] })).toEqual(opened);
    expectSound(book);
  });

  test('won, with the fee returned', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    const before = balances(book.db);
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] });
    const reinstatement = settled('txn_back', 10_000, -1_500);
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { ...won, reinstatement })] })).toEqual([
      'disputes:stripe → clearing:stripe 10000 EUR',
      'fees:stripe:dispute → clearing:stripe 1500 EUR',
    ]);
    expect(balances(book.db)).toEqual(before);
    expect(one(book.db, 'SELECT disputed FROM payment')).toEqual({ disputed: 0 });
    expectSound(book);
  });

  test('won, with the money back only later', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, won)] })).toEqual([]);
    const reinstatement = settled('txn_back', 10_000);
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { ...won, reinstatement })] })).toEqual([
      'disputes:stripe → clearing:stripe 10000 EUR',
    ]);
    expectSound(book);
  });

  test('lost: paid credit as far as unspent, the rest due', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    purchase(book, 9_000);
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, lost)] })).toEqual([
      'disputes:stripe → credit:cus_1:paid 1000 EUR',
      'disputes:stripe → receivable:cus_1 9000 EUR',
    ]);
    expect(balances(book.db)['disputes:stripe EUR']).toBeUndefined();
    expectSound(book);
  });

  test('lost when it is first seen: opened and lost', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, lost)] })).toEqual([
      ...opened,
      'disputes:stripe → credit:cus_1:paid 10000 EUR',
    ]);
    expectSound(book);
  });

  test('lost, and the gateway names the withdrawal no longer: what was booked counts', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000)] });
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { ...lost, withdrawal: null })] })).toEqual([
      'disputes:stripe → credit:cus_1:paid 10000 EUR',
    ]);
    expectSound(book);
  });

  test('lost, then won after all: what was lost comes back first', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    purchase(book, 9_000);
    const before = balances(book.db);
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, lost)] });
    const reinstatement = settled('txn_back', 10_000, -1_500);
    tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { ...won, reinstatement })] });
    expect(balances(book.db)).toEqual(before);
    expectSound(book);
  });

  test('in another currency than the account settles in', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { currency: 'USD', settlement: settled('txn_1', 8_800, 290) })] });
    const withdrawal = settled('txn_dp', -8_900, 1_500, { currency: 'EUR' });
    const of = { currency: 'USD', withdrawal };
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, of)] })).toEqual([
      'clearing:stripe → disputes:stripe 8900 EUR',
      'clearing:stripe → fees:stripe:dispute 1500 EUR',
    ]);
    expect(tell({ disputes: [dispute('dp_1', 'pi_1', 10_000, { ...of, ...lost })] })).toEqual([
      'exchange:USD → disputes:stripe 10000 USD',
      'disputes:stripe → exchange:EUR 8900 EUR',
      'disputes:stripe → credit:cus_1:paid 10000 USD',
    ]);
    const left = Object.keys(balances(book.db)).filter((name) => name.startsWith('disputes:'));
    expect(left).toEqual([]);
    expectSound(book);
  });
});

describe('payout sent; failed', () => {
  test('sent', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ payouts: [payout('po_1', 10_000, { settlements: ['txn_pi_1'] })] })).toEqual([
      'clearing:stripe → transit:stripe 10000 EUR',
    ]);
    expect(tell({ payouts: [payout('po_1', 10_000, { status: 'arrived', providerStatus: 'paid' })] })).toEqual([]);
    expect(one(book.db, 'SELECT count(*) AS n FROM payout_item')).toEqual({ n: 1 });
    expectSound(book);
  });

  test('failed: reversed; and sent after all', () => {
    const { book, tell } = openBook();
    tell({ payouts: [payout('po_1', 10_000)] });
    expect(tell({ payouts: [payout('po_1', 10_000, { status: 'failed', providerStatus: 'failed' })] })).toEqual([
      'transit:stripe → clearing:stripe 10000 EUR',
    ]);
    expect(tell({ payouts: [payout('po_1', 10_000)] })).toEqual(['clearing:stripe → transit:stripe 10000 EUR']);
    expectSound(book);
  });

  test('one that takes money in goes the other way', () => {
    const { tell } = openBook();
    expect(tell({ payouts: [payout('po_1', -2_000)] })).toEqual(['transit:stripe → clearing:stripe 2000 EUR']);
  });
});

describe('unknown receipt', () => {
  test('stands in suspense, with its refund and its dispute', () => {
    const { book, tell } = openBook();
    expect(tell({ payments: [payment('pi_1', { customer: null })] })).toEqual(['suspense → clearing:stripe 10000 EUR']);
    expect(one(book.db, 'SELECT flag FROM payment')).toEqual({ flag: 'no-customer' });
    expect(tell({ refunds: [refund('re_1', 'pi_1', 4_000)] })).toEqual(['clearing:stripe → suspense 4000 EUR']);
    expectSound(book);
  });

  test('an owner who is named before it completes has the credit', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { status: 'Pending', customer: null })] });
    expect(tell({ payments: [payment('pi_1')] })).toEqual(['credit:cus_1:paid → clearing:stripe 10000 EUR']);
    expect(one(book.db, 'SELECT flag, customer FROM payment')).toEqual({ flag: null, customer: 1 });
    expectSound(book);
  });
});
