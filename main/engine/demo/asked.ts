/**
 * What the sample company asked for on NOWPayments' pages, recorded as if its book had been there then: that gateway knows no
 * customers, so that only what was asked tells whose a payment is.
 */
import { createHash } from 'node:crypto';
import { one } from '../../db/sql';
import type { Company, CompanyAsked } from '../../demo/company';
import { type MoneyWish, prepareMoney } from '../../features/outbox/drafts';
import type { AttemptPrepared, AttemptResolved } from '../../features/outbox/events';
import type { PaymentStatusChanged } from '../../features/payments/events';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';

const GATEWAY = 'nowpayments';
const inCoins = { method: GATEWAY, purpose: 'top-up' } as const;

/** Once for each book: its request's id is made from the book's. */
export function askedRequest({ replica }: Book): Id {
  return idFromBytes(createHash('sha256').update(`asked of ${replica}`).digest().subarray(0, 16));
}

export function wasAsked(book: Book): boolean {
  return one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(askedRequest(book))) !== undefined;
}

/** Before the gateway is first pulled, and after those that know the customers. Gives whether anything was recorded now. */
export function recordAsked(book: Book, act: Act, company: Company, ownerOf: OwnerOf): boolean {
  const recorded = record(book, act, function* (read) {
    for (const asked of company.asked()) {
      const customer = ownerOf(asked.home, asked.externalId);
      if (customer) yield* askedFor(read, book, asked, customer);
    }
  });
  return !recorded.repeated;
}

type OwnerOf = (provider: string, externalId: string) => Id | null;

function* askedFor(read: Facts, book: Book, asked: CompanyAsked, customer: Id): Generator<EventDraft> {
  const { key: attempt, amount, currency, description, at, page, link } = asked;
  const payment = book.newId();
  const wish: MoneyWish = {
    ...{ attempt, payment, gateway: GATEWAY, customer, payer: null, amount, currency, description },
    ...{ ...inCoins, methodLabel: null, token: null, saveMethod: false, draft: false },
  };
  let requestHash = '';
  for (const draft of prepareMoney(read, wish, at)) {
    yield draft;
    if (isPrepared(draft)) requestHash = draft.payload.requestHash;
  }
  const of = (kind: string, payload: object): EventDraft => ({ kind, subject: attempt, occurredAt: at, payload });
  const resolved: AttemptResolved = { outcome: 'confirmed', page, link };
  yield of('attempt.sent', { requestHash });
  yield of('attempt.resolved', resolved);
  const waits: PaymentStatusChanged = {
    ...{ gateway: GATEWAY, customer, amount, currency, was: 'Pending', status: 'Pending', providerStatus: '' },
    ...{ reason: 'waiting-customer', link },
  };
  yield { kind: 'payment.status-changed', subject: payment, occurredAt: at, payload: waits };
  if (asked.isOver) yield of('attempt.page-ended', { state: 'finished' });
}

function isPrepared(draft: EventDraft): draft is EventDraft & { payload: AttemptPrepared } {
  return draft.kind === 'attempt.prepared';
}
