import { describe, expect, test } from 'vitest';
import { balances } from '../../../test/support/checks';
import { expectSound, openBook, purchase } from '../../../test/support/entry-book';
import { payment, refund, settled } from '../../../test/support/told';
import { one } from '../../db/sql';

test('payment completed, top-up', () => {
  const { book, tell } = openBook();
  expect(tell({ payments: [payment('pi_1')] })).toEqual(['credit:cus_1:paid → clearing:stripe 10000 EUR']);
  expectSound(book);
});

test('payment Pending or Cancelled moves nothing', () => {
  const { tell } = openBook();
  expect(
    tell({ payments: [payment('pi_1', { status: 'Pending' }), payment('pi_2', { status: 'Cancelled' })] }),
  ).toEqual([]);
});

test('a Pending payment that completes, and one that was Cancelled and completes after all', () => {
  const { book, tell } = openBook();
  tell({ payments: [payment('pi_1', { status: 'Pending' }), payment('pi_2', { status: 'Cancelled' })] });
  expect(tell({ payments: [payment('pi_1')] })).toEqual(['credit:cus_1:paid → clearing:stripe 10000 EUR']);
  expect(tell({ payments: [payment('pi_2')] })).toEqual(['credit:cus_1:paid → clearing:stripe 10000 EUR']);
  expectSound(book);
});

describe('purchase (a negative payment)', () => {
  test('from paid credit', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(purchase(book, 2_500)).toEqual(['sales:hosting → credit:cus_1:paid 2500 EUR']);
    expect(one(book.db, "SELECT amount, status FROM payment WHERE gateway = 'account'")).toEqual({
      amount: -2_500,
      status: 'Completed',
    });
    expectSound(book);
  });

  test('what the lots do not cover is due', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(purchase(book, 12_500)).toEqual([
      'sales:hosting → credit:cus_1:paid 10000 EUR',
      'sales:hosting → receivable:cus_1 2500 EUR',
    ]);
    expect(purchase(book, 100)).toEqual(['sales:hosting → receivable:cus_1 100 EUR']);
    expectSound(book);
  });
});

describe('gateway fee', () => {
  test('with the payment', () => {
    const { tell } = openBook();
    expect(tell({ payments: [payment('pi_1', { settlement: settled('txn_1', 10_000, 320) })] })).toEqual([
      'credit:cus_1:paid → clearing:stripe 10000 EUR',
      'clearing:stripe → fees:stripe 320 EUR',
    ]);
  });

  test('known only later', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { settlement: null })] });
    expect(tell({ payments: [payment('pi_1', { settlement: settled('txn_1', 10_000, 320) })] })).toEqual([
      'clearing:stripe → fees:stripe 320 EUR',
    ]);
    expect(tell({ payments: [payment('pi_1', { settlement: settled('txn_1', 10_000, 320) })] })).toEqual([]);
    expect(one(book.db, 'SELECT fee, settled_currency FROM payment')).toEqual({ fee: 320, settled_currency: 'EUR' });
    expectSound(book);
  });
});

describe('conversion (charge or payout in another currency)', () => {
  const dollars = settled('txn_1', 8_800, 290, { currency: 'EUR', rate: '0.88' });
  const charge = payment('pi_1', { currency: 'USD', settlement: dollars });

  test('both legs as the gateway states them, the rate kept', () => {
    const { book, tell } = openBook();
    expect(tell({ payments: [charge] })).toEqual([
      'credit:cus_1:paid → clearing:stripe 10000 USD',
      'clearing:stripe → exchange:USD 10000 USD',
      'exchange:EUR → clearing:stripe 8800 EUR',
      'clearing:stripe → fees:stripe 290 EUR',
    ]);
    expect(one(book.db, 'SELECT rate FROM settlement')).toEqual({ rate: '0.88' });
    expect(balances(book.db)['clearing:stripe EUR']).toBe(8_510);
    expect(balances(book.db)['clearing:stripe USD']).toBeUndefined();
    expectSound(book);
  });

  test('a JPY charge paid out in USD: yen have no decimals, and neither sum is worked out here', () => {
    const { book, tell } = openBook();
    const settlement = settled('txn_1', 3_300, 130, { currency: 'USD', rate: '0.0066' });
    expect(tell({ payments: [payment('pi_1', { amount: 5_000, currency: 'JPY', settlement })] })).toEqual([
      'credit:cus_1:paid → clearing:stripe 5000 JPY',
      'clearing:stripe → exchange:JPY 5000 JPY',
      'exchange:USD → clearing:stripe 3300 USD',
      'clearing:stripe → fees:stripe 130 USD',
    ]);
    expect(balances(book.db)['clearing:stripe USD']).toBe(3_170);
    expect(balances(book.db)['clearing:stripe JPY']).toBeUndefined();
    expectSound(book);
  });

  test('a refund goes back through both', () => {
    const { book, tell } = openBook();
    tell({ payments: [charge] });
    const back = settled('txn_re', -4_500, 0, { currency: 'EUR', rate: '0.90' });
    expect(tell({ refunds: [refund('re_1', 'pi_1', 5_000, { currency: 'USD', settlement: back })] })).toEqual([
      'exchange:USD → clearing:stripe 5000 USD',
      'clearing:stripe → exchange:EUR 4500 EUR',
      'clearing:stripe → credit:cus_1:paid 5000 USD',
    ]);
    expectSound(book);
  });
});

