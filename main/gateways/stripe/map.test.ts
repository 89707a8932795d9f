/** Stripe's words and numbers to the book's, on objects built as Stripe builds them. */
import { describe, expect, test } from 'vitest';
import { mapCharge, mapCustomer, mapIntent } from './map';
import { hasFinalContents, mapContent, mapDispute, mapPayout, mapRefund } from './map-aftermath';
import { balanceTransactionObject, disputeObject, payoutObject, refundObject } from './simulator/money-objects';
import { chargeObject, customerObject, paymentIntentObject } from './simulator/objects';

const AT = Date.UTC(2026, 0, 5, 8) / 1000;

const movement = (
  amount: number,
  fee: number,
  currency: string,
  extra: { id?: string; rate?: number; type?: 'charge' | 'adjustment' | 'payout'; created?: number } = {},
) =>
  balanceTransactionObject({
    id: extra.id ?? 'txn_1',
    created: extra.created ?? AT + 2,
    availableOn: AT + 172_800,
    amount,
    fee,
    feeName: 'fees',
    currency,
    description: null,
    rate: extra.rate ?? null,
    source: 'ch_1',
    type: extra.type ?? 'charge',
    category: 'charge',
  });

function charge(change: object = {}, currency = 'usd', amount = 12_050) {
  const facts = {
    id: 'ch_1',
    created: AT + 1,
    amount,
    currency,
    customer: 'cus_1',
    description: 'By charge',
    metadata: {},
  };
  const card = { brand: 'visa', last4: '4242', country: 'US', expMonth: 12, expYear: 2034 };
  const payer = { name: 'Accounts payable', email: 'ap@customer.example', address: null };
  return {
    ...chargeObject({ ...facts, paymentIntent: 'pi_1', paymentMethod: null, payer, card, other: null }),
    paid: true,
    captured: true,
    amount_captured: amount,
    status: 'succeeded',
    ...change,
  };
}

function intent(change: object = {}, currency = 'usd', amount = 12_050) {
  const facts = {
    id: 'pi_1',
    created: AT,
    amount,
    currency,
    customer: 'cus_1',
    description: 'Order 7',
    paymentMethod: null,
  };
  const metadata = { purpose: 'order', reference: 'ORD-7' };
  return { ...paymentIntentObject({ ...facts, metadata, methodType: 'card', captureMethod: 'automatic' }), ...change };
}

const paid = (
  change: object = {},
  currency = 'usd',
  amount = 12_050,
  booked: object | null = movement(amount, 380, currency),
) =>
  intent(
    {
      status: 'succeeded',
      amount_received: amount,
      latest_charge: charge({ balance_transaction: booked }, currency, amount),
      ...change,
    },
    currency,
    amount,
  );

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
      settlement: { externalId: 'txn_1', amount: 12_050, fee: 380, net: 11_670, currency: 'USD', rate: null },
    },
  });
});

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
    for (const raw of [null, 7, 'x', [], {}, { id: 7 }])
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
  expect(label({ type: '__proto__' })).toEqual(['card', 'proto']);
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

test('customers', () => {
  const address = {
    line1: 'Am Speicher 12',
    line2: '',
    city: 'Görlitz',
    state: null,
    postal_code: '02826',
    country: 'DE',
  };
  const customer = customerObject({
    id: 'cus_1',
    created: AT,
    name: 'Brückner',
    email: 'b@c.example',
    phone: '+49 30',
    address,
    locale: 'de',
    currency: 'eur',
  });
  expect(mapCustomer(customer).row).toEqual({
    externalId: 'cus_1',
    createdAt: AT * 1000,
    name: 'Brückner',
    email: 'b@c.example',
    phone: '+49 30',
    address: ['Am Speicher 12', '02826 Görlitz'],
    country: 'DE',
    language: 'de',
  });
  expect(mapCustomer({ ...customer, name: null, business_name: 'B GmbH' }).row?.name).toBe('B GmbH');
  expect(mapCustomer({ ...customer, name: null, email: null, address: null, preferred_locales: [] }).row).toMatchObject(
    { name: 'cus_1', address: [], country: null, language: null },
  );
});

test('refunds', () => {
  const raw = {
    ...refundObject({
      id: 're_1',
      created: AT,
      amount: 500,
      currency: 'usd',
      charge: 'ch_1',
      paymentIntent: 'pi_1',
      balanceTransaction: null,
      reason: 'duplicate',
      status: 'succeeded',
    }),
    balance_transaction: movement(-500, 0, 'usd'),
  };
  expect(mapRefund(raw)).toMatchObject({
    parked: null,
    row: {
      externalId: 're_1',
      payment: 'pi_1',
      amount: 500,
      status: 'completed',
      reason: 'duplicate',
      settlement: { amount: -500, net: -500 },
    },
  });
  const words = {
    pending: 'pending',
    requires_action: 'pending',
    succeeded: 'completed',
    failed: 'failed',
    canceled: 'failed',
  };
  for (const [word, status] of Object.entries(words))
    expect(mapRefund({ ...raw, status: word }).row?.status, word).toBe(status);
  expect(mapRefund({ ...raw, status: 'odd' })).toMatchObject({
    row: { status: 'pending', providerStatus: 'odd' },
    parked: { kind: 'refund', externalId: 're_1', why: 'an unknown status: odd' },
  });
  expect(mapRefund({ ...raw, payment_intent: null }).row?.payment).toBe('ch_1');
  expect(mapRefund({ ...raw, payment_intent: null, charge: null }).parked?.why).toBe('it names no payment');
});

