/** Answers of PayPal that never come: what was asked is looked up by its key, and money is taken at most once. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import type { Fault, Faults } from '../../main/gateways/fault';
import { refund as giveBack, makePayment } from '../../main/gateways/paypal/simulator/aftermath';
import { chargeAsk, opened, pageAsk, press, refundAsk, START_MS } from './paypal-driver';

const HOUR = 3_600_000;
const KEY = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';
const OTHER = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1b';

const lasting: readonly [string, Fault, boolean][] = [
  ['accepted, then silence', { kind: 'silence-after' }, true],
  ['accepted, then the connection breaks', { kind: 'reset', after: true }, true],
  ['accepted, then a 500', { kind: 'broken-after' }, true],
  ['accepted, and the answer cut off', { kind: 'truncated', keep: 30, framed: false }, true],
  ['never taken, and silence', { kind: 'silence' }, false],
  ['never taken, and the connection breaks', { kind: 'reset', after: false }, false],
  ['a 503 before anything', { kind: 'status', status: 503 }, false],
];

const on = (path: RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): Faults => {
  let left = times;
  return (request) => (path.test(request.path) && request.method === 'POST' && left-- > 0 ? fault : null);
};

describe('an answer that never comes', () => {
  for (const [name, fault, happened] of lasting) {
    const patience = fault.kind.startsWith('silence') ? { timeoutMs: 400 } : {};

    test(`to a charge: ${name}: unknown, then looked up, charged ${happened ? 'once' : 'never'}`, async () => {
      const { asks, bank, captures, simulator } = await opened({ patience });
      const token = bank.saveMethod(bank.makeCustomer());
      const ask = chargeAsk(KEY, token.id);
      simulator.setFaults(on(/\/capture$/, fault));
      await expect(asks.charge(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      const found = await asks.findCharge(ask, START_MS);
      expect(found?.kind ?? null).toBe(happened ? 'accepted' : null);
      expect(captures().length).toBe(happened ? 1 : 0);
      if (found) expect(found.facts.payments).toMatchObject([{ attempt: KEY }]);
      // Asked once more under its key: still one.
      expect((await asks.charge(ask)).kind).toBe('accepted');
      expect(captures().length).toBe(1);
    });

    test(`to a refund: ${name}`, async () => {
      const { asks, bank, simulator } = await opened({ patience });
      const made = makePayment(bank, START_MS - HOUR, { amount: 2000 });
      giveBack(bank, START_MS - HOUR, made.id, { amount: 100 });
      simulator.setFaults(on(/\/refund$/, fault));
      await expect(asks.refund(refundAsk(KEY, made.id))).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      const found = await asks.findRefund(refundAsk(KEY, made.id), START_MS);
      expect(found?.kind ?? null).toBe(happened ? 'accepted' : null);
      expect(made.refunds.length).toBe(happened ? 2 : 1);
    });
  }

  test('to the capture of an approved page: the next check tells, and it is taken once', async () => {
    for (const [, fault] of lasting.filter(([, each]) => !each.kind.startsWith('silence'))) {
      const { asks, captures, simulator } = await opened();
      const { page, link } = await asks.openPage(pageAsk(KEY));
      await press(link, 'approve');
      simulator.setFaults(on(/\/capture$/, fault));
      await expect(asks.checkPage(page, KEY)).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      expect((await asks.checkPage(page, KEY)).state).toBe('finished');
      expect(captures().length).toBe(1);
    }
  });

  test('to a capture whose order PayPal has dropped since: its payment is found, and the page did not expire', async () => {
    const { asks, bank, captures, simulator, clock } = await opened();
    // As our keys are: the first half is the time at which they were made.
    const made = START_MS.toString(16).padStart(12, '0');
    const key = `${made.slice(0, 8)}-${made.slice(8)}-7d4e-8f5a-6b7c8d9e0f1a`;
    const { page, link } = await asks.openPage(pageAsk(key));
    await press(link, 'approve');
    simulator.setFaults(on(/\/capture$/, { kind: 'reset', after: true }));
    await expect(asks.checkPage(page, key)).rejects.toBeInstanceOf(OutcomeUnknown);
    simulator.setFaults(null);
    clock.now += 40 * 24 * HOUR;
    bank.orders.delete(page);
    expect(await asks.checkPage(page, key)).toMatchObject({
      state: 'finished',
      facts: { payments: [{ externalId: captures()[0]?.id, status: 'Completed', attempt: key }] },
    });
    expect((await asks.closePage(page, key)).state).toBe('finished');
    expect(captures().length).toBe(1);
  });

  test('to the opening of a page: found under its key, one page', async () => {
    const { asks, bank, simulator } = await opened();
    simulator.setFaults(on(/\/orders$/, { kind: 'reset', after: true }));
    await expect(asks.openPage(pageAsk(KEY))).rejects.toBeInstanceOf(OutcomeUnknown);
    simulator.setFaults(null);
    expect((await asks.findPage(pageAsk(KEY), START_MS))?.page).toBe([...bank.orders.keys()][0]);
    expect(bank.orders.size).toBe(1);
    expect(await asks.findPage(pageAsk(KEY), START_MS - 6 * HOUR)).toBeNull();
  });

  test('once: asked again under the same key by itself, and nobody sees it', async () => {
    for (const fault of [{ kind: 'reset', after: true }, { kind: 'broken-after' }] satisfies Fault[]) {
      const { asks, bank, captures, simulator } = await opened();
      const token = bank.saveMethod(bank.makeCustomer());
      simulator.setFaults(on(/\/capture$/, fault, 1));
      expect((await asks.charge(chargeAsk(KEY, token.id))).kind).toBe('accepted');
      expect(captures().length).toBe(1);
    }
  });

  test('after PayPal has forgotten the key, the row of the search is found, late as it may be', async () => {
    const { asks, bank, captures, simulator, clock } = await opened({ lagMs: 2 * HOUR });
    const token = bank.saveMethod(bank.makeCustomer());
    const ask = chargeAsk(KEY, token.id);
    const made = makePayment(bank, START_MS - 48 * HOUR, { amount: 2000 });
    simulator.setFaults(on(/\/(capture|refund)$/, { kind: 'reset', after: true }));
    await expect(asks.charge(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    await expect(asks.refund(refundAsk(OTHER, made.id))).rejects.toBeInstanceOf(OutcomeUnknown);
    simulator.setFaults(null);
    clock.now += 26 * HOUR;
    expect(await asks.findCharge(ask, START_MS)).toMatchObject({
      kind: 'accepted',
      externalId: captures().at(-1)?.id,
    });
    bank.orders.delete(made.order);
    expect(await asks.findRefund(refundAsk(OTHER, made.id), START_MS)).toMatchObject({
      kind: 'accepted',
      facts: { refunds: [{ payment: made.id, amount: 500 }] },
    });
    expect(await asks.findCharge(chargeAsk(KEY.replace('1a', '1e'), token.id), START_MS)).toBeNull();
    expect(captures().length).toBe(2);
  });

  test('within the time for which keys are honoured, which is shorter than PayPal keeps them', async () => {
    const { gateway } = await opened();
    expect(gateway.keyHonouredMs).toBeLessThan(6 * HOUR);
  });

  test('an earlier try that is still at work is doubt, not a refusal', async () => {
    const { asks, bank, simulator } = await opened();
    const made = makePayment(bank, START_MS - HOUR, { amount: 2000 });
    const issue = 'PREVIOUS_REQUEST_IN_PROGRESS';
    const body = JSON.stringify({ name: 'UNPROCESSABLE_ENTITY', details: [{ issue, description: 'Wait.' }] });
    simulator.setFaults(on(/\/refund$/, { kind: 'status', status: 422, body }));
    await expect(asks.refund(refundAsk(KEY, made.id))).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});
