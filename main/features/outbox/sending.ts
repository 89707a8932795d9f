/**
 * Sends what waits, each attempt once, and looks up what is unknown. Every step is committed before the next is taken, so that the
 * engine may die between any two of them: it goes on from what the book says.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { OutcomeUnknown } from '../../gateways/ask';
import {
  LOOK_UPS,
  lookUpAfterMs,
  maySendAgain,
  SENDS_AGAIN_WITHIN_MS,
  type Sent,
  sendOnce,
  tryAfterMs,
} from '../../gateways/attempt';
import type { Facts } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Facts as JournalFacts, record } from '../../journal/record';
import { mayBecome } from '../../kernel/attempt';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { isStillOwed } from '../invoices/charging-events';
import {
  type Attempt,
  attemptOf,
  attemptsIn,
  dueAttempts,
  scheduleTry,
  triesOf,
  unwatched,
  wakeAttempts,
} from './attempts';
import { dropAttempt } from './drafts';
import { afterReply, held, refused, replied } from './outcome';
import type { Decide, SendingOptions } from './providers';
import { refundable } from './refundable';
import { call, find, hashOf, type Reply, requestOf } from './request';

const ATTEMPTS_A_ROUND = 20;
const CLOSING_MS = 2_000;

export class Sending {
  readonly #options: SendingOptions;
  /** What is under way: whoever asks for the same meanwhile waits for the same. */
  readonly #flying = new Map<Id, Promise<void>>();
  readonly #unreachable = new Set<string>();
  #working: Promise<void> | null = null;
  readonly #abort = new AbortController();
  #begun = false;
  #closed = false;

  constructor(options: SendingOptions) {
    this.#options = options;
    // In a damaged book nothing is sent, and there is nothing to look up.
    options.healthy.catch(() => {
      this.#closed = true;
    });
  }

  /** Called every second. */
  tick(): void {
    if (this.#closed) return;
    this.#working ??= this.work()
      .catch((error: unknown) => this.#options.unexpected('the outbox', error))
      .finally(() => {
        this.#working = null;
      });
  }

  /** One round: what was cut off becomes unknown, what is due is sent or looked up. */
  async work(): Promise<void> {
    const { book, healthy, providers } = this.#options;
    await healthy;
    for (const id of attemptsIn(book.db, 'sending')) if (!this.#flying.has(id)) this.#lost(id);
    if (!this.#begun) for (const payment of unwatched(book.db)) providers.watch(payment);
    this.#begun = true;
    for (const { id, gateway } of dueAttempts(book.db, book.clock.now(), ATTEMPTS_A_ROUND)) {
      if (this.#closed) return;
      if (!providers.isReachable(gateway)) this.#putOff(id, gateway);
      else await this.#once(id, () => this.#takeUp(id));
    }
    for (const gateway of this.#unreachable) {
      if (!providers.isReachable(gateway)) continue;
      this.#unreachable.delete(gateway);
      wakeAttempts(book.db, gateway, book.clock.now());
    }
  }

  /** Sends one that waits, at once. Resolves when the book says what came of it, whatever that is. */
  async send(id: Id): Promise<void> {
    await this.#options.healthy;
    if (!this.#begun) await this.work();
    await this.#once(id, async () => {
      if (attemptOf(this.#options.book.db, id).state === 'waiting') await this.#takeUp(id);
    });
  }

  /** Looks one up, at once. Throws what the gateway throws. */
  async lookUp(id: Id): Promise<void> {
    await this.#options.healthy;
    await this.#once(id, () => this.#lookUp(attemptOf(this.#options.book.db, id), true));
  }

  /** A person wants the same request sent once more, under its key. Throws Failure attempt-not-again. */
  async sendAgain(id: Id): Promise<void> {
    await this.#options.healthy;
    await this.#once(id, async () => {
      const attempt = attemptOf(this.#options.book.db, id);
      if (!this.#maySendAgain(attempt)) throw new Failure('attempt-not-again');
      await this.#go(attempt, true);
    });
  }

  /** What is under way gets a moment to end; then it is broken off, and is unknown. */
  async close(): Promise<void> {
    this.#closed = true;
    const ended = Promise.allSettled([this.#working, ...this.#flying.values()]);
    for (const step of [() => {}, () => this.#abort.abort()]) {
      step();
      await Promise.race([ended, pause(CLOSING_MS, undefined, { ref: false })]);
    }
  }

  #once(id: Id, step: () => Promise<void>): Promise<void> {
    const flying = this.#flying.get(id);
    if (flying) return flying;
    const flight = step().finally(() => {
      this.#flying.delete(id);
      this.#options.changed(['outbox', 'payments', 'customers', 'invoices']);
    });
    this.#flying.set(id, flight);
    return flight;
  }

  /** Until the gateway can be reached; others are not to wait behind it. */
  #putOff(id: Id, gateway: string): void {
    const { db } = this.#options.book;
    this.#unreachable.add(gateway);
    scheduleTry(db, id, triesOf(db, id), null, this.#now() + tryAfterMs(1));
  }

  /** Sends it or looks it up, as its state asks; a trouble is noted, and it is due again later. */
  async #takeUp(id: Id): Promise<void> {
    const attempt = attemptOf(this.#options.book.db, id);
    try {
      if (attempt.state === 'waiting') await this.#go(attempt, false);
      else if (attempt.state === 'unknown' || attempt.state === 'not-found') await this.#lookUp(attempt, false);
    } catch (error) {
      if (!(error instanceof Failure)) this.#options.unexpected('an attempt', error);
      else if (attempt.state === 'waiting') this.#record(id, (read) => held(read, id, 'waiting', this.#now(), error));
      this.#again(id, tryAfterMs(triesOf(this.#options.book.db, id)));
    }
  }

  async #go(attempt: Attempt, again: boolean): Promise<void> {
    const { book, providers } = this.#options;
    const { id } = attempt;
    const gateway = providers.gateway(attempt.gateway);
    if (!again && !(await this.#stillWanted(attempt))) return;
    const request = requestOf(book.db, attempt);
    const requestHash = hashOf(request);
    const sent = this.#record(id, function* (read) {
      const { state } = attemptOf(read.db, id);
      const may = again ? state === 'unknown' || state === 'not-found' : state === 'waiting';
      if (may && mayBecome(state, 'sending'))
        yield { kind: 'attempt.sent', subject: id, occurredAt: book.clock.now(), payload: { requestHash } };
    });
    if (sent) await this.#settle(id, await sendOnce(() => call(gateway, request, this.#abort.signal), again));
  }

  /** Against the present state: the payment must still be there to be paid or refunded, and the refund not made by others. */
  async #stillWanted({ id, kind, payment, amount }: Attempt): Promise<boolean> {
    const { book, providers } = this.#options;
    const drop = (why: 'payment-changed' | 'already-refunded', detail?: string) => {
      const payload = { why, ...(detail === undefined ? {} : { detail }) };
      this.#record(id, () => [{ kind: 'attempt.dropped', subject: id, occurredAt: this.#now(), payload }]);
      return false;
    };
    if (kind === 'charge' && payment.status === 'Pending' && !isStillOwed(book.db, payment.id, amount))
      return this.#record(id, (read) => dropAttempt(read, id, 'payment-changed', this.#now())) && false;
    if (kind !== 'refund') return payment.status === 'Pending' || drop('payment-changed');
    await providers.checkPayment(payment.id);
    const left = refundable(book.db, payment.id, id);
    if (left?.status !== 'Completed') return drop('payment-changed');
    if (left.amount >= amount) return true;
    return drop('already-refunded', left.lastRefundAt === null ? undefined : new Date(left.lastRefundAt).toISOString());
  }

  async #settle(id: Id, sent: Sent<Reply>): Promise<void> {
    await this.#options.healthy;
    switch (sent.kind) {
      case 'answered':
        return this.#book(id, sent.answer);
      case 'not-sent':
        this.#record(id, (read) => held(read, id, 'sending', this.#now(), sent.failure));
        return this.#again(id, tryAfterMs(triesOf(this.#options.book.db, id)));
      case 'refused':
        this.#record(id, (read) => refused(read, id, this.#now(), sent.failure));
        return;
      case 'unknown':
        return this.#doubt(id, sent.cause);
    }
  }

  async #book(id: Id, reply: Reply): Promise<void> {
    const { book, providers } = this.#options;
    const { gateway, payment } = attemptOf(book.db, id);
    const answered = reply.kind === 'money' ? reply.answered : null;
    await providers.bookAnswer(
      gateway,
      {
        attempt: id,
        externalId: answered?.kind === 'accepted' ? answered.externalId : null,
        facts: answered?.facts ?? noFacts,
      },
      {
        before: (read) => replied(read, id, this.#now(), reply),
        after: (read) => afterReply(read, id, this.#now(), reply),
      },
    );
    if (attemptOf(book.db, id).payment.status === 'Pending') providers.watch(payment.id);
  }

  #doubt(id: Id, cause: unknown): void {
    const why =
      cause instanceof OutcomeUnknown ? cause.failure.code : cause instanceof Failure ? cause.code : 'unreadable';
    if (why === 'unreadable') this.#options.unexpected('an answer', cause);
    const payload = { why };
    this.#record(id, (read) =>
      unlessEnded(read, id, { kind: 'attempt.unknown', subject: id, occurredAt: this.#now(), payload }),
    );
    scheduleTry(this.#options.book.db, id, 0, this.#now(), this.#now() + lookUpAfterMs(0));
  }

  /** It was being sent when the engine, or the write of its outcome, was cut off. */
  #lost(id: Id): void {
    this.#record(id, () => [
      { kind: 'attempt.unknown', subject: id, occurredAt: this.#now(), payload: { why: 'cut-off' } },
    ]);
    scheduleTry(this.#options.book.db, id, 0, null, this.#now());
  }

  async #lookUp(attempt: Attempt, asked: boolean): Promise<void> {
    const { book, providers } = this.#options;
    const { id, state } = attempt;
    if (state !== 'unknown' && state !== 'not-found') return;
    const sentAt = attempt.sentAt ?? attempt.createdAt;
    const gateway = providers.gateway(attempt.gateway);
    const found = await find(gateway, requestOf(book.db, attempt), sentAt, this.#abort.signal);
    if (found) return this.#book(id, found);
    // What a person asks for does not use up the look-ups that are spread over hours.
    const done = triesOf(book.db, id) + (asked ? 0 : 1);
    if (state === 'unknown' && done >= LOOK_UPS) {
      const payload = { lookUps: done };
      const event = { kind: 'attempt.not-found', subject: id, occurredAt: this.#now(), payload };
      this.#record(id, (read) => unlessEnded(read, id, event));
    }
    scheduleTry(book.db, id, done, this.#now(), this.#now() + lookUpAfterMs(done));
    const young = this.#now() - (attempt.sentAt ?? 0) < SENDS_AGAIN_WITHIN_MS;
    if (state === 'unknown' && done >= 2 && young && this.#maySendAgain(attempt)) await this.#go(attempt, true);
  }

  #maySendAgain(attempt: Attempt): boolean {
    const { book, providers } = this.#options;
    const { keyHonouredMs } = providers.gateway(attempt.gateway);
    const same = hashOf(requestOf(book.db, attempt)) === attempt.requestHash;
    return maySendAgain(attempt.state, attempt.sentAt ?? 0, this.#now(), keyHonouredMs, same);
  }

  #again(id: Id, afterMs: number): void {
    const { db } = this.#options.book;
    scheduleTry(db, id, triesOf(db, id) + 1, this.#now(), this.#now() + afterMs);
  }

  /** Gives whether anything was recorded. */
  #record(id: Id, decide: Decide): boolean {
    const { book, operator } = this.#options;
    const act = { request: book.newId(), operator, source: 'outbox', input: { attempt: id } };
    return record(book, act, decide).count > 0;
  }

  #now(): number {
    return this.#options.book.clock.now();
  }
}

function* unlessEnded(read: JournalFacts, id: Id, event: EventDraft): Generator<EventDraft> {
  const { state } = attemptOf(read.db, id);
  if (state !== 'done' && state !== 'dropped') yield event;
}

const noFacts: Facts = {
  customers: [],
  payments: [],
  refunds: [],
  disputes: [],
  payouts: [],
  parked: [],
  clockSkewMs: null,
};
