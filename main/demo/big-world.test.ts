/** The large company adds up like the small one, and is made faster than anything can store it. */
import { expect, test } from 'vitest';
import type { Settlement } from '../gateways/pulled';
import { type BigPage, bigWorld } from './big-world';

const options = { seed: 3, baseMs: Date.UTC(2026, 2, 14), payments: 20_000 };

test('the same options give the same facts, each with an id of its own', () => {
  const pages = [...bigWorld(options)];
  expect([...bigWorld(options)]).toEqual(pages);
  const ids = (kind: keyof BigPage) => pages.flatMap((page) => page[kind].map((row) => row.externalId));
  for (const kind of ['customers', 'payments', 'refunds', 'disputes', 'payouts'] as const) {
    expect(ids(kind).length).toBeGreaterThan(0);
    expect(new Set(ids(kind)).size).toBe(ids(kind).length);
  }
  expect(ids('payments').length).toBe(20_000);
  expect(pages[0]?.payments.length).toBe(1_000);
});

test('payments come in the order of their time and end before the base', () => {
  let lastAt = 0;
  for (const page of bigWorld(options)) {
    for (const payment of page.payments) {
      expect(payment.createdAt).toBeGreaterThanOrEqual(lastAt - 1_000);
      expect(payment.createdAt).toBeLessThan(options.baseMs);
      lastAt = payment.createdAt;
    }
  }
});

test('each payout is the sum of the settlements in it', () => {
  const movements = new Map<string, Settlement>();
  for (const page of bigWorld(options)) {
    const found = [
      ...page.payments.map((row) => row.settlement),
      ...page.refunds.map((row) => row.settlement),
      ...page.disputes.map((row) => row.withdrawal),
    ];
    for (const movement of found) if (movement) movements.set(movement.externalId, movement);
    for (const payout of page.payouts) {
      const parts = payout.settlements.map((id) => movements.get(id));
      expect(parts.every((part) => part?.currency === payout.currency)).toBe(true);
      expect(parts.reduce((sum, part) => sum + (part?.net ?? 0), 0)).toBe(payout.amount);
    }
  }
});
