/** The demo company: a made-up account at a simulated gateway, synced as a real one would be; its purchases are recorded here. */
import { createHash } from 'node:crypto';
import type { Topic } from '../contract';
import { one } from '../db/sql';
import { type Company, startCompany } from '../demo/company';
import type { PurchaseRecorded } from '../features/payments/events';
import type { SyncRunner } from '../features/sync/syncing';
import { type Book, record } from '../journal/record';
import { type Id, idFromBytes } from '../kernel/id';
import { takeFromCredit } from '../ledger/split';

export const DEMO_NAME = 'Northgate Hosting';
const SEED = 1;

export interface DemoOptions {
  book: Book;
  healthy: Promise<void>;
  syncing: SyncRunner;
  /** UTC milliseconds: the company's history ends here. */
  createdAt: number;
  operator: string;
  changed(topics: readonly Topic[]): void;
}

/** Starts the simulated gateway and connects the book to it. Gives the function that stops it. */
export async function startDemo(options: DemoOptions): Promise<() => Promise<void>> {
  const { book, syncing, createdAt } = options;
  const company = await startCompany(SEED, createdAt, () => book.clock.now());
  const identity = await company.gateway.identify();
  syncing.take(company.provider, 'sandbox', identity.account, company.gateway);
  void syncing
    .now(company.provider)
    .result.then(() => options.healthy)
    .then(() => recordPurchases(options, company))
    // The window shows the sync's own failure; the next start records what is missing.
    .catch(() => {});
  return () => company.close();
}

/** Once, however often the demo is opened: the request's id is made from the book's. */
function recordPurchases({ book, createdAt, operator, changed }: DemoOptions, company: Company): void {
  const digest = createHash('sha256').update(`purchases of ${book.replica}`).digest().subarray(0, 16);
  const act = { request: idFromBytes(digest), operator, source: 'demo', input: { seed: SEED, createdAt } };
  const recorded = record(book, act, function* (facts) {
    for (const purchase of company.purchases()) {
      const { customer: externalId, amount, currency, product, description, reference, purpose, occurredAt } = purchase;
      const customer = customerOf(book, company.provider, externalId);
      if (!customer) continue;
      const payload: PurchaseRecorded = {
        customer,
        amount,
        currency,
        product,
        description,
        reference,
        ...(purpose ? { purpose } : {}),
        ...takeFromCredit(facts.balance, customer, amount, currency),
      };
      yield { kind: 'purchase.recorded', subject: book.newId(), occurredAt, payload };
    }
  });
  if (!recorded.repeated) changed(['payments', 'customers', 'book']);
}

function customerOf(book: Book, gateway: string, externalId: string): Id | null {
  const row = one<{ uuid: Buffer }>(
    book.db,
    'SELECT c.uuid FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.gateway = ? AND l.external_id = ?',
    gateway,
    externalId,
  );
  return row ? idFromBytes(row.uuid) : null;
}
