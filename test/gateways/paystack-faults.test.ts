/** Everything that can go wrong between this computer and Paystack: each gives its failure, and what was fetched before stays good. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { Bank } from '../../main/gateways/paystack/simulator/bank';
import { Failure } from '../../main/kernel/failure';
import { busyBank, openPaystack, PAYSTACK_KEY, type PaystackAccount, payment, START_MS } from '../support/paystack';
import { Pulled, pullInto } from '../support/simulator';
import { onNth, tamper } from '../support/simulator-faults';

const LIST = '/transaction';
/** Nothing in these tests changes it. */
const busy = busyBank(250);

/** Pulls until it fails; gives the failure and what came before. */
async function pullUntilFailure(account: PaystackAccount): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = new Pulled();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

function samePageForEver(): Fault {
  let first: unknown = null;
  return {
    kind: 'rewrite',
    change: (answer) => {
      first ??= { ...(typeof answer === 'object' ? answer : {}), meta: { pageCount: 9000 } };
      return first;
    },
  };
}
const emptyForEver: Fault = {
  kind: 'rewrite',
  change: (answer) => ({ ...(typeof answer === 'object' ? answer : {}), data: [], meta: { pageCount: 9000 } }),
};
const otherPage: Fault = {
  kind: 'rewrite',
  change: (answer) => ({ ...(typeof answer === 'object' ? answer : {}), meta: { page: '1', pageCount: 9 } }),
};
const html = { 'Content-Type': 'text/html' };

/** The fault, its failure, and how many payments came before it. */
const lasting: readonly [string, Fault, string, object, number?][] = [
  ['a sign-in page instead of JSON', { kind: 'sign-in-page' }, 'gateway-sign-in-page', {}],
  ['JSON cut off, as if whole', { kind: 'truncated', keep: 2000, framed: true }, 'gateway-broken-answer', { page: 2 }],
  ['JSON cut off, and closed', { kind: 'truncated', keep: 2000, framed: false }, 'gateway-broken-answer', { page: 2 }],
  ['an empty answer', { kind: 'truncated', keep: 0, framed: true }, 'gateway-broken-answer', { page: 2 }],
  ['a refusal without a reason', { kind: 'status', status: 400, body: '{}' }, 'gateway-error', { status: 400 }],
  ['a list without rows', { kind: 'rewrite', change: () => ({ status: true }) }, 'gateway-broken-answer', { page: 2 }],
  ['a refusal with status 200', { kind: 'rewrite', change: () => ({ status: false }) }, 'gateway-broken-answer', {}],
  ['an earlier page than was asked for', otherPage, 'gateway-endless-pages', { page: 2 }],
  ['a 500 each time', { kind: 'status', status: 500 }, 'gateway-error', { status: 500 }],
  [
    'a 503 that is a web page',
    { kind: 'status', status: 503, body: '<html>busy</html>', headers: html },
    ...(['gateway-error', { status: 503 }] as const),
  ],
  [
    'a proxy that wants a log-in (511)',
    { kind: 'status', status: 511, body: '<html>log in</html>', headers: html },
    ...(['gateway-sign-in-page', {}] as const),
  ],
  ['a rate limit that stays', { kind: 'rate-limited', reason: 'x' }, 'gateway-rate-limited', { seconds: 30 }],
  ...(['1', '120'] as const).map((retryAfter): [string, Fault, string, object] => [
    `a rate limit for ${retryAfter} seconds`,
    { kind: 'rate-limited', reason: 'x', retryAfter },
    ...(['gateway-rate-limited', { seconds: Number.parseInt(retryAfter, 10) }] as const),
  ]),
  ...(['soon', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT'] as const).map((retryAfter): [string, Fault, string, object] => [
    `a rate limit with the time ${retryAfter}`,
    { kind: 'rate-limited', reason: 'x', retryAfter },
    ...(['gateway-rate-limited', { seconds: 30 }] as const),
  ]),
  ['silence', { kind: 'silence' }, 'gateway-timeout', { seconds: 1 }],
  ['an answer that stops in the middle', { kind: 'stall', keep: 3000 }, 'gateway-timeout', { seconds: 1 }],
  [
    'a redirect elsewhere',
    { kind: 'redirect', location: 'https://evil.example/v1' },
    ...(['gateway-redirected', { host: 'evil.example' }] as const),
  ],
  ['an answer of 50 MB', { kind: 'huge', bytes: 50_000_000 }, 'gateway-answer-too-large', { limit: 3 }],
  ['a connection that breaks', { kind: 'reset', after: false }, 'gateway-offline', {}],
  ['the same page for ever', samePageForEver(), 'gateway-endless-pages', {}, 200],
  ['empty pages for ever', emptyForEver, 'gateway-endless-pages', { page: 2 }],
];

