/** Opens a simulated Stripe account and the gateway on it, for one test; everything is closed after the test. */
import { onTestFinished } from 'vitest';
import type { Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import type { Patience } from '../../main/gateways/patience';
import type { PulledPage } from '../../main/gateways/pulled';
import { idStream, randomFrom } from '../../main/gateways/random';
import { connectStripe } from '../../main/gateways/stripe/index';
import { type StripeSimulator, startStripeSimulator } from '../../main/gateways/stripe/simulator';
import { accountObject } from '../../main/gateways/stripe/simulator/account';
import { addCustomer, type Bank, createIntent, type Payer, succeed } from '../../main/gateways/stripe/simulator/bank';
import { Store } from '../../main/gateways/stripe/simulator/store';

/** 2026-03-01 12:00:00 UTC, in Unix seconds. */
export const START = Date.UTC(2026, 2, 1, 12) / 1000;
export const TEST_KEY = 'sk_test_simulated0key0abcd';

/** As little waiting as possible; a busy machine may still take its time to answer. */
export const impatience: Patience = {
  timeoutMs: 20_000,
  tries: 3,
  firstWaitMs: 2,
  longestWaitMs: 5,
  budgetMs: 2_000,
  maxBytes: 3_000_000,
};

export interface TestAccount {
  bank: Bank;
  simulator: StripeSimulator;
  gateway: Gateway;
  requests: SimulatedRequest[];
  /** Unix seconds; tests move it. */
  clock: { now: number };
}

export interface TestAccountOptions {
  bank?: Bank;
  faults?: Faults;
  patience?: Partial<Patience>;
  catchUp?(nowMs: number): void;
  /** This computer's clock less the account's. */
  skewMs?: number;
}

export function emptyBank(seed = 'test'): Bank {
  const store = new Store(accountObject('acct_test000000000001', 'Northgate Hosting', START - 86_400));
  return { store, newId: idStream(randomFrom(seed)) };
}

export async function openAccount(options: TestAccountOptions = {}): Promise<TestAccount> {
  const bank = options.bank ?? emptyBank();
  const clock = { now: START };
  const requests: SimulatedRequest[] = [];
  const simulator = await startStripeSimulator({
    bank,
    key: TEST_KEY,
    now: () => clock.now * 1000,
    seen: (request) => requests.push(request),
    ...(options.faults ? { faults: options.faults } : {}),
    ...(options.catchUp ? { catchUp: options.catchUp } : {}),
  });
  onTestFinished(() => simulator.close());
  const now = () => clock.now * 1000 + (options.skewMs ?? 0);
  const connect = { credentials: { key: TEST_KEY }, baseUrl: simulator.url, now };
  const gateway = connectStripe(connect, { ...impatience, ...options.patience });
  return { bank, simulator, gateway, requests, clock };
}

export const visa: Payer = {
  name: 'Ada Example',
  email: 'ada@customer.example',
  address: null,
  card: { brand: 'visa', last4: '4242', country: 'US', expMonth: 12, expYear: 2034 },
  other: null,
};

export function newCustomer(bank: Bank, at: number, name = 'Ada Example'): string {
  const facts = { name, email: 'ada@customer.example', phone: null, address: null, locale: 'en', currency: 'usd' };
  return addCustomer(bank, { ...facts, id: bank.newId('cus'), created: at }).id;
}

export interface IntentWish {
  amount?: number;
  currency?: string;
  customer?: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
}

/** An intent that waits for a method. Gives its id. */
export function newIntent(bank: Bank, at: number, wish: IntentWish = {}): string {
  return createIntent(bank, {
    id: bank.newId('pi'),
    created: at,
    amount: wish.amount ?? 1000,
    currency: wish.currency ?? 'usd',
    customer: wish.customer ?? null,
    description: wish.description ?? 'Account top-up',
    metadata: wish.metadata ?? {},
    paymentMethod: null,
    methodType: 'card',
    captureMethod: 'automatic',
  }).id;
}

/** A paid intent. Gives the ids of the intent and its charge. */
export function paidIntent(bank: Bank, at: number, wish: IntentWish = {}): { intent: string; charge: string } {
  const intent = newIntent(bank, at, wish);
  return { intent, charge: succeed(bank, at, intent, visa).id };
}

/** All that was pulled, the later fact in the place of the earlier, as a book would hold it. */
export class Pulled {
  readonly rows = new Map<string, unknown>();
  readonly parked: PulledPage['parked'][number][] = [];
  readonly pages: PulledPage[] = [];
  cursor: string | null = null;

  take(page: PulledPage): void {
    this.pages.push(page);
    this.cursor = page.cursor;
    this.parked.push(...page.parked);
    for (const kind of ['customers', 'payments', 'refunds', 'disputes', 'payouts'] as const) {
      for (const row of page[kind]) this.rows.set(`${kind} ${row.externalId}`, row);
    }
  }

  payments(): PulledPage['payments'][number][] {
    return [...new Map(this.pages.flatMap((page) => page.payments.map((row) => [row.externalId, row]))).values()];
  }

  sorted(): [string, unknown][] {
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** Pulls to the end, from where `into` stands. */
export async function pullInto(gateway: Gateway, into: Pulled = new Pulled()): Promise<Pulled> {
  for await (const page of gateway.pull(into.cursor)) into.take(page);
  return into;
}
