/** Charging due invoices by itself and by a person: who is charged, when again, and when not. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { charges, chargeWorld, consentingCard, declined } from '../../../test/support/charges';
import { saveMethod } from '../../../test/support/saved';
import { all, one } from '../../db/sql';
import { record } from '../../journal/record';
import { idFromBytes } from '../../kernel/id';
import { DAY_MS } from '../../kernel/time';
import { pay, promise } from '../invoices/deeds';
import { voidInvoice } from '../invoices/issuing-events';
import { resume, retry, stop, switchMethod } from './deeds';

const HOUR_MS = 3_600_000;

async function dueInvoice(verdicts: Parameters<typeof declined>[0][] = []) {
  const world = chargeWorld();
  const method = consentingCard(world);
  world.rules();
  const invoice = await world.invoice();
  world.verdicts.push(...verdicts.map((each) => declined(each, `code-${each}`)));
  return { ...world, world, method, invoice };
}

test('a due invoice is charged to the consenting saved method, once, with what is open', async () => {
  const { charging, world, invoice } = await dueInvoice();
  expect(await charging.pass()).toEqual({ charged: 1, declined: 0, open: 0, failed: 0 });
  expect(charges(world)).toEqual(['12100 paid']);
  expect(world.open(invoice)).toBe(0);
  expect(await charging.pass()).toEqual({ charged: 0, declined: 0, open: 0, failed: 0 });
  expect(charges(world)).toHaveLength(1);
  const text =
    "SELECT r.operator, r.source FROM event e JOIN request r ON r.seq = e.request WHERE e.kind = 'charge.begun'";
  expect(all(world.book.db, text)).toEqual([{ operator: 'system', source: 'schedule' }]);
});

test('automatic charging is off until a person turns it on', async () => {
  const world = chargeWorld();
  consentingCard(world);
  await world.invoice();
  await world.charging.pass();
  expect(charges(world)).toEqual([]);
});

test('a method without consent, another payer’s, or one that is not confirmed is not charged by itself', async () => {
  const world = chargeWorld();
  world.rules();
  saveMethod(world.book, world.customer);
  world.consent(saveMethod(world.book, world.customer, { status: 'Failed' }));
  await world.invoice();
  await world.charging.pass();
  expect(charges(world)).toEqual([]);
});

test('an invoice that is not due yet is not charged', async () => {
  const { charging, world } = await dueInvoice();
  await world.invoice({ dueDay: '2026-03-02' });
  expect(await charging.pass()).toMatchObject({ charged: 1 });
  world.clock.at += DAY_MS;
  expect(await charging.pass()).toMatchObject({ charged: 1 });
});

test('an account at which somebody else tries again is left alone', async () => {
  const { charging, world } = await dueInvoice();
  world.rules({ retriers: { stripe: 'gateway' } });
  await charging.pass();
  expect(charges(world)).toEqual([]);
});

test('declined for funds: it stands in the workbench with its words, and is tried again the next day', async () => {
  const { charging, world, invoice } = await dueInvoice(['funds']);
  expect(await charging.pass()).toMatchObject({ declined: 1 });
  expect(world.failed('planned')).toMatchObject([
    { id: invoice, decline: 'funds', code: 'code-funds', words: 'Your card was declined.', tries: 1, refusal: null },
  ]);
  world.clock.at += HOUR_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  world.clock.at += DAY_MS;
  expect(await charging.pass()).toMatchObject({ charged: 1 });
  expect(world.failed('planned')).toEqual([]);
  expect(world.open(invoice)).toBe(0);
});

test('a hard decline waits for a person; retry now with the same card is refused, another card is charged', async () => {
  const { charging, world, invoice, context } = await dueInvoice(['card-expired']);
  await charging.pass();
  world.clock.at += 2 * DAY_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  expect(world.failed()).toMatchObject([{ decline: 'card-expired', why: 'never', refusal: 'charge-not-again' }]);
  await expect(retry(context, { request: world.book.newId(), id: invoice })).rejects.toThrow('charge-not-again');
  const other = saveMethod(world.book, world.customer, { token: 'pm_other', last4: '1111' });
  await switchMethod(context, { request: world.book.newId(), id: invoice, method: other });
  const request = world.book.newId();
  expect(await retry(context, { request, id: invoice })).toMatchObject({ status: 'Completed' });
  // The same request once more is answered, and charges nothing.
  expect(await retry(context, { request, id: invoice })).toMatchObject({ status: 'Completed' });
  expect(charges(world)).toEqual(['12100 declined', '12100 paid']);
  expect(world.failed()).toEqual([]);
});

test('a card whose gateway gave it another token is still the card that was declined for good', async () => {
  const { charging, world, method } = await dueInvoice(['blocked']);
  await charging.pass();
  const payload = { token: 'pm_renewed' };
  record(world.book, act(world.book), () => [
    { kind: 'method.changed', subject: method, occurredAt: world.clock.now(), payload },
  ]);
  world.clock.at += DAY_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  expect(world.failed()).toMatchObject([{ why: 'never', refusal: 'charge-not-again' }]);
});

test('a method that a person switched to is charged by itself only with consent', async () => {
  const { charging, world, invoice, context } = await dueInvoice(['funds']);
  await charging.pass();
  const other = saveMethod(world.book, world.customer, { token: 'pm_other' });
  await switchMethod(context, { request: world.book.newId(), id: invoice, method: other });
  world.clock.at += DAY_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  world.consent(other);
  expect(await charging.pass()).toMatchObject({ charged: 1 });
});

test('a card that was tried and is gone is not silently replaced by another of the payer’s', async () => {
  const { charging, world, method } = await dueInvoice(['funds']);
  await charging.pass();
  consentingCard(world, { token: 'pm_second' });
  record(world.book, act(world.book), () => [
    { kind: 'method.removed', subject: method, occurredAt: world.clock.now(), payload: { by: 'operator' } },
  ]);
  world.clock.at += DAY_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  expect(world.failed()).toMatchObject([{ why: 'no-method', refusal: 'charge-no-method' }]);
});

test('stopped by a person: nothing is tried until it is resumed, and who stopped it stands there', async () => {
  const { charging, world, invoice, context } = await dueInvoice(['funds']);
  await charging.pass();
  await stop(context, { request: world.book.newId(), id: invoice, why: 'They pay by cheque' });
  world.clock.at += DAY_MS;
  await charging.pass();
  expect(charges(world)).toHaveLength(1);
  expect(world.failed('stopped')).toMatchObject([{ stopped: { by: 'ada', why: 'They pay by cheque' } }]);
  await resume(context, { request: world.book.newId(), id: invoice });
  expect(await charging.pass()).toMatchObject({ charged: 1 });
});

test('a promise to pay pauses it until its day is over', async () => {
  const { charging, world, invoice, context } = await dueInvoice(['funds']);
  await charging.pass();
  await promise(context, { request: world.book.newId(), id: invoice, day: '2026-03-04', note: '' });
  for (let days = 0; days < 3; days++) {
    world.clock.at += DAY_MS;
    await charging.pass();
  }
  expect(charges(world)).toHaveLength(1);
  world.clock.at += DAY_MS;
  expect(await charging.pass()).toMatchObject({ charged: 1 });
});

test('an unknown outcome blocks every further charge until the look-up tells', async () => {
  const { charging, world, invoice, context } = await dueInvoice();
  world.troubles.push('silence');
  expect(await charging.pass()).toMatchObject({ open: 1 });
  expect(world.failed('planned')).toMatchObject([{ attempt: { state: 'unknown' }, why: 'under-way' }]);
  await expect(retry(context, { request: world.book.newId(), id: invoice })).rejects.toThrow('invoice-being-charged');
  await expect(world.ask({ amount: 12_100, invoice, again: true })).rejects.toThrow('invoice-being-charged');
  await expect(
    pay(context, { request: world.book.newId(), customer: world.customer, currency: 'EUR', invoices: [invoice] }),
  ).rejects.toThrow('invoice-being-charged');
  const { db } = world.book;
  expect(() => record(world.book, act(world.book), (read) => voidInvoice(read, invoice, 'x', 1))).toThrow(
    'being-charged',
  );
  for (let n = 0; n < 20 && world.open(invoice) > 0; n++) {
    world.clock.at += 60_000;
    await world.sending.work();
    await charging.pass();
  }
  expect(world.open(invoice)).toBe(0);
  expect(charges(world)).toEqual(['12100 paid']);
  expect(all(db, 'SELECT 1 FROM attempt')).toHaveLength(1);
});

test('what certainly was not sent goes again by itself within minutes, as the same attempt', async () => {
  const { charging, world, invoice } = await dueInvoice();
  world.troubles.push('offline');
  expect(await charging.pass()).toMatchObject({ open: 1 });
  expect(world.provider.charges).toEqual([]);
  world.clock.at += 5 * 60_000;
  expect(await charging.pass()).toMatchObject({ charged: 1 });
  expect(all(world.book.db, 'SELECT 1 FROM attempt')).toHaveLength(1);
  expect(world.open(invoice)).toBe(0);
});

test('what waits for the network and was paid meanwhile goes away unsent', async () => {
  const { charging, world, invoice, context } = await dueInvoice();
  world.troubles.push('offline');
  await charging.pass();
  await stop(context, { request: world.book.newId(), id: invoice, why: '' });
  expect(all(world.book.db, 'SELECT state, why FROM attempt')).toEqual([{ state: 'dropped', why: 'payment-changed' }]);
  world.clock.at += DAY_MS;
  await charging.pass();
  expect(world.provider.charges).toEqual([]);
  await resume(context, { request: world.book.newId(), id: invoice });
  expect(await charging.pass()).toMatchObject({ charged: 1 });
});

test('no network: nothing is begun, and when it is back it is one try', async () => {
  const { charging, world } = await dueInvoice();
  world.reachable = false;
  for (let days = 0; days < 10; days++) {
    await charging.pass();
    world.clock.at += DAY_MS;
  }
  expect(all(world.book.db, 'SELECT 1 FROM attempt')).toEqual([]);
  world.reachable = true;
  world.verdicts.push(declined('funds'));
  await charging.pass();
  await charging.pass();
  expect(charges(world)).toEqual(['12100 declined']);
});

test('the engine dies after the charge was written and before it was sent: it is found out, and charged once', async () => {
  const { charging, world, invoice } = await dueInvoice();
  world.troubles.push('killed-before');
  void charging.pass();
  await world.gateway.died;
  world.restart();
  for (let n = 0; n < 30 && world.open(invoice) > 0; n++) {
    world.clock.at += 120_000;
    await world.sending.work();
  }
  expect(charges(world)).toEqual(['12100 paid']);
  expect(all(world.book.db, 'SELECT 1 FROM attempt')).toHaveLength(1);
});

test('money that went back is not charged again by itself', async () => {
  const { charging, world, invoice } = await dueInvoice();
  await charging.pass();
  const { book, customer, clock } = world;
  const payment = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM payment')?.uuid ?? Buffer.alloc(16));
  const split = { credit: 0, receivable: 12_100 };
  const money = { gateway: 'stripe', customer, amount: 12_100, currency: 'EUR', refund: book.newId() };
  const payload = { ...money, externalId: 're_1', status: 'completed', split };
  record(book, act(book), () => [{ kind: 'payment.refunded', subject: payment, occurredAt: clock.now(), payload }]);
  expect(world.open(invoice)).toBe(12_100);
  for (let days = 0; days < 9; days++) {
    clock.at += DAY_MS;
    await charging.pass();
  }
  expect(charges(world)).toEqual(['12100 paid']);
  expect(world.failed()).toMatchObject([{ id: invoice, why: 'person', refusal: null }]);
});

test('a charge for more than is open, and a second one beside it, are refused whoever asks', async () => {
  const { world, invoice } = await dueInvoice();
  await expect(world.ask({ amount: 12_101, invoice })).rejects.toThrow('invoice-over-open');
  expect(all(world.book.db, 'SELECT 1 FROM payment')).toEqual([]);
});

test('before it is resumed or switched it says what would happen by itself: the next try, or why there is none', async () => {
  const { charging, world, invoice } = await dueInvoice(['funds']);
  await charging.pass();
  const other = consentingCard(world);
  const ask = () => ({ request: world.book.newId(), id: invoice });
  const planned = world.failed('planned')[0];
  expect(planned).toMatchObject({ why: null, resumed: null, others: [{ id: other, next: { why: null } }] });
  await stop(world.context, { ...ask(), why: '' });
  const next = { nextAt: planned?.nextAt, why: null };
  expect(world.failed('stopped')).toMatchObject([
    { why: 'stopped', resumed: next, others: [{ next: { why: 'stopped' } }] },
  ]);
  world.rules({ retriers: { stripe: 'gateway' } });
  expect(world.failed('stopped')).toMatchObject([{ resumed: { nextAt: null, why: 'others' } }]);
  world.rules({ automatic: false });
  expect(world.failed('stopped')).toMatchObject([{ resumed: { nextAt: null, why: 'off' } }]);
  await resume(world.context, ask());
  expect(world.failed()).toMatchObject([
    { why: 'off', resumed: null, others: [{ next: { nextAt: null, why: 'off' } }] },
  ]);
});
