/** The pull against a living Razorpay account: everything once, whatever happens between two pages. */
import { expect, test } from 'vitest';
import {
  answerDispute,
  arrive,
  closeDispute,
  openDispute,
  payOut,
  processRefund,
  refund,
  release,
} from '../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../main/gateways/razorpay/simulator/bank';
import { expectQuietStops, expectStrangeCursorsRefused } from '../support/pull-ends';
import { busyBank, DAY, livelyBank, openRazorpay, START } from '../support/razorpay';
import { Pulled, pullInto } from '../support/simulator';

const of = (pulled: Pulled, id: string) => pulled.payments().find((row) => row.externalId === id);

test('a first pull brings every object once, and says which period is complete', async () => {
  const { bank, gateway } = await openRazorpay({ bank: livelyBank(250) });
  const pulled = await pullInto(gateway);
  const shelves = [bank.customers, bank.payments, bank.refunds, bank.disputes, bank.settlements];
  expect(pulled.rows.size).toBe(shelves.reduce((sum, shelf) => sum + shelf.size, 0));
  expect(pulled.parked).toEqual([]);
  const seen = pulled.pages.flatMap((page) => page.payments.map((row) => row.externalId));
  expect(new Set(seen).size).toBe(seen.length);
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: (START - 250 * 3600) * 1000, toMs: START * 1000 });
  expect(pulled.pages.slice(0, -1).every((page) => page.covered === null)).toBe(true);
  expect(pulled.pages.every((page) => page.clockSkewMs === 0)).toBe(true);
});

test('what a settlement paid out is the sum of what is in it, fees and their tax inside', async () => {
  const { bank, gateway } = await openRazorpay({ bank: livelyBank(130) });
  const pulled = await pullInto(gateway);
  const nets = new Map<string, number>();
  for (const page of pulled.pages) {
    for (const { settlement } of [...page.payments, ...page.refunds]) {
      if (settlement) nets.set(settlement.externalId, settlement.net);
    }
    for (const { withdrawal, reinstatement } of page.disputes) {
      for (const move of [withdrawal, reinstatement]) if (move) nets.set(move.externalId, move.net);
    }
  }
  const payouts = [
    ...new Map(pulled.pages.flatMap((page) => page.payouts.map((row) => [row.externalId, row]))).values(),
  ];
  expect(payouts.length).toBe(2);
  for (const payout of payouts) {
    expect(payout.settlements.reduce((sum, id) => sum + (nets.get(id) ?? Number.NaN), 0)).toBe(payout.amount);
    expect(payout).toMatchObject({
      currency: 'INR',
      status: 'arrived',
      descriptor: bank.settlements.need(payout.externalId).utr,
    });
  }
});

test('a pull that finds nothing new costs one request a list, and repeats the covered period', async () => {
  const { gateway, requests, clock } = await openRazorpay({ bank: busyBank(130) });
  const pulled = await pullInto(gateway);
  const before = pulled.rows.size;
  clock.now += 3600;
  requests.length = 0;
  const again = await pullInto(gateway, pulled);
  expect(again.rows.size).toBe(before);
  expect(requests.map((request) => request.path)).toEqual(
    ['customers', 'payments', 'refunds', 'disputes', 'settlements'].map((kind) => `/v1/${kind}`),
  );
  expect(again.pages.at(-1)?.covered).toEqual({ fromMs: START * 1000, toMs: (START + 3600) * 1000 });
});

test('the end of each list is frozen when the round begins', async () => {
  const { gateway, requests } = await openRazorpay({ bank: busyBank(130) });
  await pullInto(gateway);
  const asked = requests
    .filter((request) => request.path === '/v1/payments')
    .map((request) => new URLSearchParams(request.query));
  expect(asked.map((query) => [query.get('to'), query.get('skip'), query.get('count')])).toEqual([
    [String(START), '0', '100'],
    [String(START), '99', '100'],
  ]);
});

