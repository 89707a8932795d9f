/** The pull against a living NOWPayments account: everything once, whatever happens between two pages. */
import { expect, test } from 'vitest';
import { connectNowpayments } from '../../main/gateways/nowpayments/index';
import { Failure } from '../../main/kernel/failure';
import {
  DAY_MS,
  EMAIL,
  KEY,
  LIST,
  MINUTE_MS,
  openNowpayments,
  PASSWORD,
  START_MS,
  stockedBank,
} from '../support/nowpayments';
import { expectStrangeCursorsRefused } from '../support/pull-ends';
import { impatience, Pulled, pullInto } from '../support/simulator';

test('the first pull brings everything, page by page, and says from when to when', async () => {
  const bank = stockedBank(230);
  const { gateway, requests } = await openNowpayments({ bank });
  const pulled = await pullInto(gateway);
  expect(pulled.payments().length).toBe(230);
  expect(pulled.pages.map((page) => page.payments.length)).toEqual([50, 50, 50, 50, 30]);
  const oldest = START_MS - 230 * MINUTE_MS;
  expect(pulled.pages.map((page) => page.covered)).toEqual([
    null,
    null,
    null,
    null,
    { fromMs: oldest, toMs: START_MS },
  ]);
  const count = (status: string) => pulled.payments().filter((row) => row.status === status).length;
  expect([count('Completed'), count('Pending'), count('Cancelled')]).toEqual([138, 46, 46]);
  expect(pulled.payments().every((row) => /^[\d.]+ TRX$/.test(row.creditedCoin ?? '0 TRX'))).toBe(true);
  expect(requests.filter((request) => request.path === '/v1/auth').length).toBe(1);
  expect(requests.filter((request) => request.path === LIST)[0]?.query).toBe(
    'limit=50&page=0&sortBy=created_at&orderBy=asc',
  );
});

test('an empty account is covered up to now', async () => {
  const { gateway } = await openNowpayments();
  const pulled = await pullInto(gateway);
  expect(pulled.pages).toMatchObject([{ payments: [], covered: { fromMs: START_MS, toMs: START_MS } }]);
});

test('the next pull lists two weeks again and adds nothing', async () => {
  const { gateway, clock, requests } = await openNowpayments({ bank: stockedBank(230) });
  const pulled = await pullInto(gateway);
  const before = pulled.sorted();
  clock.now += 60 * MINUTE_MS;
  requests.length = 0;
  await pullInto(gateway, pulled);
  expect(pulled.sorted()).toEqual(before);
  expect(requests.map((request) => request.query).at(-1)).toContain('dateFrom=2026-02-15');
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: START_MS, toMs: clock.now });
});

