/** Refunds, disputes and settlements in each of the ways in which Paystack tells them, and the fact that comes of it. */
import { describe, expect, test } from 'vitest';
import { mapDispute, mapPayout, mapRefund } from './map-aftermath';

const CREATED = '2026-02-28T09:14:24.000Z';
const PAID = '2026-02-28T09:15:02.000Z';
const KEY = '0190c0de-1111-7222-8333-444455556666';

describe('refunds', () => {
  const refund = (change: object = {}) => ({
    id: 3,
    transaction: 1641,
    amount: 500,
    deducted_amount: 500,
    currency: 'NGN',
    status: 'processed',
    fully_deducted: 1,
    created_at: CREATED,
    merchant_note: 'Refund for T1',
    ...change,
  });
  test.each([
    ['pending', 'pending'],
    ['processing', 'pending'],
    ['queued', 'pending'],
    ['needs-attention', 'pending'],
    ['processed', 'completed'],
    ['failed', 'failed'],
  ])('%s is %s', (status, expected) => {
    expect(mapRefund(refund({ status }))).toMatchObject({ parked: null, row: { status: expected } });
  });
  test('an unknown word is pending, and parked beside', () => {
    expect(mapRefund(refund({ status: 'lost at sea' }))).toMatchObject({
      row: { status: 'pending', providerStatus: 'lost at sea' },
      parked: { kind: 'refund', externalId: '3' },
    });
  });
  test.each([[{ fully_deducted: 1 }], [{ fully_deducted: true }], [{ fully_deducted: null }], [{}]])(
    'taken from the balance whole, however %j says so',
    (change) => {
      expect(mapRefund(refund(change)).row?.settlement).toMatchObject({
        externalId: 'refund_3',
        amount: -500,
        fee: 0,
        net: -500,
      });
    },
  );
  test('not taken, taken in part, or failed: nothing is said of the balance', () => {
    for (const change of [
      { deducted_amount: 0 },
      { deducted_amount: null },
      { deducted_amount: 499 },
      { status: 'failed' },
    ])
      expect(mapRefund(refund(change)).row?.settlement).toBeNull();
  });
  test('its transaction by number or as an object; its time in either spelling', () => {
    const other = refund({ transaction: { id: 1641 }, created_at: undefined, createdAt: CREATED });
    expect(mapRefund(other).row).toMatchObject({ payment: '1641', createdAt: Date.parse(CREATED) });
    expect(mapRefund(refund({ transaction: null }))).toMatchObject({
      row: null,
      parked: { why: 'it names no transaction' },
    });
  });
  test('our own key is read from the note, and not shown', () => {
    expect(mapRefund(refund({ merchant_note: `Wrong order [${KEY}]` })).row).toMatchObject({
      attempt: KEY,
      reason: 'Wrong order',
    });
    expect(mapRefund(refund()).row).toMatchObject({ attempt: null, reason: 'Refund for T1' });
  });
});

describe('disputes', () => {
  const dispute = (change: object = {}) => ({
    id: 9,
    refund_amount: 300,
    currency: 'NGN',
    status: 'awaiting-merchant-feedback',
    resolution: null,
    category: 'fraud',
    transaction: { id: 1641, amount: 500, currency: 'NGN' },
    dueAt: PAID,
    resolvedAt: null,
    createdAt: CREATED,
    ...change,
  });
  test.each([
    ['awaiting-merchant-feedback', null, 'open', Date.parse(PAID)],
    ['awaiting-bank-feedback', null, 'open', null],
    ['pending', null, 'open', null],
    ['resolved', 'merchant-accepted', 'lost', null],
    ['resolved', 'auto-accepted', 'lost', null],
    ['resolved', 'declined', 'won', null],
    ['archived', 'declined', 'won', null],
  ])('%s, %s is %s', (status, resolution, state, dueAt) => {
    expect(mapDispute(dispute({ status, resolution }))).toMatchObject({ parked: null, row: { state, dueAt } });
  });
  test('an end that does not say how it ended stays open, and is parked beside', () => {
    expect(mapDispute(dispute({ status: 'archived' }))).toMatchObject({
      row: { state: 'open', providerStatus: 'archived' },
      parked: { kind: 'dispute', externalId: '9' },
    });
  });
  test('without a sum or a currency of its own it is about the whole transaction', () => {
    expect(mapDispute(dispute({ refund_amount: null, currency: null })).row).toMatchObject({
      amount: 500,
      currency: 'NGN',
    });
    expect(mapDispute(dispute({ refund_amount: null, transaction: { id: 1 } })).row).toBeNull();
  });
});

test('payouts', () => {
  const payout = (change: object = {}) => ({
    id: 5,
    status: 'success',
    currency: 'NGN',
    effective_amount: 995,
    settlement_date: '2022-11-09T00:00:00.000Z',
    createdAt: '2022-11-08T01:04:08.000Z',
    ...change,
  });
  const row = (change: object = {}) => mapPayout(payout(change), ['transaction_1']);
  expect(row()).toMatchObject({
    parked: null,
    row: { externalId: '5', amount: 995, status: 'arrived', arrivalDay: '2022-11-09', settlements: ['transaction_1'] },
  });
  const states = ['pending', 'processing', 'success', 'failed'].map((status) => row({ status }).row?.status);
  expect(states).toEqual(['sent', 'sent', 'arrived', 'failed']);
  expect(row({ status: 'odd' })).toMatchObject({ row: { status: 'sent' }, parked: { externalId: '5' } });
  expect(row({ settlement_date: null }).row?.arrivalDay).toBe('2022-11-08');
  expect(row({ effective_amount: '995' })).toMatchObject({ row: null });
});
