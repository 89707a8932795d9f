/** Answers in the shape that Razorpay documents, read to the last field, and what is made of them. */
import { expect, test } from 'vitest';
import { mapCustomer, mapPayment } from '../../main/gateways/razorpay/map';
import { mapDispute, mapRecon, mapRefund, mapSettlement } from '../../main/gateways/razorpay/map-aftermath';
import { mapToken } from '../../main/gateways/razorpay/map-method';
import sample from './razorpay-sample.json';

test('a captured payment: fee and its tax in INR, net is what is credited', () => {
  expect(mapPayment(sample.payment)).toEqual({
    parked: null,
    row: {
      externalId: 'pay_DEXrnipqTmWVGE',
      createdAt: 1_567_692_556_000,
      amount: 100_000,
      currency: 'INR',
      status: 'Completed',
      reason: null,
      flag: null,
      providerStatus: 'captured',
      detail: null,
      completedAt: 1_567_692_556_000,
      customer: 'cust_DEXqQYDXRuQpyp',
      payer: { name: 'Ada Example', email: 'ada@customer.example' },
      method: 'razorpay',
      methodLabel: 'Mastercard ···· 0153',
      description: 'Renewal of web hosting',
      reference: '',
      purpose: null,
      link: null,
      attempt: null,
      settlement: {
        externalId: 'pay_DEXrnipqTmWVGE',
        amount: 100_000,
        fee: 2900,
        tax: 442,
        net: 97_100,
        currency: 'INR',
        rate: null,
      },
    },
  });
});

test('a payment that was not completed on time', () => {
  expect(mapPayment(sample.failed).row).toMatchObject({
    status: 'Cancelled',
    reason: 'expired',
    detail: 'Payment was not completed on time. (payment_timed_out)',
    payer: null,
    methodLabel: 'UPI (okhdfcbank)',
    reference: 'INV-2041',
    purpose: 'invoice',
    settlement: null,
  });
});

test('a payment from abroad: its own sum, and what it is worth in INR', () => {
  expect(mapPayment(sample.international).row).toMatchObject({
    amount: 10_000,
    currency: 'USD',
    settlement: { amount: 746_592, fee: 26_429, tax: 4032, net: 720_163, currency: 'INR' },
  });
});

test('a refund, a dispute, a settlement, a customer, a saved method', () => {
  expect(mapRefund(sample.refund).row).toMatchObject({
    payment: 'pay_DEXq1pACSqFxtS',
    amount: 242_500,
    status: 'completed',
  });
  expect(mapDispute(sample.dispute).row).toMatchObject({
    state: 'open',
    reason: 'pre_arbitration',
    dueAt: 1_590_604_200_000,
  });
  expect(mapSettlement(sample.settlement).row).toMatchObject({
    amount: 9_973_635,
    arrivalDay: '2019-09-11',
    descriptor: '1568176960vxp0rj',
    status: 'arrived',
  });
  expect(mapCustomer(sample.customer).row).toMatchObject({ name: 'Ada Example', phone: '9876543210' });
  expect(mapToken(sample.token).row).toMatchObject({
    token: 'token_HouA2OQR5Z2jTL',
    label: 'Visa ···· 8950',
    expires: '2031-01',
    status: 'confirmed',
  });
});

test('the reconciliation: what each row moved, the fee with its tax inside', () => {
  const moved = sample.reconciliation.map((raw) => mapRecon(raw));
  expect(moved.map(({ parked }) => parked)).toEqual([null, null, null, null]);
  expect(moved.map(({ row }) => row?.settlement)).toMatchObject([
    { amount: 100_000, fee: 2900, tax: 442, net: 97_100 },
    { amount: -242_500, fee: 0, net: -242_500 },
    { amount: -100_000, fee: 296, tax: 46, net: -100_296 },
    { amount: 1012, fee: 0, net: 1012 },
  ]);
});
