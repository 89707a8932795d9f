/** Where people ask: what they want is recorded, once for each request, and sent. */

import { setTimeout as pause } from 'node:timers/promises';
import { givenLabels } from '../../db/gateway-labels';
import { assertReturnPage } from '../../db/return-page';
import { one } from '../../db/sql';
import type { PageState } from '../../gateways/ask';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import { type Act, type Book, type Facts as JournalFacts, record } from '../../journal/record';
import { isOpen } from '../../kernel/attempt';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { attemptOf } from './attempts';
import type { AskedMoney, AskedRefund, Outbox } from './contract';
import { dropAttempt, prepareMoney } from './drafts';
import { changePending } from './outcome';
import type { Providers } from './providers';
import { refundedPayment, refundOrAsk } from './refunding';
import type { Sending } from './sending';

/** A screen waits so long for an answer; then it goes on showing how the attempt stands. */
const WAITS_MS = 30_000;
/** A payment like one that was asked for so recently is asked about. */
const SIMILAR_MS = 2 * 60_000;

export interface DeskProviders extends Providers {
  /** Books how a page stands. */
  bookPage(
    provider: string,
    page: { attempt: Id; page: string },
    state: PageState,
    by: 'cancelled-operator',
  ): Promise<void>;
}

export class Desk implements Outbox {
  readonly #book: Book;
  readonly #sending: Sending;
  readonly #providers: DeskProviders;
  readonly #kinds: typeof gatewayKind;

  constructor(book: Book, sending: Sending, providers: DeskProviders, kinds: typeof gatewayKind = gatewayKind) {
    this.#kinds = kinds;
    this.#book = book;
    this.#sending = sending;
    this.#providers = providers;
  }

