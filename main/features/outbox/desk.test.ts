import { describe, expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { troubles } from '../../../test/support/charging-gateway';
import { balances, replayed } from '../../../test/support/checks';
import { type DeskWorld, deskWorld } from '../../../test/support/desk';
import { all, one, run } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { HOUR_MS as HOUR } from '../../kernel/time';
import { attemptsIn } from './attempts';
import type { AskedMoney } from './contract';
import { Desk } from './desk';

async function paid(world: DeskWorld, amount = 12_000): Promise<Id> {
  // The provider declines one in six: until one is paid.
  for (;;) {
    const { payment } = await world.ask({ amount, again: true });
    if (world.payment(payment)?.status === 'Completed') return payment;
  }
}

async function askRefund(
  world: DeskWorld,
  payment: Id,
  amount: number | null,
  request = world.book.newId(),
  draft = false,
): Promise<{ attempt: Id }> {
  const asked = { payment, amount, reason: null, owes: null, draft };
  const { attempt } = await world.desk.askRefund(act(world.book, asked, request), asked);
  if (!attempt) throw new Error('it waits for a second operator');
  return { attempt };
}

/** Works until nothing more is due within `hours`. */
async function pass(world: DeskWorld, hours: number): Promise<void> {
  for (let quarter = 0; quarter < hours * 4; quarter++) {
    world.clock.at += HOUR / 4;
    world.provider.settleLate();
    await world.sending.work();
  }
}

describe('one request is one attempt', () => {
  test('double click, Enter held, two windows with the same form', async () => {
    const world = deskWorld();
    const request = world.book.newId();
    const clicks = await Promise.all([world.ask({}, request), world.ask({}, request), world.ask({}, request)]);
    await world.ask({}, request);
    expect(new Set(clicks.map((click) => click.attempt)).size).toBe(1);
    expect(world.provider.charges).toHaveLength(1);
    expect(all(world.book.db, 'SELECT id FROM payment')).toHaveLength(1);
  });

  test('the same amount of the same customer is asked about, and taken when a second payment is meant', async () => {
    const world = deskWorld();
    world.troubles.push('silence');
    await world.ask();
    await expect(world.ask()).rejects.toMatchObject({ code: 'attempt-similar', params: { amount: '120.00' } });
    await world.ask({ again: true });
    await world.ask({ amount: 12_001 });
    expect(world.provider.charges).toHaveLength(3);
  });
});

describe('whatever happens to the request', () => {
  for (const trouble of troubles.filter((each) => !each.startsWith('killed'))) {
    for (const lateHours of [0, 25]) {
      for (const honoursKeys of [true, false]) {
        test(`${trouble}, looked at after ${lateHours} h, keys ${honoursKeys ? 'honoured' : 'not honoured'}`, async () => {
          const world = deskWorld({ honoursKeys });
          world.troubles.push(trouble);
          const { attempt, payment } = await world.ask();
          world.clock.at += lateHours * HOUR;
          world.restart();
          await pass(world, 12);
          await world.syncing.now().result;
          const { state, outcome } = world.attempt(attempt) ?? {};
          const charged = world.provider.charges.filter((charge) => charge.status === 'paid').length;
          expect(world.provider.charges.length).toBeLessThanOrEqual(1);
          if (outcome === 'confirmed') expect(charged).toBe(1);
          else expect(charged).toBe(0);
          expect(['done', 'drafted', 'not-found']).toContain(state);
          const status = charged === 1 ? 'Completed' : state === 'done' ? 'Cancelled' : 'Pending';
          expect(world.payment(payment)).toMatchObject({ status });
          expect(replayed(world.book.db).differences).toEqual([]);
        });
      }
    }
  }

  test('killed after the provider did it: unknown at the start, then looked up, then the truth', async () => {
    const world = deskWorld();
    world.troubles.push('killed-after');
    // Nobody waits for it any more; half a minute later it finds its book closed.
    world.ask().catch(() => {});
    await world.gateway.died;
    world.restart();
    await world.sending.work();
    expect(attemptsIn(world.book.db, 'unknown')).toHaveLength(1);
    await pass(world, 1);
    expect(attemptsIn(world.book.db, 'unknown')).toHaveLength(0);
    expect(all(world.book.db, 'SELECT status FROM payment')).toHaveLength(1);
    expect(world.provider.charges).toHaveLength(1);
  });
});

describe('offline', () => {
  test('a charge asks again before it is sent; a page goes by itself when the network is back', async () => {
    const world = deskWorld();
    world.troubles.push('offline');
    const charge = await world.ask();
    world.troubles.push('offline');
    const page = await world.ask({ token: null, amount: 500 });
    expect(world.attempt(charge.attempt)).toMatchObject({ state: 'drafted', why: 'gateway-offline', sent_at: null });
    expect(world.attempt(page.attempt)).toMatchObject({ state: 'waiting' });
    expect(world.payment(page.payment)).toMatchObject({ status: 'Pending', reason: 'queued-offline' });
    await pass(world, 1);
    expect(world.attempt(charge.attempt)).toMatchObject({ state: 'drafted' });
    expect(world.attempt(page.attempt)).toMatchObject({ state: 'done', outcome: 'confirmed', page_state: 'open' });
    expect(world.payment(page.payment)).toMatchObject({
      reason: 'waiting-customer',
      link: 'https://pay.example/page_0',
    });
    await world.desk.release(act(world.book), charge.attempt);
    expect(world.attempt(charge.attempt)).toMatchObject({ state: 'done' });
    expect(world.provider.charges).toHaveLength(1);
  });

  test('a draft is sent when a person says so, and can be cancelled until then', async () => {
    const world = deskWorld();
    const { attempt, payment } = await world.ask({ draft: true });
    await pass(world, 1);
    expect(world.provider.charges).toEqual([]);
    world.desk.drop(act(world.book), attempt, 'operator');
    expect(world.attempt(attempt)).toMatchObject({ state: 'dropped', why: 'operator' });
    expect(world.payment(payment)).toMatchObject({ status: 'Cancelled', reason: 'cancelled-operator' });
    await expect(world.desk.release(act(world.book), attempt)).rejects.toMatchObject({ code: 'attempt-under-way' });
  });

  test('what may have been sent cannot be cancelled', async () => {
    const world = deskWorld();
    world.troubles.push('silence');
    const { attempt, payment } = await world.ask();
    expect(() => world.desk.drop(act(world.book), attempt, 'operator')).toThrow(/attempt-under-way/);
    await expect(world.desk.cancelFor(act(world.book), payment)).rejects.toMatchObject({ code: 'attempt-under-way' });
  });

  test('a refund that others made meanwhile is dropped, and says when that was', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    const { attempt } = await askRefund(world, payment, null, world.book.newId(), true);
    world.provider.refund('by hand', String(world.payment(payment)?.external_id), 12_000);
    world.clock.at += 12 * 60_000;
    await world.desk.release(act(world.book), attempt);
    const at = new Date(world.clock.at - 12 * 60_000).toISOString();
    expect(world.attempt(attempt)).toMatchObject({ state: 'dropped', why: 'already-refunded', detail: at });
    expect(world.provider.refunds).toHaveLength(1);
    expect(world.payment(payment)).toMatchObject({ refunded: 12_000 });
  });
});

