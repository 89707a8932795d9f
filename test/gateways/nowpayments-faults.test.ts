/** What goes wrong at NOWPayments alone: its sign-in, its numbers, and what must not be seen. All else is in the conformance suite. */
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

const status = (code: number, body: string): Fault => ({ kind: 'status', status: code, body });
const ended = '{"status":false,"statusCode":401,"code":"AUTH_REQUIRED","message":"Token expired"}';

describe('the sign-in', () => {
  test('a token that ended is made anew, and nobody sees it', async () => {
    const account = await openNowpayments({ bank: stockedBank(130), faults: onNth(LIST, 2, status(401, ended), 1) });
    expect((await pullInto(account.gateway)).rows.size).toBe(130);
    expect(account.requests.filter((request) => request.path === '/v1/auth').length).toBe(2);
  });

  test('a fault in it that passes is asked again', async () => {
    const account = await openNowpayments({
      bank: stockedBank(20),
      faults: onNth('/v1/auth', 1, status(502, '{}'), 1),
    });
    expect((await pullInto(account.gateway)).rows.size).toBe(20);
  });

  test('a fault in it that stays is a plain failure: signing in changes nothing', async () => {
    const account = await openNowpayments({ bank: stockedBank(20), faults: onNth('/v1/auth', 1, status(502, '{}')) });
    expect((await pullUntilFailure(account)).failure).toMatchObject({ code: 'gateway-error', params: { status: 502 } });
  });

  test('a token that is refused each time is not asked for again and again', async () => {
    const account = await openNowpayments({ bank: stockedBank(20), faults: onNth(LIST, 1, status(401, ended)) });
    expect((await pullUntilFailure(account)).failure.code).toBe('key-refused');
    expect(account.requests.length).toBe(4);
  });

  test('a wrong password is said, and not tried again and again', async () => {
    const account = await openNowpayments({ bank: stockedBank(10), password: 'wrong' });
    expect((await pullUntilFailure(account)).failure.code).toBe('sign-in-refused');
    expect(account.requests.map((request) => request.path)).toEqual(['/v1/auth']);
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

test('no key, no password, no token and no card number in any failure or fact', async () => {
  const card = '4242 4242 4242 4242';
  const bank = stockedBank(1);
  bank.addPayment({ at: START_MS - 10, description: `paid with ${card}`, orderId: card.replaceAll(' ', '') });
  const account = await openNowpayments({ bank });
  const pulled = await pullInto(account.gateway);
  const told = [inspect(pulled.pages, { depth: 20 })];
  expect(told[0]).toContain('···· 4242');
  const echo = JSON.stringify({ status: false, message: `Key ${KEY}, password ${PASSWORD} and card ${card}` });
  for (const path of [LIST, '/v1/auth']) {
    for (const code of [400, 401, 402, 403, 404, 500]) {
      const fresh = await openNowpayments({ bank, faults: onNth(path, 1, status(code, echo)) });
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
