/** The pull against a living PayPal account: everything once, whatever happens between two pages. */
import { expect, test } from 'vitest';
import type { Fault } from '../../main/gateways/fault';
import { makePayment, openDispute } from '../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../main/gateways/paypal/simulator/bank';
import { Pulled, pullInto } from '../support/simulator';
import { counted, livelyBank, openPaypal, START_MS } from './paypal-driver';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('a first pull brings every fact once, and says which period is complete', async () => {
  const bank = livelyBank(120);
  const { gateway, requests } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  expect(counted(pulled, 'payments')).toBe(120);
  expect(counted(pulled, 'refunds')).toBe(bank.rows.filter(({ code }) => code === 'T1107').length);
  expect(counted(pulled, 'disputes')).toBe(bank.disputes.size);
  expect(counted(pulled, 'payouts')).toBe(bank.rows.filter(({ code }) => code === 'T0400').length);
  expect(pulled.parked).toEqual([]);
  const last = pulled.pages.at(-1);
  expect(last?.covered?.toMs).toBe(START_MS);
  expect(START_MS - (last?.covered?.fromMs ?? 0)).toBeGreaterThan(1090 * DAY);
  expect(pulled.pages.slice(0, -1).every((page) => page.covered === null)).toBe(true);
  const searches = requests.filter(({ path }) => path === '/v1/reporting/transactions');
  for (const { query } of searches) {
    const asked = new URLSearchParams(query);
    const [start, end] = ['start_date', 'end_date'].map((name) => Date.parse(asked.get(name) ?? ''));
    expect((end ?? 0) - (start ?? 0)).toBeLessThanOrEqual(31 * DAY);
    expect(asked.get('balance_affecting_records_only')).toBe('N');
  }
});

test('rows that come up to three hours late are found, however often it was pulled meanwhile', async () => {
  const bank = new Bank('late');
  const account = await openPaypal({ bank });
  const pulled = await pullInto(account.gateway);
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) {
    account.clock.now += 20 * 60_000;
    const made = makePayment(bank, account.clock.now - SECOND, { amount: 700 });
    bank.rowOf(made.id).visible = account.clock.now + (n % 4) * HOUR;
    ids.push(made.id);
    await pullInto(account.gateway, pulled);
  }
  account.clock.now += 3 * HOUR;
  await pullInto(account.gateway, pulled);
  expect(ids.filter((id) => !pulled.rows.has(`payments ${id}`))).toEqual([]);
});

test('the search lags: what is covered is what it says to be complete', async () => {
  const bank = new Bank('lag');
  const made = makePayment(bank, START_MS - HOUR, { amount: 700 });
  const account = await openPaypal({ bank, lagMs: 2 * HOUR });
  const pulled = await pullInto(account.gateway);
  expect(pulled.payments()).toEqual([]);
  expect(pulled.pages.at(-1)?.covered?.toMs).toBe(START_MS - 2 * HOUR);
  account.clock.now += 2 * HOUR;
  await pullInto(account.gateway, pulled);
  expect(pulled.rows.has(`payments ${made.id}`)).toBe(true);
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: START_MS - 2 * HOUR, toMs: START_MS });
});

test('stopped after every page and resumed, a pull gives the rows of an uninterrupted one', async () => {
  const bank = livelyBank(120, 20);
  const whole = await pullInto((await openPaypal({ bank })).gateway);
  const account = await openPaypal({ bank, pageSize: 30 });
  const pulled = new Pulled();
  for (let runs = 0; runs < 400; runs++) {
    let more = false;
    let pages = 0;
    for await (const page of account.connect().pull(pulled.cursor)) {
      pulled.take(page);
      more = page.covered === null;
      if (++pages === 1 && more) break;
    }
    if (!more) break;
  }
  expect(pulled.pages.at(-1)?.covered).not.toBeNull();
  expect(pulled.sorted()).toEqual(whole.sorted());
});

test('rows that come while pages are read lose nothing', async () => {
  const bank = livelyBank(150, 12);
  const account = await openPaypal({ bank, pageSize: 40 });
  const pulled = new Pulled();
  const added: string[] = [];
  for await (const page of account.gateway.pull(null)) {
    pulled.take(page);
    if (page.payments.length === 0 || added.length > 60) continue;
    for (let n = 0; n < 15; n++) {
      // In front of what has been read: every later row moves one place.
      added.push(makePayment(bank, START_MS - HOUR - n * SECOND, { amount: 900 + n }).id);
    }
  }
  account.clock.now += HOUR;
  await pullInto(account.gateway, pulled);
  expect(added.length).toBeGreaterThan(30);
  expect(added.filter((id) => !pulled.rows.has(`payments ${id}`))).toEqual([]);
  expect(counted(pulled, 'payments')).toBe(150 + added.length);
});

