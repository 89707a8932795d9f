/**
 * Answers a dispute through its gateway, once. It is kept and committed before anything is sent; an answer that may have been sent is
 * looked up and never sent again.
 */

import type { z } from 'zod';
import type { Topic } from '../../contract';
import { givenLabels } from '../../db/gateway-labels';
import { all, one } from '../../db/sql';
import { OutcomeUnknown } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import { type Act, type Book, record } from '../../journal/record';
import { every } from '../../kernel/every';
import type { AnswerState } from '../../kernel/evidence';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { DisputeState } from '../../kernel/payment';
import type { Answer, answerInputSchema } from './contract';
import type { AnswerEnded, AnswerPrepared } from './events';
import { answerOf } from './query';
import { keepWritten, readWritten, sha256, type Written } from './written';

export interface AnsweringOptions {
  book: Book;
  healthy: Promise<void>;
  operator: string;
  gateways: {
    /** Throws Failure gateway-none, passphrase-needed. */
    gateway(key: string): Gateway;
    /** Asks for the present state of a payment, with its disputes, and books it. */
    checkPayment(payment: Id): Promise<void>;
  };
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

interface Open {
  uuid: Buffer;
  payment: Buffer;
  gateway: string;
  external_id: string;
  state: DisputeState;
}

const LOOK_EVERY_MS = 60_000;
/** What its gateway still has nothing of after so long was not sent. */
const GIVEN_UP_MS = 10 * 60_000;

export class Answering {
  readonly #options: AnsweringOptions;
  readonly #flying = new Map<Id, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #isTime: () => boolean;

  constructor(options: AnsweringOptions) {
    this.#options = options;
    this.#isTime = every(LOOK_EVERY_MS, options.book.clock);
  }

  /** Resolves when it is known what came of it, or that it is not. Throws Failure dispute-*, not-offered, evidence-file. */
  async answer(by: Pick<Act, 'operator' | 'source'>, input: z.infer<typeof answerInputSchema>): Promise<Answer> {
    const { book, healthy, gateways, changed } = this.#options;
    await healthy;
    const written = readWritten(input);
    const { request, payment, dispute } = input;
    const id = request as Id; // from outside: checked by the contract
    const asked = { what: 'answer', payment, dispute, hash: written.hash };
    let gateway: Gateway | null = null;
    const recorded = record(book, { ...by, request: id, input: asked }, (read) => {
      const of = openDispute(read.db, payment, dispute);
      gateway = gateways.gateway(of.gateway);
      if (!gateway.sendEvidence)
        throw new Failure('not-offered', { gateway: gatewayLabel(of.gateway, givenLabels(read.db)) || of.gateway });
      assertTaken(gateway, written);
      keepWritten(read.db, id, written);
      return [prepared(of, id, written, book.clock.now())];
    });
    changed(['payments']);
    if (!recorded.repeated && gateway) {
      const sent = this.#send(gateway, id, payment as Id, dispute, written); // from outside: found by it
      this.#flying.set(id, sent);
    }
    await this.#flying.get(id);
    return answerOf(book.db, id);
  }

  /** Throws what the gateway throws. */
  async lookUp(id: string): Promise<Answer> {
    const { book, healthy } = this.#options;
    await healthy;
    await this.#lookUp(id as Id); // from outside: checked by the contract
    return answerOf(book.db, id);
  }

