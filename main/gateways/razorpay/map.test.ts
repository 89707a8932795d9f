/** What becomes of Razorpay's words, sums and oddities: exact, or put aside with a reason. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../kernel/money';
import { askedAmount, currencyOf } from './amount';
import { checkKeyId, checkKeySecret } from './credentials';
import { keyOf, mapPayment, pageIdOf } from './map';
import { mapDispute, mapRecon, mapRefund, mapSettlement } from './map-aftermath';
import { mapToken } from './map-method';
import { isHardDecline, pageState } from './map-status';

const base = {
  id: 'pay_1',
  entity: 'payment',
  amount: 1000,
  currency: 'INR',
  status: 'captured',
  captured: true,
  fee: 24,
  tax: 4,
  notes: [],
  method: 'netbanking',
  bank: 'HDFC',
  created_at: 1_770_000_000,
};
const pay = (more: object) => mapPayment({ ...base, ...more });

describe('a status', () => {
  const failed = { status: 'failed', captured: false };
  test.each([
    [{ status: 'created', captured: false }, 'Pending', 'waiting-customer'],
    [{ status: 'created', captured: false, token_id: 'token_1' }, 'Pending', 'waiting-bank'],
    [{ status: 'created', captured: false, method: 'emandate' }, 'Pending', 'waiting-bank'],
    [{ status: 'authorized', captured: false }, 'Pending', 'waiting-gateway'],
    [{ status: 'captured' }, 'Completed', null],
    [{ status: 'refunded' }, 'Completed', null],
    [{ status: 'refunded', captured: 1 }, 'Completed', null],
    [{ status: 'refunded', captured: false }, 'Cancelled', 'expired'],
    [failed, 'Cancelled', 'declined'],
    [{ ...failed, error_reason: 'payment_cancelled' }, 'Cancelled', 'cancelled-customer'],
    [{ ...failed, error_reason: 'payment_timed_out' }, 'Cancelled', 'expired'],
  ])('%j: %s', (more, status, reason) => {
    expect(pay(more).row).toMatchObject({ status, reason, flag: null });
  });

  test('that nobody knows stays Pending and is flagged', () => {
    expect(pay({ status: 'levitating' }).row).toMatchObject({
      status: 'Pending',
      flag: 'unknown-status',
      settlement: null,
    });
    const refund = {
      id: 'rfnd_1',
      entity: 'refund',
      amount: 5,
      currency: 'INR',
      payment_id: 'pay_1',
      created_at: 1_770_000_000,
    };
    expect(mapRefund({ ...refund, status: 'odd' })).toMatchObject({
      row: { status: 'pending' },
      parked: { kind: 'refund' },
    });
    expect(mapRefund(refund).row?.status).toBe('completed');
    const dispute = {
      id: 'disp_1',
      entity: 'dispute',
      payment_id: 'pay_1',
      amount: 5,
      currency: 'INR',
      created_at: 1_770_000_000,
    };
    expect(mapDispute({ ...dispute, status: 'odd' })).toMatchObject({
      row: { state: 'open' },
      parked: { kind: 'dispute' },
    });
    expect(mapDispute({ ...dispute, status: 'closed', amount_deducted: 0 }).row?.state).toBe('won');
    expect(mapDispute({ ...dispute, status: 'closed', amount_deducted: 5 }).row?.state).toBe('lost');
    const settlement = { id: 'setl_1', entity: 'settlement', amount: 5, created_at: 1_770_000_000, status: 'odd' };
    expect(mapSettlement(settlement)).toMatchObject({ row: { status: 'sent' }, parked: { kind: 'settlement' } });
    expect(pageState('odd')).toBeNull();
  });
});

describe('what cannot be booked exactly is parked', () => {
  test.each([
    [{ amount: '1000' }, /amount/],
    [{ amount: 0 }, /not above zero/],
    [{ currency: 'xqq' }, /not a currency/],
    [{ currency: 'CLF' }, /how Razorpay counts/],
    [{ created_at: 1_770_000_000_000 }, /created_at/],
    [{ created_at: 0 }, /created_at/],
    [{ fee: 3, tax: 4 }, /less than the tax/],
    [{ currency: 'USD', base_amount: 80_000, base_currency: 'SGD' }, /settled in SGD/],
    [{ entity: 'order' }, /entity/],
  ])('%j', (more, why) => {
    const { row, parked } = pay(more);
    expect(row).toBeNull();
    expect(parked).toMatchObject({ kind: 'payment', externalId: 'pay_1', why: expect.stringMatching(why) });
  });

  test('a reconciliation row whose sums do not fit', () => {
    const row = {
      entity_id: 'pay_1',
      type: 'payment',
      debit: 0,
      credit: 976,
      amount: 1000,
      currency: 'INR',
      fee: 24,
      tax: 4,
      settled: true,
      created_at: 1_770_000_000,
      settlement_id: 'setl_1',
    };
    expect(mapRecon(row).row?.settlement).toMatchObject({ fee: 24, tax: 4, net: 976 });
    expect(mapRecon({ ...row, credit: 1000 }).row?.settlement).toMatchObject({ fee: 0, tax: 0, net: 1000 });
    for (const wrong of [{ credit: 977 }, { debit: 5 }, { currency: 'USD' }, { amount: null }]) {
      expect(mapRecon({ ...row, ...wrong }), JSON.stringify(wrong)).toMatchObject({
        row: null,
        parked: { externalId: 'pay_1' },
      });
    }
  });
});

test('what was kept for settling at once is put aside with its sum', () => {
  const settlement = {
    id: 'setl_1',
    entity: 'settlement',
    amount: 5000,
    status: 'processed',
    created_at: 1_770_000_000,
  };
  expect(mapSettlement({ ...settlement, fees: 0, tax: 0 }).parked).toBeNull();
  expect(mapSettlement({ ...settlement, fees: 590, tax: 90 })).toMatchObject({
    row: { amount: 5000, status: 'arrived' },
    parked: { kind: 'settlement_fee', externalId: 'setl_1', why: expect.stringContaining('5.90 INR') },
  });
});

test('what is not known yet is not made up: no fee, or nothing in INR', () => {
  expect(pay({ fee: null, tax: null }).row).toMatchObject({ status: 'Completed', settlement: null });
  expect(pay({ currency: 'USD' }).row).toMatchObject({ status: 'Completed', settlement: null });
});

test('a card number in a text is masked, and of a UPI address only the bank is kept', () => {
  const { row } = pay({ description: 'card 4111 1111 1111 1111', method: 'upi', vpa: 'ada@okhdfcbank', bank: null });
  expect(row?.description).toBe('card ···· 1111');
  expect(row?.methodLabel).toBe('UPI (okhdfcbank)');
  expect(pay({}).row?.methodLabel).toBe('Netbanking HDFC');
  expect(pay({ method: 'card', card: { last4: '4111111111111111', network: 'Visa' } }).row?.methodLabel).toBe('Visa');
});

test('the link by which it was paid, and the key of our own attempt', () => {
  const key = '0190c0de-1111-7222-8333-444455556666';
  expect(pageIdOf({ description: '#FOGqq3O6E5bkml' })).toBe('plink_FOGqq3O6E5bkml');
  expect(pageIdOf({ description: 'Invoice #inv_DEWHZlfIcdVIXL', invoice_id: 'inv_DEWHZlfIcdVIXL' })).toBe(
    'inv_DEWHZlfIcdVIXL',
  );
  expect(pageIdOf({ description: '#short' })).toBeNull();
  expect(keyOf('INV-2041')).toBeNull();
  expect(pay({ notes: { attempt: key } }).row?.attempt).toBe(key);
  expect(pay({ notes: { attempt: key }, status: 'failed', captured: false }).row?.attempt).toBe(key);
  const tried = { notes: { attempt: key }, status: 'failed', captured: false, description: '#FOGqq3O6E5bkml' };
  expect(pay(tried).row?.attempt).toBeNull();
});

test('saved methods that only a checkout can use are none', () => {
  const token = {
    id: 'token_1',
    method: 'upi',
    vpa: { username: 'adaexample', handle: 'okhdfcbank' },
    created_at: 1_770_000_000,
  };
  expect(mapToken(token).row).toBeNull();
  const kept = { ...token, recurring: true, recurring_details: { status: 'confirmed' } };
  expect(mapToken(kept).row).toMatchObject({ label: 'UPI ad···@okhdfcbank', last4: null, status: 'confirmed' });
  const bank = { method: 'emandate', bank: 'HDFC', vpa: null, bank_details: { account_number: '00001234567890' } };
  expect(mapToken({ ...kept, ...bank }).row).toMatchObject({ label: 'eMandate HDFC ···· 7890', last4: '7890' });
  for (const [status, ours] of [
    ['initiated', 'pending'],
    ['rejected', 'failed'],
    ['paused', 'failed'],
    ['new', 'pending'],
  ]) {
    expect(mapToken({ ...kept, recurring: false, recurring_details: { status } }).row?.status).toBe(ours);
  }
  expect(mapToken({ id: 5 })).toMatchObject({ row: null, parked: { kind: 'token' } });
});

test('amounts are asked for as Razorpay counts them', () => {
  expect(askedAmount(minor(12_340), 'KWD')).toBe(12_340);
  expect(() => askedAmount(minor(12_345), 'KWD')).toThrow(expect.objectContaining({ code: 'too-many-decimals' }));
  expect(askedAmount(minor(500), 'JPY')).toBe(500);
  expect(currencyOf('inr')).toBe('INR');
  expect([isHardDecline('card_expired'), isHardDecline('payment_failed'), isHardDecline(null)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('a key is checked before anything is sent', () => {
  expect(checkKeyId(' "rzp_test_1DP5mmOlF5G5ag"\n', 'sandbox')).toBe('rzp_test_1DP5mmOlF5G5ag');
  expect(() => checkKeyId('rzp_live_1DP5mmOlF5G5ag', 'sandbox')).toThrow(
    expect.objectContaining({ code: 'key-wrong-environment', params: { found: 'live', wanted: 'sandbox' } }),
  );
  for (const text of ['', 'sk_test_123456789', 'rzp_test_', 'rzp_test_with space'])
    expect(() => checkKeyId(text, 'sandbox'), text).toThrow(expect.objectContaining({ code: 'key-malformed' }));
  expect(checkKeySecret(' thiscouldbeasecret ')).toBe('thiscouldbeasecret');
  for (const text of ['', 'short', 'rzp_test_1DP5mmOlF5G5ag', 'with space inside'])
    expect(() => checkKeySecret(text), text).toThrow(expect.objectContaining({ code: 'key-malformed' }));
});
