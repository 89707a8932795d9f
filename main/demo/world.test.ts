/** The sample company is the same each time, has some of everything, and lives on with the clock. */
import { describe, expect, test } from 'vitest';
import { mapDispute } from '../gateways/stripe/map-aftermath';
import type { Store } from '../gateways/stripe/simulator/store';
import { DAY_MS } from '../kernel/time';
import { demoPurchases } from './purchases';
import { demoWorld } from './world';

const BASE = Date.UTC(2026, 2, 14, 9, 30);
const MINUTE = 60_000;

function worldAt(seed: number, nowMs: number): Store {
  const world = demoWorld(seed, BASE);
  world.catchUp(nowMs);
  return world.store;
}

function textOf(store: Store): string {
  const kinds = [
    'customer',
    'payment_intent',
    'charge',
    'refund',
    'dispute',
    'payout',
    'balance_transaction',
    'event',
  ] as const;
  return kinds.map((kind) => JSON.stringify([...store.shelf(kind).oldestFirst()])).join('\n');
}

function countOf<T>(items: Iterable<T>, key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe('the sample company', () => {
  test('is a pure function of seed, base and now, however it came there', () => {
    const steps = demoWorld(7, BASE);
    for (let at = BASE - 400 * DAY_MS; at < BASE + 60 * MINUTE; at += 86_399_000) steps.catchUp(at);
    steps.catchUp(BASE + 60 * MINUTE);
    expect(textOf(steps.store)).toBe(textOf(worldAt(7, BASE + 60 * MINUTE)));
    expect(textOf(worldAt(8, BASE))).not.toBe(textOf(worldAt(7, BASE)));
  });

  test('has the same past when it is started again later', () => {
    const before = worldAt(7, BASE);
    const later = worldAt(7, BASE + 30 * DAY_MS);
    for (const { id } of before.shelf('payment_intent').oldestFirst())
      expect(later.get('payment_intent', id)).toBeDefined();
    for (const payout of before.shelf('payout').oldestFirst())
      expect(later.get('payout', payout.id)?.amount).toBe(payout.amount);
  });

  test('has twelve months of about 1,300 payments of 114 customers at Stripe, and some of everything', () => {
    const started = performance.now();
    const store = worldAt(1, BASE);
    expect(performance.now() - started).toBeLessThan(3000);
    const intents = [...store.shelf('payment_intent').oldestFirst()];
    expect(store.shelf('customer').size).toBe(114);
    expect(intents.length).toBeGreaterThan(1_250);
    expect(intents.length).toBeLessThan(1_400);
    const statuses = countOf(intents, (intent) => intent.status);
    expect(Object.keys(statuses).sort()).toEqual([
      'canceled',
      'processing',
      'requires_action',
      'requires_payment_method',
      'succeeded',
    ]);
    expect(statuses.succeeded).toBeGreaterThan(1_150);
    expect(Object.keys(countOf(intents, (intent) => intent.currency)).sort()).toEqual([
      'eur',
      'gbp',
      'jpy',
      'kwd',
      'usd',
    ]);
    expect(Object.keys(countOf(store.shelf('dispute').oldestFirst(), (dispute) => dispute.status)).sort()).toEqual([
      'lost',
      'needs_response',
      'under_review',
      'won',
    ]);
    const toAnswer = [...store.shelf('dispute').oldestFirst()].flatMap(
      (dispute) => mapDispute(dispute).row?.dueAt ?? [],
    );
    expect(toAnswer.filter((dueAt) => dueAt > BASE + 3 * DAY_MS).length).toBeGreaterThanOrEqual(2);
    expect(toAnswer.filter((dueAt) => dueAt < BASE).length).toBeLessThanOrEqual(1);
    const refunds = [...store.shelf('charge').oldestFirst()].filter((charge) => charge.amount_refunded > 0);
    expect(refunds.some((charge) => charge.refunded)).toBe(true);
    expect(refunds.some((charge) => !charge.refunded)).toBe(true);
    expect(Object.keys(countOf(store.shelf('payout').oldestFirst(), (payout) => payout.currency)).sort()).toEqual([
      'eur',
      'gbp',
      'jpy',
      'usd',
    ]);
    expect([...store.shelf('charge').oldestFirst()].some((charge) => charge.payment_intent === null)).toBe(true);
    expect(intents.some((intent) => intent.customer === null)).toBe(true);
    expect(intents.every((intent) => intent.currency !== 'kwd' || intent.amount % 10 === 0)).toBe(true);
  });

  test('each payout is the sum of what is in it', () => {
    const store = worldAt(1, BASE);
    const payouts = [...store.shelf('payout').oldestFirst()];
    expect(payouts.length).toBeGreaterThan(150);
    for (const payout of payouts) {
      const movements = (store.contents.get(payout.id) ?? []).map((id) => store.get('balance_transaction', id));
      const net = movements.reduce(
        (sum, movement) => sum + (movement && movement.type !== 'payout' ? movement.net : 0),
        0,
      );
      expect(net, payout.id).toBe(payout.amount);
    }
  });

  test('fresh payments end within three minutes, and new ones come every ten', () => {
    const world = demoWorld(1, BASE);
    const pending = () =>
      [...world.store.shelf('payment_intent').oldestFirst()].filter(
        (intent) => intent.status.startsWith('requires_') || intent.status === 'processing',
      );
    world.catchUp(BASE);
    const fresh = pending().filter((intent) => intent.created * 1000 > BASE - 5 * MINUTE);
    expect(fresh.length).toBe(8);
    world.catchUp(BASE + 20_000);
    expect(pending().filter((intent) => fresh.some((one) => one.id === intent.id)).length).toBe(8);
    world.catchUp(BASE + 3 * MINUTE);
    expect(pending().filter((intent) => fresh.some((one) => one.id === intent.id)).length).toBe(0);
    const before = world.store.shelf('payment_intent').size;
    world.catchUp(BASE + 123 * MINUTE);
    expect(world.store.shelf('payment_intent').size - before).toBe(12);
  });

  test('most customers hold credit after their purchases, and a few owe', () => {
    const store = worldAt(1, BASE);
    const balances = new Map<string, number>();
    const add = (customer: string, amount: number) => balances.set(customer, (balances.get(customer) ?? 0) + amount);
    for (const charge of store.shelf('charge').oldestFirst()) {
      if (charge.paid && typeof charge.customer === 'string')
        add(charge.customer, charge.amount - charge.amount_refunded);
    }
    const purchases = demoPurchases(1, BASE);
    expect(purchases.length).toBeGreaterThan(1_000);
    for (const purchase of purchases.filter((one) => store.get('customer', one.customer))) {
      expect(purchase.amount).toBeGreaterThan(0);
      expect(purchase.occurredAt).toBeLessThan(BASE);
      expect(store.get('customer', purchase.customer)?.currency).toBe(purchase.currency.toLowerCase());
      add(purchase.customer, -purchase.amount);
    }
    const owing = [...balances.values()].filter((balance) => balance < 0).length;
    expect(owing).toBeGreaterThan(3);
    expect(owing).toBeLessThan(45);
    expect(demoPurchases(1, BASE)).toEqual(purchases);
  });
});
