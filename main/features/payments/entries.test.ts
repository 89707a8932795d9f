import { describe, expect, test } from 'vitest';
import { act, memoryBook, START_MS, testClock } from '../../../test/support/book';
import { balances, lastSeq, postingsAfter, replayed, verified } from '../../../test/support/checks';
import { customer, dispute, page, payment, payout, refund, settled, type Told } from '../../../test/support/told';
import { one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';
import { takeFromCredit } from '../../ledger/split';
import { ingest } from '../sync/ingest';
import type { PurchaseRecorded } from './events';

/** A book whose customer `cus_1` is known; `tell` gives the postings that one page causes. */
function openBook() {
  const book = memoryBook(testClock());
  const tell = (told: Told) => {
    const before = lastSeq(book.db);
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(told)], null);
    return postingsAfter(book.db, before);
  };
  tell({ customers: [customer('cus_1')] });
  return { book, tell };
}

function purchase(book: Book, amount: number, product = 'hosting'): string[] {
  const before = lastSeq(book.db);
  const uuid = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer LIMIT 1')?.uuid ?? Buffer.alloc(16);
  const of = idFromBytes(uuid);
  record(book, act(book, { amount }), function* (facts) {
    const payload: PurchaseRecorded = {
      ...{ customer: of, amount, currency: 'EUR', product, description: 'Server', reference: '' },
      ...takeFromCredit(facts.balance, of, amount, 'EUR'),
    };
    yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt: START_MS, payload };
  });
  return postingsAfter(book.db, before);
}

/** Nothing of the business is out of balance, and all of it can be built again. */
function expectSound(book: Book): void {
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
}

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
