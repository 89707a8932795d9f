/** The simulator keeps Stripe's contract, as the unmodified SDK sees it. */
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Faults } from '../../main/gateways/fault';
import { loadedBank } from '../support/loaded-bank';
import {
  emptyBank,
  newCustomer,
  openAccount,
  paidIntent,
  START,
  TEST_KEY,
  type TestAccountOptions,
} from '../support/simulator';

async function openSdk(options: TestAccountOptions = {}, key = TEST_KEY) {
  const account = await openAccount(options);
  const { hostname, port } = new URL(account.simulator.url);
  const config = { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 } as const;
  return { ...account, stripe: new Stripe(key, config) };
}

async function refusal(asked: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('lists', () => {
  test('newest first, ten at a time unless told, without a total', async () => {
    const { stripe } = await openSdk({ bank: loadedBank(25, START) });
    const page = await stripe.paymentIntents.list();
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
    expect(page.data.map((intent) => intent.created)).toEqual(page.data.map((_, n) => START - n * 60));
    expect(Object.keys(page).sort()).toEqual(['data', 'has_more', 'object', 'url']);
  });

  test('starting_after and ending_before walk the same rows both ways', async () => {
    const { stripe } = await openSdk({ bank: loadedBank(25, START) });
    const down: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await stripe.charges.list({ limit: 7, ...(after ? { starting_after: after } : {}) });
      down.push(...page.data.map((charge) => charge.id));
      if (!page.has_more) break;
      after = page.data.at(-1)?.id;
    }
    expect(new Set(down).size).toBe(25);
    const up: string[] = [];
    for (let before = down.at(-1) ?? ''; ; ) {
      const page = await stripe.charges.list({ limit: 7, ending_before: before });
      up.unshift(...page.data.map((charge) => charge.id));
      if (!page.has_more) break;
      before = page.data[0]?.id ?? '';
    }
    expect(up).toEqual(down.slice(0, -1));
  });

  test('the SDK’s own paging reads all of it', async () => {
    const { stripe } = await openSdk({ bank: loadedBank(230, START) });
    const ids = new Set<string>();
    for await (const intent of stripe.paymentIntents.list({ limit: 100 })) ids.add(intent.id);
    expect(ids.size).toBe(230);
  });

  test('created is bounded by gt, gte, lt, lte', async () => {
    const { stripe } = await openSdk({ bank: loadedBank(10, START) });
    const count = async (created: Stripe.RangeQueryParam) =>
      (await stripe.paymentIntents.list({ created, limit: 100 })).data.length;
    expect(await count({ gte: START - 120 })).toBe(3);
    expect(await count({ gt: START - 120 })).toBe(2);
    expect(await count({ lte: START - 120 })).toBe(8);
    expect(await count({ gte: START - 120, lt: START })).toBe(2);
  });

  test('rows added between two pages move nothing below the cursor', async () => {
    const { stripe, bank } = await openSdk({ bank: loadedBank(20, START) });
    const first = await stripe.paymentIntents.list({ limit: 10 });
    for (let n = 0; n < 15; n++) paidIntent(bank, START + n);
    const second = await stripe.paymentIntents.list({ limit: 10, starting_after: first.data.at(-1)?.id ?? '' });
    expect(second.data.map((intent) => intent.created)).toEqual(second.data.map((_, n) => START - (10 + n) * 60));
    expect(second.has_more).toBe(false);
  });

  test('expand puts objects in the place of ids, as deep as four', async () => {
    const { stripe } = await openSdk({ bank: loadedBank(2, START) });
    const { data } = await stripe.paymentIntents.list({
      expand: ['data.latest_charge.balance_transaction', 'data.customer'],
    });
    const charge = data[0]?.latest_charge;
    expect(charge).toMatchObject({
      object: 'charge',
      balance_transaction: { object: 'balance_transaction', source: expect.stringMatching(/^ch_/) },
    });
    expect(data[0]?.customer).toMatchObject({ object: 'customer' });
    const wrong = await refusal(stripe.paymentIntents.list({ expand: ['data.moon'] }));
    expect(wrong.message).toBe('This property cannot be expanded (data.moon).');
    expect((await refusal(stripe.charges.list({ expand: ['data.a.b.c.d'] }))).statusCode).toBe(400);
  });
});

