/** Stripe's numbers and texts to the book's, on objects built as Stripe builds them. */
import { describe, expect, test } from 'vitest';
import { AT, charge, movement, paid } from '../../../test/support/stripe-objects';
import { mapIntent } from './map';

test('a paid intent with its fee', () => {
  expect(mapIntent(paid())).toEqual({
    parked: null,
    row: {
      externalId: 'pi_1',
      createdAt: AT * 1000,
      amount: 12_050,
      currency: 'USD',
      status: 'Completed',
      reason: null,
      flag: null,
      providerStatus: 'succeeded',
      detail: null,
      completedAt: (AT + 2) * 1000,
      customer: 'cus_1',
      payer: { name: 'Accounts payable', email: 'ap@customer.example' },
      method: 'card',
      methodLabel: 'Visa ···· 4242',
      description: 'Order 7',
      reference: 'ORD-7',
      purpose: 'order',
      link: null,
      attempt: null,
      settlement: { externalId: 'txn_1', amount: 12_050, fee: 380, net: 11_670, currency: 'USD', rate: null },
    },
  });
});

describe('minor units', () => {
  const amount = (value: number, currency: string) => mapIntent(paid({}, currency, value, null)).row?.amount ?? null;

  test('Stripe’s own exceptions become ISO 4217’s minor units', () => {
    expect(amount(500, 'jpy')).toBe(500);
    expect(amount(12_340, 'kwd')).toBe(12_340);
    expect(amount(500, 'mga')).toBe(50_000);
    expect(amount(50_000, 'isk')).toBe(500);
    expect(amount(50_000, 'ugx')).toBe(500);
    expect(amount(50_000, 'huf')).toBe(50_000);
  });

  test('what is not exact is parked, with the reason', () => {
    expect(amount(50_050, 'isk')).toBeNull();
    expect(mapIntent(paid({}, 'ugx', 101, null)).parked?.why).toContain('not a whole number');
    expect(mapIntent(paid({}, 'iqd', 100, null)).parked?.why).toContain('IQD');
    expect(mapIntent(paid({}, 'mga', Number.MAX_SAFE_INTEGER, null)).parked).toMatchObject({
      kind: 'payment_intent',
      externalId: 'pi_1',
    });
    expect(mapIntent(paid({ amount_received: 0 })).parked?.why).toContain('not above zero');
    for (const raw of [null, 7, [], {}, { id: 7 }])
      expect(mapIntent(raw).parked).toMatchObject({ externalId: 'unknown' });
  });

  test('a payment settled in another currency carries both legs as Stripe states them', () => {
    const { row } = mapIntent(paid({}, 'kwd', 12_500, movement(4_068, 148, 'usd', { rate: 3.2542 })));
    expect(row).toMatchObject({
      amount: 12_500,
      currency: 'KWD',
      settlement: { amount: 4_068, fee: 148, net: 3_920, currency: 'USD', rate: '3.2542' },
    });
  });
});

test('methods and their labels, never more than the last four digits', () => {
  const label = (details: object) => {
    const { row } = mapIntent(paid({ latest_charge: charge({ payment_method_details: details }) }));
    return [row?.method, row?.methodLabel];
  };
  expect(label({ type: 'card', card: { brand: 'amex', last4: '0005' } })).toEqual([
    'card',
    'American Express ···· 0005',
  ]);
  expect(label({ type: 'card', card: { brand: 'moonpay', last4: '4242424242424242' } })).toEqual(['card', 'Card']);
  expect(label({ type: 'sepa_debit', sepa_debit: { last4: '3000' } })).toEqual([
    'direct-debit',
    'SEPA Direct Debit ···· 3000',
  ]);
  expect(
    label({ type: 'us_bank_account', us_bank_account: { bank_name: 'Prairie State Bank', last4: '6789' } }),
  ).toEqual(['direct-debit', 'Prairie State Bank ···· 6789']);
  expect(label({ type: 'paypal' })).toEqual(['paypal', 'PayPal']);
  expect(label({ type: 'customer_balance' })).toEqual(['bank-transfer', 'Bank transfer']);
  expect(label({ type: 'wechat_pay' })).toEqual(['card', 'Wechat pay']);
  expect(label({ type: '__proto__' })).toEqual(['card', 'Proto']);
});

test('card numbers, control characters and endless texts do not come in', () => {
  const { row } = mapIntent(
    paid({
      description: `a\u0000b 4242 4242 4242 4242 ${'é'.repeat(9000)}`,
      metadata: { invoice: '5555555555554444', purpose: 'moon' },
    }),
  );
  expect(row?.description.startsWith('a b ···· 4242 é')).toBe(true);
  expect(row?.description.length).toBe(4096);
  expect(row?.reference).toBe('···· 4444');
  expect(row?.purpose).toBeNull();
});
