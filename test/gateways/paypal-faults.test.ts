/** Everything that can go wrong between this computer and PayPal: each gives its failure, and what was fetched before stays good. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { connectPaypal, paypal } from '../../main/gateways/paypal/index';
import { makePayment } from '../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../main/gateways/paypal/simulator/bank';
import { Failure } from '../../main/kernel/failure';
import { impatience, Pulled, pullInto } from '../support/simulator';
import { onNth, tamper } from '../support/simulator-faults';
import { KEYS, openPaypal, type PaypalUnderTest, type PaypalWish, START_MS } from './paypal-driver';

const SEARCH = '/v1/reporting/transactions';
const DAY = 86_400_000;
const PAGE = 20;
/** As a pull left it that had seen everything up to twenty days ago: one window is left, not the three years of a first pull. */
const RECENT = JSON.stringify({
  version: 1,
  mark: START_MS - 20 * DAY,
  disputes: START_MS - 20 * DAY,
  waiting: [],
  round: null,
});
const fromRecent = () => Object.assign(new Pulled(), { cursor: RECENT });

/** One payment every five seconds, all in the last days. */
function filled(count: number): Bank {
  const bank = new Bank('faults');
  for (let n = 0; n < count; n++) makePayment(bank, START_MS - DAY - (count - n) * 5000, { amount: 1000 + n });
  return bank;
}

/** Pulls until it fails; gives the failure and what came before. */
async function pullUntilFailure(account: PaypalUnderTest): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = fromRecent();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

const openFilled = (count: number, wish: PaypalWish = {}) =>
  openPaypal({ bank: filled(count), pageSize: PAGE, ...wish });

const emptyPages: Fault = {
  kind: 'rewrite',
  change: (answer) => ({ ...(typeof answer === 'object' ? answer : {}), transaction_details: [], total_pages: 99 }),
};

function samePage(): Fault {
  let first: unknown = null;
  return {
    kind: 'rewrite',
    change: (answer) => {
      first ??= { ...(typeof answer === 'object' ? answer : {}), total_pages: 99 };
      return first;
    },
  };
}

const lasting: readonly [string, Fault, string, object][] = [
  ['a sign-in page instead of JSON', { kind: 'sign-in-page' }, 'gateway-sign-in-page', {}],
  ['JSON cut off, as if whole', { kind: 'truncated', keep: 900, framed: true }, 'gateway-broken-answer', { page: 4 }],
  ['JSON cut off', { kind: 'truncated', keep: 900, framed: false }, 'gateway-broken-answer', { page: 4 }],
  ['an empty answer', { kind: 'truncated', keep: 0, framed: true }, 'gateway-broken-answer', { page: 4 }],
  ['an answer without rows', { kind: 'rewrite', change: () => ({}) }, 'gateway-broken-answer', { page: 4 }],
  ['a refusal without a reason', { kind: 'status', status: 400, body: '{}' }, 'gateway-error', { status: 400 }],
  ['a 500 each time', { kind: 'status', status: 500 }, 'gateway-error', { status: 500 }],
  ['a 503 that is a web page', { kind: 'status', status: 503, body: '<html>busy</html>' }, 'gateway-error', {}],
  ['a rate limit that stays', { kind: 'rate-limited', reason: '' }, 'gateway-rate-limited', { seconds: 30 }],
  [
    'a rate limit for two minutes',
    { kind: 'rate-limited', reason: '', retryAfter: '120' },
    'gateway-rate-limited',
    { seconds: 120 },
  ],
  [
    'a rate limit with a garbled time',
    { kind: 'rate-limited', reason: '', retryAfter: 'soon' },
    'gateway-rate-limited',
    { seconds: 30 },
  ],
  ['silence', { kind: 'silence' }, 'gateway-timeout', { seconds: 1 }],
  ['an answer that stops in the middle', { kind: 'stall', keep: 900 }, 'gateway-timeout', { seconds: 1 }],
  ['a redirect', { kind: 'redirect', location: 'https://evil.example/v1' }, 'gateway-redirected', {}],
  ['an answer of 50 MB', { kind: 'huge', bytes: 50_000_000 }, 'gateway-answer-too-large', { limit: 3 }],
  ['a connection that breaks', { kind: 'reset', after: false }, 'gateway-offline', {}],
  ['the same page for ever', samePage(), 'gateway-endless-pages', { page: 5 }],
  ['empty pages for ever', emptyPages, 'gateway-endless-pages', { page: 4 }],
];