test('a conversion on the next page still belongs to its payment', async () => {
  const bank = new Bank('edge');
  const before = START_MS - 2 * DAY;
  for (let n = 0; n < 99; n++) makePayment(bank, before + n * 3000, { amount: 500 });
  const made = makePayment(bank, before + 99 * 3000, { amount: 10_000, settledIn: 'EUR' });
  for (let n = 0; n < 20; n++) makePayment(bank, before + (100 + n) * 3000, { amount: 500 });
  expect(bank.rows.indexOf(bank.rowOf(made.id))).toBe(99);
  const { gateway } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  const told = pulled.pages.flatMap((page) => page.payments).filter((row) => row.externalId === made.id);
  expect(told.map((row) => row.settlement?.currency)).toEqual(['EUR']);
  expect(pulled.parked).toEqual([]);
});

test('a window with more rows than PayPal lists is halved, and nothing is lost', async () => {
  const bank = livelyBank(100, 25);
  const account = await openPaypal({ bank, maxRows: 25 });
  const pulled = await pullInto(account.gateway);
  expect(counted(pulled, 'payments')).toBe(100);
  const whole = await pullInto((await openPaypal({ bank })).gateway);
  expect(pulled.sorted()).toEqual(whole.sorted());
});

test('a window that cannot be made smaller is named as what it is', async () => {
  const bank = new Bank('dense');
  for (let n = 0; n < 30; n++) makePayment(bank, START_MS - HOUR, { amount: 500 });
  const { gateway } = await openPaypal({ bank, maxRows: 20 });
  await expect(pullInto(gateway)).rejects.toMatchObject({ code: 'gateway-error', params: { status: 400 } });
});

test('the list of disputes is paged, and always asked with a start time', async () => {
  const bank = new Bank('many');
  for (let n = 0; n < 101; n++) {
    const made = makePayment(bank, START_MS - 3 * DAY, { amount: 1000 + n });
    openDispute(bank, START_MS - 2 * DAY + n * SECOND, made.id, { money: 'none' });
  }
  const account = await openPaypal({ bank });
  const pulled = await pullInto(account.gateway);
  expect(counted(pulled, 'disputes')).toBe(101);
  const lists = account.requests.filter(({ path }) => path === '/v1/customer/disputes');
  expect(lists.length).toBe(3);
  expect(lists.every(({ query }) => new URLSearchParams(query).has('start_time'))).toBe(true);
});

test('the token is kept for its time, and renewed once when PayPal takes it no longer', async () => {
  const account = await openPaypal({ bank: livelyBank(20) });
  const asked = () => account.requests.filter(({ path }) => path === '/v1/oauth2/token').length;
  await pullInto(account.gateway);
  await account.gateway.balance?.();
  expect(asked()).toBe(1);
  account.simulator.expireTokens();
  await account.gateway.balance?.();
  expect(asked()).toBe(2);
  account.clock.now += 9 * HOUR;
  await Promise.all([account.gateway.balance?.(), account.gateway.balance?.(), account.gateway.identify()]);
  expect(asked()).toBe(3);
});

test('a cursor that this program did not write is refused; a token of the list that is gone begins it again', async () => {
  const account = await openPaypal();
  for (const cursor of ['', '{}', 'null', '{"version":2}', '[1', `{"version":1,"x":"${'y'.repeat(9000)}"}`]) {
    await expect(pullInto(account.gateway, Object.assign(new Pulled(), { cursor }))).rejects.toMatchObject({
      code: 'cursor-invalid',
    });
  }
  expect(account.requests).toEqual([]);
  const bank = new Bank('token');
  for (let n = 0; n < 60; n++) {
    openDispute(bank, START_MS - DAY, makePayment(bank, START_MS - DAY, { amount: 1000 }).id, { money: 'none' });
  }
  const { gateway } = await openPaypal({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.disputes.length > 0) break;
  }
  pulled.cursor = pulled.cursor?.replace(/"token":"[^"]+"/, '"token":"bm9uZQ=="') ?? null;
  await pullInto(gateway, pulled);
  expect(counted(pulled, 'disputes')).toBe(60);
});

test('a stop between pages and in the middle of a request ends the pull quietly', async () => {
  const { gateway, simulator } = await openPaypal({ bank: livelyBank(30) });
  const stop = new AbortController();
  let pages = 0;
  for await (const _page of gateway.pull(null, stop.signal)) if (++pages === 3) stop.abort();
  expect(pages).toBe(3);
  const silence: Fault = { kind: 'silence' };
  simulator.setFaults(() => silence);
  const late = new AbortController();
  setTimeout(() => late.abort(), 30);
  for await (const page of gateway.pull(null, late.signal)) throw new Error(`unexpected page: ${page.phase}`);
});
