/** Asks the gateways what they keep of a customer, and removes at a gateway. One thing at a time for each customer. */

import type { Topic } from '../../contract';
import { givenLabels } from '../../db/gateway-labels';
import { survivorOf } from '../../db/known-customer';
import { all, one } from '../../db/sql';
import type { Gateway } from '../../gateways/gateway';
import { gatewayLabel } from '../../gateways/registry';
import { type Act, type Book, record } from '../../journal/record';
import { every } from '../../kernel/every';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { MethodSyncing } from './contract';
import type { Told } from './instruments';
import { heldMethod } from './query';
import { AWAITED_MS, awaitSaved, reconcile } from './reconcile';

/** What was asked so recently is not asked again. */
const FRESH_MS = 10_000;
const GATEWAY_MS = 20_000;
/** More ids of one customer at one gateway than there ever are. */
const MOST_LINKS = 20;
/** How often it is looked whether something is awaited, and how long a customer rests after it was asked for. */
const LOOK_MS = 5_000;
const REST_MS = 60_000;
const AT_ONCE = 5;
const MOST_REMEMBERED = 1_000;

export interface MethodSyncOptions {
  book: Book;
  healthy: Promise<void>;
  operator: string;
  /** Throws Failure gateway-none, passphrase-needed. */
  gateways: { gateway(provider: string): Gateway };
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

type Result = Awaited<ReturnType<MethodSyncing['sync']>>;

export class MethodSync implements MethodSyncing {
  readonly #options: MethodSyncOptions;
  readonly #turns = new Map<Id, Promise<unknown>>();
  readonly #last = new Map<Id, { at: number; result: Result }>();
  readonly #closing = new AbortController();
  readonly #isTime: () => boolean;
  #looking: Promise<void> | null = null;

  constructor(options: MethodSyncOptions) {
    this.#options = options;
    this.#isTime = every(LOOK_MS, options.book.clock);
  }

  async sync(id: string): Promise<Result> {
    const { book, healthy } = this.#options;
    await healthy;
    const customer = survivorOf(book.db, id);
    return this.#inTurn(customer, () => this.#fresh(customer));
  }

