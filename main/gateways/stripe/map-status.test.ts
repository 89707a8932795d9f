/** Every word of Stripe's for a payment, and what the book calls it. */
import { describe, expect, test } from 'vitest';
import { charge, intent, paid } from '../../../test/support/stripe-objects';
import { mapCharge, mapIntent } from './map';

describe('every status of an intent', () => {
  const failure = {
    message: 'Your card has insufficient funds.',
    decline_code: 'insufficient_funds',
    type: 'card_error',
  };
  const cases: readonly [string, object, object][] = [
    ['requires_payment_method', {}, { status: 'Pending', reason: 'waiting-customer', detail: null }],
    [
      'requires_payment_method',
      { last_payment_error: failure },
      {
        status: 'Pending',
        reason: 'waiting-customer',
        detail: 'Your card has insufficient funds. (insufficient_funds)',
      },
    ],
    ['requires_confirmation', {}, { status: 'Pending', reason: 'waiting-customer' }],
    ['requires_action', {}, { status: 'Pending', reason: 'waiting-customer' }],
    [
      'requires_action',
      { payment_method_types: ['customer_balance'] },
      { status: 'Pending', reason: 'waiting-bank', method: 'bank-transfer' },
    ],
    ['processing', {}, { status: 'Pending', reason: 'waiting-gateway' }],
    [
      'processing',
      { payment_method_types: ['sepa_debit'] },
      { status: 'Pending', reason: 'waiting-bank', method: 'direct-debit' },
    ],
    ['requires_capture', {}, { status: 'Pending', reason: 'waiting-gateway' }],
    ['succeeded', { amount_received: 12_050 }, { status: 'Completed', reason: null }],
    ['canceled', {}, { status: 'Cancelled', reason: 'cancelled-operator' }],
    ['canceled', { last_payment_error: failure }, { status: 'Cancelled', reason: 'declined' }],
    ['canceled', { cancellation_reason: 'abandoned' }, { status: 'Cancelled', reason: 'expired' }],
    [
      'canceled',
      { cancellation_reason: 'abandoned', last_payment_error: failure },
      { status: 'Cancelled', reason: 'declined' },
    ],
    ['canceled', { cancellation_reason: 'expired' }, { status: 'Cancelled', reason: 'expired' }],
    ['canceled', { cancellation_reason: 'automatic' }, { status: 'Cancelled', reason: 'expired' }],
    [
      'canceled',
      { cancellation_reason: 'requested_by_customer' },
      { status: 'Cancelled', reason: 'cancelled-customer' },
    ],
    ['canceled', { cancellation_reason: 'duplicate' }, { status: 'Cancelled', reason: 'cancelled-operator' }],
    ['canceled', { cancellation_reason: 'fraudulent' }, { status: 'Cancelled', reason: 'cancelled-operator' }],
    ['canceled', { cancellation_reason: 'void_invoice' }, { status: 'Cancelled', reason: 'cancelled-operator' }],
    ['canceled', { cancellation_reason: 'failed_invoice' }, { status: 'Cancelled', reason: 'declined' }],
    ['canceled', { cancellation_reason: 'full_moon' }, { status: 'Cancelled', reason: 'cancelled-operator' }],
    ['requires_moonlight', {}, { status: 'Pending', reason: null, flag: 'unknown-status' }],
  ];
  for (const [status, change, expected] of cases) {
    test(`${status} ${JSON.stringify(change)}`, () => {
      const { row, parked } = mapIntent(intent({ status, ...change }));
      expect(parked).toBeNull();
      expect(row).toMatchObject({ providerStatus: status, flag: null, ...expected });
      expect(row?.completedAt === null).toBe(row?.status !== 'Completed');
    });
  }
});

test('the page that waits for the customer, whatever kind of action holds it', () => {
  const link = (action: object | null) =>
    mapIntent(intent({ status: 'requires_action', next_action: action })).row?.link;
  expect(
    link({
      type: 'redirect_to_url',
      redirect_to_url: { url: 'https://hooks.stripe.com/x', return_url: 'https://a.example' },
    }),
  ).toBe('https://hooks.stripe.com/x');
  expect(
    link({
      type: 'boleto_display_details',
      boleto_display_details: { hosted_voucher_url: 'https://payments.stripe.com/b' },
    }),
  ).toBe('https://payments.stripe.com/b');
  expect(
    link({
      type: 'verify_with_microdeposits',
      verify_with_microdeposits: { hosted_verification_url: 'https://payments.stripe.com/v' },
    }),
  ).toBe('https://payments.stripe.com/v');
  expect(link({ type: 'use_stripe_sdk', use_stripe_sdk: {} })).toBeNull();
  expect(link({ type: 'redirect_to_url', redirect_to_url: { url: 'javascript:alert(1)' } })).toBeNull();
  expect(link({ type: 'redirect_to_url', redirect_to_url: { url: 'http://plain.example' } })).toBeNull();
  expect(link({ type: 'type' })).toBeNull();
  expect(
    mapIntent(paid({ next_action: { type: 'redirect_to_url', redirect_to_url: { url: 'https://a.example' } } })).row
      ?.link,
  ).toBeNull();
});

test('a lone charge', () => {
  const state = (change: object) => mapCharge(charge({ payment_intent: null, ...change })).row;
  expect(state({})).toMatchObject({
    externalId: 'ch_1',
    status: 'Completed',
    amount: 12_050,
    description: 'By charge',
  });
  expect(state({ captured: false })).toMatchObject({ status: 'Pending', reason: 'waiting-gateway' });
  expect(state({ captured: false, refunded: true, amount_refunded: 12_050 })).toMatchObject({
    status: 'Cancelled',
    reason: 'expired',
  });
  expect(state({ status: 'pending' })).toMatchObject({ status: 'Pending', reason: 'waiting-gateway' });
  expect(state({ status: 'failed', failure_message: 'No.' })).toMatchObject({
    status: 'Cancelled',
    reason: 'declined',
    detail: 'No.',
  });
  expect(state({ status: 'odd' })).toMatchObject({ status: 'Pending', flag: 'unknown-status' });
  expect(state({ amount_captured: 5_000 })).toMatchObject({ amount: 5_000 });
});