describe('a fault that lasts from page 2 on', () => {
  test.each(lasting)(
    '%s: its failure; a page stays, and the next pull completes',
    async (name, fault, code, params, came = 100) => {
      const patience = fault.kind === 'silence' || fault.kind === 'stall' ? { timeoutMs: 800, tries: 1 } : {};
      const budget = name.includes('for 1 seconds') ? { budgetMs: 500 } : {};
      const faults = onNth(LIST, 2, fault);
      const account = await openPaystack({ bank: busy, faults, patience: { ...patience, ...budget } });
      const { failure, pulled } = await pullUntilFailure(account);
      expect(failure.code).toBe(code);
      expect(failure.params).toMatchObject({ gateway: 'Paystack', ...params });
      expect(pulled.payments().length).toBe(came);
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.payments().length).toBe(250);
      expect(pulled.rows.size).toBe(300);
    },
  );
});

const passing: readonly [string, Fault][] = [
  ['a 500', { kind: 'status', status: 500 }],
  ['a 503', { kind: 'status', status: 503 }],
  ['a rate limit', { kind: 'rate-limited', reason: 'x', retryAfter: '0' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['an answer cut off', { kind: 'truncated', keep: 100, framed: false }],
  ['silence', { kind: 'silence' }],
];

describe('a fault that passes is asked again, and nobody sees it', () => {
  test.each(passing)('%s', async (_name, fault) => {
    const patience = fault.kind === 'silence' ? { timeoutMs: 800 } : {};
    const account = await openPaystack({ bank: busy, faults: onNth(LIST, 2, fault, 1), patience });
    const pulled = await pullInto(account.gateway);
    expect(pulled.payments().length).toBe(250);
    expect(account.requests.filter((request) => request.path === LIST).length).toBe(4);
  });
});

describe('one bad object is parked, and the others come', () => {
  const bad: readonly [string, string, unknown][] = [
    ['an amount with a fraction', 'amount', 10.5],
    ['an amount that is text', 'amount', '1000'],
    ['no amount', 'amount', null],
    ['a missing amount', 'amount', undefined],
    ['an amount of 1e21', 'amount', 1e21],
    ['a currency that is none', 'currency', 'XQQ'],
    ['no status', 'status', null],
    ['a time in milliseconds', 'created_at', START_MS],
    ['a time of 1970', 'created_at', '1970-01-01T00:00:00.000Z'],
    ['a fee with a fraction', 'fees', 0.5],
  ];
  test.each(bad)('%s', async (_name, path, value) => {
    const bank = new Bank('bad');
    for (let n = 0; n < 3; n++) payment(bank, START_MS - 100_000 + n);
    const account = await openPaystack({ bank, faults: onNth(LIST, 1, tamper(path, value)) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.payments().length).toBe(2);
    expect(pulled.parked).toMatchObject([{ kind: 'transaction', externalId: expect.stringMatching(/^\d+$/) }]);
    account.simulator.setFaults(null);
    await pullInto(account.gateway, pulled);
    expect(pulled.payments().length).toBe(3);
  });

  test('a status that nobody knows stays Pending and is flagged', async () => {
    const bank = new Bank('odd');
    payment(bank, START_MS - 10);
    const account = await openPaystack({ bank, faults: onNth(LIST, 1, tamper('status', 'moonlit')) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.payments()).toMatchObject([
      { status: 'Pending', flag: 'unknown-status', reason: null, providerStatus: 'moonlit' },
    ]);
  });

  test('a time far in the future hides nothing that comes later', async () => {
    const bank = new Bank('future');
    payment(bank, START_MS - 10);
    const faults = onNth(LIST, 1, tamper('created_at', '2099-01-01T00:00:00.000Z'), 1);
    const account = await openPaystack({ bank, faults });
    const pulled = await pullInto(account.gateway);
    account.clock.now += 60_000;
    const { id } = payment(bank, account.clock.now);
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${id}`)).toBe(true);
  });
});

describe('the key', () => {
  test('a wrong key is refused, and only its last four characters are named', async () => {
    const account = await openPaystack({ bank: busyBank(10) });
    account.simulator.revokeKey();
    const { failure } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-refused', params: { gateway: 'Paystack', last4: 'abcd' } });
    expect(account.requests.length).toBe(1);
  });

  test('a key that is revoked in the middle ends the pull at once; what came stays', async () => {
    const account = await openPaystack({ bank: busy });
    const pulled = new Pulled();
    const pull = async () => {
      for await (const page of account.gateway.pull(null)) {
        pulled.take(page);
        if (page.payments.length > 0) account.simulator.revokeKey();
      }
    };
    await expect(pull()).rejects.toMatchObject({ code: 'key-refused' });
    expect(pulled.payments().length).toBeGreaterThanOrEqual(100);
  });

  test('a key without a permission: what it may not read is named', async () => {
    const account = await openPaystack({ bank: busyBank(10) });
    account.simulator.forbid('settlement');
    const { failure, pulled } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-forbidden', params: { last4: 'abcd', what: 'payouts' } });
    expect(pulled.payments().length).toBe(10);
  });
});

test.each([3_600_000, -3_600_000])('a clock that is off by %i ms is reported and hides nothing', async (skewMs) => {
  const account = await openPaystack({ bank: busyBank(120), skewMs });
  const pulled = await pullInto(account.gateway);
  expect(pulled.pages.every((page) => page.clockSkewMs === skewMs)).toBe(true);
  account.clock.now += 600_000;
  const { id } = payment(account.bank, account.clock.now - 400_000);
  await pullInto(account.gateway, pulled);
  expect(pulled.rows.has(`payments ${id}`)).toBe(true);
});

test.each([3_600_000, -3_600_000, null])(
  'a Date header that is off by %j ms hides nothing either',
  async (offsetMs) => {
    const account = await openPaystack({ bank: busyBank(120), faults: () => ({ kind: 'date', offsetMs }) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.pages[0]?.clockSkewMs).toBe(offsetMs === null ? null : -offsetMs);
    expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(START_MS);
    account.clock.now += 600_000;
    const { id } = payment(account.bank, account.clock.now - 400_000);
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${id}`)).toBe(true);
  },
);

test('no key and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const bank = busyBank(60, 'secrets');
  payment(bank, START_MS - 10, { metadata: { description: `paid with ${card}`, reference: card.replaceAll(' ', '') } });
  const account = await openPaystack({ bank, patience: { timeoutMs: 300, tries: 1 } });
  const pulled = await pullInto(account.gateway);
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  expect(told[0]).not.toContain('408408');
  const echo = JSON.stringify({ status: false, message: `Key ${PAYSTACK_KEY} and card ${card}` });
  const faults = [
    ...lasting.map(([, fault]) => fault),
    ...[400, 402, 404, 500].map((status): Fault => ({ kind: 'status', status, body: echo })),
  ];
  for (const fault of faults) {
    account.simulator.setFaults(() => fault);
    const { failure } = await pullUntilFailure(account);
    told.push(inspect(failure, { depth: 20, showHidden: true }), JSON.stringify(failure.params), String(failure.stack));
  }
  account.simulator.setFaults(null);
  account.simulator.revokeKey();
  told.push(inspect((await pullUntilFailure(account)).failure, { depth: 20, showHidden: true }));
  for (const text of told) {
    expect(text).not.toContain(PAYSTACK_KEY);
    expect(text).not.toContain(PAYSTACK_KEY.slice(8, -4));
    expect(text).not.toMatch(/4242[ -]?4242/);
  }
});
