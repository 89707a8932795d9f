/** Each word, each sum and each oddity of a NOWPayments payment, and the fact that comes of it. */
import { describe, expect, it } from 'vitest';
import { parseLossless } from '../lossless-json';
import { mapPayment } from './map';

const base = {
  payment_id: 5592161154,
  invoice_id: 6200264890,
  payment_status: 'waiting',
  pay_address: 'address',
  price_amount: 25,
  price_currency: 'usd',
  pay_amount: 12.5,
  actually_paid: 0,
  pay_currency: 'trx',
  order_id: 'RGDBP-21314',
  order_description: 'Apple Macbook Pro 2019 x 1',
  purchase_id: 5392971146,
  outcome_amount: 12.3,
  outcome_currency: 'trx',
  created_at: '2023-07-19T15:22:15.807Z',
  updated_at: '2023-07-19T15:27:10.477Z',
};
const CREATED = Date.UTC(2023, 6, 19, 15, 22, 15, 807);
const UPDATED = Date.UTC(2023, 6, 19, 15, 27, 10, 477);

const map = (change: object = {}) =>
  mapPayment(parseLossless(JSON.stringify({ ...base, ...change })), (invoice) => `https://page.example/${invoice}`);
const mapText = (text: string) => mapPayment(parseLossless(text), () => 'x');

describe('the words', () => {
  const paid = { actually_paid: 12.5 };
  it.each([
    ['waiting', {}, 'Pending', 'waiting-customer', null],
    ['confirming', paid, 'Pending', 'waiting-gateway', null],
    ['confirmed', paid, 'Pending', 'waiting-gateway', null],
    ['sending', paid, 'Pending', 'waiting-gateway', null],
    ['partially_paid', { actually_paid: 10 }, 'Pending', 'waiting-customer', 'amount-differs'],
    ['finished', paid, 'Completed', null, null],
    ['FINISHED', paid, 'Completed', null, null],
    ['finished', { actually_paid: 12.499999 }, 'Completed', null, 'amount-differs'],
    ['finished', { actually_paid: 13 }, 'Completed', null, null],
    ['refunded', paid, 'Completed', null, null],
    ['failed', {}, 'Cancelled', 'declined', null],
    ['expired', {}, 'Cancelled', 'expired', null],
    ['expired', { actually_paid: 1 }, 'Cancelled', 'expired', 'amount-differs'],
    ['cancelled', {}, 'Cancelled', 'cancelled-customer', null],
    ['wrapped', paid, 'Pending', null, 'unknown-status'],
  ])('%s %o: %s, %s, %s', (payment_status, change, status, reason, flag) => {
    const { payment, parked } = map({ payment_status, ...change });
    expect(parked).toBeNull();
    expect(payment).toMatchObject({ status, reason, flag, providerStatus: payment_status });
  });
});

describe('what a payment gives', () => {
  it('waiting: its price, its page, and no coin yet', () => {
    expect(map().payment).toEqual({
      externalId: '5592161154',
      createdAt: CREATED,
      amount: 2500,
      currency: 'USD',
      status: 'Pending',
      reason: 'waiting-customer',
      providerStatus: 'waiting',
      detail: null,
      flag: null,
      completedAt: null,
      customer: null,
      payer: null,
      method: 'nowpayments',
      methodLabel: 'TRX',
      description: 'Apple Macbook Pro 2019 x 1',
      reference: 'RGDBP-21314',
      purpose: null,
      link: 'https://page.example/6200264890',
      attempt: null,
      paidCoin: null,
      creditedCoin: null,
      settlement: null,
    });
  });

  it('finished: the coin and what was credited, digit by digit', () => {
    const text = JSON.stringify({ ...base, payment_status: 'finished' })
      .replace('"actually_paid":0', '"actually_paid":0.123456789012345678')
      .replace('"pay_amount":12.5', '"pay_amount":1.23456789012345678e-1')
      .replace('"outcome_amount":12.3', '"outcome_amount":"0.100000000000000001"');
    expect(mapText(text).payment).toMatchObject({
      completedAt: UPDATED,
      link: null,
      flag: null,
      detail: null,
      methodLabel: '0.123456789012345678 TRX (0.100000000000000001 TRX credited)',
      paidCoin: '0.123456789012345678 TRX',
      creditedCoin: '0.100000000000000001 TRX',
      settlement: null,
    });
  });

  it('less or more than was asked for is said in words', () => {
    expect(map({ payment_status: 'partially_paid', actually_paid: 10 }).payment).toMatchObject({
      detail: '10 of 12.5 TRX arrived',
      paidCoin: '10 TRX',
      creditedCoin: null,
    });
    expect(map({ payment_status: 'finished', actually_paid: 13 }).payment?.detail).toBe('13 of 12.5 TRX arrived');
  });

  it('a later deposit to the same address shows by the first one’s id, and is no second answer to our attempt', () => {
    const key = '0192f0c1-2f00-7000-8000-0123456789ab';
    expect(map({ order_id: key.toUpperCase() }).payment?.attempt).toBe(key);
    const child = map({ order_id: key, payment_id: '4526424492', parent_payment_id: 5592161154 }).payment;
    expect(child).toMatchObject({ externalId: '4526424492', reference: '4526424492 / 5592161154', attempt: null });
    expect(map({ order_id: key }).payment).toMatchObject({ reference: '5592161154', attempt: key });
    expect(map({ order_id: null, parent_payment_id: '5592161154' }).payment?.reference).toBe('5592161154');
  });

  it('refunded: the money had come, and went back whole', () => {
    const { payment, refund } = map({ payment_status: 'refunded', actually_paid: 12.5 });
    expect(payment).toMatchObject({ status: 'Completed', completedAt: CREATED, settlement: null, creditedCoin: null });
    expect(refund).toEqual({
      externalId: '5592161154-refund',
      payment: '5592161154',
      createdAt: UPDATED,
      amount: 2500,
      currency: 'USD',
      status: 'completed',
      providerStatus: 'refunded',
      reason: null,
      settlement: null,
    });
  });

  it('masks a card number that somebody wrote into the order', () => {
    const text = JSON.stringify(map({ order_id: '4242424242424242', order_description: 'card 4242 4242 4242 4242' }));
    expect(text).toContain('···· 4242');
    expect(text).not.toMatch(/4242[ -]?4242/);
  });
});