describe('refusals', () => {
  const cases: readonly [string, (stripe: Stripe) => Promise<unknown>, object][] = [
    [
      'an unknown id',
      (stripe) => stripe.paymentIntents.retrieve('pi_none'),
      { statusCode: 404, code: 'resource_missing', param: 'intent' },
    ],
    [
      'an unknown cursor',
      (stripe) => stripe.refunds.list({ starting_after: 're_none' }),
      { statusCode: 400, code: 'resource_missing', param: 'starting_after' },
    ],
    ['a limit of 101', (stripe) => stripe.charges.list({ limit: 101 }), { statusCode: 400, param: 'limit' }],
    ['both cursors', (stripe) => stripe.charges.list({ starting_after: 'a', ending_before: 'b' }), { statusCode: 400 }],
    [
      'an unknown parameter',
      (stripe) => stripe.rawRequest('GET', '/v1/charges?moon=1'),
      { statusCode: 400, code: 'parameter_unknown', param: 'moon' },
    ],
    [
      'an unknown path',
      (stripe) => stripe.rawRequest('GET', '/v1/moons'),
      { statusCode: 404, type: 'StripeInvalidRequestError' },
    ],
    [
      'no amount',
      (stripe) => stripe.rawRequest('POST', '/v1/payment_intents', { currency: 'usd' }),
      { statusCode: 400, code: 'parameter_missing', param: 'amount' },
    ],
  ];
  for (const [name, ask, expected] of cases) {
    test(name, async () => {
      const { stripe } = await openSdk({ bank: loadedBank(3, START) });
      const error = await refusal(ask(stripe));
      expect(error).toMatchObject(expected);
      expect(error.requestId).toMatch(/^req_/);
    });
  }

  test('a key that is wrong, revoked, or may not', async () => {
    const wrong = await openSdk({}, 'sk_test_another0key00000wxyz');
    expect(await refusal(wrong.stripe.balance.retrieve())).toMatchObject({
      type: 'StripeAuthenticationError',
      message: expect.stringMatching(/^Invalid API Key provided: sk_test\*+wxyz$/),
    });
    const { stripe, simulator } = await openSdk();
    simulator.forbid('disputes');
    expect((await refusal(stripe.disputes.list())).type).toBe('StripePermissionError');
    expect((await stripe.charges.list()).data).toEqual([]);
    simulator.revokeKey();
    expect((await refusal(stripe.charges.list())).code).toBe('api_key_expired');
  });

  test('a rate limit says which; the SDK does not retry it by itself', async () => {
    const { stripe, requests } = await openSdk({ faults: () => ({ kind: 'rate-limited', reason: 'endpoint-rate' }) });
    const error = await refusal(stripe.charges.list({}, { maxNetworkRetries: 2 }));
    expect(error).toMatchObject({ type: 'StripeRateLimitError', statusCode: 429 });
    expect(error.headers?.['stripe-rate-limited-reason']).toBe('endpoint-rate');
    expect(requests.length).toBe(1);
  });
});

