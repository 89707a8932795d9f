/** One payment as the gateway tells it now, against what the book knows. */
import { all, one } from '../../db/sql';
import type { PulledPayment } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Id, idFromBytes } from '../../kernel/id';
import type { Flag, Purpose, Reason, Status } from '../../kernel/payment';
import type { BookedSettlement } from '../../ledger/receipt';
import { bearFromPaidCredit } from '../../ledger/split';
import { bookedTax } from '../payments/booked-events';
import type { PaymentDescribed, PaymentRecorded, PaymentStatusChanged } from '../payments/events';
import { booked, given } from './event-fields';
import { ownerOf, payerOf } from './ingest-customer';
import { reviveParked } from './ingest-reversal';
import type { Ingest } from './ingest-use';
import { type Asked, askedBy, endAttempt, tiePayment } from './tie';

interface KnownPayment {
  id: number;
  uuid: Buffer;
  customer: Buffer | null;
  payer: number | null;
  amount: number;
  currency: string;
  status: Status;
  reason: Reason | null;
  provider_status: string;
  detail: string | null;
  link: string | null;
  flag: Flag | null;
  completed_at: number | null;
  description: string;
  reference: string;
  purpose: Purpose | null;
  method_label: string | null;
  /** 1 for a payment that we asked for; `page`: while its page is open. */
  ours: 0 | 1;
  page: 0 | 1;
}

const knownSql = `SELECT p.id, p.uuid, c.uuid AS customer, p.payer, p.amount, p.currency, p.status, p.reason, p.provider_status, p.detail,
  p.link, p.flag, p.completed_at, p.description, p.reference, p.purpose, p.method_label,
  EXISTS (SELECT 1 FROM attempt a WHERE a.payment = p.id AND a.kind <> 'refund') AS ours,
  EXISTS (SELECT 1 FROM attempt a WHERE a.payment = p.id AND a.page_state = 'open') AS page
  FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.gateway = +? AND p.external_id = +?`;

export function* ingestPayment(use: Ingest, told: PulledPayment): Generator<EventDraft, void> {
  const asked = askedBy(use, told.attempt);
  if (asked) {
    yield* endAttempt(use, asked, told);
    yield* tiePayment(use, asked, told.externalId);
  }
  const known = one<KnownPayment>(use.facts.db, knownSql, use.gateway, told.externalId);
  if (!known) {
    yield* recordNew(use, asked ? secondOf(asked, told) : told);
    yield* reviveParked(use, told.externalId);
    return;
  }
  const linked = withKnownLink(known, told);
  const pulled = known.ours ? withOurWords(known, linked) : asked ? secondOf(asked, linked) : linked;
  const subject = idFromBytes(known.uuid);
  const described = yield* describe(use, subject, known, pulled);
  yield* changeStatus(use, subject, described, pulled);
  // No longer Completed, so its amount and owner may be another again.
  if (known.status === 'Completed' && pulled.status !== 'Completed') yield* ingestPayment(use, told);
}

/** Money came twice for what was asked for once: a person must see it. */
function secondOf(asked: Asked, told: PulledPayment): PulledPayment {
  const twice = asked.status === 'Completed' && told.status === 'Completed' && asked.external_id !== told.externalId;
  return twice ? { ...told, flag: told.flag ?? 'conflict' } : told;
}

/** The page's address stays where the provider told it once only. */
function withKnownLink(known: KnownPayment, told: PulledPayment): PulledPayment {
  if (told.link !== undefined) return told;
  const waits = told.status === 'Pending' && told.reason === 'waiting-customer';
  return { ...told, link: waits ? known.link : null };
}