describe('refund of a top-up to its method', () => {
  test('from paid credit', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ refunds: [refund('re_1', 'pi_1', 4_000)] })).toEqual([
      'clearing:stripe → credit:cus_1:paid 4000 EUR',
    ]);
    expect(one(book.db, 'SELECT refunded, status FROM payment')).toEqual({ refunded: 4_000, status: 'Completed' });
    expectSound(book);
  });

  test('of credit that was spent: the rest is due', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    purchase(book, 7_000);
    expect(tell({ refunds: [refund('re_1', 'pi_1', 10_000)] })).toEqual([
      'clearing:stripe → credit:cus_1:paid 3000 EUR',
      'clearing:stripe → receivable:cus_1 7000 EUR',
    ]);
    expectSound(book);
  });

  test('fails later: reversed exactly, also what was due and the conversion', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { currency: 'USD', settlement: settled('txn_1', 8_800, 290) })] });
    const before = balances(book.db);
    const back = settled('txn_re', -8_900, 0, { currency: 'EUR', rate: '0.89' });
    const booked = refund('re_1', 'pi_1', 10_000, { currency: 'USD', status: 'pending', settlement: back });
    tell({ refunds: [booked] });
    // The gateway may name no settlement, or another one, once it has failed.
    expect(tell({ refunds: [{ ...booked, status: 'failed', settlement: null }] }).length).toBe(3);
    expect(balances(book.db)).toEqual(before);
    expect(one(book.db, 'SELECT refunded, flag FROM payment')).toEqual({ refunded: 0, flag: 'refund-failed' });
    expectSound(book);
  });

  test('reversed exactly when the credit changed in between', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    purchase(book, 7_000);
    const before = balances(book.db);
    tell({ refunds: [refund('re_1', 'pi_1', 10_000, { status: 'pending' })] });
    tell({ payments: [payment('pi_2')] });
    tell({ refunds: [refund('re_1', 'pi_1', 10_000, { status: 'failed' })] });
    const more = { 'clearing:stripe EUR': 20_000, 'credit:cus_1:paid EUR': -13_000 };
    expect(balances(book.db)).toEqual({ ...before, ...more });
    expectSound(book);
  });

  test('made again after it failed: borne by what is held now', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    for (const status of ['pending', 'failed'] as const)
      tell({ refunds: [refund('re_1', 'pi_1', 10_000, { status })] });
    purchase(book, 9_000);
    expect(tell({ refunds: [refund('re_1', 'pi_1', 10_000)] })).toEqual([
      'clearing:stripe → credit:cus_1:paid 1000 EUR',
      'clearing:stripe → receivable:cus_1 9000 EUR',
    ]);
    expect(tell({ refunds: [refund('re_1', 'pi_1', 10_000, { status: 'failed' })] })).toEqual([
      'receivable:cus_1 → clearing:stripe 9000 EUR',
      'credit:cus_1:paid → clearing:stripe 1000 EUR',
    ]);
    expectSound(book);
  });

  test('settled only later: its conversion is booked then', () => {
    const { book, tell } = openBook();
    tell({ payments: [payment('pi_1', { currency: 'USD', settlement: settled('txn_1', 8_800, 290) })] });
    const pending = refund('re_1', 'pi_1', 10_000, { currency: 'USD', status: 'pending', settlement: null });
    tell({ refunds: [pending] });
    const back = settled('txn_re', -8_900, 0, { currency: 'EUR' });
    expect(tell({ refunds: [{ ...pending, status: 'completed', settlement: back }] })).toEqual([
      'exchange:USD → clearing:stripe 10000 USD',
      'clearing:stripe → exchange:EUR 8900 EUR',
    ]);
    expect(balances(book.db)['clearing:stripe USD']).toBeUndefined();
    expect(tell({ refunds: [{ ...pending, status: 'completed', settlement: back }] })).toEqual([]);
    tell({ refunds: [{ ...pending, status: 'failed', settlement: null }] });
    expect(balances(book.db)['clearing:stripe EUR']).toBe(8_510);
    expectSound(book);
  });

  test('one that failed before it was seen moves nothing', () => {
    const { tell } = openBook();
    tell({ payments: [payment('pi_1')] });
    expect(tell({ refunds: [refund('re_1', 'pi_1', 4_000, { status: 'failed' })] })).toEqual([]);
  });
});