describe('writes', () => {
  const order = {
    amount: 2500,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    metadata: { purpose: 'order' },
  };

  test('a payment is made, refunded in part, and no more than there is', async () => {
    const bank = emptyBank();
    const customer = newCustomer(bank, START - 5);
    const { stripe } = await openSdk({ bank });
    const intent = await stripe.paymentIntents.create({
      ...order,
      customer,
      expand: ['latest_charge.balance_transaction'],
    });
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 2500,
      metadata: { purpose: 'order' },
      latest_charge: { balance_transaction: { fee: 63, net: 2437 } },
    });
    expect(await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 })).toMatchObject({
      status: 'succeeded',
      amount: 1000,
    });
    expect((await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 2000 }))).message).toContain(
      '(1500)',
    );
    await stripe.refunds.create({ payment_intent: intent.id });
    expect((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code).toBe('charge_already_refunded');
    const types = (await stripe.events.list({ limit: 100 })).data.map((event) => event.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'payment_intent.created',
        'charge.succeeded',
        'payment_intent.succeeded',
        'refund.created',
        'charge.refunded',
      ]),
    );
    const { available, pending } = await stripe.balance.retrieve();
    expect([available[0]?.amount, pending[0]?.amount]).toEqual([-2500, 2437]);
  });

  test('the same key gives the same answer, frozen, and does the work once', async () => {
    const { stripe, bank } = await openSdk();
    const first = await stripe.paymentIntents.create(order, { idempotencyKey: 'k1' });
    const again = await stripe.paymentIntents.create(order, { idempotencyKey: 'k1' });
    expect(again).toEqual(first);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(bank.store.shelf('payment_intent').size).toBe(1);
    const other = await refusal(stripe.paymentIntents.create({ ...order, amount: 1 }, { idempotencyKey: 'k1' }));
    expect(other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  test('a decline is frozen too; a refusal of the parameters is not', async () => {
    const { stripe, bank } = await openSdk();
    const bad = { ...order, payment_method: 'pm_card_chargeDeclinedInsufficientFunds' };
    const first = await refusal(stripe.paymentIntents.create(bad, { idempotencyKey: 'k2' }));
    const again = await refusal(stripe.paymentIntents.create(bad, { idempotencyKey: 'k2' }));
    expect(first).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method' },
    });
    expect(again.headers?.['idempotent-replayed']).toBe('true');
    expect(bank.store.shelf('payment_intent').size).toBe(1);
    await refusal(stripe.paymentIntents.create({ ...order, currency: 'EURO' }, { idempotencyKey: 'k3' }));
    expect((await stripe.paymentIntents.create(order, { idempotencyKey: 'k3' })).status).toBe('succeeded');
  });

  test('the same key at the same time is a conflict', async () => {
    const slow: Faults = (request) => (request.number === 1 ? { kind: 'delay', ms: 700 } : null);
    const { stripe, requests } = await openSdk({ faults: slow });
    const first = stripe.paymentIntents.create(order, { idempotencyKey: 'k4' });
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'k4' }))).toMatchObject({
      statusCode: 409,
    });
    expect((await first).status).toBe('succeeded');
  });

  test('an answer that is lost after the work was done is found again by its key', async () => {
    const lost: Faults = (request) => (request.number === 1 ? { kind: 'reset', after: true } : null);
    const { stripe, bank } = await openSdk({ faults: lost });
    // The SDK sends a broken connection's request once more by itself, with the same key.
    const intent = await stripe.paymentIntents.create(order, { idempotencyKey: 'k5' });
    expect(intent.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(bank.store.shelf('payment_intent').size).toBe(1);
  });

  test('a 500 after the work was done is replayed as a 500', async () => {
    const broken: Faults = (request) => (request.number === 1 ? { kind: 'broken-after' } : null);
    const { stripe, bank } = await openSdk({ faults: broken });
    expect((await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'k6' }))).statusCode).toBe(500);
    expect((await refusal(stripe.paymentIntents.create(order, { idempotencyKey: 'k6' }))).statusCode).toBe(500);
    expect(bank.store.shelf('payment_intent').size).toBe(1);
  });

  test('3-D Secure: on a page when the customer is there, a decline when not; cancelled on request', async () => {
    const { stripe } = await openSdk();
    const secure = { ...order, payment_method: 'pm_card_authenticationRequired' };
    const intent = await stripe.paymentIntents.create(secure);
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    expect(await refusal(stripe.paymentIntents.create({ ...secure, off_session: true }))).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
    });
    expect(await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
    });
    expect((await refusal(stripe.paymentIntents.cancel(intent.id))).code).toBe('payment_intent_unexpected_state');
    const open = await stripe.paymentIntents.create({ amount: 100, currency: 'usd' });
    expect(open.status).toBe('requires_payment_method');
    expect((await stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_mastercard' })).status).toBe(
      'succeeded',
    );
  });
});
