/** A desk over a charging provider, in a book in memory: for the tests of what people ask for. */
import { onTestFinished } from 'vitest';
import { one } from '../../main/db/sql';
import type { AskedMoney } from '../../main/features/outbox/contract';
import { Desk } from '../../main/features/outbox/desk';
import { Sending } from '../../main/features/outbox/sending';
import { ingest } from '../../main/features/sync/ingest';
import { SyncRunner } from '../../main/features/sync/syncing';
import { gatewayKind } from '../../main/gateways/registry';
import type { Book } from '../../main/journal/record';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { act, memoryBook, type TestClock, testClock } from './book';
import { ChargingGateway, type Trouble } from './charging-gateway';
import { ChargingProvider, type Habits } from './charging-provider';
import { chance } from './seed';

const tidy: Habits = {
  honoursKeys: true,
  tellsKeys: true,
  finds: true,
  tellsCustomers: true,
  guardsRefunds: true,
};

export interface DeskWorld {
  book: Book;
  clock: TestClock;
  provider: ChargingProvider;
  gateway: ChargingGateway;
  syncing: SyncRunner;
  sending: Sending;
  desk: Desk;
  customer: Id;
  /** What happens to the next requests, in order; then nothing more does. */
  troubles: (Trouble | null)[];
  unexpected: unknown[];
  /** The topics of what was said to have changed. */
  told: string[];
  /** The engine dies and starts again on the same book. */
  restart(): void;
  ask(more?: Partial<AskedMoney>, request?: Id): Promise<{ attempt: Id; payment: Id }>;
  payment(id: Id): Record<string, unknown> | undefined;
  attempt(id: Id): Record<string, unknown> | undefined;
}

/** Stripe, as if it could do everything. */
const able: typeof gatewayKind = (provider) => {
  const kind = gatewayKind(provider);
  const all = { hostedPage: true, saveMethod: true, chargeSaved: true, refund: true };
  return kind && { ...kind, capabilities: { ...kind.capabilities, ...all } };
};

export function deskWorld(
  habits: Partial<Habits> = {},
  clock: TestClock = testClock(),
  book: Book = memoryBook(clock),
): DeskWorld {
  const provider = new ChargingProvider({ ...tidy, ...habits }, () => clock.now(), chance(5));
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [provider.customers(2)], null);
  const uuid = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id')?.uuid ?? Buffer.alloc(16);
  const customer = idFromBytes(uuid);
  const troubles: (Trouble | null)[] = [];
  const unexpected: unknown[] = [];
  const told: string[] = [];
  const row = (table: 'payment' | 'attempt', id: Id) =>
    one<Record<string, unknown>>(
      book.db,
      table === 'payment' ? 'SELECT * FROM payment WHERE uuid = ?' : 'SELECT * FROM attempt WHERE uuid = ?',
      idToBytes(id),
    );
  const start = () => {
    const gateway = new ChargingGateway(
      provider,
      () => clock.now(),
      chance(6),
      () => troubles.shift() ?? null,
    );
    const shared = {
      book,
      healthy: Promise.resolve(),
      operator: 'ada',
      changed: (topics: readonly string[]) => void told.push(...topics),
    };
    const noted = (_: string, error: unknown) => void unexpected.push(error);
    const syncing = new SyncRunner({ ...shared, clock, unexpected: noted });
    syncing.take('stripe', 'sandbox', 'acct_1', gateway);
    const sending = new Sending({ ...shared, providers: syncing, unexpected: noted });
    return { gateway, syncing, sending, desk: new Desk(book, sending, syncing, able) };
  };
  const world: DeskWorld = {
    ...{ book, clock, provider, customer, troubles, unexpected, told, ...start() },
    restart: () => void Object.assign(world, start()),
    ask(more = {}, request = book.newId()) {
      const asked: AskedMoney = {
        ...{ gateway: 'stripe', customer, payer: null, amount: 12_000, currency: 'EUR', method: 'card' },
        ...{ methodLabel: null, purpose: 'top-up', description: 'Top-up', token: 'pm_1', saveMethod: false },
        ...{ draft: false, again: false },
        ...more,
      };
      return world.desk.askMoney(act(book, asked, request), asked);
    },
    payment: (id) => row('payment', id),
    attempt: (id) => row('attempt', id),
  };
  onTestFinished(() => {
    book.db.close();
  });
  return world;
}
