/** The pull against a living account: everything once, whatever happens between two pages. */
import { expect, test } from 'vitest';
import { arrive, closeDispute, openDispute, payOut, refund } from '../../main/gateways/stripe/simulator/aftermath';
import {
  type Bank,
  cancel,
  decline,
  process,
  requireAction,
  settleCharge,
  succeed,
} from '../../main/gateways/stripe/simulator/bank';
import { chargeObject } from '../../main/gateways/stripe/simulator/objects';
import { expectQuietStops, expectStrangeCursorsRefused } from '../support/pull-ends';
import {
  emptyBank,
  newCustomer,
  newIntent,
  openAccount,
  Pulled,
  paidIntent,
  pullInto,
  START,
  visa,
} from '../support/simulator';

const DAY = 86_400;

/** Some of everything, from `START - days` on. */
function livelyBank(payments: number): Bank {
  const bank = emptyBank();
  for (let n = 0; n < payments; n++) {
    const at = START - (payments - n) * 3600;
    const customer = n % 7 === 0 ? newCustomer(bank, at) : null;
    const { charge } = paidIntent(bank, at, { amount: 1000 + n, customer });
    if (n % 10 === 3) refund(bank, at + 60, charge, 500, 'requested_by_customer');
    if (n % 25 === 4) openDispute(bank, at + 120, charge, 'fraudulent');
    if (n % 40 === 5)
      decline(bank, at, newIntent(bank, at), visa, {
        code: 'card_declined',
        declineCode: 'generic_decline',
        message: 'Your card was declined.',
      });
    if (n % 60 === 59) {
      const payout = payOut(bank, at, 'usd');
      if (payout) arrive(bank, at + 1, payout.id);
    }
  }
  const lone = {
    amount: 700,
    currency: 'usd',
    customer: null,
    description: 'By phone',
    metadata: {},
    paymentIntent: null,
    paymentMethod: null,
  };
  settleCharge(
    bank,
    START - 50,
    chargeObject({ ...lone, id: bank.newId('ch'), created: START - 50, payer: visa, card: visa.card, other: null }),
  );
  return bank;
}

test('a first pull brings every object once, and says which period is complete', async () => {
  const { bank, gateway } = await openAccount({ bank: livelyBank(250) });
  const pulled = await pullInto(gateway);
  const { store } = bank;
  const kinds = ['customer', 'payment_intent', 'refund', 'dispute', 'payout'] as const;
  const counts = kinds.map((kind) => store.shelf(kind).size);
  expect(pulled.rows.size).toBe(counts.reduce((sum, count) => sum + count, 0) + 1);
  expect(pulled.parked).toEqual([]);
  const seen = pulled.pages.flatMap((page) => page.payments.map((row) => row.externalId));
  expect(new Set(seen).size).toBe(seen.length);
  expect(pulled.pages.at(-1)?.covered).toEqual({ fromMs: (START - 250 * 3600) * 1000, toMs: START * 1000 });
  expect(pulled.pages.slice(0, -1).every((page) => page.covered === null)).toBe(true);
  expect(pulled.pages.every((page) => page.clockSkewMs === 0)).toBe(true);
});

test('a pull that finds nothing new costs one request a list and repeats the covered period', async () => {
  const { gateway, requests, clock } = await openAccount({ bank: livelyBank(30) });
  const pulled = await pullInto(gateway);
  const before = pulled.rows.size;
  clock.now += 3600;
  requests.length = 0;
  const again = await pullInto(gateway, pulled);
  expect(again.rows.size).toBe(before);
  expect(
    requests.filter((request) => request.path.split('/').length === 3 && !request.query.includes('payout=')).length,
  ).toBe(7 + 1);
  expect(again.pages.at(-1)?.covered).toEqual({ fromMs: START * 1000, toMs: (START + 3600) * 1000 });
});

test('rows that are added between two pages are lost in no pull', async () => {
  const bank = livelyBank(230);
  const { gateway, clock } = await openAccount({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    clock.now += 7;
    paidIntent(bank, clock.now);
    paidIntent(bank, clock.now, { customer: newCustomer(bank, clock.now) });
  }
  await pullInto(gateway, pulled);
  const intents = [...bank.store.shelf('payment_intent').oldestFirst()];
  for (const intent of intents) expect(pulled.rows.has(`payments ${intent.id}`), intent.id).toBe(true);
  for (const customer of bank.store.shelf('customer').oldestFirst())
    expect(pulled.rows.has(`customers ${customer.id}`)).toBe(true);
});

test('a pull that is abandoned at any page goes on from its last cursor to the same facts', async () => {
  const bank = livelyBank(230);
  const whole = await pullInto((await openAccount({ bank })).gateway);
  const { gateway } = await openAccount({ bank });
  const pulled = new Pulled();
  // Each turn of this loop is a process that stores one page and dies.
  for (let lives = 0; lives < 200; lives++) {
    let ended = true;
    for await (const page of gateway.pull(pulled.cursor)) {
      pulled.take(page);
      ended = false;
      if (!(page.covered && lives > whole.pages.length)) break;
    }
    if (ended || pulled.pages.at(-1)?.covered) break;
  }
  expect(pulled.sorted()).toEqual(whole.sorted());
  expect(pulled.pages.length).toBeLessThan(whole.pages.length + 3);
});

test('a pull that goes on after a kill also brings what came since', async () => {
  const bank = livelyBank(230);
  const { gateway, clock } = await openAccount({ bank });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.phase === 'payments') break;
  }
  clock.now += 3 * DAY;
  const { intent } = paidIntent(bank, clock.now);
  await pullInto(gateway, pulled);
  expect(pulled.rows.has(`payments ${intent}`)).toBe(true);
  expect(pulled.pages.at(-1)?.covered?.toMs).toBe(clock.now * 1000);
});

