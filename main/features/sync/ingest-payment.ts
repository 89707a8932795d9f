/** One payment as the gateway tells it now, against what the book knows. */
import { all, one } from '../../db/sql';
import type { PulledPayment } from '../../gateways/gateway';
import type { EventDraft } from '../../journal/event';
import { type Id, idFromBytes } from '../../kernel/id';
import type { Flag, Purpose, Reason, Status } from '../../kernel/payment';
import type { BookedSettlement } from '../../ledger/receipt';
import type { PaymentDescribed, PaymentRecorded, PaymentStatusChanged } from '../payments/events';
import { booked, given } from './event-fields';
import { ownerOf, payerOf } from './ingest-customer';
import { reviveParked } from './ingest-reversal';
import type { Ingest } from './ingest-use';

interface KnownPayment {
  id: number;
  uuid: Buffer;
  customer: Buffer | null;
  amount: number;
  currency: string;
  status: Status;
  reason: Reason | null;
  provider_status: string;
  detail: string | null;
  link: string | null;
  flag: Flag | null;
  completed_at: number | null;
  settled_currency: string | null;
  description: string;
  reference: string;
  purpose: Purpose | null;
  method_label: string | null;
}

const knownSql = `SELECT p.id, p.uuid, c.uuid AS customer, p.amount, p.currency, p.status, p.reason, p.provider_status, p.detail, p.link,
  p.flag, p.completed_at, p.settled_currency, p.description, p.reference, p.purpose, p.method_label
  FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.gateway = ? AND p.external_id = ?`;

export function* ingestPayment(use: Ingest, pulled: PulledPayment): Generator<EventDraft> {
  const known = one<KnownPayment>(use.facts.db, knownSql, use.gateway, pulled.externalId);
  if (!known) {
    yield* recordNew(use, pulled);
    yield* reviveParked(use, pulled.externalId);
    return;
  }
  const subject = idFromBytes(known.uuid);
  const customer = known.customer ? idFromBytes(known.customer) : undefined;
  yield* describe(use, subject, customer, known, pulled);
  yield* changeStatus(use, subject, customer, known, pulled);
}

function* recordNew(use: Ingest, pulled: PulledPayment): Generator<EventDraft> {
  const customer = yield* ownerOf(use, pulled);
  const payer = yield* payerOf(use, customer, pulled.payer);
  const flag = pulled.flag ?? (customer ? undefined : 'no-customer');
  const payload: PaymentRecorded = {
    gateway: use.gateway,
    externalId: pulled.externalId,
    ...given({ customer, payer }),
    amount: pulled.amount,
    currency: pulled.currency,
    ...stateOf(pulled, flag),
    method: pulled.method,
    ...given({ methodLabel: pulled.methodLabel, purpose: pulled.purpose }),
    description: pulled.description,
    reference: pulled.reference,
    createdAt: pulled.createdAt,
  };
  use.tally.added++;
  yield {
    kind: 'payment.recorded',
    subject: use.book.newId(),
    occurredAt: pulled.completedAt ?? pulled.createdAt,
    payload,
  };
}

function* changeStatus(
  use: Ingest,
  subject: Id,
  customer: Id | undefined,
  known: KnownPayment,
  pulled: PulledPayment,
): Generator<EventDraft> {
  const conflict =
    known.status === 'Completed' && (known.amount !== pulled.amount || known.currency !== pulled.currency);
  const flag = conflict ? 'amount-differs' : (pulled.flag ?? keptFlag(known, customer));
  const same =
    known.status === pulled.status &&
    known.reason === pulled.reason &&
    known.provider_status === pulled.providerStatus &&
    known.detail === pulled.detail &&
    known.link === pulled.link &&
    known.flag === (flag ?? null) &&
    known.completed_at === pulled.completedAt;
  const wasSettlement = known.status === 'Completed' ? bookedSettlement(use, known.id) : undefined;
  const money = { gateway: use.gateway, ...given({ customer }), amount: known.amount, currency: known.currency };
  if (!same) {
    const payload: PaymentStatusChanged = {
      ...money,
      ...stateOf(pulled, flag),
      was: known.status,
      ...given({ wasSettlement }),
    };
    use.tally.changed++;
    yield { kind: 'payment.status-changed', subject, occurredAt: whenChanged(use, known, pulled), payload };
  }
  const cameLater =
    known.status === 'Completed' && pulled.status === 'Completed' && !wasSettlement && pulled.settlement;
  if (!cameLater || !pulled.settlement) return;
  const payload = {
    gateway: use.gateway,
    amount: known.amount,
    currency: known.currency,
    settlement: booked(pulled.settlement),
  };
  use.tally.changed++;
  yield { kind: 'payment.settled', subject, occurredAt: pulled.completedAt ?? use.nowMs, payload };
}

/** A flag that our side set stays until its cause is gone. */
function keptFlag(known: KnownPayment, customer: Id | undefined): Flag | undefined {
  if (known.flag === 'refund-failed' || known.flag === 'conflict') return known.flag;
  return customer ? undefined : 'no-customer';
}

function whenChanged(use: Ingest, known: KnownPayment, pulled: PulledPayment): number {
  return pulled.status === 'Completed' && known.status !== 'Completed' ? (pulled.completedAt ?? use.nowMs) : use.nowMs;
}

function* describe(
  use: Ingest,
  subject: Id,
  customer: Id | undefined,
  known: KnownPayment,
  pulled: PulledPayment,
): Generator<EventDraft> {
  const open = known.status !== 'Completed' && known.currency === pulled.currency;
  const amount = open && known.amount !== pulled.amount ? pulled.amount : undefined;
  const gains = !customer && open ? yield* ownerOf(use, pulled) : undefined;
  if (gains) known.customer = Buffer.from(gains.replaceAll('-', ''), 'hex');
  const same =
    known.description === pulled.description &&
    known.reference === pulled.reference &&
    known.purpose === pulled.purpose &&
    known.method_label === pulled.methodLabel;
  if (same && amount === undefined && gains === undefined) return;
  if (amount !== undefined) known.amount = amount;
  const payload: PaymentDescribed = {
    description: pulled.description,
    reference: pulled.reference,
    ...given({ purpose: pulled.purpose, methodLabel: pulled.methodLabel, amount, customer: gains }),
  };
  use.tally.changed++;
  yield { kind: 'payment.described', subject, occurredAt: use.nowMs, payload };
}

/** The charge's settlement that the book holds, for taking it back exactly. */
function bookedSettlement(use: Ingest, payment: number): BookedSettlement | undefined {
  const row = all<{
    external_id: string;
    amount: number;
    fee: number;
    net: number;
    currency: string;
    rate: string | null;
  }>(
    use.facts.db,
    "SELECT external_id, amount, fee, net, currency, rate FROM settlement WHERE payment = ? AND kind = 'charge'",
    payment,
  )[0];
  if (!row) return undefined;
  return booked({
    externalId: row.external_id,
    amount: row.amount,
    fee: row.fee,
    net: row.net,
    currency: row.currency,
    rate: row.rate,
  });
}

function stateOf(pulled: PulledPayment, flag: Flag | undefined) {
  return {
    status: pulled.status,
    providerStatus: pulled.providerStatus,
    ...given({
      reason: pulled.reason,
      detail: pulled.detail,
      link: pulled.link,
      flag,
      completedAt: pulled.completedAt,
    }),
    ...(pulled.settlement && pulled.status === 'Completed' ? { settlement: booked(pulled.settlement) } : {}),
  };
}
