/** Everything that can go wrong between this computer and Stripe: each gives its failure, and what was fetched before stays good. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { accountOf, Line } from '../../main/gateways/stripe/client';
import { listPages } from '../../main/gateways/stripe/lists';
import { Failure } from '../../main/kernel/failure';
import { loadedBank } from '../support/loaded-bank';
import {
  emptyBank,
  impatience,
  newIntent,
  openAccount,
  Pulled,
  paidIntent,
  pullInto,
  START,
  TEST_KEY,
  type TestAccount,
} from '../support/simulator';
import { emptyForEver, newPagesForEver, onNth, samePageForEver, tamper } from '../support/simulator-faults';

const INTENTS = '/v1/payment_intents';

/** Pulls until it fails; gives the failure and what came before. */
async function pullUntilFailure(account: TestAccount): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = new Pulled();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

const lasting: readonly [string, Fault, string, object][] = [
  ['a sign-in page instead of JSON', { kind: 'sign-in-page' }, 'gateway-sign-in-page', {}],
  [
    'JSON cut off on page 7, as if whole',
    { kind: 'truncated', keep: 2000, framed: true },
    'gateway-broken-answer',
    { page: 7 },
  ],
  [
    'JSON cut off on page 7, connection closed',
    { kind: 'truncated', keep: 2000, framed: false },
    'gateway-broken-answer',
    { page: 7 },
  ],
  ['a refusal without a reason', { kind: 'status', status: 400, body: '{}' }, 'gateway-error', { status: 400 }],
  ['an empty answer', { kind: 'truncated', keep: 0, framed: true }, 'gateway-broken-answer', { page: 7 }],
  [
    'a list without rows',
    { kind: 'rewrite', change: () => ({ object: 'list' }) },
    'gateway-broken-answer',
    { page: 7 },
  ],
  ['a 500 each time', { kind: 'status', status: 500 }, 'gateway-error', { status: 500 }],
  [
    'a 503 that is a web page',
    { kind: 'status', status: 503, body: '<html>busy</html>', headers: { 'Content-Type': 'text/html' } },
    'gateway-error',
    { status: 503 },
  ],
  [
    'a proxy that wants a log-in (511)',
    { kind: 'status', status: 511, body: '<html>log in</html>', headers: { 'Content-Type': 'text/html' } },
    'gateway-sign-in-page',
    {},
  ],
  ['a rate limit that stays', { kind: 'rate-limited', reason: 'global-rate' }, 'gateway-rate-limited', { seconds: 30 }],
  [
    'a rate limit for two minutes',
    { kind: 'rate-limited', reason: 'endpoint-rate', retryAfter: '120' },
    'gateway-rate-limited',
    { seconds: 120 },
  ],
  [
    'a rate limit with a garbled time',
    { kind: 'rate-limited', reason: 'global-rate', retryAfter: 'soon' },
    'gateway-rate-limited',
    { seconds: 30 },
  ],
  [
    'a rate limit with a negative time',
    { kind: 'rate-limited', reason: 'global-rate', retryAfter: '-1' },
    'gateway-rate-limited',
    { seconds: 30 },
  ],
  ['silence', { kind: 'silence' }, 'gateway-timeout', { seconds: 2 }],
  ['an answer that stops in the middle', { kind: 'stall', keep: 3000 }, 'gateway-timeout', { seconds: 2 }],
  [
    'a redirect elsewhere',
    { kind: 'redirect', location: 'https://evil.example/v1' },
    'gateway-redirected',
    { host: 'evil.example' },
  ],
  ['an answer of 50 MB', { kind: 'huge', bytes: 50_000_000 }, 'gateway-answer-too-large', { limit: 3 }],
  ['a connection that breaks', { kind: 'reset', after: false }, 'gateway-offline', {}],
  ['the same page for ever', samePageForEver(), 'gateway-endless-pages', {}],
  ['empty pages for ever', emptyForEver, 'gateway-endless-pages', { page: 7 }],
];

