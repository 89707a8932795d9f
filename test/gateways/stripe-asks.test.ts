/** Charges, refunds, saved methods and the balance at Stripe: nothing is ever done twice, whatever the answer was. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { attachMethod } from '../../main/gateways/stripe/simulator/methods';
import { minor } from '../../main/kernel/money';
import { chargeAsk, KEY, lost, onPage, refundAsk } from '../support/razorpay';
import { emptyBank, newCustomer, openAccount, paidIntent, pullInto, START } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const quick = { timeoutMs: 250 };
const INTENTS = '/v1/payment_intents';
const REFUNDS = '/v1/refunds';
const sentAt = START * 1000;

/** A customer with a saved card that behaves like one of Stripe's test methods. */
function withCard(like = 'pm_card_visa') {
  const bank = emptyBank();
  const customer = newCustomer(bank, START - 3600);
  const { id } = attachMethod(bank, START - 3600, like, { customer });
  const ask = chargeAsk(customer, id, { currency: 'USD', amount: minor(12_050) });
  const intents = () => [...bank.store.shelf('payment_intent').oldestFirst()];
  return { bank, customer, method: id, ask, intents };
}

describe('a charge of a saved method', () => {
  test('is one intent under the attempt’s key, with its fee; asked for again it is the same', async () => {
    const { bank, ask, intents, customer } = withCard();
    const { gateway } = await openAccount({ bank });
    const answered = await gateway.charge?.(ask);
    const [intent] = intents();
    const row = { externalId: intent?.id, status: 'Completed', attempt: KEY, purpose: 'top-up', customer };
    expect(answered).toMatchObject({ kind: 'accepted', externalId: intent?.id, facts: { payments: [row] } });
    expect(answered?.facts.payments[0]?.settlement).toMatchObject({ amount: 12_050, fee: 379 });
    expect(await gateway.charge?.(ask)).toEqual(answered);
    expect(await gateway.findCharge?.(ask, sentAt)).toEqual(answered);
    expect(intents().length).toBe(1);
    expect((await pullInto(gateway)).payments()).toMatchObject([row]);
  });

  test.each([
    ['pm_card_chargeCustomerFail', false, /declined/],
    ['pm_card_chargeDeclinedInsufficientFunds', false, /insufficient funds/],
    ['pm_card_chargeDeclinedLostCard', true, /lost_card/],
    ['pm_card_chargeDeclinedExpiredCard', true, /expired/],
  ])('%s is declined, hard: %s; the intent is cancelled, so that nobody can pay it', async (like, hard, words) => {
    const { bank, ask, intents } = withCard(like);
    const { gateway } = await openAccount({ bank });
    const answered = await gateway.charge?.(ask);
    const row = { status: 'Cancelled', reason: 'declined', providerStatus: 'canceled', attempt: KEY };
    expect(answered).toMatchObject({ kind: 'declined', hard, detail: expect.stringMatching(words) });
    expect(answered?.facts.payments).toMatchObject([row]);
    expect(await gateway.charge?.(ask)).toEqual(answered);
    expect(await gateway.findCharge?.(ask, sentAt)).toMatchObject({
      kind: 'declined',
      hard,
      facts: { payments: [row] },
    });
    expect(intents()).toMatchObject([{ status: 'canceled' }]);
  });

  test('that is declined stays so when it cannot be cancelled at once', async () => {
    const { bank, ask } = withCard('pm_card_chargeCustomerFail');
    const { gateway, simulator } = await openAccount({ bank });
    simulator.setFaults(({ path }) => (path.startsWith(`${INTENTS}/`) ? { kind: 'status', status: 500 } : null));
    const row = { status: 'Cancelled', reason: 'declined', attempt: KEY };
    expect(await gateway.charge?.(ask)).toMatchObject({ kind: 'declined', facts: { payments: [row] } });
    simulator.setFaults(null);
    expect((await pullInto(gateway)).payments()).toMatchObject([row]);
    expect(await gateway.findCharge?.(ask, sentAt)).toMatchObject({
      kind: 'declined',
      facts: { payments: [{ ...row, providerStatus: 'canceled' }] },
    });
  });

  test('for which the bank wants the payer goes on with the same intent, at a page: one charge, not two', async () => {
    const { bank, ask, intents } = withCard('pm_card_authenticationRequired');
    const { gateway } = await openAccount({ bank });
    const answered = await gateway.charge?.(ask);
    const [payment] = answered?.facts.payments ?? [];
    expect(answered).toMatchObject({ kind: 'accepted', externalId: payment?.externalId });
    expect(payment).toMatchObject({ status: 'Pending', reason: 'waiting-customer', attempt: KEY });
    expect(payment?.link).toContain(`/3d_secure/${payment?.externalId}`);
    expect(await gateway.charge?.(ask)).toMatchObject({ kind: 'accepted', externalId: payment?.externalId });
    expect(await onPage(payment?.link ?? '', 'confirm')).toContain('confirmed');
    const paid = { kind: 'accepted', facts: { payments: [{ status: 'Completed', attempt: KEY, link: null }] } };
    expect(await gateway.charge?.(ask)).toMatchObject(paid);
    expect(await gateway.findCharge?.(ask, sentAt)).toMatchObject(paid);
    expect(intents().length).toBe(1);
    expect(bank.store.shelf('charge').size).toBe(2);
  });

  test('that the payer refuses at the bank’s page is declined: nobody is left to try again', async () => {
    const { bank, ask, intents } = withCard('pm_card_authenticationRequired');
    const { gateway } = await openAccount({ bank });
    const [payment] = (await gateway.charge?.(ask))?.facts.payments ?? [];
    await onPage(payment?.link ?? '', 'refuse');
    const row = { status: 'Cancelled', reason: 'declined', attempt: KEY };
    expect((await gateway.fetchPayment(payment?.externalId ?? '')).payments).toMatchObject([row]);
    expect(await gateway.findCharge?.(ask, sentAt)).toMatchObject({ kind: 'declined', facts: { payments: [row] } });
    expect(intents()).toMatchObject([{ status: 'canceled' }]);
  });

  test('whose asking for the payer ends without an answer is unknown, then found with its page', async () => {
    const { bank, ask, intents } = withCard('pm_card_authenticationRequired');
    const { gateway, simulator } = await openAccount({ bank, patience: quick });
    simulator.setFaults(({ path }) => (path.endsWith('/confirm') ? { kind: 'silence-after' } : null));
    await expect(gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    simulator.setFaults(null);
    expect(await gateway.findCharge?.(ask, sentAt)).toMatchObject({
      kind: 'accepted',
      facts: { payments: [{ status: 'Pending', reason: 'waiting-customer' }] },
    });
    expect(intents().length).toBe(1);
  });

  for (const [name, fault] of lost) {
    test(`that ends in ${name} each time is unknown, then found: charged once`, async () => {
      const { bank, ask, intents } = withCard();
      const { gateway, simulator } = await openAccount({ bank, faults: onNth(INTENTS, 1, fault), patience: quick });
      await expect(gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      const found = await gateway.findCharge?.(ask, sentAt);
      expect(found).toMatchObject({ kind: 'accepted', facts: { payments: [{ status: 'Completed' }] } });
      expect(intents().length).toBe(1);
      expect(bank.store.shelf('charge').size).toBe(1);
    });
  }

  test('whose answer is lost once is asked again under its key: charged once, and nobody notices', async () => {
    const { bank, ask, intents } = withCard();
    const faults = onNth(INTENTS, 1, { kind: 'reset', after: true }, 1);
    const { gateway } = await openAccount({ bank, faults });
    expect(await gateway.charge?.(ask)).toMatchObject({
      kind: 'accepted',
      facts: { payments: [{ status: 'Completed' }] },
    });
    expect(intents().length).toBe(1);
  });

  test('that cannot be is refused, or never left: nothing is charged, and there is no doubt', async () => {
    const { bank, ask, intents, customer, method } = withCard();
    const { gateway, simulator } = await openAccount({ bank });
    const nobody = { ...ask.payer, customer: null };
    await expect(gateway.charge?.({ ...ask, payer: nobody })).rejects.toMatchObject({ code: 'input-invalid' });
    await gateway.removeMethod?.(customer, method);
    await expect(gateway.charge?.(ask)).rejects.toMatchObject({ code: 'gateway-error', params: { status: 400 } });
    expect(await gateway.findCharge?.(ask, sentAt)).toBe(null);
    simulator.setFaults(() => ({ kind: 'rate-limited', reason: 'global-rate' }));
    await expect(gateway.charge?.(ask)).rejects.toMatchObject({ code: 'gateway-rate-limited' });
    const away = await openAccount({ bank });
    await away.simulator.close();
    await expect(away.gateway.charge?.(ask)).rejects.toMatchObject({ code: 'gateway-offline' });
    expect(intents()).toEqual([]);
  });
});

describe('a refund', () => {
  const withPayment = () => {
    const bank = emptyBank();
    const { intent } = paidIntent(bank, START - 3600);
    return { bank, intent, ask: refundAsk(intent, { currency: 'USD' }) };
  };

  test('under the same key is done once, and is tied to its attempt', async () => {
    const { bank, ask, intent } = withPayment();
    const { gateway } = await openAccount({ bank });
    const answered = await gateway.refund?.(ask);
    const row = { payment: intent, amount: 400, status: 'completed', reason: 'goodwill', attempt: KEY };
    expect(answered).toMatchObject({ kind: 'accepted', facts: { refunds: [row] } });
    expect(await gateway.refund?.(ask)).toEqual(answered);
    expect(await gateway.findRefund?.(ask, sentAt)).toEqual(answered);
    expect(bank.store.shelf('refund').size).toBe(1);
    expect([...(await pullInto(gateway)).rows.values()]).toContainEqual(expect.objectContaining(row));
  });

  test('of more than is left is refused with Stripe’s words; of a charge that stands alone it is done too', async () => {
    const { bank, ask } = withPayment();
    const { gateway } = await openAccount({ bank });
    await expect(gateway.refund?.({ ...ask, amount: minor(1001) })).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400, detail: expect.stringContaining('greater than') },
    });
    expect(bank.store.shelf('refund').size).toBe(0);
    const { charge } = paidIntent(bank, START - 60);
    expect(await gateway.refund?.({ ...ask, payment: charge })).toMatchObject({ kind: 'accepted' });
  });

  for (const [name, fault] of lost) {
    test(`that ends in ${name} each time is unknown, then found: done once`, async () => {
      const { bank, ask } = withPayment();
      const { gateway, simulator } = await openAccount({ bank, faults: onNth(REFUNDS, 1, fault), patience: quick });
      await expect(gateway.refund?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      expect(await gateway.findRefund?.(ask, sentAt)).toMatchObject({ kind: 'accepted' });
      expect(bank.store.shelf('refund').size).toBe(1);
    });
  }
});