test('what changes later comes by its event: success, refund, dispute, payout', async () => {
  const bank = livelyBank(3);
  const waiting = newIntent(bank, START - 20 * DAY);
  const slow = newIntent(bank, START - 15 * DAY, { currency: 'eur' });
  const left = newIntent(bank, START - 12 * DAY);
  const old = paidIntent(bank, START - 40 * DAY, { amount: 500_000 });
  const disputed = paidIntent(bank, START - 41 * DAY);
  const dispute = openDispute(bank, START - 20 * DAY, disputed.charge, 'fraudulent');
  const payout = payOut(bank, START - 10 * DAY, 'usd');
  const { gateway, clock } = await openAccount({ bank });
  const pulled = await pullInto(gateway);
  const of = (id: string) => pulled.payments().find((row) => row.externalId === id);
  expect(of(waiting)).toMatchObject({ status: 'Pending', reason: 'waiting-customer' });
  clock.now += 9000;
  const at = clock.now;
  requireAction(bank, at, waiting, 'https://hooks.stripe.com/3d_secure_2/x', 'https://northgate.example/paid');
  process(bank, at, slow, {
    ...visa,
    card: null,
    other: { type: 'sepa_debit', bank: '', last4: '3000', country: 'DE' },
  });
  cancel(bank, at, left, 'abandoned');
  refund(bank, at, old.charge, 400, null);
  closeDispute(bank, at, dispute.id, 'lost');
  if (payout) arrive(bank, at, payout.id);
  await pullInto(gateway, pulled);
  expect(of(waiting)).toMatchObject({
    status: 'Pending',
    link: 'https://hooks.stripe.com/3d_secure_2/x',
    providerStatus: 'requires_action',
  });
  expect(of(slow)).toMatchObject({
    status: 'Pending',
    reason: 'waiting-bank',
    method: 'direct-debit',
    methodLabel: 'SEPA Direct Debit ···· 3000',
  });
  expect(of(left)).toMatchObject({ status: 'Cancelled', reason: 'expired' });
  expect(pulled.rows.get(`disputes ${dispute.id}`)).toMatchObject({ state: 'lost', closedAt: at * 1000 });
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ status: 'arrived' });
  expect([...pulled.rows.keys()].filter((key) => key.startsWith('refunds ')).length).toBe(1);
  clock.now += 9000;
  succeed(bank, clock.now, waiting, visa);
  succeed(bank, clock.now, slow, visa);
  await pullInto(gateway, pulled);
  expect(of(waiting)).toMatchObject({ status: 'Completed', link: null, completedAt: clock.now * 1000 });
  expect(of(slow)?.settlement).toMatchObject({ currency: 'EUR', amount: 1000, fee: 40, net: 960 });
});

test('after a silence longer than events are kept, everything is listed again', async () => {
  const bank = livelyBank(5);
  const waiting = newIntent(bank, START - 60);
  const { gateway, clock } = await openAccount({ bank });
  const pulled = await pullInto(gateway);
  succeed(bank, START + DAY, waiting, visa);
  clock.now += 60 * DAY;
  await pullInto(gateway, pulled);
  expect(pulled.payments().find((row) => row.externalId === waiting)?.status).toBe('Completed');
});

test('the object that a cursor names may be gone: that list begins again', async () => {
  const { gateway } = await openAccount({ bank: livelyBank(150) });
  const pulled = new Pulled();
  for await (const page of gateway.pull(null)) {
    pulled.take(page);
    if (page.phase === 'payments') break;
  }
  const there = pulled.cursor?.match(/"after":"([^"]+)"/)?.[1] ?? '';
  expect(there).toMatch(/^pi_/);
  pulled.cursor = pulled.cursor?.replace(there, 'pi_gone') ?? null;
  const whole = await pullInto((await openAccount({ bank: livelyBank(150) })).gateway);
  await pullInto(gateway, pulled);
  expect(pulled.sorted()).toEqual(whole.sorted());
});

test('a cursor that this program did not write is refused', async () => {
  await expectStrangeCursorsRefused(await openAccount());
});

test('a stop between pages and in the middle of a request ends the pull quietly', async () => {
  await expectQuietStops(await openAccount({ bank: livelyBank(230) }));
});