  /** Removes it at its gateway, then here; the same request is done once. Throws Failure saved-method-*, gateway-*, key-*. */
  async remove(act: Act, id: Id): Promise<void> {
    const { book, healthy, changed } = this.#options;
    await healthy;
    const text = 'SELECT c.uuid FROM saved_method m JOIN customer c ON c.id = m.customer WHERE m.uuid = ?';
    const row = one<{ uuid: Buffer }>(book.db, text, idToBytes(id));
    if (!row) throw new Failure('saved-method-unknown', { id });
    await this.#inTurn(idFromBytes(row.uuid), async () => {
      const isThere = one(book.db, 'SELECT 1 FROM saved_method WHERE uuid = ? AND removed_at IS NULL', idToBytes(id));
      if (isThere) await this.#letGo(id);
      record(book, act, function* (read) {
        heldMethod(read.db, id);
        yield { kind: 'method.removed', subject: id, occurredAt: book.clock.now(), payload: { by: 'operator' } };
      });
      changed(['customers']);
    });
  }

  /** Called every second: asks for what is awaited of payments that asked to keep their method. */
  tick(): void {
    if (this.#looking || !this.#isTime()) return;
    this.#looking = this.#askAwaited(this.#options.book.clock.now())
      .catch((error: unknown) => this.#options.unexpected('asking for saved methods', error))
      .finally(() => {
        this.#looking = null;
      });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled([this.#looking, ...this.#turns.values()]);
  }

  async #letGo(id: Id): Promise<void> {
    const { book, gateways } = this.#options;
    const { customer, gateway: provider, owner, token, underWay } = heldMethod(book.db, id);
    if (underWay > 0) throw new Failure('saved-method-in-use');
    // Still awaited: the provider has nothing of it.
    if (token === null) return;
    const gateway = gateways.gateway(provider);
    if (!gateway.removeMethod)
      throw new Failure('not-offered', { gateway: gatewayLabel(provider, givenLabels(book.db)) || provider });
    // Its other tokens go first: while the one that we hold is there, what was not finished can be asked again.
    for (const twin of await this.#twinsOf(gateway, this.#linksOf(customer).get(provider) ?? [], token))
      await gateway.removeMethod(twin.owner, twin.token, this.#limit());
    await gateway.removeMethod(owner ?? '', token, this.#limit());
  }

  /** The other tokens under which the provider keeps the same card: left there, it would come back by one of them. */
  async #twinsOf(
    gateway: Gateway,
    owners: readonly string[],
    token: string,
  ): Promise<{ owner: string; token: string }[]> {
    const twins: { owner: string; token: string; instrument: string | null | undefined }[] = [];
    for (const owner of owners)
      for (const listed of (await gateway.listMethods?.(owner, this.#limit())) ?? [])
        twins.push({ owner, token: listed.token, instrument: listed.instrument });
    const instrument = twins.find((one) => one.token === token)?.instrument;
    return instrument ? twins.filter((one) => one.instrument === instrument && one.token !== token) : [];
  }

  async #fresh(customer: Id): Promise<Result> {
    const now = this.#options.book.clock.now();
    const last = this.#last.get(customer);
    if (last && Math.abs(now - last.at) < FRESH_MS) return last.result;
    const failed: Result['failed'] = [];
    for (const [gateway, owners] of this.#linksOf(customer)) {
      const failure = await this.#askOne({ customer, gateway }, owners);
      if (failure) failed.push({ gateway, failure: { code: failure.code, params: { ...failure.params } } });
    }
    if (this.#last.size > MOST_REMEMBERED) this.#last.clear();
    this.#last.set(customer, { at: now, result: { failed } });
    return { failed };
  }

  #linksOf(customer: Id): Map<string, string[]> {
    const rows = all<{ gateway: string; external_id: string }>(
      this.#options.book.db,
      `SELECT l.gateway, l.external_id FROM customer s JOIN customer c ON c.id = s.id OR c.merged_into = s.id
       JOIN customer_link l ON l.customer = c.id WHERE s.uuid = ?
       ORDER BY l.gateway, l.external_id`,
      idToBytes(customer),
    );
    const links = new Map<string, string[]>();
    for (const { gateway, external_id: owner } of rows) {
      const known = links.get(gateway) ?? [];
      if (known.length < MOST_LINKS) links.set(gateway, [...known, owner]);
    }
    return links;
  }

  /** Gives why it could not be asked. A gateway that is not connected, or keeps no methods, is not asked. */
  async #askOne(of: { customer: Id; gateway: string }, owners: readonly string[]): Promise<Failure | null> {
    const { book, gateways, unexpected } = this.#options;
    this.#book(of.gateway, (read) => awaitSaved(read, book, of));
    try {
      const gateway = gateways.gateway(of.gateway);
      if (!gateway.listMethods) return null;
      const told: Told[] = [];
      for (const owner of owners) told.push({ owner, methods: await gateway.listMethods(owner, this.#limit()) });
      this.#book(of.gateway, (read) => reconcile(read, book, of, told));
      return null;
    } catch (error) {
      if (error instanceof Failure) return error.code === 'gateway-none' ? null : error;
      unexpected(`the saved methods at ${of.gateway}`, error);
      const gateway = gatewayLabel(of.gateway, givenLabels(book.db)) || of.gateway;
      return new Failure('gateway-error', { gateway, status: 0, detail: 'unexpected' });
    }
  }

  #book(gateway: string, decide: Parameters<typeof record>[2]): void {
    const { book, operator, changed } = this.#options;
    const act = { request: book.newId(), operator, source: `gateway:${gateway}`, input: null };
    if (record(book, act, decide).count > 0) changed(['customers']);
  }

  async #askAwaited(now: number): Promise<void> {
    const { book } = this.#options;
    for (const { uuid } of all<{ uuid: Buffer }>(book.db, awaitingSql, now - AWAITED_MS)) {
      const customer = idFromBytes(uuid);
      const last = this.#last.get(customer);
      if (this.#closing.signal.aborted) return;
      if (!last || Math.abs(now - last.at) >= REST_MS) await this.sync(customer);
    }
  }

  #limit(): AbortSignal {
    return AbortSignal.any([this.#closing.signal, AbortSignal.timeout(GATEWAY_MS)]);
  }

  /** After what is under way for this customer, whatever became of it. */
  async #inTurn<Answer>(customer: Id, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#turns.get(customer) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => {});
    this.#turns.set(customer, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(customer) === settled) this.#turns.delete(customer);
    }
  }
}

/** Customers with a method that is not written down yet, or is awaited although its payment has ended. */
const awaitingSql = `SELECT DISTINCT c.uuid FROM attempt a JOIN payment p ON p.id = a.payment JOIN customer c ON c.id = p.customer
  LEFT JOIN saved_method m ON m.attempt = a.uuid
  WHERE a.save_method = 1 AND a.state = 'done' AND a.outcome = 'confirmed'
    AND ((m.id IS NULL AND (p.status = 'Pending' OR (p.status = 'Completed' AND p.completed_at > ?)))
      OR (m.status = 'Pending' AND m.token IS NULL AND m.removed_at IS NULL AND p.status <> 'Pending')) LIMIT ${AT_ONCE}`;
