/** A bank transfer that came: which Pending payments it pays, whole, in part or with more than was asked, and whose the rest is. */
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts as JournalFacts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Method, Purpose, Status } from '../../kernel/payment';
import type { Day } from '../../kernel/time';
import { awaitRest } from '../invoices/issuing-events';
import type { PaymentDescribed, PaymentRecorded, PaymentStatusChanged } from '../payments/events';

export const BANK_TRANSFER = 'bank-transfer';

export interface Evidence {
  /** The day on the statement. */
  day: Day;
  note: string;
  bankReference?: string | undefined;
  /** The second operator's, where the sum took one. */
  approval?: Id | undefined;
}

/** `payment`: a Pending bank transfer. Neither payment nor customer: whose it is is not known, and a person is told. */
export interface Part {
  payment: Id | null;
  customer: Id | null;
  /** Minor units, above zero. */
  amount: number;
  /** What is still missing of the payment goes on as a Pending one. */
  restPending: boolean;
}

interface Expected {
  uuid: Buffer;
  customer: Buffer | null;
  payer: Buffer | null;
  gateway: string;
  status: Status;
  amount: number;
  currency: string;
  description: string;
  reference: string;
  purpose: Purpose | null;
  method: Extract<Method, 'bank-transfer' | 'invoice'>;
}

export interface Receiving {
  newId(): Id;
  currency: string;
  /** UTC milliseconds on the day of the evidence, or of the bank line. */
  at: number;
  nowMs: number;
  /** Null: its bank line was seen, and is matched with it in the same act. */
  evidence: Evidence | null;
}

/** Throws Failure payment-unknown, payment-not-pending. */
export function* receivePart(read: JournalFacts, of: Receiving, part: Part): Generator<EventDraft> {
  if (part.payment === null) {
    yield recordReceived(of, part);
    return;
  }
  const expected = expectedOf(read.db, part.payment);
  if (expected.gateway !== BANK_TRANSFER || expected.status !== 'Pending' || expected.currency !== of.currency)
    throw new Failure('payment-not-pending');
  const { description, reference, purpose, currency } = expected;
  const customer = expected.customer ? idFromBytes(expected.customer) : undefined;
  if (part.amount !== expected.amount) {
    const payload: PaymentDescribed = {
      ...{ description, reference, amount: part.amount },
      ...(purpose ? { purpose } : {}),
    };
    yield { kind: 'payment.described', subject: part.payment, occurredAt: of.nowMs, payload };
  }
  const payload: PaymentStatusChanged = {
    ...{ gateway: BANK_TRANSFER, amount: part.amount, currency, was: 'Pending', status: 'Completed' },
    ...(customer ? { customer } : {}),
    ...{ providerStatus: '', completedAt: of.at },
    ...(of.evidence ? { evidence: of.evidence } : {}),
  };
  yield {
    kind: 'payment.status-changed',
    subject: part.payment,
    occurredAt: of.at,
    ...(of.evidence ? { bookedOn: of.evidence.day, isGiven: true } : {}),
    payload,
  };
  if (!part.restPending || part.amount >= expected.amount) return;
  const rest = of.newId();
  yield pendingTransfer(rest, { ...expected, amount: expected.amount - part.amount }, of.nowMs);
  yield* awaitRest(read, part.payment, rest, of.nowMs);
}

function recordReceived(of: Receiving, part: Part): EventDraft {
  const { evidence } = of;
  const payload: PaymentRecorded = {
    ...{ gateway: BANK_TRANSFER, amount: part.amount, currency: of.currency, status: 'Completed' },
    ...(part.customer ? { customer: part.customer } : { flag: 'no-customer' }),
    ...{ providerStatus: '', completedAt: of.at, createdAt: of.at, method: 'bank-transfer' },
    ...(evidence ? { evidence } : {}),
    description: evidence?.note ?? '',
    reference: evidence?.bankReference ?? '',
  };
  const subject = of.newId();
  return {
    ...{ kind: 'payment.recorded', subject, occurredAt: of.at, payload },
    ...(evidence ? { bookedOn: evidence.day, isGiven: true } : {}),
  };
}

export interface TransferWish {
  /** How it was asked for; left out: as a bank transfer. */
  method?: Extract<Method, 'bank-transfer' | 'invoice'> | undefined;
  customer: Buffer | null;
  payer: Buffer | null;
  amount: number;
  currency: string;
  description: string;
  reference: string;
  purpose: Purpose | null;
}

/** A bank transfer that is waited for. */
export function pendingTransfer(subject: Id, wish: TransferWish, at: number): EventDraft {
  const payload: PaymentRecorded = {
    ...{
      gateway: BANK_TRANSFER,
      amount: wish.amount,
      currency: wish.currency,
      status: 'Pending',
      reason: 'waiting-bank',
    },
    ...(wish.customer ? { customer: idFromBytes(wish.customer) } : {}),
    ...(wish.payer ? { payer: idFromBytes(wish.payer) } : {}),
    ...{ providerStatus: '', method: wish.method ?? 'bank-transfer', createdAt: at },
    ...(wish.purpose ? { purpose: wish.purpose } : {}),
    ...{ description: wish.description, reference: wish.reference },
  };
  return { kind: 'payment.recorded', subject, occurredAt: at, payload };
}

function expectedOf(db: Db, payment: Id): Expected {
  const row = one<Expected>(
    db,
    `SELECT p.uuid, c.uuid AS customer, y.uuid AS payer, p.gateway, p.status, p.amount, p.currency, p.description, p.reference, p.purpose, p.method
     FROM payment p LEFT JOIN customer c ON c.id = p.customer LEFT JOIN payer y ON y.id = p.payer WHERE p.uuid = +?`,
    idToBytes(payment),
  );
  if (!row) throw new Failure('payment-unknown', { id: payment });
  return row;
}
