/** Customers, refunds, disputes and payouts as facts. */
import { expect, test } from 'vitest';
import { AT, movement } from '../../../test/support/stripe-objects';
import { mapCustomer } from './map';
import { hasFinalContents, mapContent, mapDispute, mapPayout, mapRefund } from './map-aftermath';
import { disputeObject, payoutObject, refundObject } from './simulator/money-objects';
import { customerObject } from './simulator/objects';

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
  // Nobody has to do anything by the day that was set once the answer was sent.
  expect(mapDispute({ ...raw, status: 'under_review' }).row?.dueAt).toBe(null);
  expect(mapDispute({ ...raw, status: 'warning_needs_response' }).row?.dueAt).toBe((AT + 9) * 1000);
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
  // At once, and for a fee: the payout is booked as it is, the fee is put aside with its sum.
  const own = movement(-900, 9, 'eur', { id: 'txn_9', type: 'payout' });
  expect(mapPayout({ ...raw, method: 'instant', automatic: false, balance_transaction: own }, [])).toMatchObject({
    row: { amount: 900 },
    parked: { kind: 'payout_fee', externalId: 'txn_9', why: 'a fee of 0.09 EUR for the payout po_1, not booked yet' },
  });
  expect(mapPayout({ ...raw, method: 'instant' }, []).parked?.why).toContain('whose fee Stripe did not tell');
  expect(mapPayout({ ...raw, balance_transaction: { ...own, fee: 0, net: -900 } }, []).parked).toBeNull();
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