test('rows that are added between two pages are lost in no pull', async () => {
  const bank = livelyBank(230);
  const { gateway, clock } = await openRazorpay({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    clock.now += 7;
    const customer = bank.makeCustomer({ at: clock.now, name: 'New' });
    refund(bank, { at: clock.now, payment: bank.makePayment({ at: clock.now, amount: 5000, customer }), amount: 100 });
  }
  await pullInto(gateway, pulled);
  for (const { id } of bank.payments.oldestFirst()) expect(pulled.rows.has(`payments ${id}`), id).toBe(true);
  for (const { id } of bank.customers.oldestFirst()) expect(pulled.rows.has(`customers ${id}`), id).toBe(true);
  for (const { id } of bank.refunds.oldestFirst()) expect(pulled.rows.has(`refunds ${id}`), id).toBe(true);
});

test('a row that becomes visible late pushes others onto the next page: those come once, and it comes next time', async () => {
  const bank = busyBank(150);
  const { gateway, clock } = await openRazorpay({ bank });
  const pulled = new Pulled();
  let late = '';
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.phase === 'customers') late = bank.makePayment({ at: START - 1, amount: 777 });
  }
  const seen = pulled.pages.flatMap((page) => page.payments.map((row) => row.externalId));
  expect(new Set(seen).size).toBe(seen.length);
  clock.now += 60;
  await pullInto(gateway, pulled);
  expect(pulled.rows.has(`payments ${late}`)).toBe(true);
  expect(pulled.rows.size).toBe(151);
});

test('a pull that is abandoned at any page goes on from its last cursor to the same facts', async () => {
  const bank = livelyBank(230);
  const whole = await pullInto((await openRazorpay({ bank })).gateway);
  const { gateway } = await openRazorpay({ bank });
  const pulled = new Pulled();
  // Each turn of this loop is a process that stores one page and dies.
  for (let lives = 0; lives < 200 && !pulled.pages.at(-1)?.covered; lives++) {
    for await (const page of gateway.pull(pulled.cursor)) {
      pulled.take(page);
      break;
    }
  }
  expect(pulled.sorted()).toEqual(whole.sorted());
  expect(pulled.pages.length).toBeLessThan(whole.pages.length + 3);
});

test('a pull that goes on after a kill also brings what came since', async () => {
  const bank = livelyBank(230);
  const { gateway, clock } = await openRazorpay({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.phase === 'payments') break;
  }
  clock.now += 3 * DAY;
  const payment = bank.makePayment({ at: clock.now, amount: 999 });
  await pullInto(gateway, pulled);
  expect(pulled.rows.has(`payments ${payment}`)).toBe(true);
  expect(pulled.pages.at(-1)?.covered?.toMs).toBe(clock.now * 1000);
});

test('what changes later comes with the next pull: capture, late success, refund, dispute, settlement', async () => {
  const bank = new Bank('later');
  const held = bank.makePayment({ at: START - DAY, amount: 5000, status: 'authorized' });
  const failed = bank.makePayment({ at: START - 3600, amount: 6000, status: 'failed' });
  const paid = bank.makePayment({ at: START - 60 * DAY, amount: 500_000 });
  const slow = refund(bank, { at: START - 20 * DAY, payment: paid, amount: 300, status: 'pending' });
  const dispute = openDispute(bank, { at: START - 50 * DAY, payment: paid, amount: 1000 });
  const { gateway, clock } = await openRazorpay({ bank });
  const pulled = await pullInto(gateway);
  expect(of(pulled, held)).toMatchObject({
    status: 'Pending',
    reason: 'waiting-gateway',
    settlement: null,
    completedAt: null,
  });
  expect(of(pulled, failed)).toMatchObject({ status: 'Cancelled', reason: 'declined' });
  expect(pulled.rows.get(`disputes ${dispute.id}`)).toMatchObject({ state: 'open', dueAt: (START - 41 * DAY) * 1000 });
  clock.now += 9000;
  bank.capture(clock.now, held);
  bank.capture(clock.now, failed);
  processRefund(bank, clock.now, slow.id);
  answerDispute(bank, dispute.id);
  closeDispute(bank, clock.now, dispute.id, 'lost');
  const payout = payOut(bank, clock.now, 'created');
  await pullInto(gateway, pulled);
  expect(of(pulled, held)).toMatchObject({ status: 'Completed', settlement: { amount: 5000, fee: 118, net: 4882 } });
  expect(of(pulled, failed)?.status).toBe('Completed');
  expect(pulled.rows.get(`refunds ${slow.id}`)).toMatchObject({ status: 'completed' });
  expect(pulled.rows.get(`disputes ${dispute.id}`)).toMatchObject({ state: 'lost', dueAt: null });
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ status: 'sent', settlements: [] });
  clock.now += DAY;
  arrive(bank, payout?.id ?? '');
  await pullInto(gateway, pulled);
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ status: 'arrived', settlements: { length: 5 } });
  expect(pulled.rows.get(`refunds ${slow.id}`)).toMatchObject({
    settlement: { externalId: slow.id, amount: -300, fee: 0 },
  });
  expect(pulled.rows.get(`disputes ${dispute.id}`)).toMatchObject({
    state: 'lost',
    withdrawal: { amount: -1000, net: -1000 },
  });
});

