/** From what came of an attempt to the events that say so: its own, and its payment's. Pure but for reading the present state. */

import type { EventDraft } from '../../journal/event';
import type { Facts as JournalFacts } from '../../journal/record';
import { mayBecome } from '../../kernel/attempt';
import type { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { Reason } from '../../kernel/payment';
import type { PaymentStatusChanged } from '../payments/events';
import { type Attempt, attemptOf } from './attempts';
import type { AttemptResolved } from './events';
import type { Reply } from './request';

type Read = JournalFacts;

/** Only when it still may end: a pull may have told of it meanwhile. */
export function* resolve(read: Read, id: Id, at: number, payload: AttemptResolved): Generator<EventDraft> {
  const { state } = attemptOf(read.db, id);
  if (mayBecome(state, 'done')) yield { kind: 'attempt.resolved', subject: id, occurredAt: at, payload };
}

/** The state of our own payment, while it is Pending and its provider has not told of it itself. */
export function* changePending(
  attempt: Attempt,
  at: number,
  to: { status: 'Pending' | 'Cancelled'; reason: Reason; detail?: string; link?: string },
): Generator<EventDraft> {
  const { payment, kind } = attempt;
  if (kind === 'refund' || payment.status !== 'Pending') return;
  const payload: PaymentStatusChanged = {
    gateway: attempt.gateway,
    ...(payment.customer ? { customer: payment.customer } : {}),
    amount: payment.amount,
    currency: attempt.currency,
    was: payment.status,
    providerStatus: payment.providerStatus,
    ...to,
  };
  yield { kind: 'payment.status-changed', subject: payment.id, occurredAt: at, payload };
}

/** Before the facts of the answer are booked. */
export function* replied(read: Read, id: Id, at: number, reply: Reply): Generator<EventDraft> {
  if (reply.kind === 'page') {
    const { page, link, expiresAt } = reply.opened;
    const opened = { page, link, ...(expiresAt === null ? {} : { expiresAt }) };
    yield* resolve(read, id, at, { outcome: 'confirmed', ...opened });
    return;
  }
  const { answered } = reply;
  if (answered.kind === 'accepted') {
    yield* resolve(read, id, at, { outcome: 'confirmed', externalId: answered.externalId });
    return;
  }
  const { detail, hard, decline } = answered;
  const why = { ...(hard ? { hard } : {}), ...(decline ? { decline } : {}) };
  yield* resolve(read, id, at, { outcome: 'declined', detail, ...why });
}

/** After the facts of the answer are booked: what they left open. */
export function* afterReply(read: Read, id: Id, at: number, reply: Reply): Generator<EventDraft> {
  const attempt = attemptOf(read.db, id);
  if (reply.kind === 'page') {
    const waits = { status: 'Pending', reason: 'waiting-customer', link: reply.opened.link } as const;
    if (attempt.payment.externalId === null) yield* changePending(attempt, at, waits);
  } else if (reply.answered.kind === 'declined') {
    yield* changePending(attempt, at, { status: 'Cancelled', reason: 'declined', detail: reply.answered.detail });
  }
}

/**
 * It certainly was not sent: `from` says what is known of it (`sending`: its only request certainly did not arrive). A charge asks
 * a person again before it goes; the others go when they can.
 */
export function* held(
  read: Read,
  id: Id,
  from: 'waiting' | 'sending',
  at: number,
  { code }: Failure,
): Generator<EventDraft> {
  const attempt = attemptOf(read.db, id);
  const state = attempt.kind === 'charge' ? 'drafted' : 'waiting';
  if (attempt.state !== from || attempt.state === state) return;
  yield { kind: 'attempt.held', subject: id, occurredAt: at, payload: { state, why: code } };
  yield* changePending(attempt, at, { status: 'Pending', reason: 'queued-offline' });
}

/** The provider would not take it, whenever it is asked. */
export function* refused(read: Read, id: Id, at: number, failure: Failure): Generator<EventDraft> {
  const detail = typeof failure.params.detail === 'string' ? failure.params.detail : failure.code;
  yield* resolve(read, id, at, { outcome: 'refused', why: failure.code, detail });
  yield* changePending(attemptOf(read.db, id), at, { status: 'Cancelled', reason: 'declined', detail });
}
