/** The pull against a living Paystack account: everything once, whatever happens between two pages. */
import { expect, test } from 'vitest';
import { Bank } from '../../main/gateways/paystack/simulator/bank';
import { busyBank, livelyBank, openPaystack, payment, START_MS } from '../support/paystack';
import { expectQuietStops, expectStrangeCursorsRefused } from '../support/pull-ends';
import { Pulled, pullInto } from '../support/simulator';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('a first pull brings every object once, and says which period is complete', async () => {
  const { bank, gateway } = await openPaystack({ bank: livelyBank(250) });
  const pulled = await pullInto(gateway);
  const { customers, transactions, refunds, disputes, payouts } = bank.store;
  const shelves = [customers, transactions, refunds, disputes, payouts];
  expect(pulled.rows.size).toBe(shelves.reduce((sum, shelf) => sum + shelf.size, 0));
  expect(pulled.parked).toEqual([]);
  const seen = pulled.pages.flatMap((page) => page.payments.map((row) => row.externalId));
  expect(new Set(seen).size).toBe(seen.length);
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: START_MS - 250 * HOUR, toMs: START_MS });
  expect(pulled.pages.slice(0, -1).every((page) => page.covered === null)).toBe(true);
  expect(pulled.pages.every((page) => page.clockSkewMs === 0)).toBe(true);
});

test('a payout carries its transactions and the refunds that were taken from it, and they add up', async () => {
  const { gateway } = await openPaystack({ bank: livelyBank(130) });
  const pulled = await pullInto(gateway);
  const net = new Map<string, number>();
  for (const page of pulled.pages) {
    for (const { settlement } of [...page.payments, ...page.refunds]) {
      if (settlement) net.set(settlement.externalId, settlement.net);
    }
  }
  const payouts = pulled.pages.flatMap((page) => page.payouts);
  expect(payouts.length).toBe(2);
  for (const payout of payouts) {
    expect(payout.settlements.some((id) => id.startsWith('refund_'))).toBe(true);
    const sum = payout.settlements.reduce((total, id) => total + (net.get(id) ?? Number.NaN), 0);
    expect(sum).toBe(payout.amount);
    expect(payout).toMatchObject({ status: 'arrived', currency: 'NGN' });
  }
});

test('a refund that waited for weeks until a payout was large enough for it is told as a part of that payout', async () => {
  const bank = new Bank('waiting');
  const at = START_MS - 60 * DAY;
  const first = payment(bank, at, { amount: 900_000 });
  const early = bank.payOut(at + HOUR, 'NGN');
  if (early) bank.arrive(early.id, at + 2 * HOUR);
  const refund = bank.refund(first.id, at + DAY, 900_000, '', 'processed');
  payment(bank, at + 2 * DAY, { amount: 100_000 });
  expect(bank.payOut(at + 3 * DAY, 'NGN')).toBeNull();
  payment(bank, START_MS - 2 * DAY, { amount: 2_000_000 });
  const payout = bank.payOut(START_MS - DAY, 'NGN');
  if (payout) bank.arrive(payout.id, START_MS - HOUR);
  const { gateway } = await openPaystack({ bank });
  const pulled = await pullInto(gateway);
  const told = pulled.pages.flatMap((page) => page.payouts).find(({ externalId }) => externalId === String(payout?.id));
  expect(told?.settlements).toHaveLength(3);
  expect(told?.settlements).toContain(`refund_${refund.id}`);
});

test('a pull that finds nothing new costs one request a list and repeats the covered period', async () => {
  const { gateway, requests, clock, bank } = await openPaystack({ bank: livelyBank(30) });
  const payout = bank.payOut(START_MS - 1, 'NGN');
  if (payout) bank.arrive(payout.id, START_MS - 1);
  const pulled = await pullInto(gateway);
  const before = pulled.rows.size;
  clock.now += DAY;
  await pullInto(gateway, pulled);
  clock.now += HOUR;
  requests.length = 0;
  await pullInto(gateway, pulled);
  expect(pulled.rows.size).toBe(before);
  expect(requests.map((request) => request.path)).toEqual([
    ...['/customer', '/transaction', '/refund', '/dispute', '/settlement'],
  ]);
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: START_MS + DAY, toMs: START_MS + DAY + HOUR });
});

