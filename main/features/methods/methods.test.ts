/** The rules of saved methods, each by its name: who has which, what becomes primary, what is charged, what is kept out. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { card, openMethods as open } from '../../../test/support/methods';
import { saveMethod } from '../../../test/support/saved';
import { all, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { DAY_MS } from '../../kernel/time';
import { expiryOf } from './expiry';
import { heldMethod } from './query';

const primaries = (rows: ReturnType<ReturnType<typeof open>['list']>) =>
  rows.filter(({ primary }) => primary).map(({ id }) => id);

test('a payer’s first saved method becomes primary, and each payer has its own', () => {
  const { book, customer, addPayer, list } = open();
  const payer = addPayer();
  const [own, second] = [saveMethod(book, customer), saveMethod(book, customer)];
  const [first, next] = [saveMethod(book, customer, { payer }), saveMethod(book, customer, { payer })];
  expect(list().map(({ id }) => id)).toEqual([own, second, first, next]);
  expect(primaries(list())).toEqual([own, first]);
});

test('only the chosen payer’s methods are listed, the primary first', () => {
  const { book, customer, addPayer, list, happen } = open();
  const [payer, other] = [addPayer(), addPayer()];
  const [first, second] = [saveMethod(book, customer, { payer }), saveMethod(book, customer, { payer })];
  const own = saveMethod(book, customer);
  happen('method.made-primary', second, {});
  expect(list(payer).map(({ id }) => id)).toEqual([second, first]);
  expect(list(null).map(({ id }) => id)).toEqual([own]);
  expect(list(other)).toEqual([]);
});

test('when the primary is deleted, the next one listed becomes primary; that is shown before', async () => {
  const { book, list, syncing, sync, kept, removed } = open();
  kept.push(card('pm_3', { createdAt: 3 }), card('pm_2', { createdAt: 2 }), card('pm_1', { createdAt: 1 }));
  await sync();
  const [first, second, third] = list();
  if (!first || !second || !third) throw new Error('three were saved');
  expect(heldMethod(book.db, first.id)).toMatchObject({ isPrimary: true, next: second.id, underWay: 0 });
  expect(heldMethod(book.db, third.id)).toMatchObject({ isPrimary: false, next: null });
  const deleting = act(book, { id: first.id });
  await syncing.remove(deleting, first.id as Id);
  expect(removed).toEqual(['pm_1']);
  expect(list().map(({ id, primary }) => [id, primary])).toEqual([
    [second.id, true],
    [third.id, false],
  ]);
  // The same request again does nothing more; another one finds it gone.
  await syncing.remove(deleting, first.id as Id);
  expect(removed).toEqual(['pm_1']);
  await expect(syncing.remove(act(book), first.id as Id)).rejects.toMatchObject({ code: 'saved-method-unknown' });
});

test('deleting where the gateway cannot be reached changes nothing', async () => {
  const { book, list, syncing, sync, kept, trouble } = open();
  kept.push(card('pm_1'));
  await sync();
  trouble.next = new Failure('gateway-offline', { gateway: 'Stripe' });
  const [only] = list();
  await expect(syncing.remove(act(book), only?.id as Id)).rejects.toMatchObject({ code: 'gateway-offline' });
  expect(list()).toHaveLength(1);
  expect(await sync()).toMatchObject({ failed: [{ gateway: 'stripe', failure: { code: 'gateway-offline' } }] });
  expect(list()).toHaveLength(1);
});

test('a method with a charge that may have been sent is not deleted', async () => {
  const { book, list, syncing, sync, kept, removed, ask, troubles } = open();
  kept.push(card('pm_1'));
  await sync();
  troubles.push('silence');
  await ask({ token: 'pm_1' });
  const [only] = list();
  expect(heldMethod(book.db, only?.id ?? '')).toMatchObject({ underWay: 1 });
  await expect(syncing.remove(act(book), only?.id as Id)).rejects.toMatchObject({ code: 'saved-method-in-use' });
  expect(removed).toEqual([]);
});

test('what was removed is not taken up again from a list that is behind', async () => {
  const { book, list, syncing, sync, kept, clock } = open();
  kept.push(card('pm_1'));
  await sync();
  await syncing.remove(act(book), list()[0]?.id as Id);
  kept.push(card('pm_1'));
  await sync();
  expect(list()).toEqual([]);
  clock.at += 20 * 60_000;
  await sync();
  expect(list()).toHaveLength(1);
});

test('a method that is gone at its gateway goes here too, and one that changed there changes here', async () => {
  const { list, sync, kept, happen } = open();
  kept.push(card('pm_1'), card('pm_2'));
  await sync();
  const [first, second] = list();
  happen('method.nicknamed', second?.id as Id, { nickname: 'Office card' });
  happen('method.verified', second?.id as Id, { part: 'details', by: 'ada', note: 'Called back' });
  kept.splice(0, 2, card('pm_2', { expires: '2034-01' }));
  await sync();
  expect(list()).toMatchObject([
    {
      id: second?.id,
      expires: '2034-01',
      nickname: 'Office card',
      primary: true,
      verified: { details: { by: 'ada' } },
    },
  ]);
  expect(first?.primary).toBe(true);
  kept.splice(0, 1, card('pm_2', { last4: '0005', expires: '2034-01' }));
  await sync();
  expect(list()).toMatchObject([{ last4: '0005', verified: { details: null } }]);
});

test('save for later: the method is Pending until its payment is Completed, then Confirmed, of the payer who paid', async () => {
  const { list, sync, kept, ask, world, addPayer, syncing, clock, book } = open();
  const payer = addPayer();
  const { payment } = await ask({ token: null, saveMethod: true, payer });
  await sync();
  expect(list(payer)).toMatchObject([{ status: 'Pending', primary: true, label: '' }]);
  const page = world.provider.pages[0];
  if (!page) throw new Error('no page');
  world.provider.pay(page, true);
  await world.syncing.checkPayment(payment);
  expect(world.payment(payment)).toMatchObject({ status: 'Completed' });
  kept.push(card('pm_9', { brand: 'Mastercard', last4: '4444', label: 'Mastercard ···· 4444' }));
  clock.at += 60_000;
  syncing.tick();
  await expect
    .poll(() => list(payer))
    .toMatchObject([{ status: 'Confirmed', label: 'Mastercard ···· 4444', primary: true }]);
  expect(one(book.db, 'SELECT count(*) AS n FROM saved_method')).toEqual({ n: 1 });
});

test('save for later: Failed when the payment is Cancelled, or the provider kept nothing', async () => {
  const { list, sync, ask, happen, world, book, clock } = open();
  const { payment } = await ask({ token: null, saveMethod: true });
  await sync();
  const row = world.payment(payment);
  happen('payment.status-changed', payment, {
    ...{ gateway: 'stripe', customer: world.customer, amount: row?.amount, currency: row?.currency },
    ...{ was: 'Pending', status: 'Cancelled', reason: 'expired', providerStatus: 'expired' },
  });
  await sync();
  expect(list()).toMatchObject([{ status: 'Failed', primary: false }]);
  const second = await ask({ token: null, saveMethod: true, amount: 700 });
  await sync();
  const page = world.provider.pages[1];
  if (!page) throw new Error('no page');
  world.provider.pay(page, true);
  await world.syncing.checkPayment(second.payment);
  await sync();
  expect(list()[0]).toMatchObject({ status: 'Pending', primary: true });
  clock.at += 2 * 60 * 60_000;
  await sync();
  expect(list().map(({ status }) => status)).toEqual(['Failed', 'Failed']);
  expect(all(book.db, 'SELECT 1 FROM saved_method WHERE is_primary = 1')).toEqual([]);
});

test('verification marks say by whom, when and with which note, and can be taken off', () => {
  const { book, customer, list, happen, clock } = open();
  const id = saveMethod(book, customer);
  happen('method.verified', id, { part: 'details', by: 'ada', note: 'Statement seen' });
  happen('method.verified', id, { part: 'address', by: 'bob', note: null });
  expect(list()[0]?.verified).toEqual({
    details: { by: 'ada', at: clock.at, note: 'Statement seen' },
    address: { by: 'bob', at: clock.at, note: null },
  });
  happen('method.verified', id, { part: 'details', by: null, note: null });
  expect(list()[0]?.verified.details).toBeNull();
});

test('consent to automatic charges has a date and terms, and can be withdrawn', () => {
  const { book, customer, list, happen } = open();
  const id = saveMethod(book, customer);
  expect(list()[0]?.consent).toBeNull();
  happen('method.consented', id, { on: '2026-02-20', terms: 'Contract 7, clause 4' });
  expect(list()[0]?.consent).toEqual({ on: '2026-02-20', terms: 'Contract 7, clause 4' });
  happen('method.consented', id, { on: null, terms: null });
  expect(list()[0]?.consent).toBeNull();
});

test('an expiry is warned of sixty days before its month ends', () => {
  const day = (text: string) => text as Parameters<typeof expiryOf>[1];
  expect(expiryOf('2026-05', day('2026-03-31'))).toBe('fine');
  expect(expiryOf('2026-05', day('2026-04-01'))).toBe('soon');
  expect(expiryOf('2026-05', day('2026-05-31'))).toBe('soon');
  expect(expiryOf('2026-05', day('2026-06-01'))).toBe('over');
  expect(expiryOf('2024-02', day('2024-02-29'))).toBe('soon');
  expect(expiryOf(null, day('2026-06-01'))).toBeNull();
  expect(expiryOf('9999-12', day('2026-06-01'))).toBeDefined();
});

test('an account’s name is a person’s data: it stands in no event, and no card number stands anywhere', async () => {
  const { book, list, sync, kept, clock } = open();
  const label = 'jane@example.com';
  kept.push(card('tok_1', { method: 'paypal', label, brand: null, last4: null, expires: null }));
  kept.push(card('tok_2', { label: '4242 4242 4242 4242', brand: null, last4: null }));
  await sync();
  expect(list().map((method) => method.label)).toEqual([label, '···· 4242']);
  const told = all<{ payload: string }>(book.db, 'SELECT payload FROM event')
    .map(({ payload }) => payload)
    .join('\n');
  expect(told).not.toContain(label);
  expect(told).not.toContain('4242 4242');
  expect(JSON.stringify(list())).not.toContain('tok_1');
  clock.at += DAY_MS;
  const before = one(book.db, 'SELECT max(seq) AS seq FROM event');
  await sync();
  expect(one(book.db, 'SELECT max(seq) AS seq FROM event')).toEqual(before);
});

test('a method of the payer who paid with it last is that payer’s', async () => {
  const { book, list, sync, kept, addPayer, happen, customer, world } = open();
  const [first, second] = [addPayer(), addPayer()];
  for (const [payer, methodLabel] of [
    [first, 'Visa ···· 1881'],
    [second, 'Visa ···· 4242'],
  ] as const)
    happen('payment.recorded', book.newId(), {
      ...{ gateway: 'stripe', customer, payer, amount: 100, currency: 'EUR', status: 'Pending', providerStatus: 'new' },
      ...{
        reason: 'waiting-gateway',
        method: 'card',
        methodLabel,
        description: 'x',
        reference: '',
        createdAt: world.clock.at,
      },
    });
  kept.push(card('pm_1'), card('pm_2', { label: 'Amex ···· 0005', last4: '0005', brand: 'Amex' }));
  await sync();
  expect(list(second)).toMatchObject([{ last4: '4242' }]);
  expect(list(null)).toMatchObject([{ last4: '0005' }]);
});
