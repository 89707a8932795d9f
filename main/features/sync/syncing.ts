/** Runs the syncing of a book: pulls each gateway, books what came with its cursor, watches what is Pending. */

import type { Topic } from '../../contract';
import type { PageState } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import type { Facts, PulledPage } from '../../gateways/pulled';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { Clock } from '../../kernel/time';
import {
  adapterOf,
  type Connection,
  connection,
  failed,
  isRefused,
  type Named,
  nextCheckAfterMs,
  succeeded,
  unaskable,
} from './connection';
import type { Syncing, SyncResult } from './contract';
import { type Answer, type AnswerAround, cursorOf, type IngestablePage, ingest, ingestAnswer } from './ingest';
import { ingestPage, type OpenPage, scheduleCheck } from './page-check';
import { duePayments, paymentAtGateway, postponeCheck, postponeChecks, rememberChecks, wakeChecks } from './pending';
import { prove } from './proof';
import { addResults, emptyResult, itemsOf } from './sync-count';
import { noteTrouble } from './troubles';

/** So many items are booked in one transaction: large ones halve the cost of each, and a cancel waits for one. */
const ITEMS_A_COMMIT = 1_000;
const CHECKS_A_TICK = 20;
/** A tick that comes this much late means that the machine slept. */
const SLEPT_MS = 30_000;
const POSTPONED_MS = 60_000;

export interface SyncingOptions {
  book: Book;
  healthy: Promise<void>;
  clock: Clock;
  operator: string;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
  /** So many items, or a page more, are booked in one transaction; 1,000 when left out. */
  itemsACommit?: number;
}

export interface RunningSync extends Syncing {
  connections(): readonly Connection[];
  /** Takes (or replaces) an account, which has its provider's own name unless it is a further one, and syncs it at the next tick. */
  take(key: string, environment: 'live' | 'sandbox', account: string, gateway: Gateway | null, named?: Named): void;
  /** Nothing is asked of it any more; what is under way is broken off, and was booked as far as it came. */
  drop(key: string): Promise<void>;
  /** Starts a sync, or joins the one that runs. Throws Failure gateway-none, passphrase-needed, gateway-paused, and what the sync throws. */
  now(gateway?: string): { result: Promise<SyncResult>; of: readonly Connection[] };
  /** The adapter of a connected gateway. Throws Failure gateway-none, passphrase-needed, gateway-paused. */
  gateway(provider: string): Gateway;
  /** False while its last sync says that nothing can be sent there. */
  isReachable(provider: string): boolean;
  /** Books what came of an attempt, with the events around it, in one transaction. */
  bookAnswer(provider: string, answer: Answer, around?: AnswerAround): Promise<void>;
  /** Books how a hosted page stands. */
  bookPage(provider: string, page: OpenPage, state: PageState, by?: 'cancelled-operator'): Promise<void>;
  /** A payment that its gateway has no name for yet is looked at again in a minute. */
  watch(payment: Id): void;
  /** Called every second: starts what is due. */
  tick(): void;
  close(): Promise<void>;
}

export class SyncRunner implements RunningSync {
  readonly #options: SyncingOptions;
  readonly #connections = new Map<string, Connection>();
  #lastTick: number;
  #checking: Promise<void> | null = null;
  #closed = false;

  constructor(options: SyncingOptions) {
    this.#options = options;
    this.#lastTick = options.clock.now();
  }

