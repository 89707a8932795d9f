/** The demo company: a made-up account at a simulated gateway, synced as a real one would be; its purchases are recorded here. */
import { createHash } from 'node:crypto';
import type { Topic } from '../contract';
import { one } from '../db/sql';
import { demoPurchases } from '../demo/purchases';
import { demoWorld } from '../demo/world';
import type { PurchaseRecorded } from '../features/payments/events';
import { takeFromCredit } from '../features/payments/split';
import type { RunningSync } from '../features/sync/syncing';
import { stripe } from '../gateways/stripe/index';
import { startStripeSimulator } from '../gateways/stripe/simulator';
import { type Book, record } from '../journal/record';
import { type Id, idFromBytes } from '../kernel/id';

export const DEMO_NAME = 'Northgate Hosting';
const DEMO_KEY = 'sk_test_demoNorthgateHosting0001';

export interface DemoOptions {
  book: Book;
  healthy: Promise<void>;
  syncing: RunningSync;
  /** UTC milliseconds: the company's history ends here, its future goes on with the clock. */
  createdAt: number;
  operator: string;
  changed(topics: readonly Topic[]): void;
}

/** Starts the simulated gateway and connects the book to it. Gives the function that stops it. */
export async function startDemo(options: DemoOptions): Promise<() => Promise<void>> {
  const { book, syncing, createdAt } = options;
  const seed = Number(one<{ value: string }>(book.db, "SELECT value FROM setting WHERE key = 'demo-seed'")?.value ?? 1);
  const now = () => book.clock.now();
  const world = demoWorld(seed, createdAt);
  const simulator = await startStripeSimulator({ bank: world.bank, key: DEMO_KEY, now, catchUp: world.catchUp });
  const gateway = stripe.connect({ credentials: { key: DEMO_KEY }, baseUrl: simulator.url, now });
  const identity = await gateway.identify();
  syncing.take(stripe.provider, 'sandbox', identity.account, gateway);
  void syncing
    .now(stripe.provider)
    .result.then(() => options.healthy)
    .then(() => recordPurchases(options, seed))
    // The window shows the sync's own failure; the next start records what is missing.
    .catch(() => {});
  return () => simulator.close();
}

/** Once, however often the demo is opened: the request's id is made from the book's. */
function recordPurchases({ book, createdAt, operator, changed }: DemoOptions, seed: number): void {
  const digest = createHash('sha256').update(`purchases of ${book.replica}`).digest().subarray(0, 16);
  const purchases = demoPurchases(seed, createdAt);
  const act = { request: idFromBytes(digest), operator, source: 'demo', input: { seed, createdAt } };
  const recorded = record(book, act, function* (facts) {
    for (const purchase of purchases) {
      const customer = customerOf(book, purchase.customer);
      if (!customer) continue;
      const payload: PurchaseRecorded = {
        customer,
        amount: purchase.amount,
        currency: purchase.currency,
        product: purchase.product,
        description: purchase.description,
        reference: purchase.reference,
        ...(purchase.purpose ? { purpose: purchase.purpose } : {}),
        ...takeFromCredit(facts.balance, customer, purchase.amount, purchase.currency),
      };
      yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt: purchase.occurredAt, payload };
    }
  });
  if (!recorded.repeated) changed(['payments', 'customers', 'book']);
}

function customerOf(book: Book, externalId: string): Id | null {
  const row = one<{ uuid: Buffer }>(
    book.db,
    'SELECT c.uuid FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.gateway = ? AND l.external_id = ?',
    stripe.provider,
    externalId,
  );
  return row ? idFromBytes(row.uuid) : null;
}
