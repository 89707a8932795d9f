/** The sample company through the gateway, as the book meets it: everything understood, every payout explained, and life. */
import { expect, test } from 'vitest';
import { demoWorld } from '../../main/demo/world';
import { openAccount, Pulled, pullInto, START } from '../support/simulator';

const BASE = START * 1000;

test('everything is understood, and each payout is the sum of facts that came', async () => {
  const world = demoWorld(1, BASE);
  const { gateway } = await openAccount({ bank: world.bank, catchUp: world.catchUp });
  expect(await gateway.identify()).toMatchObject({
    name: 'Northgate Hosting',
    environment: 'sandbox',
    account: expect.stringMatching(/^acct_/),
  });
  const pulled = await pullInto(gateway);
  expect(pulled.parked).toEqual([]);
  const nets = new Map<string, { net: number; currency: string }>();
  const pages = pulled.pages;
  const settlements = [
    ...pages.flatMap((page) => page.payments.map((row) => row.settlement)),
    ...pages.flatMap((page) => page.refunds.map((row) => row.settlement)),
    ...pages.flatMap((page) => page.disputes.flatMap((row) => [row.withdrawal, row.reinstatement])),
  ];
  for (const settlement of settlements) if (settlement) nets.set(settlement.externalId, settlement);
  const payouts = pages.flatMap((page) => page.payouts);
  expect(payouts.length).toBe(world.store.shelf('payout').size);
  for (const payout of payouts.filter((each) => each.status === 'arrived')) {
    const parts = payout.settlements.map((id) => nets.get(id));
    expect(
      parts.every((part) => part?.currency === payout.currency),
      payout.externalId,
    ).toBe(true);
    expect(parts.reduce((sum, part) => sum + (part?.net ?? 0), 0)).toBe(payout.amount);
  }
  const payments = pulled.payments();
  expect(payments.length).toBeGreaterThan(1_250);
  expect(payments.every((row) => row.flag === null && row.purpose !== null && row.reference !== '')).toBe(true);
  expect(payments.every((row) => (row.status === 'Completed') === (row.settlement !== null))).toBe(true);
  expect(payments.filter((row) => row.link !== null).length).toBeGreaterThan(3);
  expect(
    payments.some(
      (row) => row.currency === 'KWD' && row.settlement?.currency === 'USD' && row.settlement.rate !== null,
    ),
  ).toBe(true);
});

test('fresh payments end while one watches, by the pull and by a look at one', async () => {
  const world = demoWorld(1, BASE);
  const { gateway, clock } = await openAccount({ bank: world.bank, catchUp: world.catchUp });
  const pulled = await pullInto(gateway);
  const fresh = pulled.payments().filter((row) => row.status === 'Pending' && row.createdAt > BASE - 300_000);
  expect(fresh.length).toBe(8);
  clock.now += 30;
  const looked = await Promise.all(fresh.map((row) => gateway.fetchPayment(row.externalId)));
  expect(looked.filter((facts) => facts.payments[0]?.status === 'Completed').length).toBe(1);
  clock.now += 150;
  await pullInto(gateway, pulled);
  const ended = pulled.payments().filter((row) => fresh.some((one) => one.externalId === row.externalId));
  expect(ended.map((row) => row.status).sort()).toEqual([...Array(2).fill('Cancelled'), ...Array(6).fill('Completed')]);
  clock.now += 600;
  const before = pulled.payments().length;
  await pullInto(gateway, pulled);
  expect(pulled.payments().length).toBe(before + 1);
});

test('one payment with its refund and its dispute', async () => {
  const world = demoWorld(1, BASE);
  const { gateway } = await openAccount({ bank: world.bank, catchUp: world.catchUp });
  await gateway.identify();
  const refund = [...world.store.shelf('refund').oldestFirst()][0];
  const disputes = [...world.store.shelf('dispute').oldestFirst()];
  // One that could be answered: what a bank returned is no dispute.
  const dispute = disputes.find(({ evidence_details: details }) => details.due_by !== null);
  expect(await gateway.fetchPayment(String(refund?.payment_intent))).toMatchObject({
    payments: [{ status: 'Completed' }],
    refunds: [{ externalId: refund?.id }],
  });
  expect(await gateway.fetchPayment(String(dispute?.payment_intent))).toMatchObject({
    disputes: [{ externalId: dispute?.id }],
    parked: [],
  });
  const lone = [...world.store.shelf('charge').oldestFirst()].find((charge) => charge.payment_intent === null);
  expect(await gateway.fetchPayment(lone?.id ?? '')).toMatchObject({
    payments: [{ externalId: lone?.id, status: 'Completed' }],
    refunds: [],
  });
  await expect(gateway.fetchPayment('pi_none')).rejects.toMatchObject({
    code: 'gateway-error',
    params: { status: 404 },
  });
  const pulled = new Pulled();
  await pullInto(gateway, pulled);
  expect(pulled.rows.has(`payments ${lone?.id}`)).toBe(true);
});