test('rows that are added between two pages are lost in no pull', async () => {
  const bank = livelyBank(330);
  const { gateway, clock } = await openPaystack({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    clock.now += 7000;
    payment(bank, clock.now);
    payment(bank, clock.now, { customer: `new${clock.now}@x.example` });
  }
  await pullInto(gateway, pulled);
  for (const row of bank.store.transactions.all())
    expect(pulled.rows.has(`payments ${row.id}`), `${row.id}`).toBe(true);
  for (const row of bank.store.customers.all()) expect(pulled.rows.has(`customers ${row.code}`)).toBe(true);
});

test('a pull that is abandoned at any page goes on from its last cursor to the same facts', async () => {
  const bank = livelyBank(330);
  const whole = await pullInto((await openPaystack({ bank })).gateway);
  const { gateway } = await openPaystack({ bank });
  const pulled = new Pulled();
  // Each turn of this loop is a process that stores one page and dies.
  for (let lives = 0; lives < 100; lives++) {
    for await (const page of gateway.pull(pulled.cursor)) {
      pulled.take(page);
      break;
    }
    if (pulled.pages.at(-1)?.covered) break;
  }
  expect(pulled.sorted()).toEqual(whole.sorted());
  expect(pulled.pages.length).toBe(whole.pages.length);
});

test('a pull that goes on after a kill also brings what came since', async () => {
  const bank = livelyBank(330);
  const { gateway, clock } = await openPaystack({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.phase === 'payments') break;
  }
  clock.now += 3 * DAY;
  for (let n = 0; n < 150; n++) payment(bank, clock.now - n * 1000);
  await pullInto(gateway, pulled);
  for (const row of bank.store.transactions.all()) expect(pulled.rows.has(`payments ${row.id}`)).toBe(true);
  expect(pulled.pages.at(-1)?.covered?.toMs).toBe(clock.now);
});

test('what was open is told again until it is final: payments, refunds, disputes, payouts', async () => {
  const bank = livelyBank(3);
  const slow = payment(bank, START_MS - 20 * DAY, { status: 'processing', channel: 'bank_transfer' });
  const left = payment(bank, START_MS - 2 * DAY, { status: 'abandoned' });
  const old = payment(bank, START_MS - 40 * DAY, { amount: 500_000 });
  const refund = bank.refund(old.id, START_MS - 30 * DAY, 400);
  const dispute = bank.dispute(old.id, START_MS - 35 * DAY);
  const payout = bank.payOut(START_MS - 10 * DAY, 'NGN');
  const { gateway, clock } = await openPaystack({ bank });
  const pulled = await pullInto(gateway);
  const of = (kind: string, id: number | undefined) => pulled.rows.get(`${kind} ${id}`);
  expect(of('payments', slow.id)).toMatchObject({ status: 'Pending', reason: 'waiting-bank' });
  expect(of('payments', left.id)).toMatchObject({ status: 'Pending', reason: 'waiting-customer' });
  expect(of('refunds', refund.id)).toMatchObject({ status: 'pending', settlement: null });
  expect(of('disputes', dispute.id)).toMatchObject({ state: 'open', dueAt: START_MS - 32 * DAY });
  expect(of('payouts', payout?.id)).toMatchObject({ status: 'sent', settlements: [] });
  clock.now += 9 * HOUR;
  bank.succeed(slow.id, clock.now);
  bank.succeed(left.id, clock.now);
  bank.changeRefund(refund.id, clock.now, 'processed');
  bank.resolve(dispute.id, clock.now, 'merchant-accepted');
  if (payout) bank.arrive(payout.id, clock.now);
  await pullInto(gateway, pulled);
  expect(of('payments', slow.id)).toMatchObject({ status: 'Completed', completedAt: clock.now });
  expect(of('payments', left.id)).toMatchObject({ status: 'Completed', completedAt: clock.now });
  expect(of('refunds', refund.id)).toMatchObject({ status: 'completed', settlement: { net: -400, fee: 0 } });
  expect(of('disputes', dispute.id)).toMatchObject({ state: 'lost', closedAt: clock.now, withdrawal: null });
  expect(of('payouts', payout?.id)).toMatchObject({ status: 'arrived' });
  expect(pulled.pages.at(-1)?.payouts[0]?.settlements.length).toBeGreaterThan(0);
  // What the lost dispute costs comes as its refund, once.
  expect([...pulled.rows.keys()].filter((key) => key.startsWith('refunds ')).length).toBe(2);
});

test('an unfinished page is waited for three days; a payment that comes after all is told with its payout', async () => {
  const bank = new Bank('late');
  const left = payment(bank, START_MS - 60_000, { status: 'abandoned' });
  const { gateway, clock } = await openPaystack({ bank });
  const pulled = await pullInto(gateway);
  clock.now += 4 * DAY;
  payment(bank, clock.now - HOUR);
  await pullInto(gateway, pulled);
  const of = () => pulled.rows.get(`payments ${left.id}`);
  expect(of()).toMatchObject({ status: 'Cancelled', reason: 'expired', providerStatus: 'abandoned' });
  clock.now += DAY;
  await pullInto(gateway, pulled);
  bank.succeed(left.id, clock.now);
  clock.now += DAY;
  await pullInto(gateway, pulled);
  expect(of()).toMatchObject({ status: 'Cancelled' });
  const payout = bank.payOut(clock.now, 'NGN');
  if (payout) bank.arrive(payout.id, clock.now);
  await pullInto(gateway, pulled);
  expect(of()).toMatchObject({ status: 'Completed', providerStatus: 'success' });
});

test('one payment is fetched with what followed from it and nothing of others', async () => {
  const bank = livelyBank(20);
  const paid = payment(bank, START_MS - DAY);
  const other = payment(bank, START_MS - DAY);
  const refund = bank.refund(paid.id, START_MS, 100);
  bank.refund(other.id, START_MS, 200);
  const dispute = bank.dispute(paid.id, START_MS);
  const { gateway } = await openPaystack({ bank });
  const facts = await gateway.fetchPayment(String(paid.id));
  expect(facts.payments.map((row) => row.externalId)).toEqual([String(paid.id)]);
  expect(facts.refunds.map((row) => row.externalId)).toEqual([String(refund.id)]);
  expect(facts.disputes.map((row) => row.externalId)).toEqual([String(dispute.id)]);
  await expect(gateway.fetchPayment('1')).rejects.toMatchObject({ code: 'gateway-error', params: { status: 404 } });
});

test('more late payments than fit a page come on pages of their own, before the cursor moves', async () => {
  const bank = new Bank('many');
  for (let n = 0; n < 950; n++) {
    const { id } = payment(bank, START_MS - 20 * DAY + n, { status: 'abandoned' });
    bank.succeed(id, START_MS - 9 * DAY);
  }
  const payout = bank.payOut(START_MS - 8 * DAY, 'NGN');
  if (payout) bank.arrive(payout.id, START_MS - 8 * DAY);
  const { gateway } = await openPaystack({ bank });
  const pulled = await pullInto(gateway);
  const payouts = pulled.pages.filter((page) => page.phase === 'payouts');
  expect(payouts.map((page) => page.payments.length)).toEqual([400, 150, 400]);
  expect(payouts.at(-1)?.payouts[0]?.settlements.length).toBe(950);
});

test('a cursor that this program did not write is refused', async () => {
  await expectStrangeCursorsRefused(await openPaystack());
});

test('a stop between pages and in the middle of a request ends the pull quietly', async () => {
  await expectQuietStops(await openPaystack({ bank: busyBank(230) }));
});

test('the account is named by the number that its objects carry, and a new one by its environment', async () => {
  const { gateway } = await openPaystack({ bank: livelyBank(3) });
  expect(await gateway.identify()).toEqual({ account: '463433', name: 'Paystack 463433', environment: 'sandbox' });
  const fresh = await openPaystack();
  expect(await fresh.gateway.identify()).toMatchObject({ account: 'new sandbox account', environment: 'sandbox' });
});
