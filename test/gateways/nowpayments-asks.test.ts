/** Asking for money at NOWPayments: one invoice for one attempt, whatever the network does, and the truth by look-up. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown, type PageAsk } from '../../main/gateways/ask';
import type { Fault } from '../../main/gateways/fault';
import { nowpayments } from '../../main/gateways/nowpayments/index';
import { Failure } from '../../main/kernel/failure';
import { minor } from '../../main/kernel/money';
import { DAY_MS, openNowpayments, START_MS, type TestNowpayments } from '../support/nowpayments';
import { pullInto } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const KEY = '0192f0c1-2f00-7000-8000-0123456789ab';

function pageAsk(change: Partial<PageAsk> = {}): PageAsk {
  return {
    key: KEY,
    amount: minor(12_050),
    currency: 'EUR',
    description: 'Account top-up <b>',
    purpose: 'top-up',
    payer: { customer: null, name: 'Ada Example', email: 'ada@customer.example', phone: null },
    saveMethod: false,
    returnUrl: 'https://northgate.example/paid',
    ...change,
  };
}

/** What a payer's browser does: opens the page, chooses a coin, presses a button. */
async function press(link: string, act: string, coin = 'btc'): Promise<string> {
  const shown = await fetch(link);
  expect(shown.headers.get('content-type')).toContain('text/html');
  const done = await fetch(link, { method: 'POST', body: new URLSearchParams({ act, coin }) });
  return `${await shown.text()}\n${await done.text()}`;
}

const opened = async (account: TestNowpayments, change: Partial<PageAsk> = {}) => {
  const { gateway } = account;
  if (!gateway.openPage || !gateway.checkPage || !gateway.findPage) throw new Error('the page calls are missing');
  const page = await gateway.openPage(pageAsk(change));
  return { page, check: () => gateway.checkPage?.(page.page, change.key ?? KEY) };
};

test('it declares truly what it can be asked', async () => {
  const { gateway } = await openNowpayments();
  const { capabilities } = nowpayments;
  expect(
    Object.entries(capabilities)
      .filter(([, can]) => can)
      .map(([name]) => name),
  ).toEqual(['hostedPage']);
  for (const name of [
    'charge',
    'refund',
    'findCharge',
    'findRefund',
    'listMethods',
    'removeMethod',
    'balance',
  ] as const) {
    expect(gateway[name], name).toBeUndefined();
  }
  // A repeated key is done twice there, and a page cannot be ended.
  expect([gateway.keyHonouredMs, gateway.closePage]).toEqual([undefined, undefined]);
});

