/** Which accounts can make a page in a currency: the one that was tried before stands first. */
import { expect, test } from 'vitest';
import { pageGateways } from './page-gateways';

const kind = (provider: string, hostedPage: boolean, pageCurrencies: string[] | null = null) => ({
  ...{ provider, pageCurrencies },
  capabilities: { hostedPage },
});
const kinds = [kind('stripe', true), kind('paystack', true, ['NGN', 'USD']), kind('bank', false)];
const state = (key: string, provider: string, state = 'ready') => ({ key, provider, state });
const states = [
  state('stripe', 'stripe'),
  state('stripe-2', 'stripe', 'paused'),
  state('paystack', 'paystack'),
  state('bank', 'bank'),
];

test('every connected account with a page of its own in that currency is offered, the one before first', () => {
  expect(pageGateways(kinds, states, 'USD', 'paystack')).toEqual(['paystack', 'stripe']);
  expect(pageGateways(kinds, states, 'USD', 'stripe')).toEqual(['stripe', 'paystack']);
});

test('one that is paused, has no page, or takes other currencies is not', () => {
  expect(pageGateways(kinds, states, 'EUR', 'paystack')).toEqual(['stripe']);
  expect(pageGateways(kinds, [state('bank', 'bank')], 'EUR', 'bank')).toEqual([]);
});
