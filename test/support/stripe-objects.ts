/** Stripe's objects for tests of the mapping, built as the simulator builds them, with whatever a test changes. */
import { balanceTransactionObject } from '../../main/gateways/stripe/simulator/money-objects';
import { chargeObject, paymentIntentObject } from '../../main/gateways/stripe/simulator/objects';

/** 2026-01-05 08:00:00 UTC, in Unix seconds. */
export const AT = Date.UTC(2026, 0, 5, 8) / 1000;

export const movement = (
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

export function charge(change: object = {}, currency = 'usd', amount = 12_050) {
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

export function intent(change: object = {}, currency = 'usd', amount = 12_050) {
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

export const paid = (
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