describe('the page', () => {
  test('opens at the price to the cent, and waits without a payment until the payer opens it', async () => {
    const account = await openNowpayments();
    const { page, check } = await opened(account);
    expect(page).toEqual({ page: expect.stringMatching(/^\d{10}$/), link: expect.any(String), expiresAt: null });
    expect(account.bank.invoices.get(page.page)).toMatchObject({
      priceAmount: '120.50',
      priceCurrency: 'eur',
      orderId: KEY,
    });
    expect(await check()).toMatchObject({ state: 'open', facts: { payments: [], parked: [] } });
  });

  test.each([
    ['succeed', 'finished', { status: 'Completed', flag: null, link: null }],
    ['confirm', 'open', { status: 'Pending', reason: 'waiting-gateway' }],
    ['short', 'open', { status: 'Pending', flag: 'amount-differs', detail: expect.stringContaining(' BTC arrived') }],
    ['decline', 'cancelled', { status: 'Cancelled', reason: 'declined' }],
    [
      'abandon',
      'open',
      { status: 'Pending', reason: 'waiting-customer', link: expect.stringContaining('/payment/?iid=') },
    ],
  ])('%s: %s', async (act, state, payment) => {
    const account = await openNowpayments();
    const { page, check } = await opened(account);
    expect(await press(page.link, act)).toContain('Account top-up &lt;b&gt;');
    const found = await check();
    expect(found?.state).toBe(state);
    expect(found?.facts.payments).toMatchObject([{ attempt: KEY, amount: 12_050, currency: 'EUR', ...payment }]);
    // A pull ties it to the attempt as well.
    expect((await pullInto(account.gateway)).payments()).toEqual(found?.facts.payments);
  });

  test('one that nobody pays expires after seven days', async () => {
    const account = await openNowpayments();
    const { page, check } = await opened(account);
    await press(page.link, 'abandon');
    account.clock.now += 8 * DAY_MS;
    expect(await check()).toMatchObject({
      state: 'expired',
      facts: { payments: [{ status: 'Cancelled', reason: 'expired' }] },
    });
  });

  test('takes only the payments of its own invoice', async () => {
    const account = await openNowpayments();
    const { check } = await opened(account);
    const stranger = { payment_id: 1, invoice_id: 6200264890, payment_status: 'finished' };
    const unfiltered: Fault = { kind: 'rewrite', change: () => ({ data: [stranger], pagesCount: 1 }) };
    account.simulator.setFaults(onNth('/v1/payment/', 1, unfiltered));
    expect(await check()).toMatchObject({ state: 'open', facts: { payments: [], parked: [] } });
  });

  test('a refusal is a failure, and nothing was made', async () => {
    const account = await openNowpayments();
    const asked = account.gateway.openPage?.(pageAsk({ currency: 'EUR', amount: minor(0) }));
    await expect(asked).rejects.toMatchObject({ code: 'gateway-error', params: { status: 400 } });
    expect(account.bank.invoices.size).toBe(0);
  });

  test('a link to another host is handed to nobody', async () => {
    const elsewhere: Fault = {
      kind: 'rewrite',
      change: (answer) => ({ ...Object(answer), invoice_url: 'https://nowpayments.io.evil.example/?iid=1' }),
    };
    const account = await openNowpayments({ faults: onNth('/v1/invoice', 1, elsewhere) });
    await expect(account.gateway.openPage?.(pageAsk())).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('without a sign-in no page is opened, since what comes of it could not be learnt', async () => {
    const account = await openNowpayments({ keyOnly: true });
    await expect(account.gateway.openPage?.(pageAsk())).rejects.toMatchObject({ code: 'sign-in-needed' });
    await expect(account.gateway.checkPage?.('1', KEY)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(account.requests).toEqual([]);
  });
});

const afterAcceptance: readonly [string, Fault][] = [
  ['silence', { kind: 'silence-after' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['a 500', { kind: 'broken-after' }],
  ['an answer cut off', { kind: 'truncated', keep: 20, framed: true }],
  ['an answer after the time', { kind: 'delay', ms: 1500 }],
  ['a sign-in page', { kind: 'sign-in-page' }],
  ['an answer without a link', { kind: 'rewrite', change: () => ({ id: '1' }) }],
];

describe('a timeout after acceptance', () => {
  test.each(afterAcceptance)('%s: unknown, sent once, found as soon as a payer has opened it', async (_name, fault) => {
    const account = await openNowpayments({ faults: onNth('/v1/invoice', 1, fault), patience: { timeoutMs: 700 } });
    const error: unknown = await account.gateway.openPage?.(pageAsk()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(account.requests.filter((request) => request.path === '/v1/invoice').length).toBe(1);
    account.simulator.setFaults(null);
    // Nobody saw the link: nothing was paid, and nothing can be.
    expect(await account.gateway.findPage?.(pageAsk(), START_MS)).toBeNull();
    const made = [...account.bank.invoices.values()];
    for (const invoice of made) {
      const id = account.bank.open(invoice.id, START_MS + 1, 'eth');
      account.bank.finish(id, START_MS + 2);
      const found = await account.gateway.findPage?.(pageAsk(), START_MS);
      expect(found).toMatchObject({ page: invoice.id, link: expect.stringContaining(invoice.id) });
      expect(await account.gateway.checkPage?.(invoice.id, KEY)).toMatchObject({ state: 'finished' });
    }
    expect(account.bank.payments.length).toBe(made.length);
  });

  test('before it is sent: a plain failure, which may be tried again', async () => {
    const account = await openNowpayments();
    await account.simulator.close();
    const error: unknown = await account.gateway.openPage?.(pageAsk()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'gateway-offline' });
  });
});

test('no replay: the same key again is another invoice, and a look-up finds the one that was opened', async () => {
  const account = await openNowpayments();
  const first = await opened(account);
  const second = await opened(account);
  expect(second.page.page).not.toBe(first.page.page);
  await press(second.page.link, 'succeed', 'eth');
  expect(await account.gateway.findPage?.(pageAsk(), START_MS)).toMatchObject({ page: second.page.page });
  expect(await account.gateway.findPage?.(pageAsk({ key: KEY.replace('0192', '0193') }), START_MS)).toBeNull();
  expect((await pullInto(account.gateway)).payments().length).toBe(1);
});
