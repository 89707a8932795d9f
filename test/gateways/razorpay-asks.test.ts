/** Charges, refunds and saved methods at Razorpay: nothing is ever done twice, whatever the answer was. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { Bank, type Outcome } from '../../main/gateways/razorpay/simulator/bank';
import { minor } from '../../main/kernel/money';
import { chargeAsk, DAY, KEY, lost, openRazorpay, refundAsk, START } from '../support/razorpay';
import { pullInto } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const quick = { timeoutMs: 250 };

function withToken(outcome: Outcome = 'succeed') {
  const bank = new Bank('charge');
  const customer = bank.makeCustomer({
    at: START - DAY,
    name: 'Ada',
    email: 'ada@customer.example',
    phone: '+919876543210',
  });
  const token = bank.makeToken(customer, { at: START - DAY, outcome });
  return { bank, customer, ask: chargeAsk(customer, token) };
}

const RECURRING = '/v1/payments/create/recurring';

describe('a charge of a saved method', () => {
  test('goes through an order of its own, and its payment is asked for', async () => {
    const { bank, ask } = withToken();
    const { gateway } = await openRazorpay({ bank });
    const answered = await gateway.charge?.(ask);
    const [payment] = bank.payments.oldestFirst();
    const row = {
      externalId: payment?.id,
      status: 'Completed',
      attempt: KEY,
      purpose: 'top-up',
      customer: ask.payer.customer,
    };
    expect(answered).toMatchObject({ kind: 'accepted', externalId: payment?.id, facts: { payments: [row] } });
    expect(bank.orders.oldestFirst()).toMatchObject([{ receipt: KEY, amount: 120_000, status: 'paid' }]);
    expect((await pullInto(gateway)).payments()).toMatchObject([row]);
  });

  test('asked for again under its key finds what the first did', async () => {
    const { bank, ask } = withToken();
    const { gateway } = await openRazorpay({ bank });
    const first = await gateway.charge?.(ask);
    expect(await gateway.charge?.(ask)).toEqual(first);
    expect(await gateway.findCharge?.(ask, START * 1000)).toEqual(first);
    expect([bank.payments.size, bank.orders.size]).toEqual([1, 1]);
  });

  test('that waits for the bank is accepted and Pending; the payer’s missing address is the customer’s', async () => {
    const { bank, ask } = withToken('wait');
    const { gateway, clock } = await openRazorpay({ bank });
    const payer = { ...ask.payer, email: null, phone: null };
    const answered = await gateway.charge?.({ ...ask, payer });
    expect(answered).toMatchObject({
      kind: 'accepted',
      facts: { payments: [{ status: 'Pending', reason: 'waiting-bank' }] },
    });
    const id = bank.payments.oldestFirst()[0]?.id ?? '';
    clock.now += DAY;
    bank.capture(clock.now, id);
    expect((await gateway.fetchPayment(id)).payments).toMatchObject([{ status: 'Completed', attempt: KEY }]);
  });

  test('that is declined says why, with the failed payment, and whether for ever', async () => {
    for (const outcome of ['decline', 'decline-hard'] as const) {
      const { bank, ask } = withToken(outcome);
      const { gateway } = await openRazorpay({ bank });
      const hard = outcome === 'decline-hard';
      const answered = await gateway.charge?.(ask);
      expect(answered).toMatchObject({
        kind: 'declined',
        hard,
        facts: { payments: [{ status: 'Cancelled', attempt: KEY }] },
      });
      expect(answered).toMatchObject({ detail: expect.stringMatching(hard ? /blocked/ : /declined by the bank/) });
      expect(await gateway.findCharge?.(ask, START * 1000)).toEqual(answered);
    }
  });

  test('that cannot be is refused, and nothing is charged', async () => {
    const { bank, ask } = withToken();
    const { gateway } = await openRazorpay({ bank });
    const stranger = { ...ask.payer, customer: null };
    await expect(gateway.charge?.({ ...ask, payer: stranger })).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(gateway.charge?.({ ...ask, method: 'token_gone' })).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400 },
    });
    await expect(gateway.charge?.({ ...ask, amount: minor(12_345), currency: 'KWD' })).rejects.toMatchObject({
      code: 'too-many-decimals',
    });
    expect(bank.payments.size).toBe(0);
    expect(await gateway.findCharge?.(ask, START * 1000)).toBe(null);
  });

  for (const [name, fault] of lost) {
    test(`that ends in ${name} is unknown, then found: charged once`, async () => {
      const { bank, ask } = withToken();
      const { gateway, requests } = await openRazorpay({
        bank,
        faults: onNth(RECURRING, 1, fault, 1),
        patience: quick,
      });
      await expect(gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(requests.filter((request) => request.path === RECURRING).length).toBe(1);
      expect(await gateway.findCharge?.(ask, START * 1000)).toMatchObject({ kind: 'accepted' });
      expect(await gateway.charge?.(ask)).toMatchObject({ kind: 'accepted' });
      expect(bank.payments.size).toBe(1);
    });
  }

  test('whose order is made without an answer was not charged: no doubt, and the next try charges once', async () => {
    for (const [, fault] of lost) {
      const { bank, ask } = withToken();
      const { gateway, simulator } = await openRazorpay({ bank, patience: quick });
      simulator.setFaults((request) => (request.path === '/v1/orders' && request.method === 'POST' ? fault : null));
      await expect(gateway.charge?.(ask)).rejects.toMatchObject({ name: 'Failure' });
      expect(bank.payments.size).toBe(0);
      simulator.setFaults(null);
      expect(await gateway.charge?.(ask)).toMatchObject({ kind: 'accepted' });
      expect(bank.payments.size).toBe(1);
    }
  });

  test('whose payment cannot be seen at once is accepted all the same', async () => {
    const { bank, ask } = withToken();
    const { gateway, simulator } = await openRazorpay({ bank });
    simulator.setFaults((request) =>
      /^\/v1\/payments\/pay_/.test(request.path) ? { kind: 'status', status: 500 } : null,
    );
    const id = () => bank.payments.oldestFirst()[0]?.id;
    expect(await gateway.charge?.(ask)).toMatchObject({ kind: 'accepted', externalId: id(), facts: { payments: [] } });
  });

  test('that never left is known not to be done', async () => {
    const { bank, ask } = withToken();
    const { gateway, simulator } = await openRazorpay({ bank });
    await simulator.close();
    await expect(gateway.charge?.(ask)).rejects.toMatchObject({ code: 'gateway-offline' });
    expect(bank.payments.size).toBe(0);
  });
});

function withPayment() {
  const bank = new Bank('refund');
  const payment = bank.makePayment({ at: START - DAY, amount: 1000 });
  return { bank, payment, path: `/v1/payments/${payment}/refund` };
}

describe('a refund', () => {
  test('under the same key is done once, and is tied to its attempt', async () => {
    const { bank, payment } = withPayment();
    const { gateway } = await openRazorpay({ bank });
    const answered = await gateway.refund?.(refundAsk(payment));
    const row = { payment, amount: 400, status: 'completed', reason: 'goodwill', attempt: KEY };
    expect(answered).toMatchObject({ kind: 'accepted', facts: { refunds: [row] } });
    expect(await gateway.refund?.(refundAsk(payment))).toEqual(answered);
    expect(await gateway.findRefund?.(refundAsk(payment), START * 1000)).toEqual(answered);
    expect(bank.refunds.size).toBe(1);
    expect([...(await pullInto(gateway)).rows.values()]).toContainEqual(expect.objectContaining(row));
  });

  test('under a key that was for another: what was done is looked up, and nothing more is done', async () => {
    const { bank, payment } = withPayment();
    const { gateway } = await openRazorpay({ bank });
    await gateway.refund?.(refundAsk(payment));
    const other = await gateway.refund?.(refundAsk(payment, { amount: minor(500) }));
    expect(other).toMatchObject({ kind: 'accepted', facts: { refunds: [{ amount: 400 }] } });
    const elsewhere = bank.makePayment({ at: START - DAY, amount: 1000 });
    await expect(gateway.refund?.(refundAsk(elsewhere))).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(bank.refunds.size).toBe(1);
  });

  test('whose first try is still at work is unknown until it is seen', async () => {
    const { bank, payment } = withPayment();
    const { gateway, simulator } = await openRazorpay({ bank });
    simulator.holdRefund(KEY, true);
    await expect(gateway.refund?.(refundAsk(payment))).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await gateway.findRefund?.(refundAsk(payment), START * 1000)).toBe(null);
    simulator.holdRefund(KEY, false);
    expect(await gateway.refund?.(refundAsk(payment))).toMatchObject({ kind: 'accepted' });
    expect(bank.refunds.size).toBe(1);
  });

  test('of more than is left is refused with Razorpay’s words', async () => {
    const { bank, payment } = withPayment();
    const { gateway } = await openRazorpay({ bank });
    await expect(gateway.refund?.(refundAsk(payment, { amount: minor(1001) }))).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400, detail: expect.stringContaining('greater than') },
    });
    expect(bank.refunds.size).toBe(0);
  });

  for (const [name, fault] of lost) {
    test(`that ends in ${name} is asked again under its key: done once`, async () => {
      const { bank, payment, path } = withPayment();
      const { gateway } = await openRazorpay({ bank, faults: onNth(path, 1, fault, 1), patience: quick });
      expect(await gateway.refund?.(refundAsk(payment)).catch(String)).toBeDefined();
      expect(await gateway.findRefund?.(refundAsk(payment), START * 1000)).toMatchObject({ kind: 'accepted' });
      expect(bank.refunds.size).toBe(1);
    });

    test(`that ends in ${name} each time is unknown, then found`, async () => {
      const { bank, payment, path } = withPayment();
      const { gateway } = await openRazorpay({ bank, faults: onNth(path, 1, fault), patience: quick });
      await expect(gateway.refund?.(refundAsk(payment))).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await gateway.findRefund?.(refundAsk(payment), START * 1000)).toMatchObject({ kind: 'accepted' });
      expect(bank.refunds.size).toBe(1);
    });
  }
});

test('saved methods are listed as Razorpay has them, and removed; one that is gone already is removed too', async () => {
  const bank = new Bank('methods');
  const customer = bank.makeCustomer({ at: START - DAY, name: 'Ada' });
  const token = bank.makeToken(customer, { at: START - DAY, last4: '4242', network: 'MasterCard' });
  bank.makeToken(customer, { at: START - 5, status: 'initiated' });
  bank.makeToken(customer, { at: START - 4, status: 'rejected' });
  bank.makeToken(customer, { at: START - 3, status: 'not_applicable' });
  const { gateway } = await openRazorpay({ bank });
  expect(await gateway.listMethods?.(customer)).toMatchObject([
    {
      token,
      label: 'Mastercard ···· 4242',
      brand: 'Mastercard',
      last4: '4242',
      expires: '2034-12',
      status: 'confirmed',
    },
    { status: 'pending', providerStatus: 'initiated' },
    { status: 'failed', providerStatus: 'rejected' },
  ]);
  await gateway.removeMethod?.(customer, token);
  await gateway.removeMethod?.(customer, token);
  expect((await gateway.listMethods?.(customer))?.length).toBe(2);
});