test('what was held and let go again is Cancelled, and its refund is none: no money moved', async () => {
  const bank = new Bank('released');
  const payment = bank.makePayment({ at: START - 4 * DAY, amount: 5000, status: 'authorized' });
  release(bank, START - DAY, payment);
  const { gateway } = await openRazorpay({ bank });
  const pulled = await pullInto(gateway);
  expect(of(pulled, payment)).toMatchObject({ status: 'Cancelled', reason: 'expired', providerStatus: 'refunded' });
  expect([...pulled.rows.keys()].some((key) => key.startsWith('refunds '))).toBe(false);
  expect(await gateway.fetchPayment(payment)).toMatchObject({ refunds: [], payments: [{ status: 'Cancelled' }] });
});

test('a payment from abroad is settled in INR: both sums as Razorpay states them', async () => {
  const bank = new Bank('abroad');
  const dollars = bank.makePayment({ at: START - 60, amount: 10_000, currency: 'USD' });
  const yen = bank.makePayment({ at: START - 50, amount: 10_000, currency: 'JPY' });
  const dinars = bank.makePayment({ at: START - 40, amount: 12_340, currency: 'KWD' });
  const pulled = await pullInto((await openRazorpay({ bank })).gateway);
  expect(of(pulled, dollars)).toMatchObject({
    amount: 10_000,
    currency: 'USD',
    settlement: { amount: 835_000, fee: 29_559, net: 805_441, currency: 'INR', rate: null },
  });
  expect(of(pulled, yen)).toMatchObject({
    amount: 10_000,
    currency: 'JPY',
    settlement: { amount: 554_000, currency: 'INR' },
  });
  expect(of(pulled, dinars)).toMatchObject({ amount: 12_340, currency: 'KWD' });
});

test('a settlement whose rows do not add up: its list stays open for three days, then a person is told', async () => {
  const bank = busyBank(3);
  const payout = payOut(bank, START - 10);
  bank.movements.pop();
  const { gateway, clock } = await openRazorpay({ bank });
  const pulled = await pullInto(gateway);
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ settlements: [] });
  expect(pulled.parked).toEqual([]);
  clock.now += 4 * DAY;
  await pullInto(gateway, pulled);
  expect(pulled.parked).toEqual([
    { kind: 'settlement', externalId: payout?.id, why: 'the rows of its reconciliation do not add up to its amount' },
  ]);
});

test('a movement that the book has no place for is parked, and counted in its settlement', async () => {
  const bank = busyBank(2);
  const sums = { debit: 0, credit: 1012, amount: 1012, fee: 0, tax: 0 };
  bank.move(START - 20, { ...sums, entity_id: 'adj_EhcHONhX4ChgNC', type: 'adjustment', payment: null });
  const payout = payOut(bank, START - 10);
  const pulled = await pullInto((await openRazorpay({ bank })).gateway);
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ settlements: { length: 3 } });
  expect(pulled.parked).toMatchObject([{ kind: 'reconciliation row', externalId: 'adj_EhcHONhX4ChgNC' }]);
});

test('a fee that is stated but billed apart, not kept from the settlement, is for a person to see', async () => {
  const bank = busyBank(2);
  for (const movement of bank.movements) movement.credit = movement.amount;
  payOut(bank, START - 10);
  const pulled = await pullInto((await openRazorpay({ bank })).gateway);
  expect(pulled.parked.map(({ why }) => why)).toEqual(Array(2).fill(expect.stringContaining('billed apart')));
});

test('a cursor that this program did not write is refused', async () => {
  await expectStrangeCursorsRefused(await openRazorpay());
});

test('a stop between pages and in the middle of a request ends the pull quietly', async () => {
  await expectQuietStops(await openRazorpay({ bank: livelyBank(230) }));
});

test('a live test of the key names the key; a payment that is not there is refused with Razorpay’s words', async () => {
  const { gateway } = await openRazorpay();
  expect(await gateway.identify()).toMatchObject({ account: 'rzp_test_Simulated0Abcd', environment: 'sandbox' });
  await expect(gateway.fetchPayment('pay_00000000000000')).rejects.toMatchObject({
    code: 'gateway-error',
    params: { status: 400, detail: 'The id provided does not exist' },
  });
});