  async askMoney(act: Act, asked: AskedMoney): Promise<{ attempt: Id; payment: Id }> {
    const book = this.#book;
    const { capabilities } = this.#kind(asked.gateway);
    if (!(asked.token === null ? capabilities.hostedPage : capabilities.chargeSaved))
      throw new Failure('not-offered', { gateway: this.#nameOf(asked.gateway) });
    if (asked.token === null) assertReturnPage(book.db, asked.gateway);
    const recorded = record(book, act, function* (read) {
      if (!asked.again) refuseSimilar(read, asked, book.clock.now());
      const wish = { ...asked, payment: book.newId(), attempt: book.newId() };
      yield* prepareMoney(read, wish, book.clock.now());
      if (asked.also) yield* asked.also(wish.attempt, book.clock.now());
    });
    const [payment, attempt] = recorded.subjects;
    if (!payment || !attempt) throw new Error('an attempt without an event');
    await this.#sent(attempt);
    return { attempt, payment: attemptOf(book.db, attempt).payment.id };
  }

  async askRefund(act: Act, asked: AskedRefund): Promise<{ attempt: Id | null; approval: Id | null }> {
    const book = this.#book;
    const { gateway } = refundedPayment(book.db, asked.payment);
    if (!this.#kind(gateway, 'refund-not-possible').capabilities.refund)
      throw new Failure('refund-not-possible', { gateway: this.#nameOf(gateway) });
    const recorded = record(book, act, (read) => refundOrAsk(book, read, asked));
    const id = recorded.subjects[0];
    if (!id) throw new Error('a refund without an event');
    if (one(book.db, 'SELECT 1 FROM approval WHERE uuid = ?', idToBytes(id))) return { attempt: null, approval: id };
    await this.#sent(id);
    return { attempt: id, approval: null };
  }

  async cancelFor(act: Act, payment: Id): Promise<boolean> {
    const book = this.#book;
    const row = one<{ uuid: Buffer; page: string | null; page_state: string | null }>(
      book.db,
      `SELECT a.uuid, a.page, a.page_state FROM attempt a JOIN payment p ON p.id = a.payment
       WHERE p.uuid = ? AND a.kind <> 'refund' ORDER BY a.id DESC LIMIT 1`,
      idToBytes(payment),
    );
    if (!row) return false;
    const id = idFromBytes(row.uuid);
    if (isOpen(attemptOf(book.db, id).state)) this.drop(act, id, 'operator');
    else if (row.page !== null && row.page_state === 'open') await this.#closePage(act, id, row.page);
    else return false;
    return true;
  }

  async lookUpFor(payment: Id): Promise<boolean> {
    const row = one<{ uuid: Buffer }>(
      this.#book.db,
      `SELECT a.uuid FROM attempt a JOIN payment p ON p.id = a.payment
       WHERE p.uuid = ? AND a.state NOT IN ('done', 'dropped') AND a.state IN ('unknown', 'not-found') LIMIT 1`,
      idToBytes(payment),
    );
    if (!row) return false;
    await this.#sending.lookUp(idFromBytes(row.uuid));
    return true;
  }

  /** Throws Failure attempt-under-way for one that may have been sent. */
  drop(act: Act, id: Id, why: 'operator' | 'not-made' | 'payment-changed'): void {
    record(this.#book, act, (read) => dropAttempt(read, id, why, this.#book.clock.now()));
  }

  /** A draft may go: it is sent now. */
  async release(act: Act, id: Id): Promise<void> {
    const at = this.#book.clock.now();
    record(this.#book, act, function* (read) {
      if (attemptOf(read.db, id).state !== 'drafted') throw new Failure('attempt-under-way');
      yield { kind: 'attempt.released', subject: id, occurredAt: at, payload: {} };
      yield* changePending(attemptOf(read.db, id), at, { status: 'Pending', reason: 'waiting-gateway' });
    });
    await this.#sent(id);
  }

  /** The provider ends it where it can; where it cannot, it is Cancelled here, and what is paid on it after all is booked. */
  async #closePage(act: Act, id: Id, page: string): Promise<void> {
    const attempt = attemptOf(this.#book.db, id);
    const gateway = this.#providers.gateway(attempt.gateway);
    if (gateway.closePage) {
      const state = await gateway.closePage(page, id);
      await this.#providers.bookPage(attempt.gateway, { attempt: id, page }, state, 'cancelled-operator');
    }
    const left = attemptOf(this.#book.db, id);
    const at = this.#book.clock.now();
    record(this.#book, act, () => changePending(left, at, { status: 'Cancelled', reason: 'cancelled-operator' }));
  }

  /** What takes longer goes on by itself. */
  async #sent(id: Id): Promise<void> {
    const waited = new AbortController();
    const enough = pause(WAITS_MS, undefined, { signal: waited.signal, ref: false }).catch(() => {});
    await Promise.race([this.#sending.send(id), enough]);
    waited.abort();
  }

  /** As people call the account. */
  #nameOf(account: string): string {
    return gatewayLabel(account, givenLabels(this.#book.db)) || account;
  }

  #kind(provider: string, otherwise: 'gateway-none' | 'refund-not-possible' = 'gateway-none') {
    const kind = this.#kinds(provider);
    if (!kind) throw new Failure(otherwise, { gateway: this.#nameOf(provider) });
    try {
      this.#providers.gateway(provider);
    } catch (error) {
      // Its key is sealed: what is asked for now waits until it is opened.
      if (!(error instanceof Failure) || error.code !== 'passphrase-needed') throw error;
    }
    return kind;
  }
}

function refuseSimilar(read: JournalFacts, asked: AskedMoney, nowMs: number): void {
  const { customer, amount, currency } = asked;
  const found = one(
    read.db,
    `SELECT 1 FROM customer c JOIN payment p ON p.customer = c.id JOIN attempt a ON a.payment = p.id
     WHERE c.uuid = ? AND a.kind <> 'refund' AND a.amount = ? AND a.currency = ?
       AND (a.state NOT IN ('done', 'dropped') OR (a.outcome = 'confirmed' AND a.created_at > ?)) LIMIT 1`,
    idToBytes(customer),
    amount,
    currency,
    nowMs - SIMILAR_MS,
  );
  if (found) throw new Failure('attempt-similar', { amount: toDecimal(amount, currency), currency });
}
