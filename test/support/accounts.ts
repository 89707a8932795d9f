/** Gateway accounts over simulated Stripe accounts, in a book in memory; everything is closed after the test. */
import { createCipheriv, randomBytes, scryptSync } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { runDigested } from '../../main/db/row-digest';
import { putAccount } from '../../main/features/sync/account-rows';
import { type By, CREDENTIALS } from '../../main/features/sync/account-use';
import { GatewayAccounts } from '../../main/features/sync/accounts';
import { Secrets } from '../../main/features/sync/secrets';
import { SyncRunner } from '../../main/features/sync/syncing';
import { noteTrouble } from '../../main/features/sync/troubles';
import { idStream, randomFrom } from '../../main/gateways/random';
import { type StripeSimulator, startStripeSimulator } from '../../main/gateways/stripe/simulator';
import { accountObject } from '../../main/gateways/stripe/simulator/account';
import type { Bank } from '../../main/gateways/stripe/simulator/bank';
import { Store } from '../../main/gateways/stripe/simulator/store';
import { type Book, record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import { act, memoryBook, type TestClock, testClock } from './book';
import { newCustomer, paidIntent } from './simulator';

export const by: By = { operator: 'ada', source: 'screen' };
export const PASSPHRASE = 'correct horse battery';

export interface SimulatedStripe {
  key: string;
  bank: Bank;
  simulator: StripeSimulator;
}

export interface AccountsWorld {
  book: Book;
  clock: TestClock;
  syncing: SyncRunner;
  secrets: Secrets;
  accounts: GatewayAccounts;
  /** A Stripe account of its own, with one customer and one payment, that is let in by this key. */
  provider(id: string): Promise<SimulatedStripe>;
  connect(of: SimulatedStripe, more?: object): ReturnType<GatewayAccounts['connect']>;
  /** The engine ends and starts again on the same book. */
  restart(): Promise<void>;
}

export function accountsWorld(given?: { book: Book; clock: TestClock }): AccountsWorld {
  const clock = given?.clock ?? testClock();
  const book = given?.book ?? memoryBook(clock);
  const known = new Map<string, string>();
  const start = () => {
    const shared = { book, healthy: Promise.resolve(), changed: () => {} };
    const syncing = new SyncRunner({ ...shared, clock, operator: 'ada', unexpected: () => {} });
    const secrets = new Secrets(book, 10);
    const simulate = async (_key: string, _provider: string, credentials: Readonly<Record<string, string>>) =>
      known.get(credentials.key ?? '') ?? 'http://127.0.0.1:9';
    const accounts = new GatewayAccounts({ ...shared, syncing, secrets, simulate });
    accounts.load();
    return { syncing, secrets, accounts };
  };
  const world: AccountsWorld = {
    ...{ book, clock, ...start() },
    async provider(id) {
      const one = await startProvider(id, clock);
      known.set(one.key, one.simulator.url);
      return one;
    },
    connect: ({ key }, more = {}) =>
      world.accounts.connect(by, {
        ...{ provider: 'stripe', environment: 'sandbox', credentials: { key }, sameAccount: false },
        ...{ passphrase: PASSPHRASE, ...more },
      }),
    async restart() {
      await world.syncing.close();
      Object.assign(world, start());
    },
  };
  onTestFinished(() => world.syncing.close());
  return world;
}

async function startProvider(id: string, clock: TestClock): Promise<SimulatedStripe> {
  const at = Math.floor(clock.now() / 1000) - 3_600;
  const store = new Store(accountObject(id, `Company ${id}`, at - 86_400));
  const bank = { store, newId: idStream(randomFrom(id)) };
  paidIntent(bank, at, { customer: newCustomer(bank, at, `Customer of ${id}`), amount: 12_000, currency: 'eur' });
  const key = `sk_test_of${id.replaceAll('_', '')}00001`;
  const simulator = await startStripeSimulator({ bank, key, now: () => clock.now() });
  onTestFinished(() => simulator.close());
  return { key, bank, simulator };
}

/** As formats 1 to 3 of a book sealed credentials: by the passphrase itself. */
export function sealedByPassphrase(credentials: object, passphrase: string): string {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = scryptSync(passphrase, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 });
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return JSON.stringify({ v: 1, salt: text(salt), iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) });
}

export function putOldAccount(book: Book, key: string, account: string, sealed: string): void {
  runDigested(
    book.db,
    'gateway_account',
    `INSERT INTO gateway_account (key, provider, environment, account, name, added_at, sealed)
     VALUES (?, 'stripe', 'sandbox', ?, 'Company', 0, ?)`,
    key,
    account,
    sealed,
  );
}

/** Accounts in every state, with a passphrase over their keys, and what stands beside them. For the kept book of a format. */
export async function accountsInEveryState(book: Book): Promise<void> {
  const put = (key: string, state: { label?: string; pausedAt?: number; removedAt?: number }) =>
    putAccount(book.db, {
      ...{ key, provider: 'stripe', environment: 'sandbox' as const, account: `acct_${key}`, name: 'Company' },
      ...{ label: state.label ?? null, added_at: 1 },
      ...{ paused_at: state.pausedAt ?? null, removed_at: state.removedAt ?? null },
    });
  const secrets = new Secrets(book, 10);
  await secrets.open(PASSPHRASE);
  put('stripe', {});
  put('stripe-2', { label: 'Stripe EU', pausedAt: 2 });
  put('stripe-3', { removedAt: 3 });
  putOldAccount(book, 'stripe-4', 'acct_4', sealedByPassphrase({ key: 'sk_test_kept00000001' }, PASSPHRASE));
  for (const key of ['stripe', 'stripe-2'])
    secrets.put(key, CREDENTIALS, JSON.stringify({ key: 'sk_test_kept00000001' }));
  await secrets.keepInKeyring({ seal: async () => 'sealed elsewhere', unseal: async () => '' });
  noteTrouble(book.db, 'stripe', new Failure('gateway-offline', { gateway: 'Stripe' }), 4);
  for (const what of ['connected', 'new-key', 'renamed', 'paused', 'resumed', 'removed'] as const) {
    const payload = { ...{ gateway: 'stripe', provider: 'stripe', environment: 'sandbox', account: 'acct_1' }, what };
    record(book, act(book), () => [
      { kind: 'gateway.changed', subject: book.replica, occurredAt: book.clock.now(), payload },
    ]);
  }
  for (const what of ['passphrase-chosen', 'passphrase-changed', 'keyring-kept', 'keyring-forgotten'] as const)
    record(book, act(book), () => [
      { kind: 'secrets.changed', subject: book.replica, occurredAt: book.clock.now(), payload: { what } },
    ]);
}