/** What we said when we asked stays where the provider says nothing of it. */
function withOurWords(known: KnownPayment, told: PulledPayment): PulledPayment {
  return {
    ...told,
    description: told.description || known.description,
    reference: told.reference || known.reference,
    purpose: told.purpose ?? known.purpose,
    methodLabel: told.methodLabel ?? known.method_label,
    link: told.link ?? (known.page && told.status === 'Pending' ? known.link : null),
  };
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

/** The money of a known payment once it is described as the gateway has it now. */
interface Described extends KnownPayment {
  owner: Id | undefined;
}

function* changeStatus(use: Ingest, subject: Id, known: Described, pulled: PulledPayment): Generator<EventDraft> {
  const { owner: customer, amount, currency } = known;
  const flag = differs(known, pulled) ? 'amount-differs' : (pulled.flag ?? keptFlag(known, customer));
  const wasSettlement = known.status === 'Completed' ? bookedSettlement(use, known.id, subject, pulled) : undefined;
  const money = { gateway: use.gateway, ...given({ customer }), amount, currency };
  if (!isSame(known, pulled, flag)) {
    const leaves = known.status === 'Completed' && pulled.status !== 'Completed';
    const split = leaves ? bearFromPaidCredit(use.facts.balance, customer, amount, currency) : undefined;
    // Why a charge of ours came to nothing matters to whoever goes on with it.
    const decline = known.ours && pulled.status === 'Cancelled' ? pulled.decline : undefined;
    const payload: PaymentStatusChanged = {
      ...money,
      ...stateOf(pulled, flag),
      was: known.status,
      ...given({ wasSettlement, split, decline }),
    };
    use.tally.changed++;
    yield { kind: 'payment.status-changed', subject, occurredAt: whenChanged(use, known, pulled), payload };
  }
  const stays = known.status === 'Completed' && pulled.status === 'Completed';
  if (!stays || wasSettlement || !pulled.settlement) return;
  const payload = { gateway: use.gateway, amount, currency, settlement: booked(pulled.settlement) };
  use.tally.changed++;
  yield { kind: 'payment.settled', subject, occurredAt: pulled.completedAt ?? use.nowMs, payload };
}

/** What was booked stays; that the gateway now tells another sum is for a person to see. */
function differs(known: KnownPayment, pulled: PulledPayment): boolean {
  return known.amount !== pulled.amount || known.currency !== pulled.currency;
}

function isSame(known: KnownPayment, pulled: PulledPayment, flag: Flag | undefined): boolean {
  return (
    known.status === pulled.status &&
    known.reason === pulled.reason &&
    known.provider_status === pulled.providerStatus &&
    known.detail === pulled.detail &&
    known.link === pulled.link &&
    known.flag === (flag ?? null) &&
    known.completed_at === pulled.completedAt
  );
}

/** A flag that our side set stays until its cause is gone. */
function keptFlag(known: KnownPayment, customer: Id | undefined): Flag | undefined {
  if (known.flag === 'refund-failed' || known.flag === 'conflict' || known.flag === 'returned') return known.flag;
  return customer ? undefined : 'no-customer';
}

function whenChanged(use: Ingest, known: KnownPayment, pulled: PulledPayment): number {
  return pulled.status === 'Completed' && known.status !== 'Completed' ? (pulled.completedAt ?? use.nowMs) : use.nowMs;
}

/** Its texts always; whose it is and how much only until it is Completed. Gives the payment as it then is. */
function* describe(
  use: Ingest,
  subject: Id,
  known: KnownPayment,
  pulled: PulledPayment,
): Generator<EventDraft, Described> {
  const open = known.status !== 'Completed';
  const amount = open && known.amount !== pulled.amount ? pulled.amount : undefined;
  const currency = open && known.currency !== pulled.currency ? pulled.currency : undefined;
  const before = known.customer ? idFromBytes(known.customer) : undefined;
  const customer = !before && open ? yield* ownerOf(use, pulled) : undefined;
  const owner = before ?? customer;
  const payer = known.payer === null ? yield* payerOf(use, owner, pulled.payer) : undefined;
  const described = { ...known, ...given({ amount, currency }), owner };
  const changes = given({ amount, currency, customer, payer });
  const sameTexts =
    known.description === pulled.description &&
    known.reference === pulled.reference &&
    known.purpose === pulled.purpose &&
    known.method_label === pulled.methodLabel;
  if (sameTexts && Object.keys(changes).length === 0) return described;
  const payload: PaymentDescribed = {
    description: pulled.description,
    reference: pulled.reference,
    ...given({ purpose: pulled.purpose, methodLabel: pulled.methodLabel }),
    ...changes,
  };
  use.tally.changed++;
  yield { kind: 'payment.described', subject, occurredAt: use.nowMs, payload };
  return described;
}

/** The charge's settlement that the book holds, for taking it back exactly. */
function bookedSettlement(
  use: Ingest,
  payment: number,
  subject: Id,
  { status }: PulledPayment,
): BookedSettlement | undefined {
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
  // Only the journal knows the tax in a fee, and only to take it back it must be known.
  const tax = status === 'Completed' ? undefined : bookedTax(use.facts.db, subject, row.external_id);
  return booked({
    externalId: row.external_id,
    amount: row.amount,
    fee: row.fee,
    tax,
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