test('disputes', () => {
  const withdrawn = movement(-12_050, 1_500, 'usd', { id: 'txn_2', type: 'adjustment' });
  const back = movement(12_050, 0, 'usd', { id: 'txn_3', type: 'adjustment', created: AT + 999 });
  const raw = disputeObject({
    id: 'du_1',
    created: AT,
    amount: 12_050,
    currency: 'usd',
    charge: 'ch_1',
    paymentIntent: 'pi_1',
    reason: 'fraudulent',
    status: 'needs_response',
    dueBy: AT + 9,
    brand: 'visa',
    balanceTransactions: [withdrawn],
  });
  expect(mapDispute(raw)).toMatchObject({
    parked: null,
    row: {
      payment: 'pi_1',
      state: 'open',
      dueAt: (AT + 9) * 1000,
      closedAt: null,
      withdrawal: { amount: -12_050, fee: 1_500, net: -13_550 },
      reinstatement: null,
    },
  });
  const words = {
    warning_needs_response: 'open',
    warning_under_review: 'open',
    needs_response: 'open',
    under_review: 'open',
    appeal_needs_response: 'open',
    appeal_under_review: 'open',
    won: 'won',
    warning_closed: 'won',
    prevented: 'won',
    lost: 'lost',
  };
  for (const [word, state] of Object.entries(words))
    expect(mapDispute({ ...raw, status: word }).row?.state, word).toBe(state);
  expect(mapDispute({ ...raw, status: 'won', balance_transactions: [back, withdrawn] }).row).toMatchObject({
    closedAt: (AT + 999) * 1000,
    reinstatement: { amount: 12_050 },
  });
  expect(mapDispute({ ...raw, status: 'lost' }, new Map([['du_1', AT + 7]])).row?.closedAt).toBe((AT + 7) * 1000);
  expect(mapDispute({ ...raw, status: 'odd' })).toMatchObject({
    row: { state: 'open' },
    parked: { why: 'an unknown status: odd' },
  });
  expect(mapDispute({ ...raw, balance_transactions: [withdrawn, withdrawn] }).parked?.why).toContain('more than one');
});

test('payouts and what is in them', () => {
  const raw = payoutObject({
    id: 'po_1',
    created: AT,
    arrival: AT + 86_400,
    amount: 900,
    currency: 'eur',
    balanceTransaction: 'txn_9',
    status: 'paid',
    reconciled: true,
    descriptor: 'NORTHGATE',
  });
  expect(mapPayout(raw, ['txn_1']).row).toEqual({
    externalId: 'po_1',
    createdAt: AT * 1000,
    arrivalDay: '2026-01-06',
    amount: 900,
    currency: 'EUR',
    status: 'arrived',
    providerStatus: 'paid',
    descriptor: 'NORTHGATE',
    settlements: ['txn_1'],
  });
  const words = { pending: 'sent', in_transit: 'sent', paid: 'arrived', failed: 'failed', canceled: 'failed' };
  for (const [word, status] of Object.entries(words))
    expect(mapPayout({ ...raw, status: word }, []).row?.status, word).toBe(status);
  expect(mapPayout({ ...raw, status: 'odd' }, [])).toMatchObject({
    row: { status: 'sent' },
    parked: { why: 'an unknown status: odd' },
  });
  expect(mapPayout({ ...raw, amount: -900 }, []).row?.amount).toBe(-900);
  expect(
    [raw, { ...raw, automatic: false }, { ...raw, reconciliation_status: 'in_progress' }, {}].map(hasFinalContents),
  ).toEqual([true, false, false, false]);
  expect(mapContent(movement(1, 0, 'eur'))).toEqual({ row: 'txn_1', parked: null });
  expect(mapContent(movement(-1, 0, 'eur', { type: 'payout' }))).toEqual({ row: null, parked: null });
  expect(mapContent({ ...movement(-1, 0, 'eur', { type: 'adjustment' }), source: 'du_1' }).parked).toBeNull();
  expect(mapContent({ ...movement(-200, 0, 'eur'), type: 'stripe_fee' })).toMatchObject({
    row: 'txn_1',
    parked: { why: expect.stringContaining('stripe_fee') },
  });
});
