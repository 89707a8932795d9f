/** What is recorded before anything is sent: our payment, Pending, and the attempt under whose key it will be asked for. */
import type { EventDraft } from '../../journal/event';
import type { Facts as JournalFacts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { refuseSecondCharge } from '../invoices/charging-events';
import { awaitPayment } from '../invoices/issuing-events';
import type { PaymentRecorded } from '../payments/events';
import { attemptOf } from './attempts';
import type { AskedMoney } from './contract';
import type { AttemptPrepared } from './events';
import { changePending } from './outcome';
import { refundable } from './refundable';
import { hashOf, requestOf } from './request';

/** What was asked for, with the names under which it is recorded. */
export interface MoneyWish extends Omit<AskedMoney, 'again' | 'also'> {
  attempt: Id;
  /** The id of the payment that is made for it. */
  payment: Id;
}

export function* prepareMoney(read: JournalFacts, wish: MoneyWish, at: number): Generator<EventDraft> {
  const { attempt, payment, gateway, customer, payer, amount, currency, purpose, description, token } = wish;
  const kind = token === null ? 'page' : 'charge';
  if (kind === 'charge' && wish.invoice) refuseSecondCharge(read.db, wish.invoice, amount);
  const request = requestOf(read.db, {
    ...{ id: attempt, kind, gateway, amount, currency, method: token, saveMethod: wish.saveMethod, reason: null },
    payment: {
      ...{ id: payment, externalId: null, status: 'Pending', providerStatus: '', amount, description, purpose },
      ...{ customer, payer, createdAt: at },
    },
  });
  const recorded: PaymentRecorded = {
    ...{ gateway, customer, amount, currency, status: 'Pending', providerStatus: '' },
    reason: wish.draft ? 'queued-offline' : 'waiting-gateway',
    ...(payer ? { payer } : {}),
    method: wish.method,
    ...(wish.methodLabel === null ? {} : { methodLabel: wish.methodLabel }),
    ...(purpose ? { purpose } : {}),
    description,
    reference: '',
    createdAt: at,
  };
  yield { kind: 'payment.recorded', subject: payment, occurredAt: at, payload: recorded };
  const prepared: AttemptPrepared = {
    ...{ kind, gateway, payment, amount, currency, requestHash: hashOf(request) },
    state: wish.draft ? 'drafted' : 'waiting',
    ...(token === null ? {} : { method: token }),
    ...(wish.saveMethod ? { saveMethod: true } : {}),
  };
  yield { kind: 'attempt.prepared', subject: attempt, occurredAt: at, payload: prepared };
  if (wish.invoice) yield* awaitPayment(read, wish.invoice, payment, { customer, currency }, at);
}

export interface RefundWish {
  attempt: Id;
  payment: Id;
  /** Minor units of the payment's currency, above zero. */
  amount: number;
  reason: string | null;
  owes: string | null;
  draft: boolean;
  /** The second operator's, where it took one. */
  approval?: Id;
}

/** Throws Failure refund-too-much, refund-not-possible for what cannot be refunded now. */
export function* prepareRefund(
  read: JournalFacts,
  of: { gateway: string; externalId: string; currency: string },
  wish: RefundWish,
  at: number,
): Generator<EventDraft> {
  const { attempt, payment, amount, reason } = wish;
  const { gateway, currency, externalId } = of;
  const left = refundable(read.db, payment, null);
  if (left?.status !== 'Completed') throw new Failure('refund-not-completed');
  if (amount > left.amount) throw new Failure('refund-too-much', { left: toDecimal(left.amount, currency), currency });
  const request = requestOf(read.db, {
    ...{ id: attempt, kind: 'refund', gateway, amount, currency, method: null, saveMethod: false, reason },
    payment: {
      ...{ id: payment, externalId, status: left.status, providerStatus: '', amount, description: '', purpose: null },
      ...{ customer: null, payer: null, createdAt: at },
    },
  });
  const prepared: AttemptPrepared = {
    ...{ kind: 'refund', gateway, payment, amount, currency, requestHash: hashOf(request) },
    state: wish.draft ? 'drafted' : 'waiting',
    ...(reason === null ? {} : { reason }),
    ...(wish.owes === null ? {} : { owes: wish.owes }),
    ...(wish.approval === undefined ? {} : { approval: wish.approval }),
  };
  yield { kind: 'attempt.prepared', subject: attempt, occurredAt: at, payload: prepared };
}

/** It is given up before it was sent, or because it was never found; or what it is for has changed. Throws Failure attempt-under-way for one that may be done. */
export function* dropAttempt(
  read: JournalFacts,
  id: Id,
  why: 'operator' | 'not-made' | 'payment-changed',
  at: number,
): Generator<EventDraft> {
  const attempt = attemptOf(read.db, id);
  const { state } = attempt;
  const may = why === 'not-made' ? state === 'not-found' : state === 'drafted' || state === 'waiting';
  if (!may) throw new Failure('attempt-under-way');
  yield { kind: 'attempt.dropped', subject: id, occurredAt: at, payload: { why } };
  yield* changePending(attempt, at, { status: 'Cancelled', reason: 'cancelled-operator' });
}