  connections(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  take(key: string, environment: 'live' | 'sandbox', account: string, gateway: Gateway | null, named?: Named): void {
    const kind = gatewayKind(key);
    if (!kind) throw new Failure('gateway-none', { gateway: key });
    const { label = gatewayLabel(key, new Map()), paused = false } = named ?? {};
    this.#connections.get(key)?.abort?.abort();
    this.#connections.set(key, connection({ ...{ key, label, paused }, ...{ kind, environment, account, gateway } }));
    this.#options.changed(['sync']);
  }

  async drop(key: string): Promise<void> {
    const of = this.#connections.get(key);
    this.#connections.delete(key);
    of?.abort?.abort();
    await of?.running?.catch(() => {});
    this.#options.changed(['sync']);
  }

  now(gateway?: string): { result: Promise<SyncResult>; of: readonly Connection[] } {
    const asked = (each: Connection) => (gateway === undefined ? !each.paused : each.key === gateway);
    const of = this.connections().filter(asked);
    if (of.length === 0) throw new Failure('gateway-none', { gateway: gateway ?? '' });
    return { result: Promise.all(of.map((each) => this.#start(each))).then(addResults), of };
  }

  async checkPayment(id: string, signal?: AbortSignal): Promise<void> {
    const { book } = this.#options;
    const { gateway: provider, externalId, page, createdAt } = paymentAtGateway(book.db, id);
    const gateway = this.gateway(provider);
    if (page && gateway.checkPage) {
      await this.bookPage(provider, page, await gateway.checkPage(page.page, page.attempt, signal));
      const now = book.clock.now();
      if (externalId === null) scheduleCheck(book, id as Id, now + nextCheckAfterMs(Math.max(0, now - createdAt))); // from outside: found by it
    }
    if (externalId === null) return;
    const facts = await gateway.fetchPayment(externalId, signal);
    await this.#book(this.#connected(provider), [facts], null, emptyResult());
  }

  gateway(provider: string): Gateway {
    return adapterOf(this.#connected(provider));
  }

  isReachable(provider: string): boolean {
    const of = this.#connections.get(provider);
    return of?.gateway != null && !of.paused && (of.failure === null || of.failure.code === 'gateway-error');
  }

  async bookAnswer(provider: string, answer: Answer, around?: AnswerAround): Promise<void> {
    const { book, healthy, operator } = this.#options;
    await healthy;
    const act = { operator, source: `gateway:${provider}` };
    this.#booked(provider, ingestAnswer(book, act, provider, answer, around).facts);
  }

  async bookPage(provider: string, page: OpenPage, state: PageState, by?: 'cancelled-operator'): Promise<void> {
    const { book, healthy, operator } = this.#options;
    await healthy;
    const act = { operator, source: `gateway:${provider}` };
    this.#booked(provider, ingestPage(book, act, provider, page, state, by).facts);
  }

  tick(): void {
    const { book, clock, unexpected } = this.#options;
    const now = clock.now();
    const slept = Math.abs(now - this.#lastTick) > SLEPT_MS;
    this.#lastTick = now;
    if (slept) wakeChecks(book.db, now);
    for (const of of this.#connections.values()) {
      if (of.gateway && !of.paused && !of.running && of.nextAt !== null && (slept || of.nextAt <= now)) {
        this.#start(of).catch(() => {}); // its failure stands on the connection
      }
    }
    this.#checking ??= this.#checkDue()
      .catch((error: unknown) => unexpected('checking what is Pending', error))
      .finally(() => {
        this.#checking = null;
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const of of this.#connections.values()) of.abort?.abort();
    await Promise.allSettled(this.connections().map((of) => of.running));
    await this.#checking;
  }

  watch(payment: Id): void {
    const { book, clock } = this.#options;
    scheduleCheck(book, payment, clock.now() + nextCheckAfterMs(0));
  }

  #connected(provider: string): Connection {
    const of = this.#connections.get(provider);
    if (!of) throw new Failure('gateway-none', { gateway: provider });
    return of;
  }

  #booked(provider: string, facts: Facts): void {
    const { book, clock, changed } = this.#options;
    rememberChecks(book.db, provider, [facts], clock.now(), nextCheckAfterMs);
    changed(['payments', 'customers', 'invoices', 'outbox']);
  }

  #start(of: Connection): Promise<SyncResult> {
    if (of.running) return of.running;
    const { gateway } = of;
    if (!gateway || of.paused) return Promise.reject(unaskable(of));
    of.abort = new AbortController();
    of.progress = { phase: 'start', done: 0, total: null };
    of.running = this.#run(of, gateway, of.abort.signal);
    of.running.catch(() => {}); // its failure stands on the connection
    this.#options.changed(['sync']);
    return of.running;
  }

  async #run(of: Connection, gateway: Gateway, signal: AbortSignal): Promise<SyncResult> {
    const { book, clock, changed } = this.#options;
    try {
      const result = await this.#pull(of, gateway, signal);
      // A pull that is stopped ends quietly: what it had not reached is not fetched.
      if (signal.aborted) throw new Failure('cancelled');
      await prove(book, of.key, gateway, signal);
      if (of.failure) wakeChecks(book.db, clock.now());
      succeeded(of, clock.now());
      return result;
    } catch (error) {
      const failure = error instanceof Failure ? error : this.#unexpectedFailure(of, error);
      if (!this.#closed && !signal.aborted) {
        failed(of, failure, clock.now());
        noteTrouble(book.db, of.key, failure, clock.now());
      }
      throw failure;
    } finally {
      of.running = null;
      of.progress = null;
      of.abort = null;
      changed(['sync']);
    }
  }

  async #pull(of: Connection, gateway: Gateway, signal: AbortSignal): Promise<SyncResult> {
    const total = emptyResult();
    let waiting: PulledPage[] = [];
    const flush = async () => {
      const last = waiting.at(-1);
      const pages = waiting;
      waiting = [];
      if (last) await this.#book(of, pages, { cursor: last.cursor, covered: last.covered }, total);
    };
    try {
      for await (const page of gateway.pull(cursorOf(this.#options.book.db, of.key), signal)) {
        waiting.push(page);
        of.clockSkewMs = page.clockSkewMs ?? of.clockSkewMs;
        if (page.covered || itemsOf(waiting) >= (this.#options.itemsACommit ?? ITEMS_A_COMMIT)) await flush();
        of.progress = { phase: page.phase, done: total.fetched + itemsOf(waiting), total: null };
      }
    } finally {
      // What came before a failure is kept; the next sync goes on behind it.
      if (!this.#closed) await flush();
    }
    return total;
  }

  async #book(
    of: Connection,
    pages: readonly IngestablePage[],
    position: { cursor: string; covered: PulledPage['covered'] } | null,
    total: SyncResult,
  ): Promise<void> {
    const { book, healthy, operator, clock, changed } = this.#options;
    await healthy;
    const done = ingest(book, { operator, source: `gateway:${of.key}` }, of.key, pages, position);
    rememberChecks(book.db, of.key, pages, clock.now(), nextCheckAfterMs);
    for (const count of ['fetched', 'added', 'changed', 'parked'] as const) total[count] += done[count];
    const isNew = done.added + done.changed + done.parked > 0;
    // What came in may have paid an invoice, what went back may have made one due again.
    changed(isNew ? ['payments', 'customers', 'invoices', 'sync'] : ['sync']);
  }

  #unexpectedFailure(of: Connection, error: unknown): Failure {
    this.#options.unexpected(`syncing ${of.key}`, error);
    return new Failure('gateway-error', { gateway: of.label, status: 0, detail: 'unexpected' }, { cause: error });
  }

  async #checkDue(): Promise<void> {
    const { book, clock } = this.#options;
    for (const of of this.connections()) {
      // A key that was refused is not tried again by itself.
      if (!of.gateway || of.paused || of.nextAt === null) continue;
      for (const id of duePayments(book.db, of.key, clock.now(), CHECKS_A_TICK)) {
        if (this.#closed || !(await this.#checkOne(of, id))) break;
      }
    }
  }

  /** Gives false when the gateway did not answer: asking it for the others too would only wait longer. */
  async #checkOne(of: Connection, id: string): Promise<boolean> {
    const { book, clock, unexpected } = this.#options;
    // Also where the answer says nothing of this payment, the next minute asks again, not the next second.
    postponeCheck(book.db, id, clock.now() + POSTPONED_MS);
    try {
      await this.checkPayment(id);
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) unexpected('checking a Pending payment', error);
      else if (isRefused(error)) failed(of, error, clock.now());
      else if (error.code === 'gateway-error') return true;
      postponeChecks(book.db, of.key, clock.now(), clock.now() + POSTPONED_MS);
      return false;
    }
  }
}