describe('a fault that lasts from page 7 on', () => {
  for (const [name, fault, code, params] of lasting) {
    test(`${name}: ${code}; six pages stay, and the next pull completes`, async () => {
      const patience = fault.kind === 'silence' || fault.kind === 'stall' ? { timeoutMs: 1_500 } : {};
      const account = await openAccount({ bank: loadedBank(650, START), faults: onNth(INTENTS, 7, fault), patience });
      const { failure, pulled } = await pullUntilFailure(account);
      expect(failure.code).toBe(code);
      expect(failure.params).toMatchObject({ gateway: 'Stripe', ...params });
      // The same page for ever is a page more, before it shows that it is the same.
      expect(pulled.payments().length).toBe(
        fault === lasting.find(([other]) => other === 'the same page for ever')?.[1] ? 650 : 600,
      );
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.payments().length).toBe(650);
      expect(pulled.rows.size).toBe(750);
    });
  }
});

const passing: readonly [string, Fault][] = [
  ['a 500', { kind: 'status', status: 500 }],
  ['a 503', { kind: 'status', status: 503 }],
  ['a 409', { kind: 'status', status: 409 }],
  ['a rate limit', { kind: 'rate-limited', reason: 'endpoint-concurrency' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['an answer cut off', { kind: 'truncated', keep: 100, framed: false }],
  ['silence', { kind: 'silence' }],
];

describe('a fault that passes is asked again, and nobody sees it', () => {
  for (const [name, fault] of passing) {
    test(name, async () => {
      const patience = fault.kind === 'silence' ? { timeoutMs: 1_500 } : {};
      const account = await openAccount({
        bank: loadedBank(300, START),
        faults: onNth(INTENTS, 2, fault, 1),
        patience,
      });
      const pulled = await pullInto(account.gateway);
      expect(pulled.payments().length).toBe(300);
      expect(account.requests.filter((request) => request.path === INTENTS).length).toBe(4);
    });
  }
});

test('pages that never end are stopped at the limit', async () => {
  const account = await openAccount({ bank: loadedBank(5, START), faults: newPagesForEver(INTENTS) });
  const options = { credentials: { key: TEST_KEY }, baseUrl: account.simulator.url, now: () => START * 1000 };
  const line = new Line(accountOf(options, TEST_KEY, impatience), null);
  let pages = 0;
  const all = async () => {
    const list = { what: 'payments', from: 0, after: null, maxPages: 50 };
    for await (const page of listPages(line, {
      ...list,
      fetch: (stripe, params) => stripe.paymentIntents.list(params),
    }))
      pages += page.rows.length > 0 ? 1 : 0;
  };
  await expect(all()).rejects.toMatchObject({ code: 'gateway-endless-pages', params: { page: 50 } });
  expect(pages).toBe(49);
});

describe('one bad object is parked, and the others come', () => {
  const bad: readonly [string, string, unknown][] = [
    ['an amount with a fraction', 'amount', 10.5],
    ['an amount that is text', 'amount', '1000'],
    ['no amount', 'amount', null],
    ['a missing amount', 'amount', undefined],
    ['an amount of 1e21', 'amount', 1e21],
    ['an amount past what is exact', 'amount', 9007199254740992],
    ['an amount below zero', 'amount_received', -5],
    ['a currency that is none', 'currency', 'xqq'],
    ['a missing currency', 'currency', undefined],
    ['no status', 'status', null],
    ['a time in milliseconds', 'created', START * 1000],
    ['a time of 1970', 'created', 0],
    ['another kind of object', 'object', 'setup_intent'],
    ['a fee with a fraction', 'latest_charge.balance_transaction.fee', 0.5],
    ['a net that does not add up', 'latest_charge.balance_transaction.net', 1],
  ];
  for (const [name, path, value] of bad) {
    test(name, async () => {
      const bank = emptyBank();
      for (let n = 0; n < 3; n++) paidIntent(bank, START - 100 + n);
      const account = await openAccount({ bank, faults: onNth(INTENTS, 1, tamper(path, value)) });
      const pulled = await pullInto(account.gateway);
      expect(pulled.payments().length).toBe(2);
      expect(pulled.parked).toMatchObject([{ kind: 'payment_intent', externalId: expect.stringMatching(/^pi_/) }]);
      expect(pulled.parked[0]?.why.length).toBeGreaterThan(10);
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.payments().length).toBe(3);
    });
  }

  test('a status that nobody knows stays Pending and is flagged', async () => {
    const bank = emptyBank();
    newIntent(bank, START - 10);
    const account = await openAccount({ bank, faults: onNth(INTENTS, 1, tamper('status', 'requires_moonlight')) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.payments()).toMatchObject([
      { status: 'Pending', flag: 'unknown-status', reason: null, providerStatus: 'requires_moonlight' },
    ]);
  });
});

describe('the key', () => {
  test('a wrong key is refused, and only its last four characters are named', async () => {
    const account = await openAccount({ bank: loadedBank(10, START) });
    account.simulator.revokeKey();
    const { failure } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-refused', params: { gateway: 'Stripe', last4: 'abcd' } });
    expect(account.requests.length).toBe(1);
  });

  test('a key that is revoked in the middle ends the pull at once; what came stays', async () => {
    const account = await openAccount({ bank: loadedBank(500, START) });
    const pulled = new Pulled();
    const pull = async () => {
      for await (const page of account.gateway.pull(null)) {
        pulled.take(page);
        if (page.payments.length > 0) account.simulator.revokeKey();
      }
    };
    await expect(pull()).rejects.toMatchObject({ code: 'key-refused' });
    expect(pulled.payments().length).toBeGreaterThanOrEqual(100);
    const before = account.requests.length;
    await expect(pullInto(account.gateway, pulled)).rejects.toMatchObject({ code: 'key-refused' });
    expect(account.requests.length).toBe(before + 1);
  });

  test('a key without a permission: what it may not read is named', async () => {
    const account = await openAccount({ bank: loadedBank(10, START) });
    account.simulator.forbid('payouts');
    const { failure, pulled } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-forbidden', params: { last4: 'abcd', what: 'payouts' } });
    expect(pulled.payments().length).toBe(10);
  });
});

test('a clock that is an hour off is reported and hides nothing', async () => {
  for (const skewMs of [3_600_000, -3_600_000]) {
    const bank = loadedBank(120, START);
    const account = await openAccount({ bank, skewMs });
    const pulled = await pullInto(account.gateway);
    expect(pulled.pages.every((page) => page.clockSkewMs === skewMs)).toBe(true);
    account.clock.now += 600;
    const { intent } = paidIntent(bank, account.clock.now - 400);
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${intent}`)).toBe(true);
  }
});

test('a Date header that is an hour off, or missing, hides nothing either', async () => {
  for (const offsetMs of [3_600_000, -3_600_000, null]) {
    const bank = loadedBank(120, START);
    const account = await openAccount({ bank, faults: () => ({ kind: 'date', offsetMs }) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.pages[0]?.clockSkewMs).toBe(offsetMs === null ? null : -offsetMs);
    expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(START * 1000);
    account.clock.now += 600;
    const { intent } = paidIntent(bank, account.clock.now - 400);
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${intent}`)).toBe(true);
  }
});

