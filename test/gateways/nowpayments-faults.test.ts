/** Everything that can go wrong between this computer and NOWPayments: each gives its failure, and what was fetched before stays good. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { Failure } from '../../main/kernel/failure';
import {
  KEY,
  LIST,
  openNowpayments,
  PASSWORD,
  START_MS,
  stockedBank,
  type TestNowpayments,
} from '../support/nowpayments';
import { Pulled, pullInto } from '../support/simulator';
import { onNth, tamper } from '../support/simulator-faults';

async function pullUntilFailure(account: TestNowpayments): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = new Pulled();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

const html = { 'Content-Type': 'text/html' };
const status = (code: number, body?: string, headers?: Record<string, string>): Fault => ({
  kind: 'status',
  status: code,
  ...(body === undefined ? {} : { body }),
  ...(headers === undefined ? {} : { headers }),
});
const limited = (retryAfter?: string): Fault =>
  retryAfter === undefined ? { kind: 'rate-limited', reason: '' } : { kind: 'rate-limited', reason: '', retryAfter };
const emptyForEver: Fault = { kind: 'rewrite', change: (answer) => ({ ...Object(answer), data: [], pagesCount: 99 }) };

function samePageForEver(): Fault {
  let first: unknown = null;
  const change = (answer: unknown) => {
    first ??= { ...Object(answer), pagesCount: '99' };
    return first;
  };
  return { kind: 'rewrite', change };
}

const lasting: readonly [string, Fault, string, object][] = [
  ['a sign-in page instead of JSON', { kind: 'sign-in-page' }, 'gateway-sign-in-page', {}],
  ['JSON cut off, as if whole', { kind: 'truncated', keep: 900, framed: true }, 'gateway-broken-answer', { page: 3 }],
  ['JSON cut off', { kind: 'truncated', keep: 900, framed: false }, 'gateway-broken-answer', { page: 3 }],
  ['an empty answer', { kind: 'truncated', keep: 0, framed: true }, 'gateway-broken-answer', { page: 3 }],
  ['no rows', { kind: 'rewrite', change: () => ({ limit: 1 }) }, 'gateway-broken-answer', { page: 3 }],
  ['a refusal without a reason', status(400, '{}'), 'gateway-error', { status: 400 }],
  ['a 500 each time', status(500), 'gateway-error', { status: 500 }],
  ['a 502 each time', status(502), 'gateway-error', { status: 502 }],
  ['a 503 that is a web page', status(503, '<html>busy</html>', html), 'gateway-error', { status: 503 }],
  ['a 504 each time', status(504), 'gateway-error', { status: 504 }],
  ['a proxy that wants a log-in (511)', status(511, '<html>log in</html>', html), 'gateway-sign-in-page', {}],
  ['a rate limit that stays', limited(), 'gateway-rate-limited', { seconds: 30 }],
  ['a rate limit for two minutes', limited('120'), 'gateway-rate-limited', { seconds: 120 }],
  ['a rate limit with a garbled time', limited('soon'), 'gateway-rate-limited', { seconds: 30 }],
  ['a rate limit with a negative time', limited('-1'), 'gateway-rate-limited', { seconds: 30 }],
  ['a 403 for the list', status(403), 'key-forbidden', { last4: 'abcd', what: 'payments' }],
  ['silence', { kind: 'silence' }, 'gateway-timeout', { seconds: 1 }],
  ['an answer that stops in the middle', { kind: 'stall', keep: 900 }, 'gateway-timeout', { seconds: 1 }],
  [
    'a redirect',
    { kind: 'redirect', location: 'https://evil.example/' },
    'gateway-redirected',
    { host: 'evil.example' },
  ],
  ['an answer of 50 MB', { kind: 'huge', bytes: 50_000_000 }, 'gateway-answer-too-large', { limit: 3 }],
  ['a connection that breaks', { kind: 'reset', after: false }, 'gateway-offline', {}],
  ['the same page for ever', samePageForEver(), 'gateway-endless-pages', {}],
  ['empty pages for ever', emptyForEver, 'gateway-endless-pages', { page: 3 }],
];

describe('a fault that lasts from page 3 on', () => {
  for (const [name, fault, code, params] of lasting) {
    test(`${name}: ${code}; two pages stay, and the next pull completes`, async () => {
      const patience = fault.kind === 'silence' || fault.kind === 'stall' ? { timeoutMs: 700 } : {};
      const account = await openNowpayments({ bank: stockedBank(250), faults: onNth(LIST, 3, fault), patience });
      const { failure, pulled } = await pullUntilFailure(account);
      expect(failure.code).toBe(code);
      expect(failure.params).toMatchObject({ gateway: 'NOWPayments', ...params });
      // The same page for ever is a page more, before it shows that it is the same.
      expect(pulled.payments().length).toBe(name === 'the same page for ever' ? 150 : 100);
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.rows.size).toBe(250);
    });
  }
});

const passing: readonly [string, Fault][] = [
  ['a 500', status(500)],
  ['a 503', status(503)],
  ['a rate limit', limited()],
  [
    'a token that ended',
    status(401, '{"status":false,"statusCode":401,"code":"AUTH_REQUIRED","message":"Token expired"}'),
  ],
  ['a broken connection', { kind: 'reset', after: true }],
  ['an answer cut off', { kind: 'truncated', keep: 100, framed: false }],
  ['silence', { kind: 'silence' }],
  ['an answer after the time', { kind: 'delay', ms: 900 }],
];

describe('a fault that passes is asked again, and nobody sees it', () => {
  for (const [name, fault] of passing) {
    test(name, async () => {
      const patience = fault.kind === 'silence' || fault.kind === 'delay' ? { timeoutMs: 700 } : {};
      const account = await openNowpayments({ bank: stockedBank(130), faults: onNth(LIST, 2, fault, 1), patience });
      const pulled = await pullInto(account.gateway);
      expect(pulled.payments().length).toBe(130);
      expect(account.requests.filter((request) => request.path === LIST).length).toBe(4);
    });
  }

  test('also in the sign-in', async () => {
    const account = await openNowpayments({ bank: stockedBank(20), faults: onNth('/v1/auth', 1, status(502), 1) });
    expect((await pullInto(account.gateway)).rows.size).toBe(20);
  });
});

describe('one bad payment is parked, and the others come', () => {
  const bad: readonly [string, string, unknown][] = [
    ['a price with a part of a cent', 'price_amount', 10.555],
    ['no price', 'price_amount', null],
    ['a price of 1e21', 'price_amount', 1e21],
    ['a price in a coin', 'price_currency', 'btc'],
    ['a currency that is none', 'price_currency', 'xqq'],
    ['a missing currency', 'price_currency', undefined],
    ['no status', 'payment_status', null],
    ['a time in milliseconds', 'created_at', START_MS],
    ['a time of 1970', 'created_at', '1970-01-01T00:00:00.000Z'],
    ['a sum that is no number', 'actually_paid', 'all of it'],
  ];
  for (const [name, path, value] of bad) {
    test(name, async () => {
      const account = await openNowpayments({ bank: stockedBank(3), faults: onNth(LIST, 1, tamper(path, value)) });
      const pulled = await pullInto(account.gateway);
      expect(pulled.payments().length).toBe(2);
      expect(pulled.parked).toMatchObject([{ kind: 'payment', externalId: account.bank.payments[0]?.id }]);
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.payments().length).toBe(3);
    });
  }

  test('a price in quotes is as good, a new field is no matter, and an unknown word is flagged', async () => {
    const account = await openNowpayments({
      bank: stockedBank(1),
      faults: onNth(LIST, 1, tamper('price_amount', '5.10')),
    });
    expect((await pullInto(account.gateway)).payments()).toMatchObject([{ amount: 510, status: 'Completed' }]);
    account.simulator.setFaults(onNth(LIST, 1, tamper('moon_phase', 'new')));
    expect((await pullInto(account.gateway)).payments()).toMatchObject([{ amount: 510 }]);
    account.simulator.setFaults(onNth(LIST, 1, tamper('payment_status', 'wrapped')));
    expect((await pullInto(account.gateway)).payments()).toMatchObject([
      { status: 'Pending', reason: null, flag: 'unknown-status', providerStatus: 'wrapped' },
    ]);
  });
});

describe('the key and the sign-in', () => {
  test('a wrong password is said, and not tried again and again', async () => {
    const account = await openNowpayments({ bank: stockedBank(10), password: 'wrong' });
    expect((await pullUntilFailure(account)).failure.code).toBe('sign-in-refused');
    expect(account.requests.map((request) => request.path)).toEqual(['/v1/auth']);
  });

  test('a key that is revoked in the middle ends the pull at once; what came stays', async () => {
    const account = await openNowpayments({ bank: stockedBank(250) });
    const pulled = new Pulled();
    const pull = async () => {
      for await (const page of account.gateway.pull(null)) {
        pulled.take(page);
        account.simulator.revokeKey();
      }
    };
    await expect(pull()).rejects.toMatchObject({
      code: 'key-refused',
      params: { gateway: 'NOWPayments', last4: 'abcd' },
    });
    expect(pulled.payments().length).toBeGreaterThanOrEqual(50);
    const before = account.requests.length;
    await expect(pullInto(account.gateway, pulled)).rejects.toMatchObject({ code: 'key-refused' });
    expect(account.requests.length).toBe(before + 1);
  });
});

test('a clock that is an hour off is reported and hides nothing', async () => {
  for (const skewMs of [3_600_000, -3_600_000]) {
    const bank = stockedBank(60);
    const account = await openNowpayments({ bank, skewMs });
    const pulled = await pullInto(account.gateway);
    expect(pulled.pages.every((page) => page.clockSkewMs === skewMs)).toBe(true);
    expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(START_MS);
    account.clock.now += 600_000;
    const late = bank.addPayment({ at: account.clock.now - 400_000 });
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${late}`)).toBe(true);
  }
});

test('a Date header that is an hour off, or missing, hides nothing either', async () => {
  for (const offsetMs of [3_600_000, -3_600_000, null]) {
    const bank = stockedBank(60);
    const account = await openNowpayments({ bank, faults: () => ({ kind: 'date', offsetMs }) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.pages[0]?.clockSkewMs).toBe(offsetMs === null ? null : -offsetMs);
    expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(START_MS);
    account.clock.now += 600_000;
    const late = bank.addPayment({ at: account.clock.now - 400_000 });
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${late}`)).toBe(true);
  }
});

test('no key, no password, no token and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const bank = stockedBank(1);
  bank.addPayment({ at: START_MS - 10, description: `paid with ${card}`, orderId: card.replaceAll(' ', '') });
  const account = await openNowpayments({ bank, patience: { timeoutMs: 300 } });
  const pulled = await pullInto(account.gateway);
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  const echo = JSON.stringify({ status: false, message: `Key ${KEY}, password ${PASSWORD} and card ${card}` });
  const faults = [
    ...lasting.map(([, fault]) => fault),
    ...[400, 401, 402, 403, 404, 500].map((code) => status(code, echo)),
  ];
  for (const path of [LIST, '/v1/auth']) {
    for (const fault of faults.filter((fault) => path === LIST || !('keep' in fault || fault.kind === 'rewrite'))) {
      const fresh = await openNowpayments({ bank, patience: { timeoutMs: 300 }, faults: onNth(path, 1, fault) });
      const { failure } = await pullUntilFailure(fresh);
      told.push(
        inspect(failure, { depth: 20, showHidden: true }),
        JSON.stringify(failure.params),
        String(failure.stack),
      );
    }
  }
  for (const text of told) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(KEY.slice(4, -4));
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toMatch(/eyJ[\w-]+\./);
    expect(text).not.toMatch(/4242[ -]?4242/);
  }
});
