/** What can go wrong on any of Razorpay's lists, not only that of payments: each gives its failure, and what was fetched before stays good. */
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { openDispute, payOut, refund } from '../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../main/gateways/razorpay/simulator/bank';
import { Failure } from '../../main/kernel/failure';
import {
  busyBank,
  chargeAsk,
  DAY,
  KEY_ID,
  KEY_SECRET,
  openRazorpay,
  pageAsk,
  type RazorpayAccount,
  refundAsk,
  START,
} from '../support/razorpay';
import { Pulled, pullInto } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const RECON = '/v1/settlements/recon/combined';
const lists = ['customers', 'payments', 'refunds', 'disputes', 'settlements'].map((kind) => `/v1/${kind}`);

/** A little of everything. */
function smallBank(): Bank {
  const bank = new Bank('small');
  const customer = bank.makeCustomer({ at: START - DAY, name: 'Ada' });
  for (let n = 0; n < 4; n++) bank.makePayment({ at: START - DAY + n, amount: 100_000, customer });
  const [first, second] = bank.payments.oldestFirst();
  refund(bank, { at: START - 7200, payment: first?.id ?? '', amount: 500 });
  openDispute(bank, { at: START - 7100, payment: second?.id ?? '', deduct: true });
  payOut(bank, START - 3600);
  return bank;
}

async function pullUntilFailure(account: RazorpayAccount): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = new Pulled();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

const lasting: readonly [string, Fault, string][] = [
  ['a sign-in page instead of JSON', { kind: 'sign-in-page' }, 'gateway-sign-in-page'],
  ['JSON cut off', { kind: 'truncated', keep: 30, framed: true }, 'gateway-broken-answer'],
  ['a list without rows', { kind: 'rewrite', change: () => ({ entity: 'collection' }) }, 'gateway-broken-answer'],
  ['a refusal without a reason', { kind: 'status', status: 400, body: '{}' }, 'gateway-error'],
  ['a 502 each time', { kind: 'status', status: 502 }, 'gateway-error'],
  ['a rate limit that stays', { kind: 'rate-limited', reason: '' }, 'gateway-rate-limited'],
  ['a redirect elsewhere', { kind: 'redirect', location: 'https://evil.example/v1' }, 'gateway-redirected'],
];

describe('a fault that stays on any list', () => {
  for (const [name, fault, code] of lasting) {
    test(`${name}: ${code}; what came stays, and the next pull completes`, async () => {
      const whole = await pullInto((await openRazorpay({ bank: smallBank() })).gateway);
      for (const path of [...lists, RECON]) {
        const account = await openRazorpay({ bank: smallBank(), faults: onNth(path, 1, fault) });
        const { failure, pulled } = await pullUntilFailure(account);
        expect(failure.code, path).toBe(code);
        expect(failure.params).toMatchObject({ gateway: 'Razorpay' });
        account.simulator.setFaults(null);
        await pullInto(account.gateway, pulled);
        expect(pulled.sorted()).toEqual(whole.sorted());
      }
    });
  }

  test('a page of the reconciliation that comes for ever', async () => {
    const bank = busyBank(4);
    payOut(bank, START - 10);
    const full = (answer: unknown) => {
      const items: unknown = Reflect.get(Object(answer), 'items');
      const [row] = Array.isArray(items) ? items : [];
      const many = Array.from({ length: 500 }, (_, n) => ({ ...Object(row), entity_id: `pay_${n}` }));
      return { entity: 'collection', count: 500, items: many };
    };
    const account = await openRazorpay({ bank, faults: onNth(RECON, 1, { kind: 'rewrite', change: full }) });
    expect((await pullUntilFailure(account)).failure.code).toBe('gateway-endless-pages');
  });
});

/** Puts another value into the first row of a list. */
function spoil(name: string, value: unknown): Fault {
  return {
    kind: 'rewrite',
    change: (answer) => {
      const items: unknown = Reflect.get(Object(answer), 'items');
      const row: unknown = Array.isArray(items) ? items[0] : answer;
      Reflect.set(Object(row), name, value);
      return answer;
    },
  };
}

