/** Runs the syncing of a book: pulls each gateway, books what came with its cursor, watches what is Pending. */

import type { Topic } from '../../contract';
import { one, run } from '../../db/sql';
import type { Gateway, PulledPage } from '../../gateways/gateway';
import { gatewayKind } from '../../gateways/registry';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Clock } from '../../kernel/time';
import { type Connection, connection, failed, nextCheckAfterMs, succeeded } from './connection';
import type { Syncing, SyncResult } from './contract';
import { type IngestablePage, ingest } from './ingest';
import { duePayments, paymentAtGateway, rememberChecks, wakeChecks } from './pending';
import { unseal } from './seal';

/** So many items are booked in one transaction: large ones halve the cost of each, and a cancel waits for one. */
const ITEMS_A_COMMIT = 1_000;
const CHECKS_A_TICK = 20;
/** A tick that comes this much late means that the machine slept. */
const SLEPT_MS = 30_000;

export interface SyncingOptions {
  book: Book;
  healthy: Promise<void>;
  clock: Clock;
  operator: string;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

export interface RunningSync extends Syncing {
  connections(): readonly Connection[];
  /** Takes (or replaces) a gateway and syncs it at the next tick. */
  take(provider: string, environment: 'live' | 'sandbox', account: string, gateway: Gateway | null): void;
  /** Opens sealed credentials. Gives how many gateways it opened. Throws Failure passphrase-wrong. */
  unlock(passphrase: string): Promise<number>;
  /** Starts a sync, or joins the one that runs. Throws Failure gateway-none, passphrase-needed, and what the sync throws. */
  now(provider?: string): { result: Promise<SyncResult>; of: readonly Connection[] };
  /** Called every second: starts what is due. */
  tick(): void;
  close(): Promise<void>;
}

export function startSyncing(options: SyncingOptions): RunningSync {
  const { book, clock } = options;
  const connections = new Map<string, Connection>();
  let lastTick = clock.now();
  let checking: Promise<void> | null = null;
  let closed = false;

  async function bookPages(of: Connection, pages: readonly PulledPage[], total: SyncResult): Promise<void> {
    const last = pages.at(-1);
    if (!last) return;
    const position = { cursor: last.cursor, covered: last.covered };
    await bookItems(of, pages, position, total);
  }

  async function bookItems(
    of: Connection,
    pages: readonly IngestablePage[],
    position: { cursor: string; covered: PulledPage['covered'] } | null,
    total: SyncResult,
  ): Promise<void> {
    await options.healthy;
    const act = { operator: options.operator, source: `gateway:${of.kind.provider}` };
    const done = ingest(book, act, of.kind.provider, pages, position);
    rememberChecks(book.db, of.kind.provider, pages, clock.now(), nextCheckAfterMs);
    total.fetched += done.fetched;
    total.added += done.added;
    total.changed += done.changed;
    total.parked += done.parked;
    const moved = done.added + done.changed + done.parked > 0;
    options.changed(moved ? ['payments', 'customers', 'sync'] : ['sync']);
  }

  async function pull(of: Connection, gateway: Gateway, signal: AbortSignal): Promise<SyncResult> {
    const total: SyncResult = { fetched: 0, added: 0, changed: 0, parked: 0 };
    const cursor =
      one<{ cursor: string }>(book.db, 'SELECT cursor FROM sync_cursor WHERE gateway = ?', of.kind.provider)?.cursor ??
      null;
    let waiting: PulledPage[] = [];
    const flush = async () => {
      const pages = waiting;
      waiting = [];
      await bookPages(of, pages, total);
    };
    try {
      for await (const page of gateway.pull(cursor, signal)) {
        waiting.push(page);
        of.clockSkewMs = page.clockSkewMs ?? of.clockSkewMs;
        if (page.covered || itemsOf(waiting) >= ITEMS_A_COMMIT) await flush();
        of.progress = { phase: page.phase, done: total.fetched + itemsOf(waiting), total: null };
      }
    } finally {
      // What came before a failure is kept; the next sync goes on behind it.
      if (!closed) await flush();
    }
    return total;
  }

  function start(of: Connection): Promise<SyncResult> {
    if (of.running) return of.running;
    const { gateway } = of;
    if (!gateway) return Promise.reject(new Failure('passphrase-needed'));
    const abort = new AbortController();
    of.abort = abort;
    of.progress = { phase: 'start', done: 0, total: null };
    const running = pull(of, gateway, abort.signal)
      .then((result) => {
        succeeded(of, clock.now());
        return result;
      })
      .catch((error: unknown) => {
        const failure = error instanceof Failure ? error : unexpectedFailure(of, error);
        if (!closed) failed(of, failure, clock.now());
        throw failure;
      })
      .finally(() => {
        of.running = null;
        of.progress = null;
        of.abort = null;
        options.changed(['sync']);
      });
    of.running = running;
    running.catch(() => {});
    options.changed(['sync']);
    return running;
  }

  function unexpectedFailure(of: Connection, error: unknown): Failure {
    options.unexpected(`syncing ${of.kind.provider}`, error);
    return new Failure('gateway-error', { gateway: of.kind.label, status: 0, detail: 'unexpected' }, { cause: error });
  }

  async function checkPayment(id: string, signal?: AbortSignal): Promise<void> {
    const found = paymentAtGateway(book.db, id);
    const of = connections.get(found.gateway);
    if (!of) throw new Failure('gateway-none', { gateway: found.gateway });
    if (!of.gateway) throw new Failure('passphrase-needed');
    const page = await of.gateway.fetchPayment(found.externalId, signal);
    await bookItems(of, [page], null, { fetched: 0, added: 0, changed: 0, parked: 0 });
  }

  async function checkDue(): Promise<void> {
    for (const id of duePayments(book.db, clock.now(), CHECKS_A_TICK)) {
      if (closed) return;
      try {
        await checkPayment(id);
      } catch (error) {
        if (!(error instanceof Failure)) options.unexpected('checking a Pending payment', error);
        // Offline or locked: the next minute asks again.
        run(
          book.db,
          'UPDATE payment_check SET next_at = ? WHERE payment = (SELECT id FROM payment WHERE uuid = unhex(?))',
          clock.now() + 60_000,
          id.replaceAll('-', ''),
        );
      }
    }
  }

  return {
    connections: () => [...connections.values()],
    take(provider, environment, account, gateway) {
      const kind = gatewayKind(provider);
      if (!kind) throw new Failure('gateway-none', { gateway: provider });
      connections.get(provider)?.abort?.abort();
      connections.set(provider, connection(kind, environment, account, gateway));
      options.changed(['sync']);
    },
    unlock: (passphrase) => unlockSealed(book, clock, passphrase, connections),
    now(provider) {
      const of = [...connections.values()].filter((each) => provider === undefined || each.kind.provider === provider);
      if (of.length === 0) throw new Failure('gateway-none', { gateway: provider ?? '' });
      return { result: Promise.all(of.map(start)).then(addResults), of };
    },
    checkPayment,
    tick() {
      const now = clock.now();
      const slept = now - lastTick > SLEPT_MS || now < lastTick - SLEPT_MS;
      lastTick = now;
      if (slept) wakeChecks(book.db, now);
      for (const of of connections.values()) {
        if (of.gateway && !of.running && of.nextAt !== null && (slept || of.nextAt <= now)) start(of).catch(() => {});
      }
      checking ??= checkDue().finally(() => {
        checking = null;
      });
      checking.catch((error) => options.unexpected('checking what is Pending', error));
    },
    async close() {
      closed = true;
      for (const of of connections.values()) of.abort?.abort();
      await Promise.allSettled([...connections.values()].map((of) => of.running));
      await checking?.catch(() => {});
    },
  };
}

async function unlockSealed(
  book: Book,
  clock: Clock,
  passphrase: string,
  connections: Map<string, Connection>,
): Promise<number> {
  let opened = 0;
  for (const of of connections.values()) {
    if (of.gateway) continue;
    const row = one<{ sealed: string | null }>(
      book.db,
      'SELECT sealed FROM gateway_account WHERE provider = ?',
      of.kind.provider,
    );
    if (!row?.sealed) continue;
    of.gateway = of.kind.connect({ credentials: await unseal(row.sealed, passphrase), now: () => clock.now() });
    of.nextAt = 0;
    opened++;
  }
  return opened;
}

function itemsOf(pages: readonly PulledPage[]): number {
  return pages.reduce(
    (sum, page) =>
      sum +
      page.customers.length +
      page.payments.length +
      page.refunds.length +
      page.disputes.length +
      page.payouts.length,
    0,
  );
}

function addResults(results: readonly SyncResult[]): SyncResult {
  const total: SyncResult = { fetched: 0, added: 0, changed: 0, parked: 0 };
  for (const result of results) {
    total.fetched += result.fetched;
    total.added += result.added;
    total.changed += result.changed;
    total.parked += result.parked;
  }
  return total;
}