test('saved methods are listed and removed; one that is gone already is removed too', async () => {
  const { bank, customer, method } = withCard('pm_card_mastercard');
  const { gateway } = await openAccount({ bank });
  expect(await gateway.listMethods?.(customer)).toEqual([
    {
      token: method,
      method: 'card',
      label: 'Visa ···· 4242',
      brand: 'Visa',
      last4: '4242',
      expires: '2034-12',
      status: 'confirmed',
      providerStatus: 'attached',
      createdAt: (START - 3600) * 1000,
      instrument: 'fpvisa4242',
    },
  ]);
  await gateway.removeMethod?.(customer, method);
  await gateway.removeMethod?.(customer, method);
  await gateway.removeMethod?.(customer, 'pm_gone');
  expect(await gateway.listMethods?.(customer)).toEqual([]);
});

test('the balance is what Stripe holds, one for each currency, and no request changes it', async () => {
  const bank = emptyBank();
  paidIntent(bank, START - 3 * 86_400, { amount: 10_000 });
  paidIntent(bank, START - 60, { amount: 5_000, currency: 'jpy' });
  const { gateway } = await openAccount({ bank });
  const held = [
    { currency: 'USD', available: 9_680, pending: 0 },
    { currency: 'JPY', available: 0, pending: 4_820 },
  ];
  expect(await gateway.balance?.()).toEqual(held);
  expect(await gateway.balance?.()).toEqual(held);
});