test('rows that are added between two pages are lost in no pull', async () => {
  const bank = stockedBank(230);
  const { gateway, clock } = await openNowpayments({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    clock.now += 7000;
    bank.addPayment({ at: clock.now });
    // One that becomes visible late, in a page that was fetched already.
    bank.addPayment({ at: START_MS - 200 * MINUTE_MS });
  }
  await pullInto(gateway, pulled);
  for (const { id } of bank.payments) expect(pulled.rows.has(`payments ${id}`), id).toBe(true);
});

test('a pull that is abandoned at any page goes on from its last cursor to the same facts', async () => {
  const bank = stockedBank(230);
  const whole = await pullInto((await openNowpayments({ bank })).gateway);
  const { gateway } = await openNowpayments({ bank });
  const pulled = new Pulled();
  // Each turn of this loop is a process that stores one page and dies.
  for (let lives = 0; lives < 50 && !pulled.pages.at(-1)?.covered; lives++) {
    for await (const page of gateway.pull(pulled.cursor)) {
      pulled.take(page);
      break;
    }
  }
  expect(pulled.sorted()).toEqual(whole.sorted());
  expect(pulled.pages.length).toBe(whole.pages.length);
});

test('a pull that goes on after a kill also brings what came since', async () => {
  const bank = stockedBank(230);
  const { gateway, clock } = await openNowpayments({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (pulled.pages.length === 2) break;
  }
  clock.now += 3 * DAY_MS;
  const late = bank.addPayment({ at: clock.now });
  await pullInto(gateway, pulled);
  expect(pulled.rows.has(`payments ${late}`)).toBe(true);
  expect(pulled.rows.size).toBe(231);
  expect(pulled.pages.at(-1)?.covered?.toMs).toBe(clock.now);
});

test('what changes later comes: paid, short, expired, refunded, deposited again; the old ones within a week', async () => {
  const bank = stockedBank(3);
  const at = START_MS - 60 * DAY_MS;
  const old = bank.addPayment({ at, price: '40.00' });
  bank.finish(old, at + 1000);
  const [paid, short, left] = [1, 2, 3].map((n) => bank.addPayment({ at: START_MS - n * MINUTE_MS }));
  const { gateway, clock } = await openNowpayments({ bank });
  const pulled = await pullInto(gateway);
  clock.now += DAY_MS;
  bank.finish(paid ?? '', clock.now);
  bank.payShort(short ?? '', clock.now, { of: 2n, in: 3n });
  const again = bank.depositAgain(short ?? '', clock.now);
  bank.refund(old, clock.now);
  await pullInto(gateway, pulled);
  const of = (id: string | undefined) => pulled.payments().find((row) => row.externalId === id);
  expect(of(paid)).toMatchObject({ status: 'Completed', completedAt: clock.now });
  expect(of(short)).toMatchObject({
    status: 'Pending',
    flag: 'amount-differs',
    paidCoin: expect.stringContaining(' TRX'),
  });
  expect(of(again)).toMatchObject({ status: 'Completed', reference: short });
  expect(pulled.rows.has(`refunds ${old}-refund`)).toBe(false);
  clock.now += 7 * DAY_MS;
  await pullInto(gateway, pulled);
  expect(of(left)).toMatchObject({ status: 'Cancelled', reason: 'expired' });
  expect(of(old)).toMatchObject({ status: 'Completed' });
  expect(pulled.rows.get(`refunds ${old}-refund`)).toMatchObject({
    amount: 4000,
    currency: 'USD',
    status: 'completed',
  });
});

test('the sign-in lasts five minutes: a long pull signs in again and loses nothing', async () => {
  const { gateway, clock, requests } = await openNowpayments({ bank: stockedBank(230) });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    clock.now += 6 * MINUTE_MS;
  }
  expect(pulled.rows.size).toBe(230);
  expect(requests.filter((request) => request.path === '/v1/auth').length).toBeGreaterThan(2);
});

test('a sign-in that ends early (a clock that runs slow) is made again', async () => {
  const { gateway, clock, requests, simulator } = await openNowpayments({ bank: stockedBank(30) });
  const pulled = await pullInto(gateway);
  simulator.setFaults(({ path, number }) => {
    if (path === LIST && number === 3) clock.now += 6 * MINUTE_MS;
    return null;
  });
  await pullInto(gateway, pulled);
  expect(requests.map((request) => request.path)).toEqual(['/v1/auth', LIST, LIST, '/v1/auth', LIST]);
});

test('the key alone: nothing is listed, nothing is claimed, and known payments are checked one by one', async () => {
  const bank = stockedBank(5);
  const { gateway, requests, simulator } = await openNowpayments({ bank, keyOnly: true });
  const pulled = await pullInto(gateway);
  expect(pulled.pages).toMatchObject([{ payments: [], parked: [], covered: null }]);
  expect(requests.map((request) => request.path)).toEqual(['/v1/merchant/coins']);
  const facts = await gateway.fetchPayment(bank.payments[0]?.id ?? '');
  expect(facts.payments).toMatchObject([{ status: 'Completed', externalId: bank.payments[0]?.id }]);
  simulator.revokeKey();
  await expect(pullInto(gateway, pulled)).rejects.toMatchObject({ code: 'key-refused', params: { last4: 'abcd' } });
});

test('a look at one payment brings later deposits to its address too', async () => {
  const bank = stockedBank(0);
  const first = bank.addPayment({ at: START_MS - 5000 });
  bank.payShort(first, START_MS - 4000, { of: 1n, in: 2n });
  const second = bank.depositAgain(first, START_MS - 3000, { of: 1n, in: 2n });
  const { gateway } = await openNowpayments({ bank, keyOnly: true });
  const { payments } = await gateway.fetchPayment(first);
  expect(payments.map((row) => [row.externalId, row.status, row.flag])).toEqual([
    [first, 'Pending', 'amount-differs'],
    [second, 'Completed', 'amount-differs'],
  ]);
  await expect(gateway.fetchPayment('1')).rejects.toMatchObject({ code: 'gateway-error', params: { status: 404 } });
});

test('who the key belongs to: the account as the sign-in names it, else the key’s fingerprint', async () => {
  const { gateway, bank } = await openNowpayments();
  expect(await gateway.identify()).toEqual({ account: bank.accountId, name: EMAIL, environment: 'sandbox' });
  const alone = await (await openNowpayments({ keyOnly: true })).gateway.identify();
  expect(alone).toEqual({
    account: expect.stringMatching(/^key-[0-9a-f]{16}$/),
    name: 'NOWPayments (…abcd)',
    environment: 'sandbox',
  });
  const wrong = await openNowpayments({ password: PASSWORD.toLowerCase() });
  await expect(wrong.gateway.identify()).rejects.toMatchObject({ code: 'sign-in-refused' });
});

test('credentials that are none are refused before anything is sent', () => {
  const connect = (credentials: Record<string, string>) => () =>
    connectNowpayments({ credentials, now: () => 0 }, impatience);
  for (const key of ['', 'short', 'with space in the key', `${KEY}!`, 'x'.repeat(300)]) {
    expect(connect({ key }), key).toThrow(Failure);
  }
  expect(connect({ key: ` "${KEY}"\n` })).not.toThrow();
  expect(connect({ key: KEY, email: EMAIL })).toThrow(Failure);
  expect(connect({ key: KEY, password: PASSWORD })).toThrow(Failure);
  expect(connect({ key: KEY, email: 'nobody', password: PASSWORD })).toThrow(Failure);
  const live = { credentials: { key: KEY }, environment: 'live', baseUrl: 'http://127.0.0.1:1', now: () => 0 } as const;
  expect(() => connectNowpayments(live, impatience)).toThrow(Failure);
});

test('a cursor that this program did not write is refused', async () => {
  await expectStrangeCursorsRefused(await openNowpayments());
});

test('a stop between pages and in the middle of a request ends the pull quietly', async () => {
  const { gateway, simulator } = await openNowpayments({ bank: stockedBank(230) });
  const stop = new AbortController();
  let pages = 0;
  for await (const _page of gateway.pull(null, stop.signal)) {
    pages++;
    if (pages === 2) stop.abort();
  }
  expect(pages).toBe(2);
  simulator.setFaults(() => ({ kind: 'silence' }));
  const late = new AbortController();
  setTimeout(() => late.abort(), 30);
  for await (const page of gateway.pull(null, late.signal)) throw new Error(`unexpected page: ${page.phase}`);
});