describe('a fault that lasts from page 4 on', () => {
  for (const [name, fault, code, params] of lasting) {
    test(`${name}: ${code}; three pages stay, and the next pull completes`, async () => {
      const patience = fault.kind === 'silence' || fault.kind === 'stall' ? { timeoutMs: 500 } : {};
      const account = await openFilled(110, { faults: onNth(SEARCH, 4, fault), patience });
      const { failure, pulled } = await pullUntilFailure(account);
      expect(failure.code).toBe(code);
      expect(failure.params).toMatchObject({ gateway: 'PayPal', ...params });
      // The last of each page waits for the next page; the same page for ever is a page more, before it shows.
      const pages = name === 'the same page for ever' ? 4 : 3;
      expect(pulled.payments().length).toBe(pages * PAGE - 1);
      account.simulator.setFaults(null);
      await pullInto(account.gateway, pulled);
      expect(pulled.payments().length).toBe(110);
    });
  }
});

const passing: readonly [string, Fault][] = [
  ['a 500', { kind: 'status', status: 500 }],
  ['a 503', { kind: 'status', status: 503 }],
  ['a rate limit', { kind: 'rate-limited', reason: '', retryAfter: '0' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['an answer cut off', { kind: 'truncated', keep: 100, framed: false }],
  ['silence', { kind: 'silence' }],
];

describe('a fault that passes is asked again, and nobody sees it', () => {
  for (const [name, fault] of passing) {
    test(name, async () => {
      const patience = fault.kind === 'silence' ? { timeoutMs: 500 } : {};
      const account = await openFilled(30, { faults: onNth(SEARCH, 2, fault, 1), patience });
      const pulled = await pullInto(account.gateway, fromRecent());
      expect(pulled.payments().length).toBe(30);
      expect(account.requests.filter((request) => request.path === SEARCH).length).toBe(3);
    });
  }
});

describe('one bad row is parked, and the others come', () => {
  const info = 'transaction_info';
  const bad: readonly [string, string, unknown][] = [
    ['an amount with a fraction of a cent', `${info}.transaction_amount.value`, '10.005'],
    ['an amount as a number', `${info}.transaction_amount.value`, 10.5],
    ['an amount of 1e21', `${info}.transaction_amount.value`, '1e21'],
    ['an amount past what is exact', `${info}.transaction_amount.value`, '90071992547409.93'],
    ['no amount', `${info}.transaction_amount`, null],
    ['a missing amount', `${info}.transaction_amount`, undefined],
    ['a currency that is none', `${info}.transaction_amount.currency_code`, 'XQQ'],
    ['a fee in another currency', `${info}.fee_amount.currency_code`, 'EUR'],
    ['a fee that is no number', `${info}.fee_amount.value`, 'free'],
    ['no status', `${info}.transaction_status`, null],
    ['no event code', `${info}.transaction_event_code`, 'payment'],
    ['a time in milliseconds', `${info}.transaction_initiation_date`, START_MS],
    ['a time of 1970', `${info}.transaction_initiation_date`, '1970-01-01T00:00:00+0000'],
    ['a day that does not exist', `${info}.transaction_initiation_date`, '2026-02-30T10:00:00+0000'],
    ['a row that is none', info, 'x'],
  ];
  for (const [name, path, value] of bad) {
    test(name, async () => {
      const spoilt = tamper(path, value);
      const change = spoilt.kind === 'rewrite' ? spoilt.change : null;
      const first: Fault = { kind: 'rewrite', change: (answer) => inFirstRow(answer, change) };
      const account = await openFilled(3, { faults: onNth(SEARCH, 1, first) });
      const pulled = await pullInto(account.gateway, fromRecent());
      expect(pulled.payments().length).toBe(2);
      expect(pulled.parked.length).toBe(1);
      expect(pulled.parked[0]?.why.length).toBeGreaterThan(10);
      account.simulator.setFaults(null);
      await pullInto(account.connect(), Object.assign(pulled, { cursor: RECENT }));
      expect(pulled.payments().length).toBe(3);
    });
  }

  test('a status that nobody knows stays Pending and is flagged; a fee that PayPal gave is taken as it is', async () => {
    const spoilt: Fault = {
      kind: 'rewrite',
      change: (answer) => {
        const rows: unknown = Reflect.get(Object(answer), 'transaction_details');
        const [one, two] = Array.isArray(rows) ? rows : [];
        Reflect.set(Object(one).transaction_info, 'transaction_status', 'Q');
        Reflect.set(Object(two).transaction_info, 'fee_amount', { currency_code: 'USD', value: '0.10' });
        return answer;
      },
    };
    const account = await openFilled(2, { faults: onNth(SEARCH, 1, spoilt) });
    const [odd, given] = (await pullInto(account.gateway, fromRecent())).payments();
    expect(odd).toMatchObject({ status: 'Pending', flag: 'unknown-status', reason: null, providerStatus: 'Q' });
    expect(given?.settlement).toMatchObject({ amount: 1001, fee: -10, net: 1011 });
  });
});

/** `change` works on lists named `data`. */
function inFirstRow(answer: unknown, change: ((answer: unknown) => unknown) | null): unknown {
  change?.({ data: Reflect.get(Object(answer), 'transaction_details') });
  return answer;
}

describe('the app', () => {
  test('wrong credentials are refused, and only the last four characters of the id are named', async () => {
    const account = await openFilled(5);
    account.simulator.revokeKey();
    const { failure } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-refused', params: { gateway: 'PayPal', last4: 'wxyz' } });
    expect(account.requests.length).toBe(1);
  });

  test('revoked in the middle it ends the pull at once; what came stays', async () => {
    const account = await openFilled(90);
    const pulled = fromRecent();
    const pull = async () => {
      for await (const page of account.gateway.pull(RECENT)) {
        pulled.take(page);
        if (page.payments.length > 0) account.simulator.revokeKey();
      }
    };
    await expect(pull()).rejects.toMatchObject({ code: 'key-refused' });
    expect(pulled.payments().length).toBe(PAGE - 1);
    const before = account.requests.length;
    await expect(pullInto(account.connect(), pulled)).rejects.toMatchObject({ code: 'key-refused' });
    expect(account.requests.length).toBe(before + 1);
  });

  test('without a permission, what it may not read is named', async () => {
    const account = await openFilled(5);
    account.simulator.forbid('customer');
    const { failure, pulled } = await pullUntilFailure(account);
    expect(failure).toMatchObject({ code: 'key-forbidden', params: { last4: 'wxyz', what: 'disputes' } });
    expect(pulled.payments().length).toBe(5);
    account.simulator.forbid('reporting');
    await expect(account.gateway.identify()).rejects.toMatchObject({ params: { what: 'balances' } });
  });

  test('what is not an id or a secret is refused before anything is sent; live ones never go to a simulator', () => {
    const [id, secret] = paypal.credentials;
    expect(id?.check(` "${KEYS.clientId}"\n`, 'sandbox')).toBe(KEYS.clientId);
    for (const text of ['', 'short', 'has spaces inside it all over', 'x'.repeat(300)]) {
      expect(() => secret?.check(text, 'live')).toThrow(expect.objectContaining({ code: 'key-malformed' }));
    }
    const to = { credentials: KEYS, baseUrl: 'http://127.0.0.1:9', now: () => START_MS };
    expect(() => connectPaypal({ ...to, environment: 'live' }, impatience)).toThrow(
      expect.objectContaining({ code: 'key-wrong-environment' }),
    );
    expect(() => connectPaypal({ ...to, baseUrl: 'https://evil.example' }, impatience)).toThrow(Failure);
  });
});

test('a clock that is an hour off is reported and hides nothing', async () => {
  for (const skewMs of [3_600_000, -3_600_000]) {
    const account = await openFilled(30, { skewMs });
    const pulled = await pullInto(account.gateway, fromRecent());
    expect(pulled.pages.every((page) => page.clockSkewMs === skewMs)).toBe(true);
    expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(START_MS);
    account.clock.now += 600_000;
    const made = makePayment(account.bank, account.clock.now - 400_000, { amount: 700 });
    account.clock.now += 3_600_000;
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${made.id}`)).toBe(true);
  }
});

test('a Date header that is an hour off, or missing, hides nothing either', async () => {
  for (const offsetMs of [3_600_000, -3_600_000, null]) {
    const account = await openFilled(30, { faults: () => ({ kind: 'date', offsetMs }) });
    const pulled = await pullInto(account.gateway, fromRecent());
    expect(pulled.pages[0]?.clockSkewMs).toBe(offsetMs === null ? null : -offsetMs);
    account.clock.now += 600_000;
    const made = makePayment(account.bank, account.clock.now - 400_000, { amount: 700 });
    account.clock.now += 3_600_000;
    await pullInto(account.gateway, pulled);
    expect(pulled.rows.has(`payments ${made.id}`)).toBe(true);
  }
});

test('no secret, no token and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const bank = new Bank('secrets');
  const payer = bank.makeCustomer({ given: card, email: 'jane@buyer.example' });
  makePayment(bank, START_MS - DAY, { amount: 900, payer, description: `paid with ${card}`, reference: card });
  const account = await openPaypal({ bank, patience: { timeoutMs: 500 } });
  const pulled = await pullInto(account.gateway, fromRecent());
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  const basic = Buffer.from(`${KEYS.clientId}:${KEYS.clientSecret}`).toString('base64');
  const token = 'A21AA000001';
  const said = `Secret ${KEYS.clientSecret}, header ${basic}, card ${card}`;
  const echo = JSON.stringify({ name: 'INVALID_REQUEST', message: said });
  const echoes = [400, 404, 422, 500].map((status): Fault => ({ kind: 'status', status, body: echo }));
  for (const fault of [...lasting.map(([, each]) => each), ...echoes]) {
    account.simulator.setFaults(() => fault);
    const { failure } = await pullUntilFailure(account);
    told.push(inspect(failure, { depth: 20, showHidden: true }), JSON.stringify(failure.params), String(failure.stack));
  }
  for (const text of told) {
    for (const secret of [KEYS.clientSecret, basic, token]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/4242[ -]?4242/);
  }
});