describe('refunds', () => {
  test('whole and in part, to the method', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    await askRefund(world, payment, 2_000);
    expect(world.payment(payment)).toMatchObject({ refunded: 2_000, status: 'Completed' });
    await askRefund(world, payment, null);
    expect(world.payment(payment)).toMatchObject({ refunded: 12_000 });
    expect(balances(world.book.db)['credit:cus_0:paid EUR']).toBeUndefined();
    await expect(askRefund(world, payment, 1)).rejects.toMatchObject({ code: 'refund-credit-spent' });
  });

  test('two windows cannot refund the same money, also where the provider would', async () => {
    const world = deskWorld({ guardsRefunds: false });
    const payment = await paid(world);
    world.troubles.push(null, 'late');
    await askRefund(world, payment, 9_000);
    await expect(askRefund(world, payment, 9_000)).rejects.toMatchObject({ code: expect.stringMatching(/^refund-/) });
    await pass(world, 12);
    expect(world.provider.refunds).toHaveLength(1);
    expect(world.payment(payment)).toMatchObject({ refunded: 9_000 });
  });

  test('what is being refunded counts as refunded, whatever other credit the customer holds', async () => {
    const world = deskWorld({ guardsRefunds: false });
    const payment = await paid(world);
    await paid(world, 50_000);
    world.troubles.push(null, 'late');
    await askRefund(world, payment, 9_000);
    await expect(askRefund(world, payment, 9_000)).rejects.toMatchObject({
      code: 'refund-too-much',
      params: { left: '30.00', currency: 'EUR' },
    });
  });

  test('credit that was spent does not leave unless a reason says why', async () => {
    const world = deskWorld();
    const payment = await paid(world);
    record(world.book, act(world.book), function* () {
      const taken = { granted: 0, voucher: 0, paid: 10_000 };
      const words = { product: 'hosting', description: 'Server', reference: '' };
      const payload = { customer: world.customer, amount: 10_000, currency: 'EUR', ...words, taken, receivable: 0 };
      yield { kind: 'purchase.recorded', subject: world.book.newId(), occurredAt: world.clock.at, payload };
    });
    await expect(askRefund(world, payment, null)).rejects.toMatchObject({
      code: 'refund-credit-spent',
      params: { available: '20.00' },
    });
    const asked = { payment, amount: null, reason: null, owes: 'Closed account, agreed with finance', draft: false };
    await world.desk.askRefund(act(world.book, asked), asked);
    expect(balances(world.book.db)['receivable:cus_0 EUR']).toBe(10_000);
    const told = one(
      world.book.db,
      "SELECT payload ->> '$.owes' AS owes FROM event WHERE payload ->> '$.owes' IS NOT NULL",
    );
    expect(told).toEqual({ owes: asked.owes });
  });

  test('where a gateway does not offer it, it is called as people call it', async () => {
    const { book, sending, syncing, customer } = deskWorld();
    run(
      book.db,
      "INSERT INTO gateway_account (key, provider, environment, account, name, label, added_at) VALUES ('stripe', 'stripe', 'sandbox', 'a', 'b', 'Stripe Spain', 0)",
    );
    const unable: typeof gatewayKind = (provider) => {
      const kind = gatewayKind(provider);
      return kind && { ...kind, capabilities: { ...kind.capabilities, hostedPage: false, refund: false } };
    };
    const desk = new Desk(book, sending, syncing, unable);
    const asked = { customer, gateway: 'stripe', token: null, again: false } as unknown as AskedMoney; // from outside: nothing else is read before it is refused
    await expect(desk.askMoney(act(book), asked)).rejects.toMatchObject({
      code: 'not-offered',
      params: { gateway: 'Stripe Spain' },
    });
  });

  test('only of what is Completed, and only where the gateway can', async () => {
    const world = deskWorld();
    const { payment } = await world.ask({ token: null });
    await expect(askRefund(world, payment, 1)).rejects.toMatchObject({ code: 'refund-not-possible' });
  });
});

