/** The demo company: made-up accounts at simulated gateways, synced as real ones would be; its purchases are recorded here. */
import { createHash } from 'node:crypto';
import type { Topic } from '../../contract';
import { one } from '../../db/sql';
import { type Company, startCompany } from '../../demo/company';
import { memoryIn } from '../../demo/memory';
import type { DemoNetwork } from '../../demo/network';
import type { PurchaseRecorded } from '../../features/payments/events';
import type { GatewayAccounts } from '../../features/sync/accounts';
import type { SyncRunner } from '../../features/sync/syncing';
import { type Book, record } from '../../journal/record';
import { type Id, idFromBytes } from '../../kernel/id';
import { takeFromCredit } from '../../ledger/split';
import { askedRequest, recordAsked, wasAsked } from './asked';
import { recordBankAccounts, sayWhereTransfersGo } from './bank';
import { recordFailedCharges } from './charges';
import { recordInvoices } from './invoices';
import { recordVouchers } from './vouchers';

export const DEMO_NAME = 'Northgate Hosting';
const SEED = 1;

export interface DemoOptions {
  book: Book;
  healthy: Promise<void>;
  syncing: SyncRunner;
  accounts: GatewayAccounts;
  /** UTC milliseconds: the company's history ends here. */
  createdAt: number;
  operator: string;
  changed(topics: readonly Topic[]): void;
}

/** Starts the simulated gateways and connects the book to them. Gives the function that stops them. */
export async function startDemo(options: DemoOptions, network: DemoNetwork): Promise<() => Promise<void>> {
  const { book, syncing, accounts, createdAt } = options;
  let backMs = 0;
  const now = () => book.clock.now() - backMs;
  const memory = memoryIn(`${book.file}.simulators`, `${book.replica} ${SEED} ${createdAt}`, `${now()}`);
  let isClosing = false;
  let charging = Promise.resolve();
  const company = await startCompany(SEED, createdAt, now, memory, network);
  const known = await Promise.all(
    company.gateways.map(async ({ provider, gateway }) => ({ provider, gateway, ...(await gateway.identify()) })),
  );
  const take = ({ provider, account, name, gateway }: (typeof known)[number]) =>
    accounts.takeOpen(provider, { account, name }, gateway);
  // What was asked for is recorded before it is first told of, and after the customers are.
  const isLate = (provider: string) => provider === 'nowpayments' && !wasAsked(book);
  const late = known.filter(({ provider }) => isLate(provider));
  for (const each of known) if (!late.includes(each)) take(each);
  // A person may have paused or removed any of them.
  void Promise.resolve()
    .then(() => syncing.now().result)
    .then(() => options.healthy)
    .then(async () => {
      if (late.length === 0) return;
      const act = { request: askedRequest(book), operator: options.operator, source: 'demo', input: { seed: SEED } };
      recordAsked(book, act, company, (provider, externalId) => customerOf(book, provider, externalId));
      for (const each of late) take(each);
      if (!isClosing) await syncing.now(late[0]?.provider).result;
    })
    .then(() => {
      // A sync that the engine's end cut short is no sync: the next start goes on with it.
      if (isClosing) throw new Error('closing');
      recordPurchases(options, company);
    })
    .then(() => {
      if (recordInvoices(book, { operator: options.operator, source: 'demo' }, createdAt))
        options.changed(['invoices', 'customers', 'book']);
    })
    .then(() => {
      if (recordVouchers(book, { operator: options.operator, source: 'demo' }, createdAt))
        options.changed(['vouchers', 'payments', 'customers', 'book']);
    })
    .then(() => {
      if (!recordBankAccounts(book, { operator: options.operator, source: 'demo' }, createdAt)) return;
      sayWhereTransfersGo(book, DEMO_NAME);
      options.changed(['statements', 'book']);
    })
    .then(() => {
      if (!isClosing) charging = chargeFailing(options, company, (byMs) => (backMs = byMs));
      return charging;
    })
    // The window shows the sync's own failure; the next start records what is missing.
    .catch(() => {})
    .finally(() => network.prepared());
  return async () => {
    isClosing = true;
    // A charge that lost its simulator in the middle would have no reason for ever.
    await charging.catch(() => {});
    await company.close();
  };
}

async function chargeFailing(options: DemoOptions, company: Company, turnBack: (byMs: number) => void): Promise<void> {
  if (await recordFailedCharges(options, company, turnBack))
    options.changed(['invoices', 'payments', 'customers', 'outbox', 'book']);
}

/** Once, however often the demo is opened: the request's id is made from the book's. */
function recordPurchases({ book, createdAt, operator, changed }: DemoOptions, company: Company): void {
  const digest = createHash('sha256').update(`purchases of ${book.replica}`).digest().subarray(0, 16);
  const act = { request: idFromBytes(digest), operator, source: 'demo', input: { seed: SEED, createdAt } };
  const recorded = record(book, act, function* (facts) {
    for (const purchase of company.purchases()) {
      const { provider, externalId, amount, currency, product, description, reference, purpose, occurredAt } = purchase;
      const customer = customerOf(book, provider, externalId);
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
    'SELECT c.uuid FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.gateway = +? AND l.external_id = +?',
    gateway,
    externalId,
  );
  return row ? idFromBytes(row.uuid) : null;
}
