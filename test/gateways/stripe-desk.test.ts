/** Money asked for at the desk and taken by Stripe: from the click to the balance, with the network failing in between. */
import { expect, onTestFinished, test } from 'vitest';
import { one } from '../../main/db/sql';
import type { AskedMoney } from '../../main/features/outbox/contract';
import { Desk } from '../../main/features/outbox/desk';
import { Sending } from '../../main/features/outbox/sending';
import { SyncRunner } from '../../main/features/sync/syncing';
import { attachMethod } from '../../main/gateways/stripe/simulator/methods';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { act, memoryBook, testClock } from '../support/book';
import { balances, replayed, verified } from '../support/checks';
import { onPage } from '../support/razorpay';
import { emptyBank, newCustomer, openAccount, START } from '../support/simulator';

const HOUR = 3_600_000;

async function atStripe(like = 'pm_card_visa') {
  const bank = emptyBank();
  const external = newCustomer(bank, START - 3600);
  const { id: token } = attachMethod(bank, START - 3600, like, { customer: external });
  const { gateway, simulator, clock: seconds } = await openAccount({ bank, patience: { timeoutMs: 250 } });
  const clock = testClock(START * 1000);
  const book = memoryBook(clock);
  const unexpected = (_: string, error: unknown) => {
    throw error;
  };
  const shared = { book, healthy: Promise.resolve(), operator: 'ada', changed: () => {}, unexpected };
  const syncing = new SyncRunner({ ...shared, clock });
  syncing.take('stripe', 'sandbox', 'acct_1', gateway);
  await syncing.now().result;
  const sending = new Sending({ ...shared, providers: syncing });
  const desk = new Desk(book, sending, syncing);
  const customer = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16));
  const ask = (more: Partial<AskedMoney> = {}) => {
    const asked: AskedMoney = {
      ...{
        gateway: 'stripe',
        customer,
        payer: null,
        amount: 12_050,
        currency: 'USD',
        method: 'card',
        purpose: 'top-up',
      },
      ...{ methodLabel: null, description: 'Top-up', token, saveMethod: false, draft: false, again: false, ...more },
    };
    return desk.askMoney(act(book, asked), asked);
  };
  const passes = (ms: number) => {
    clock.at += ms;
    seconds.now += Math.floor(ms / 1000);
  };
  const row = (payment: Id) =>
    one<Record<string, unknown>>(book.db, 'SELECT * FROM payment WHERE uuid = ?', idToBytes(payment));
  const charges = () =>
    [...bank.store.shelf('payment_intent').oldestFirst()].filter((intent) => intent.status === 'succeeded');
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: bank.store.shelf('payment_intent').size });
    book.db.close();
  });
  return { book, simulator, syncing, sending, desk, ask, passes, row, charges };
}

test('a saved card is charged at once, and part of it refunded', async () => {
  const { book, ask, row, desk, syncing, passes } = await atStripe();
  const { payment } = await ask();
  expect(row(payment)).toMatchObject({ status: 'Completed', amount: 12_050, fee: 379, description: 'Top-up' });
  const asked = { payment, amount: 2_050, reason: null, owes: null, draft: false };
  await desk.askRefund(act(book, asked), asked);
  expect(row(payment)).toMatchObject({ refunded: 2_050 });
  passes(HOUR);
  await syncing.now().result;
  expect(balances(book.db)).toMatchObject({ 'clearing:stripe USD': 12_050 - 379 - 2_050 });
});

test('an answer that never came is looked up, and booked once', async () => {
  const { simulator, ask, row, sending, syncing, passes, charges } = await atStripe();
  simulator.setFaults(({ method, path }) =>
    method === 'POST' && path === '/v1/payment_intents' ? { kind: 'silence-after' } : null,
  );
  const { payment, attempt } = await ask();
  simulator.setFaults(null);
  expect(row(payment)).toMatchObject({ status: 'Pending', reason: 'waiting-gateway', external_id: null });
  passes(60_000);
  await sending.lookUp(attempt);
  await syncing.now().result;
  expect(row(payment)).toMatchObject({ status: 'Completed', external_id: charges()[0]?.id });
  expect(charges()).toHaveLength(1);
});

test('a decline is Cancelled with Stripe’s words', async () => {
  const { ask, row, syncing } = await atStripe('pm_card_chargeCustomerFail');
  const { payment } = await ask();
  expect(row(payment)).toMatchObject({
    status: 'Cancelled',
    reason: 'declined',
    detail: expect.stringMatching(/declined/),
  });
  await syncing.now().result;
  expect(row(payment)).toMatchObject({ status: 'Cancelled' });
});

test('3-D Secure waits for the customer at a link, and is paid there', async () => {
  const { ask, row, syncing } = await atStripe('pm_card_authenticationRequired');
  const { payment } = await ask();
  expect(row(payment)).toMatchObject({
    status: 'Pending',
    reason: 'waiting-customer',
    link: expect.stringContaining('/3d_secure/'),
  });
  await onPage(String(row(payment)?.link), 'confirm');
  await syncing.checkPayment(payment);
  expect(row(payment)).toMatchObject({ status: 'Completed', link: null });
});

test('a page keeps its link through a decline, and is paid on it', async () => {
  const { ask, row, syncing, passes } = await atStripe();
  const { payment } = await ask({ token: null });
  const link = String(row(payment)?.link);
  expect(row(payment)).toMatchObject({ status: 'Pending', reason: 'waiting-customer' });
  await onPage(link, 'decline');
  await syncing.checkPayment(payment);
  expect(row(payment)).toMatchObject({ status: 'Pending', link });
  await onPage(link, 'succeed');
  passes(60_000);
  await syncing.checkPayment(payment);
  await syncing.now().result;
  expect(row(payment)).toMatchObject({ status: 'Completed', link: null });
});