describe('a hosted page', () => {
  test('is checked until it is paid, and the payment is one row', async () => {
    const world = deskWorld();
    const { payment } = await world.ask({ token: null });
    const page = world.provider.pages[0];
    if (page) world.provider.pay(page, true);
    await world.syncing.checkPayment(payment);
    expect(world.payment(payment)).toMatchObject({ status: 'Completed', external_id: 'pi_0', description: 'Top-up' });
    await world.syncing.now().result;
    expect(all(world.book.db, 'SELECT id FROM payment')).toHaveLength(1);
  });

  test('that expires cancels its payment with the reason', async () => {
    const world = deskWorld();
    const { payment, attempt } = await world.ask({ token: null });
    const page = world.provider.pages[0];
    if (page) page.state = 'expired';
    await world.syncing.checkPayment(payment);
    expect(world.payment(payment)).toMatchObject({ status: 'Cancelled', reason: 'expired' });
    expect(world.attempt(attempt)).toMatchObject({ page_state: 'expired' });
  });

  test('is ended at the provider when it is cancelled, unless it was paid meanwhile', async () => {
    const world = deskWorld();
    const first = await world.ask({ token: null });
    expect(await world.desk.cancelFor(act(world.book), first.payment)).toBe(true);
    expect(world.provider.pages[0]?.state).toBe('cancelled');
    expect(world.payment(first.payment)).toMatchObject({ status: 'Cancelled', reason: 'cancelled-operator' });
    const second = await world.ask({ token: null, again: true });
    const page = world.provider.pages[1];
    if (page) world.provider.pay(page, true);
    await world.desk.cancelFor(act(world.book), second.payment);
    expect(world.payment(second.payment)).toMatchObject({ status: 'Completed' });
  });

  test('is watched again although the engine died before it planned to', async () => {
    const world = deskWorld();
    const { payment } = await world.ask({ token: null });
    world.book.db.exec('DELETE FROM payment_check');
    world.restart();
    await world.sending.work();
    const next = one(world.book.db, 'SELECT next_at FROM payment_check');
    expect(next).toEqual({ next_at: world.clock.at + 60_000 });
    expect(world.payment(payment)).toMatchObject({ status: 'Pending' });
  });
});

test('no name and no address of a person stands in the journal', async () => {
  const world = deskWorld();
  await paid(world);
  await world.ask({ token: null, amount: 77 });
  const texts = all<{ payload: string }>(world.book.db, 'SELECT payload FROM event').map((row) => row.payload);
  expect(texts.join(' ')).not.toMatch(/@customer\.example|Customer cus_/);
});
