/** What was written to the sample company's accounts is there after a restart, under the same ids and the same links. */
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/book';
import type { PageAsk } from '../gateways/ask';
import { minor } from '../kernel/money';
import { type Company, startCompany } from './company';
import { memoryIn } from './memory';

const BASE = Date.UTC(2026, 2, 14, 9, 30);

const currencies = { stripe: 'EUR', paypal: 'EUR', razorpay: 'INR', paystack: 'NGN', nowpayments: 'USD' } as const;

function askOf(currency: string): PageAsk {
  return {
    ...{ key: '01950000-0000-7000-8000-00000000000a', amount: minor(120_000), currency, description: 'Top-up' },
    ...{ purpose: 'top-up', saveMethod: false, returnUrl: 'https://example.com/done' },
    payer: { customer: null, name: 'Ada Example', email: 'ada@customer.example', phone: null },
  };
}

async function start(file: string, nowMs: number, name = 'one'): Promise<Company> {
  const company = await startCompany(1, BASE, () => nowMs, memoryIn(file, name, `${nowMs}`));
  onTestFinished(() => company.close());
  return company;
}

function gatewayOf(company: Company, provider: string) {
  const found = company.gateways.find((each) => each.provider === provider);
  if (!found) throw new Error(`no ${provider}`);
  return found.gateway;
}

test.each(Object.entries(currencies))(
  'a page of %s that was opened before a restart is still there after it',
  async (provider, currency) => {
    const file = path.join(temporaryFolder(), 'demo.simulators');
    const ask = askOf(currency);
    const before = await start(file, BASE + 1_000);
    const opened = await gatewayOf(before, provider).openPage?.(ask);
    await before.close();
    const after = gatewayOf(await start(file, BASE + 60_000), provider);
    const link = opened?.link ?? '';
    expect((await fetch(link)).status).toBe(200);
    const page = opened?.page ?? '';
    expect(await after.checkPage?.(page, ask.key)).toMatchObject({ state: 'open' });
    // Asked for again under its key it is the same one, where the provider knows keys.
    if (after.keyHonouredMs) expect(await after.openPage?.(ask)).toEqual(opened);
  },
  20_000,
);

test('the memory is for one company, readable by its owner only, and goes without a line that was cut off', async () => {
  const file = path.join(temporaryFolder(), 'demo.simulators');
  const first = memoryIn(file, 'one', 'a');
  const call = { nowMs: 1, method: 'POST', path: '/v1/x', query: '', headers: {}, body: '' };
  first.of('stripe').remember(call);
  first.of('stripe').listens(4_000);
  first.of('paypal').remember({ ...call, nowMs: 2 });
  expect(statSync(file).mode & 0o077).toBe(0);
  const again = memoryIn(file, 'one', 'b');
  expect(again.life).toBe('a');
  expect(again.of('stripe')).toMatchObject({ port: 4_000, calls: [call] });
  expect(again.of('paypal').calls).toHaveLength(1);
  appendFileSync(file, '{"provider":"stripe","call":{"nowMs":3');
  const whole = memoryIn(file, 'one', 'c').of('stripe');
  expect(whole.calls).toHaveLength(1);
  whole.remember(call);
  expect(memoryIn(file, 'one', 'c').of('stripe').calls).toHaveLength(2);
  expect(memoryIn(file, 'another', 'd').life).toBe('d');
  expect(readFileSync(file, 'utf8')).toBe('{"company":"another","life":"d"}\n');
});

test('a port that is taken by now is left alone', async () => {
  const file = path.join(temporaryFolder(), 'demo.simulators');
  await start(file, BASE);
  // The first one still listens.
  const second = await start(file, BASE);
  expect(await gatewayOf(second, 'stripe').identify()).toMatchObject({ environment: 'sandbox' });
});