  /** Called every second: what was cut off is looked up. */
  tick(): void {
    const { book, unexpected } = this.#options;
    if (!this.#isTime()) return;
    const open = all<{ uuid: Buffer }>(
      book.db,
      "SELECT uuid FROM dispute_answer WHERE state IN ('sending', 'unknown') ORDER BY id LIMIT 20",
    );
    for (const { uuid } of open) {
      this.lookUp(idFromBytes(uuid)).catch((error: unknown) => {
        if (!(error instanceof Failure)) unexpected('an answer to a dispute', error);
      });
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#flying.values());
  }

  async #send(gateway: Gateway, id: Id, payment: Id, dispute: string, written: Written): Promise<void> {
    const { unexpected, changed } = this.#options;
    try {
      const ask = { key: id, dispute, text: written.text, files: written.files };
      await gateway.sendEvidence?.(ask, this.#closing.signal);
      this.#end(id, payment, { answer: id, state: 'sent' });
      await this.#options.gateways.checkPayment(payment).catch(() => {}); // the next sync tells of it too
    } catch (error) {
      if (error instanceof Failure) this.#end(id, payment, { answer: id, state: 'refused', why: error.code });
      else {
        if (!(error instanceof OutcomeUnknown)) unexpected('answering a dispute', error);
        this.#doubt(id, payment, error instanceof OutcomeUnknown ? error.failure.code : 'unreadable');
      }
    } finally {
      this.#flying.delete(id);
      changed(['payments']);
    }
  }

  async #lookUp(id: Id): Promise<void> {
    const { book, gateways, changed } = this.#options;
    if (this.#flying.has(id)) return this.#flying.get(id);
    const row = one<Open & { answer: AnswerState; created_at: number }>(
      book.db,
      `SELECT d.uuid, p.uuid AS payment, p.gateway, d.external_id, d.state, a.state AS answer, a.created_at FROM dispute_answer a
       JOIN dispute d ON d.id = a.dispute JOIN payment p ON p.id = d.payment WHERE a.uuid = ?`,
      idToBytes(id),
    );
    if (!row || (row.answer !== 'sending' && row.answer !== 'unknown')) return;
    const payment = idFromBytes(row.payment);
    // The engine ended while it was being sent.
    if (row.answer === 'sending') this.#doubt(id, payment, 'cut-off');
    const isThere = await gateways.gateway(row.gateway).hasEvidence?.(row.external_id, this.#closing.signal);
    if (isThere) this.#end(id, payment, { answer: id, state: 'sent' });
    else if (book.clock.now() - row.created_at > GIVEN_UP_MS)
      this.#end(id, payment, { answer: id, state: 'refused', why: 'not-found' });
    changed(['payments']);
    if (isThere) await gateways.checkPayment(payment).catch(() => {}); // the next sync tells of it too
  }

  #doubt(answer: Id, subject: Id, why: string): void {
    this.#record(answer, { kind: 'dispute.answer-unknown', subject, payload: { answer, why } });
  }

  #end(answer: Id, subject: Id, payload: AnswerEnded): void {
    this.#record(answer, { kind: 'dispute.answer-ended', subject, payload });
  }

  #record(answer: Id, event: { kind: string; subject: Id; payload: object }): void {
    const { book, operator } = this.#options;
    const act = { request: book.newId(), operator, source: 'outbox', input: { answer } };
    record(book, act, () => [{ ...event, occurredAt: book.clock.now() }]);
  }
}

/** Throws Failure evidence-too-long, evidence-file-needed: what this provider would refuse is not sent. */
function assertTaken({ provider }: Gateway, { text, files }: Written): void {
  const kind = gatewayKind(provider);
  const terms = kind?.capabilities.evidence;
  if (!kind || !terms) return;
  const { label: gateway } = kind;
  if (text.length > terms.longestText) throw new Failure('evidence-too-long', { gateway, most: terms.longestText });
  if (terms.needsFile && files.length === 0) throw new Failure('evidence-file-needed', { gateway });
}

function prepared(of: Open, answer: Id, written: Written, at: number) {
  const payload: AnswerPrepared = {
    ...{ gateway: of.gateway, dispute: idFromBytes(of.uuid), answer, hash: written.hash },
    files: written.files.map(({ part, bytes }) => ({ part, sha256: sha256(bytes), bytes: bytes.length })),
  };
  return { kind: 'dispute.answer-prepared', subject: idFromBytes(of.payment), occurredAt: at, payload };
}

/** Throws Failure dispute-not-open, dispute-answered. */
function openDispute(db: Book['db'], payment: string, externalId: string): Open {
  const row = one<Open>(
    db,
    `SELECT d.uuid, p.uuid AS payment, p.gateway, d.external_id, d.state FROM dispute d JOIN payment p ON p.id = d.payment
     WHERE p.uuid = ? AND d.external_id = ?`,
    idToBytes(payment),
    externalId,
  );
  if (row?.state !== 'open') throw new Failure('dispute-not-open');
  const before = one(
    db,
    "SELECT 1 FROM dispute_answer a JOIN dispute d ON d.id = a.dispute WHERE d.uuid = ? AND a.state <> 'refused'",
    row.uuid,
  );
  if (before) throw new Failure('dispute-answered');
  return row;
}
