/**
 * Journeys of one book: people ask a provider for money, while requests fail in every way and our process dies and comes back. Time
 * is made up; the same seed gives the same journeys.
 */
import Database from 'better-sqlite3';
import { setConnection } from '../../main/db/open';
import { all, one } from '../../main/db/sql';
import { attemptsIn, unwatched } from '../../main/features/outbox/attempts';
import { dropAttempt, type MoneyWish, prepareMoney, prepareRefund } from '../../main/features/outbox/drafts';
import { Sending } from '../../main/features/outbox/sending';
import { ingest } from '../../main/features/sync/ingest';
import { SyncRunner } from '../../main/features/sync/syncing';
import { type Book, record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { act, type TestClock, testClock } from '../support/book';
import { ChargingGateway, type Trouble, troubles } from '../support/charging-gateway';
import { ChargingProvider } from '../support/charging-provider';
import { chance, pick } from '../support/seed';
import { usedAgain } from '../support/used-again';

const books = usedAgain();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CUSTOMERS = 3;
const MOST_LOOK_UPS = 14;

export interface Tally {
  requests: number;
  troubles: number;
  deaths: number;
}

export class Journey {
  readonly clock: TestClock = testClock();
  readonly provider: ChargingProvider;
  readonly tally: Tally = { requests: 0, troubles: 0, deaths: 0 };
  book: Book;
  readonly #next: () => number;
  #gateway!: ChargingGateway;
  #syncing!: SyncRunner;
  #sending!: Sending;
  #calm = false;
  /** Of ten requests so many go wrong. */
  readonly #wildness: number;

  constructor(seed: number) {
    this.#next = chance(seed);
    const flip = () => pick(this.#next, 3) > 0;
    const habits = {
      ...{ honoursKeys: flip(), tellsKeys: flip(), finds: flip() },
      ...{ tellsCustomers: flip(), guardsRefunds: flip() },
    };
    this.provider = new ChargingProvider(habits, () => this.clock.now(), this.#next);
    this.#wildness = 1 + pick(this.#next, 8);
    this.book = books.book(this.clock, seed);
    ingest(this.book, { operator: 'ada', source: 'test' }, 'stripe', [this.provider.customers(CUSTOMERS)], null);
    this.#begin();
  }

  /** One journey on from here; it ends in calm, and the next may begin. */
  async run(): Promise<void> {
    this.#calm = false;
    const steps = 4 + pick(this.#next, 14);
    for (let n = 0; n < steps; n++) await this.#step();
    await this.#quiet();
  }

  close(): void {
    this.book.db.close();
  }

  /** The engine starts on what the book says. */
  #begin(): void {
    const trouble = () => this.#nextTrouble();
    this.#gateway = new ChargingGateway(this.provider, () => this.clock.now(), this.#next, trouble);
    const shared = { book: this.book, healthy: Promise.resolve(), operator: 'ada', changed: () => {} };
    const unexpected = (_: string, error: unknown) => {
      if (!(error instanceof TypeError && error.message.startsWith('Cannot read properties'))) throw error;
    };
    this.#syncing = new SyncRunner({ ...shared, clock: this.clock, unexpected });
    this.#syncing.take('stripe', 'sandbox', 'acct_1', this.#gateway);
    this.#sending = new Sending({ ...shared, providers: this.#syncing, unexpected });
  }

  /** The process was killed: only the file is left. */
  #reopen(): void {
    this.tally.deaths++;
    // No transaction is ever open while we wait, so that the connection is as good as a new one: now and then it is one.
    if (pick(this.#next, 4) === 0) {
      const db = new Database(this.book.db.serialize());
      setConnection(db);
      this.book.db.close();
      this.book = { ...this.book, db };
    }
    this.#begin();
  }

  #nextTrouble(): Trouble | null {
    this.tally.requests++;
    if (this.#calm || pick(this.#next, 10) >= this.#wildness) return null;
    this.tally.troubles++;
    return troubles[pick(this.#next, troubles.length)] ?? null;
  }

  /** Does something until it is done, fails, or the process dies in it. */
  async #live(work: () => Promise<unknown>): Promise<void> {
    const done = work().catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
    if ((await Promise.race([done, this.#gateway.died])) === 'died') this.#reopen();
  }

  async #step(): Promise<void> {
    this.provider.settleLate();
    const lot = pick(this.#next, 24);
    if (lot < 6) return this.#ask();
    if (lot < 8) return this.#askRefund();
    if (lot < 11) return this.#live(() => this.#sending.work());
    if (lot < 13) return this.#live(() => this.#syncing.now().result);
    if (lot === 13) return this.#live(() => this.#checkPending());
    if (lot === 14) return this.#payerActs();
    if (lot === 15) return this.#release();
    if (lot === 16) return this.#cancel();
    if (lot === 17) return this.#reopen();
    if (lot === 18) return this.#decide();
    const longest = [3_000, 20_000, 2 * MINUTE, 20 * MINUTE, 9 * HOUR][lot - 19] ?? MINUTE;
    this.clock.at += 1_000 + pick(this.#next, longest);
    // The engine works each second; of a long time only its end is watched.
    if (longest < HOUR) await this.#live(() => this.#sending.work());
  }

  /** A charge or a page; half of the time it is clicked twice. */
  async #ask(): Promise<void> {
    const { book } = this;
    const request = book.newId();
    const wish = this.#wish();
    const ask = () => {
      record(book, act(book, { amount: wish.amount }, request), (read) => prepareMoney(read, wish, this.clock.now()));
      return wish.draft ? Promise.resolve() : this.#sending.send(wish.attempt);
    };
    const clicks = 1 + pick(this.#next, 2);
    await this.#live(() => Promise.all(Array.from({ length: clicks }, ask)));
  }

  #wish(): MoneyWish {
    const { book } = this;
    const customers = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id');
    const uuid = customers[pick(this.#next, customers.length)]?.uuid ?? Buffer.alloc(16);
    const charged = pick(this.#next, 2) === 0;
    return {
      ...{ attempt: book.newId(), payment: book.newId(), gateway: 'stripe', customer: idFromBytes(uuid), payer: null },
      ...{ amount: 100 + pick(this.#next, 90_000), currency: pick(this.#next, 2) === 0 ? 'EUR' : 'USD' },
      ...{ method: 'card', methodLabel: null, purpose: 'top-up', description: 'Top-up', saveMethod: false },
      token: charged ? 'pm_1' : null,
      draft: pick(this.#next, 8) === 0,
    };
  }

  async #askRefund(): Promise<void> {
    const { book } = this;
    const rows = all<{ uuid: Buffer; external_id: string; amount: number; currency: string }>(
      book.db,
      "SELECT uuid, external_id, amount, currency FROM payment WHERE status = 'Completed'",
    );
    const of = rows[pick(this.#next, Math.max(1, rows.length))];
    if (!of) return;
    const payment = idFromBytes(of.uuid);
    const at = { gateway: 'stripe', externalId: of.external_id, currency: of.currency };
    const amount = 1 + pick(this.#next, of.amount);
    const attempt = book.newId();
    await this.#live(async () => {
      const wish = { attempt, payment, amount, reason: null, owes: null, draft: false };
      record(book, act(book, { amount }), (read) => prepareRefund(read, at, wish, this.clock.now()));
      await this.#sending.send(attempt);
    });
  }

  async #checkPending(): Promise<void> {
    for (const { uuid } of all<{ uuid: Buffer }>(this.book.db, "SELECT uuid FROM payment WHERE status = 'Pending'"))
      await this.#syncing.checkPayment(idFromBytes(uuid)).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
      });
  }

  async #payerActs(): Promise<void> {
    const open = this.provider.pages.filter((each) => each.state === 'open');
    const of = open[pick(this.#next, Math.max(1, open.length))];
    if (!of) return;
    if (pick(this.#next, 5) === 0) of.state = 'expired';
    else this.provider.pay(of, pick(this.#next, 4) > 0);
  }

  /** The person says that a draft may go. */
  async #release(): Promise<void> {
    const id = attemptsIn(this.book.db, 'drafted')[0];
    if (!id) return;
    const released = { kind: 'attempt.released', subject: id, occurredAt: this.clock.now(), payload: {} };
    record(this.book, act(this.book), () => [released]);
    await this.#live(() => this.#sending.send(id));
  }

  async #cancel(): Promise<void> {
    const id = [...attemptsIn(this.book.db, 'drafted'), ...attemptsIn(this.book.db, 'waiting')][0];
    if (!id) return;
    record(this.book, act(this.book), (read) => dropAttempt(read, id, 'operator', this.clock.now()));
  }

  /** A person decides about what is not known: the very same once more, or that nothing came of it. */
  async #decide(): Promise<void> {
    const { db } = this.book;
    const lost = attemptsIn(db, 'not-found')[0];
    // Whoever looked at the provider's own dashboard knows; nobody else decides so.
    const really =
      lost &&
      ![...this.provider.charges, ...this.provider.refunds, ...this.provider.pages].some(({ key }) => key === lost);
    if (lost && really && this.provider.late.length === 0)
      return void record(this.book, act(this.book), (read) => dropAttempt(read, lost, 'not-made', this.clock.now()));
    const unknown = attemptsIn(db, 'unknown')[0] ?? lost;
    if (unknown) await this.#live(() => this.#sending.sendAgain(unknown));
  }

  /** Nothing goes wrong any more, and time enough passes for all that can become known. */
  async #quiet(): Promise<void> {
    this.#calm = true;
    this.clock.at += 3 * HOUR;
    this.provider.settleLate();
    // A gateway that could not be reached is known to be back by this.
    await this.#syncing.now().result;
    for (let round = 0; round < MOST_LOOK_UPS; round++) {
      this.clock.at += 4 * HOUR;
      await this.#sending.work();
      if (attemptsIn(this.book.db, 'unknown').length === 0 && round > 1) break;
    }
    for (let round = 0; round < 2; round++) {
      await this.#syncing.now().result;
      await this.#checkPending();
    }
  }

  /** Ids of payments that are Pending although nobody will ever look at them again. */
  forgotten(): Id[] {
    return unwatched(this.book.db);
  }

  row<Row>(text: string, ...values: unknown[]): Row | undefined {
    return one<Row>(this.book.db, text, ...values);
  }
}