test('no key and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const bank = emptyBank();
  paidIntent(bank, START - 10, { description: `paid with ${card}`, metadata: { reference: card.replaceAll(' ', '') } });
  const account = await openAccount({ bank, patience: { timeoutMs: 1_000 } });
  const pulled = await pullInto(account.gateway);
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  const echo = { error: { message: `Key ${TEST_KEY} and card ${card}`, type: 'invalid_request_error' } };
  const faults = [
    ...lasting.map(([, fault]) => fault),
    ...[400, 402, 404, 500].map((status): Fault => ({ kind: 'status', status, body: JSON.stringify(echo) })),
  ];
  for (const fault of faults) {
    account.simulator.setFaults(() => fault);
    const { failure } = await pullUntilFailure({ ...account });
    told.push(inspect(failure, { depth: 20, showHidden: true }), JSON.stringify(failure.params), String(failure.stack));
  }
  account.simulator.setFaults(null);
  account.simulator.revokeKey();
  told.push(inspect((await pullUntilFailure(account)).failure, { depth: 20, showHidden: true }));
  for (const text of told) {
    expect(text).not.toContain(TEST_KEY);
    expect(text).not.toContain(TEST_KEY.slice(8, -4));
    expect(text).not.toMatch(/4242[ -]?4242/);
  }
});