describe('what was credited in money is the settlement', () => {
  const finished = { payment_status: 'finished', actually_paid: 12.5 };
  it('in the price’s currency: what is missing was kept', () => {
    expect(map({ ...finished, outcome_amount: 24.88, outcome_currency: 'usd' }).payment).toMatchObject({
      flag: null,
      creditedCoin: null,
      settlement: { externalId: '5592161154-outcome', amount: 2500, fee: 12, net: 2488, currency: 'USD', rate: null },
    });
  });
  it('in another: both sums as they are told', () => {
    const { payment } = map({ ...finished, outcome_amount: '23.10', outcome_currency: 'EUR' });
    expect(payment?.settlement).toMatchObject({ amount: 2310, fee: 0, net: 2310, currency: 'EUR', rate: null });
  });
  it.each([
    ['more than the price', { outcome_amount: 25.01, outcome_currency: 'usd' }, '25.01 USD', 'amount-differs'],
    ['less came', { actually_paid: 6, outcome_amount: 12, outcome_currency: 'usd' }, '12 USD', 'amount-differs'],
    ['a part of a cent', { outcome_amount: 24.8801, outcome_currency: 'usd' }, '24.8801 USD', null],
    ['a ticker that is money and a coin', { outcome_amount: 1, outcome_currency: 'mnt' }, '1 MNT', null],
  ])('%s: kept as text', (_name, change, creditedCoin, flag) => {
    expect(map({ ...finished, ...change }).payment).toMatchObject({ settlement: null, creditedCoin, flag });
  });
  it('nothing is settled before it is finished', () => {
    expect(map({ payment_status: 'sending', outcome_amount: 24, outcome_currency: 'usd' }).payment).toMatchObject({
      settlement: null,
      creditedCoin: null,
    });
  });
});

describe('what cannot be read is parked whole', () => {
  it.each([
    ['a price with a part of a cent', { price_amount: 0.123 }],
    ['a price of nothing', { price_amount: 0 }],
    ['a price below zero', { price_amount: -5 }],
    ['a price that is no number', { price_amount: 'many' }],
    ['no price', { price_amount: null }],
    ['a price of 1e21', { price_amount: 1e21 }],
    ['a price past what is exact', { price_amount: '90071992547409.92' }],
    ['a price in a coin', { price_currency: 'trx' }],
    ['a price in what may be a coin', { price_currency: 'mnt' }],
    ['no currency', { price_currency: undefined }],
    ['no status', { payment_status: null }],
    ['a sum below zero', { actually_paid: -1 }],
    ['a sum that is no number', { pay_amount: {} }],
    ['a time in seconds', { created_at: 1689780135 }],
    ['a time of 1970', { created_at: '1970-01-01T00:00:00.000Z' }],
    ['a day that is none', { created_at: '2023-02-30T00:00:00.000Z' }],
    ['no time', { created_at: undefined }],
  ])('%s', (_name, change) => {
    const { payment, refund, parked } = map(change);
    expect([payment, refund]).toEqual([null, null]);
    expect(parked).toMatchObject({ kind: 'payment', externalId: '5592161154' });
    expect(parked?.why.length).toBeGreaterThan(10);
  });
  it('also what is no payment at all', () => {
    for (const text of ['null', '[]', '"x"', '{}', '{"payment_id":{}}']) {
      expect(mapText(text).parked).toMatchObject({ externalId: 'unknown' });
    }
  });
});
