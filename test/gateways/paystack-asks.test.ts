/** Charges and refunds asked of Paystack, and saved methods. Whatever the network does, money is asked for once. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { minor } from '../../main/kernel/money';
import {
  chargeAsk,
  KEY,
  lostAnswers,
  lostRequests,
  openPaystack,
  type PaystackAccount,
  payment,
  press,
  refundAsk,
  START_MS,
  written,
} from '../support/paystack';
import { onNth } from '../support/simulator-faults';

const ADA = 'ada@customer.example';
const CHARGE = '/transaction/charge_authorization';
const quick = { patience: { timeoutMs: 300 } };

function paidWith({ bank }: PaystackAccount): number {
  return bank.store.transactions.all().filter((one) => one.status === 'success').length;
}

describe('the charge of a saved method', () => {
  const charged = async (behaviour: 'succeed' | 'decline' | 'stolen' | 'challenge' | 'process') => {
    const account = await openPaystack();
    const { code } = account.bank.makeAuthorization(ADA, behaviour);
    return { account, answer: await account.gateway.charge?.(chargeAsk(code)) };
  };

  test('paid: accepted, with the whole payment', async () => {
    const { answer, account } = await charged('succeed');
    const [made] = account.bank.store.transactions.all();
    expect(answer).toMatchObject({ kind: 'accepted', externalId: String(made?.id) });
    expect(answer?.facts.payments).toMatchObject([
      { status: 'Completed', attempt: KEY, description: 'Account top-up', completedAt: START_MS },
    ]);
  });

  test.each([
    ['decline', 'Insufficient Funds', false],
    ['stolen', 'Stolen Card', true],
  ] as const)('%s: Paystack answers 200, and it is declined all the same', async (behaviour, detail, hard) => {
    const { answer } = await charged(behaviour);
    expect(answer).toMatchObject({
      ...{ kind: 'declined', detail, hard },
      facts: { payments: [{ status: 'Cancelled', reason: 'declined', attempt: KEY, detail }] },
    });
  });

  test('asked to confirm: Pending, waiting for the customer, with the link; then paid', async () => {
    const { answer, account } = await charged('challenge');
    const [waiting] = answer?.facts.payments ?? [];
    expect(answer?.kind).toBe('accepted');
    expect(waiting).toMatchObject({ status: 'Pending', reason: 'waiting-customer', attempt: KEY });
    expect(await (await fetch(waiting?.link ?? '')).text()).toContain('3-D Secure');
    await press(waiting?.link ?? '', 'confirm');
    const facts = await account.gateway.fetchPayment(waiting?.externalId ?? '');
    expect(facts.payments).toMatchObject([{ status: 'Completed', link: null }]);
  });

  test('under way: Pending, and found again', async () => {
    const { answer, account } = await charged('process');
    expect(answer).toMatchObject({ kind: 'accepted', facts: { payments: [{ reason: 'waiting-gateway' }] } });
    const found = await account.gateway.findCharge?.(chargeAsk('x'), START_MS);
    expect(found).toMatchObject({ kind: 'accepted', externalId: answer?.kind === 'accepted' && answer.externalId });
  });

  test.each(lostAnswers)('%s after it was done: unknown, found, and there is one charge', async (_name, fault) => {
    const account = await openPaystack({ ...quick, faults: onNth(CHARGE, 1, fault, 1) });
    const ask = chargeAsk(account.bank.makeAuthorization(ADA).code);
    await expect(account.gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await account.gateway.findCharge?.(ask, START_MS)).toMatchObject({ kind: 'accepted' });
    // Sent once more by mistake, it is still the one charge.
    expect(await account.gateway.charge?.(ask)).toMatchObject({ kind: 'accepted' });
    expect([paidWith(account), written(account, CHARGE)]).toEqual([1, 2]);
  });

  test.each(lostRequests)(
    '%s in the place of an answer: unknown, not found, and nothing was charged',
    async (_n, fault) => {
      const account = await openPaystack({ ...quick, faults: onNth(CHARGE, 1, fault, 1) });
      const ask = chargeAsk(account.bank.makeAuthorization(ADA).code);
      await expect(account.gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await account.gateway.findCharge?.(ask, START_MS)).toBeNull();
      expect([paidWith(account), written(account, CHARGE)]).toEqual([0, 1]);
    },
  );

  test('a decline of which the answer was lost is found as declined', async () => {
    const account = await openPaystack({ ...quick, faults: onNth(CHARGE, 1, { kind: 'silence-after' }, 1) });
    const ask = chargeAsk(account.bank.makeAuthorization(ADA, 'stolen').code);
    await expect(account.gateway.charge?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await account.gateway.findCharge?.(ask, START_MS)).toMatchObject({ kind: 'declined', hard: true });
  });

  test('a rate limit, a refused key, a method of somebody else: certainly nothing was done', async () => {
    const limited = await openPaystack({ faults: onNth(CHARGE, 1, { kind: 'rate-limited', reason: 'x' }) });
    const { code } = limited.bank.makeAuthorization(ADA);
    await expect(limited.gateway.charge?.(chargeAsk(code))).rejects.toMatchObject({ code: 'gateway-rate-limited' });
    const other = await openPaystack();
    const { code: theirs } = other.bank.makeAuthorization('bob@customer.example');
    await expect(other.gateway.charge?.(chargeAsk(theirs))).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400 },
    });
    other.simulator.revokeKey();
    await expect(other.gateway.charge?.(chargeAsk(theirs))).rejects.toMatchObject({ code: 'key-refused' });
    expect([paidWith(limited), paidWith(other)]).toEqual([0, 0]);
  });

  test('goes by the e-mail under which Paystack knows the customer; not reaching it there is no doubt about money', async () => {
    const account = await openPaystack({ ...quick });
    const { bank, gateway } = account;
    const { code } = bank.makeAuthorization(ADA);
    const customer = bank.store.customer(ADA)?.code ?? '';
    const payer = { customer, name: 'Ada', email: 'changed@customer.example', phone: null };
    account.simulator.setFaults(onNth(`/customer/${customer}`, 1, { kind: 'silence' }));
    await expect(gateway.charge?.(chargeAsk(code, { payer }))).rejects.toMatchObject({ code: 'gateway-offline' });
    account.simulator.setFaults(null);
    expect(await gateway.charge?.(chargeAsk(code, { payer }))).toMatchObject({ kind: 'accepted' });
  });

  test('stands also where the look-up behind it fails', async () => {
    const account = await openPaystack({
      faults: onNth(`/transaction/verify/${KEY}`, 1, { kind: 'status', status: 500 }),
    });
    const { code } = account.bank.makeAuthorization(ADA);
    const answer = await account.gateway.charge?.(chargeAsk(code));
    expect(answer).toMatchObject({ kind: 'accepted', facts: { payments: [{ status: 'Completed', amount: 5000 }] } });
    const { code: asks } = account.bank.makeAuthorization(ADA, 'challenge');
    const again = chargeAsk(asks, { key: KEY.replace('0190', '0191') });
    account.simulator.setFaults(onNth(`/transaction/verify/${again.key}`, 1, { kind: 'status', status: 500 }));
    // Without the look-up nothing says what was made.
    await expect(account.gateway.charge?.(again)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('the refund', () => {
  test('is accepted, carries our key where only the merchant reads it, and comes by the pull', async () => {
    const { gateway, bank } = await openPaystack();
    const { id } = payment(bank, START_MS - 1000);
    const answer = await gateway.refund?.(refundAsk(id, { reason: 'Wrong order' }));
    const [made] = bank.store.refunds.all();
    expect(answer).toMatchObject({ kind: 'accepted', externalId: String(made?.id) });
    expect(answer?.facts.refunds).toMatchObject([
      { payment: String(id), amount: 2000, status: 'pending', reason: 'Wrong order', attempt: KEY },
    ]);
    const facts = await gateway.fetchPayment(String(id));
    expect(facts.refunds).toEqual(answer?.facts.refunds);
  });

  test.each(lostAnswers)('%s after it was done: unknown, found, and there is one refund', async (_name, fault) => {
    const account = await openPaystack({ ...quick });
    const { gateway, bank, simulator } = account;
    const { id } = payment(bank, START_MS - 1000);
    bank.refund(id, START_MS - 500, 100);
    simulator.setFaults((request) => (request.method === 'POST' ? fault : null));
    await expect(gateway.refund?.(refundAsk(id))).rejects.toBeInstanceOf(OutcomeUnknown);
    const found = await gateway.findRefund?.(refundAsk(id), START_MS);
    expect(found).toMatchObject({ kind: 'accepted', facts: { refunds: [{ amount: 2000, attempt: KEY }] } });
    // Sent once more by mistake, it is found before anything is sent.
    expect(await gateway.refund?.(refundAsk(id))).toEqual(found);
    expect([bank.store.refunds.size, written(account, '/refund')]).toEqual([2, 1]);
    expect(await gateway.findRefund?.(refundAsk(id, { key: KEY.replace('0190', '0191') }), START_MS)).toBeNull();
  });

  test('of more than is left, or of what was never paid: refused', async () => {
    const { gateway, bank } = await openPaystack();
    const { id } = payment(bank, START_MS);
    const failed = payment(bank, START_MS, { status: 'failed' });
    for (const ask of [refundAsk(id, { amount: minor(5001) }), refundAsk(failed.id), refundAsk('77')]) {
      await expect(gateway.refund?.(ask)).rejects.toMatchObject({ code: 'gateway-error' });
    }
    expect(bank.store.refunds.size).toBe(0);
  });
});

test('saved methods: listed with nothing of the card but its end, and removed once', async () => {
  const { gateway, bank } = await openPaystack();
  const { code } = bank.makeAuthorization(ADA);
  const customer = bank.store.customer(ADA)?.code ?? '';
  const listed = await gateway.listMethods?.(customer);
  expect(listed).toMatchObject([{ token: code, last4: '4081', expires: '2034-12', brand: 'Visa' }]);
  expect(JSON.stringify(listed)).not.toContain('408408');
  await gateway.removeMethod?.(customer, code);
  await gateway.removeMethod?.(customer, code);
  expect(await gateway.listMethods?.(customer)).toEqual([]);
});

test('the balance, currency by currency', async () => {
  const { gateway, bank } = await openPaystack();
  const { id } = payment(bank, START_MS, { amount: 10_000 });
  bank.refund(id, START_MS, 1000, '', 'processed');
  payment(bank, START_MS, { amount: 1_500_000, currency: 'XOF' });
  expect(await gateway.balance?.()).toEqual([
    { currency: 'NGN', available: 10_000 - 150 - 1000, pending: 0 },
    { currency: 'XOF', available: 15_000 - 293, pending: 0 },
  ]);
});
