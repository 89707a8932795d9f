/** Paystack's page: opened for one attempt, and for no other. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { minor } from '../../main/kernel/money';
import {
  KEY,
  lostAnswers,
  lostRequests,
  openPaystack,
  pageAsk,
  payment,
  press,
  START_MS,
  written,
} from '../support/paystack';
import { onNth, tamper } from '../support/simulator-faults';

const ADA = 'ada@customer.example';
const INITIALIZE = '/transaction/initialize';
const quick = { patience: { timeoutMs: 300 } };

describe('the page', () => {
  test('is opened for one attempt, paid, and tells so', async () => {
    const { gateway, bank, clock } = await openPaystack();
    const opened = await gateway.openPage?.(pageAsk({ saveMethod: true }));
    expect(opened).toMatchObject({ page: KEY, expiresAt: START_MS + 3 * 86_400_000 });
    const first = await gateway.checkPage?.(KEY, KEY);
    expect(first).toMatchObject({ state: 'open', facts: { payments: [{ status: 'Pending', attempt: KEY }] } });
    clock.now += 60_000;
    expect(await press(opened?.link ?? '', 'succeed')).toContain('Payment successful');
    const done = await gateway.checkPage?.(KEY, KEY);
    expect(done?.state).toBe('finished');
    expect(done?.facts.payments).toMatchObject([
      {
        ...{ status: 'Completed', amount: 5000, currency: 'NGN', attempt: KEY, purpose: 'top-up' },
        ...{ description: 'Account top-up', completedAt: START_MS + 60_000, settlement: { fee: 75, net: 4925 } },
      },
    ]);
    const customer = bank.store.customer(ADA)?.code ?? '';
    expect(await gateway.listMethods?.(customer)).toMatchObject([{ label: 'Visa ···· 4081', status: 'confirmed' }]);
  });

  test('can be left, declined, confirmed at the bank, and paid after all', async () => {
    const { gateway } = await openPaystack();
    const link = (await gateway.openPage?.(pageAsk()))?.link ?? '';
    const state = async () => (await gateway.checkPage?.(KEY, KEY))?.state;
    expect(await press(link, 'abandon')).toContain('Nothing was paid');
    expect(await state()).toBe('open');
    expect(await press(link, 'decline')).toContain('declined');
    expect(await state()).toBe('cancelled');
    expect(await press(link, 'challenge')).toContain('3-D Secure');
    expect(await state()).toBe('open');
    expect(await press(link, 'confirm')).toContain('https://northgate.example/paid');
    expect(await state()).toBe('finished');
    // Paid is paid: no button takes it back.
    expect(await press(link, 'decline')).toContain('Payment successful');
    expect(await state()).toBe('finished');
  });

  test('is no longer waited for after three days, and counts when it is paid later', async () => {
    const { gateway, clock } = await openPaystack();
    const opened = await gateway.openPage?.(pageAsk());
    clock.now += 3 * 86_400_000 + 2000;
    expect(await gateway.checkPage?.(KEY, KEY)).toMatchObject({
      state: 'expired',
      facts: { payments: [{ status: 'Cancelled', reason: 'expired' }] },
    });
    await press(opened?.link ?? '', 'succeed');
    expect((await gateway.checkPage?.(KEY, KEY))?.state).toBe('finished');
  });

  test.each(lostAnswers)(
    '%s after it was opened: unknown; nobody can reach it, so there is none',
    async (_name, fault) => {
      const account = await openPaystack({ ...quick, faults: onNth(INITIALIZE, 1, fault, 1) });
      await expect(account.gateway.openPage?.(pageAsk())).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await account.gateway.findPage?.(pageAsk(), START_MS)).toBeNull();
      expect([account.bank.store.transactions.size, written(account, INITIALIZE)]).toEqual([1, 1]);
    },
  );

  test.each(lostRequests)('%s in the place of an answer, and there is no page', async (_name, fault) => {
    const account = await openPaystack({ ...quick, faults: onNth(INITIALIZE, 1, fault, 1) });
    await expect(account.gateway.openPage?.(pageAsk())).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await account.gateway.findPage?.(pageAsk(), START_MS)).toBeNull();
    expect(account.bank.store.transactions.size).toBe(0);
  });

  test('that somebody has been on is not opened again', async () => {
    const { gateway, bank, requests } = await openPaystack();
    payment(bank, START_MS, { reference: KEY });
    expect(await gateway.findPage?.(pageAsk(), START_MS)).toMatchObject({ page: KEY });
    expect(requests.every((request) => request.method === 'GET')).toBe(true);
    expect((await gateway.checkPage?.(KEY, KEY))?.state).toBe('finished');
  });

  test('of a reference that is taken, in a currency or sum that cannot be: refused, and nothing is made', async () => {
    const { gateway, bank } = await openPaystack();
    payment(bank, START_MS, { reference: KEY, status: 'failed' });
    await expect(gateway.openPage?.(pageAsk())).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400, detail: 'Duplicate Transaction Reference' },
    });
    const yen = pageAsk({ currency: 'JPY', key: KEY.replace('0190', '0191') });
    await expect(gateway.openPage?.(yen)).rejects.toMatchObject({ code: 'input-invalid' });
    const nobody = { customer: null, name: 'Ada', email: null, phone: null };
    await expect(gateway.openPage?.(pageAsk({ payer: nobody }))).rejects.toMatchObject({ code: 'payer-email-needed' });
    expect(bank.store.transactions.size).toBe(1);
  });

  test('of whole francs asks for hundredths of them', async () => {
    const { gateway, bank } = await openPaystack();
    await gateway.openPage?.(pageAsk({ currency: 'XOF', amount: minor(15_000) }));
    expect(bank.store.transactions.all()[0]).toMatchObject({ amount: 1_500_000, currency: 'XOF' });
    expect((await gateway.checkPage?.(KEY, KEY))?.facts.payments[0]).toMatchObject({ amount: 15_000, currency: 'XOF' });
  });

  test('leads only to Paystack or to the simulator', async () => {
    for (const url of [
      'javascript:alert(1)',
      'http://evil.example/',
      'file:///etc/passwd',
      'https://u:p@evil.example/',
    ]) {
      const faults = onNth(INITIALIZE, 1, tamper('data.authorization_url', url), 1);
      const { gateway } = await openPaystack({ faults });
      await expect(gateway.openPage?.(pageAsk()), url).rejects.toBeInstanceOf(OutcomeUnknown);
    }
  });
});