describe('one bad row is parked, and the others come', () => {
  const bad: readonly [string, string, unknown, string][] = [
    ['/v1/customers', 'created_at', START * 1000, 'customer'],
    ['/v1/refunds', 'amount', '500', 'refund'],
    ['/v1/refunds', 'currency', 'xqq', 'refund'],
    ['/v1/refunds', 'payment_id', null, 'refund'],
    ['/v1/disputes', 'amount', 0.5, 'dispute'],
    ['/v1/disputes', 'status', null, 'dispute'],
    ['/v1/settlements', 'amount', -5, 'settlement'],
    ['/v1/settlements', 'created_at', undefined, 'settlement'],
    [RECON, 'credit', 1e21, 'reconciliation row'],
    [RECON, 'fee', -1, 'reconciliation row'],
  ];
  test.each(bad)('%s with %s %j', async (path, name, value, kind) => {
    const bank = smallBank();
    const account = await openRazorpay({ bank, faults: onNth(path, 1, spoil(name, value)) });
    const pulled = await pullInto(account.gateway);
    expect(pulled.parked.map((item) => item.kind)).toContain(kind);
    expect(pulled.parked[0]?.why.length).toBeGreaterThan(10);
    expect(pulled.payments().length).toBe(bank.payments.size);
  });

  test('a row that names what cannot be an id never becomes an address', async () => {
    const bank = smallBank();
    for (const row of bank.movements) {
      if (row.type === 'refund') row.entity_id = '../payments';
      if (row.dispute_id) row.dispute_id = 'a/b';
    }
    const { gateway, requests } = await openRazorpay({ bank });
    const pulled = await pullInto(gateway);
    expect(pulled.parked.map((item) => item.why)).toEqual(Array(2).fill('it names what cannot be an id'));
    expect(requests.every((request) => request.path.startsWith('/v1/'))).toBe(true);
  });

  test('a refund before its payment and a dispute of a payment that nobody knows are told as they are', async () => {
    const bank = new Bank('orphans');
    const payment = bank.makePayment({ at: START - DAY, amount: 5000 });
    refund(bank, { at: START - 60, payment, amount: 100 });
    openDispute(bank, { at: START - 50, payment });
    bank.payments.remove(payment);
    const pulled = await pullInto((await openRazorpay({ bank })).gateway);
    expect([...pulled.rows.values()]).toMatchObject([
      { payment, amount: 100 },
      { payment, state: 'open' },
    ]);
  });
});

describe('the key', () => {
  test('without a permission: what it may not read is named', async () => {
    for (const what of ['refunds', 'disputes', 'settlements']) {
      const account = await openRazorpay({ bank: smallBank() });
      account.simulator.forbid(what);
      const { failure } = await pullUntilFailure(account);
      expect(failure).toMatchObject({ code: 'key-forbidden', params: { last4: KEY_ID.slice(-4), what } });
    }
  });

  test('that is refused ends every call at once', async () => {
    const { gateway, simulator, requests } = await openRazorpay();
    simulator.revokeKey();
    const calls = [
      () => gateway.identify(),
      () => gateway.fetchPayment('pay_1'),
      () => gateway.openPage?.(pageAsk()),
      () => gateway.charge?.(chargeAsk('cust_1', 'token_1')),
      () => gateway.refund?.(refundAsk('pay_1')),
      () => gateway.listMethods?.('cust_1'),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'key-refused' });
    expect(requests.length).toBe(calls.length);
  });
});

test('what cannot be an id never becomes part of an address', async () => {
  const { gateway, requests } = await openRazorpay();
  for (const id of ['', '../orders', 'pay_1/refund', 'a b', 'x'.repeat(65)]) {
    await expect(gateway.fetchPayment(id), id).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(gateway.refund?.(refundAsk(id)), id).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(gateway.removeMethod?.('cust_1', id), id).rejects.toMatchObject({ code: 'input-invalid' });
  }
  expect(requests).toEqual([]);
});

test('no key and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const pair = Buffer.from(`${KEY_ID}:${KEY_SECRET}`).toString('base64');
  const bank = new Bank('secrets');
  bank.makePayment({ at: START - 10, amount: 1000, description: `paid with ${card}`, notes: { reference: card } });
  const account = await openRazorpay({ bank, patience: { timeoutMs: 1_000 } });
  const pulled = await pullInto(account.gateway);
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  const said = `Secret ${KEY_SECRET}, pair ${pair} and card ${card}`;
  const echo = JSON.stringify({ error: { code: 'BAD_REQUEST_ERROR', description: said } });
  const faults = [
    ...lasting.map(([, fault]) => fault),
    ...[400, 404, 409, 500].map((status): Fault => ({ kind: 'status', status, body: echo })),
  ];
  for (const fault of faults) {
    account.simulator.setFaults(() => fault);
    const failures: unknown[] = [(await pullUntilFailure(account)).failure];
    failures.push(await account.gateway.refund?.(refundAsk('pay_1')).catch((error: unknown) => error));
    failures.push(await account.gateway.openPage?.(pageAsk()).catch((error: unknown) => error));
    for (const failure of failures)
      told.push(inspect(failure, { depth: 20, showHidden: true }), String(Object(failure).stack));
  }
  for (const text of told) {
    expect(text).not.toContain(KEY_SECRET);
    expect(text).not.toContain(pair);
    expect(text).not.toMatch(/4242[ -]?4242/);
  }
});
