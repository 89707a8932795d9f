/** Refunds and disputes as a gateway tells them. One that comes before its payment is put aside until that arrives. */
import { all, one } from '../../db/sql';
import type { PulledDispute, PulledRefund } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { DisputeState, RefundStatus } from '../../kernel/payment';
import type { Split } from '../../ledger/receipt';
import { bearFromPaidCredit } from '../../ledger/split';
import { bookedDispute, bookedRefund } from '../payments/booked-events';
import type { DisputeChanged, PaymentDisputed, PaymentRefunded, RefundChanged } from '../payments/reversal-events';
import { booked, given } from './event-fields';
import type { Ingest } from './ingest-use';
import { park } from './park';
import { askedBy, endAttempt } from './tie';

interface PaymentOf {
  id: number;
  subject: Id;
  customer: Id | undefined;
}

export function* ingestRefund(use: Ingest, pulled: PulledRefund): Generator<EventDraft> {
  const asked = askedBy(use, pulled.attempt);
  if (asked) yield* endAttempt(use, asked, pulled);
  const payment = paymentOf(use, pulled.payment);
  if (!payment) {
    yield* park(use, {
      kind: 'refund',
      externalId: pulled.externalId,
      why: 'its payment has not arrived',
      waitsFor: pulled.payment,
      item: pulled,
    });
    return;
  }
  const { gateway } = use;
  const money = { gateway, ...given({ customer: payment.customer }), amount: pulled.amount, currency: pulled.currency };
  const settlement = pulled.settlement ? booked(pulled.settlement) : undefined;
  const known = one<{ uuid: Buffer; status: RefundStatus; amount: number }>(
    use.facts.db,
    'SELECT uuid, status, amount FROM refund WHERE gateway = ? AND external_id = ?',
    gateway,
    pulled.externalId,
  );
  if (!known) {
    const split = pulled.returned
      ? splitOfReturn(use, payment, pulled)
      : bearFromPaidCredit(use.facts.balance, payment.customer, pulled.amount, pulled.currency);
    const payload: PaymentRefunded = {
      ...money,
      refund: use.book.newId(),
      externalId: pulled.externalId,
      status: pulled.status,
      ...given({ reason: pulled.reason, settlement }),
      split,
      ...(pulled.returned ? { returned: true as const } : {}),
    };
    use.tally.added++;
    yield { kind: 'payment.refunded', subject: payment.subject, occurredAt: pulled.createdAt, payload };
    return;
  }
  yield* changeRefund(use, payment, known, pulled, money);
}

/** What it had paid of invoices is due again; the rest is borne by unspent paid credit first. */
function splitOfReturn(use: Ingest, payment: PaymentOf, { amount, currency }: PulledRefund): Split {
  const applied = one<{ sum: number }>(
    use.facts.db,
    `SELECT coalesce(sum(a.paid - a.returned), 0) AS sum FROM invoice_application a JOIN invoice i ON i.id = a.invoice
     WHERE a.payment = ? AND i.kind = 'service'`,
    idToBytes(payment.subject),
  );
  const due = payment.customer ? Math.min(amount, Math.max(0, applied?.sum ?? 0)) : 0;
  const { credit, receivable } = bearFromPaidCredit(use.facts.balance, payment.customer, amount - due, currency);
  return { credit, receivable: receivable + due };
}

interface Money {
  gateway: string;
  customer?: Id;
  amount: number;
  currency: string;
}

function* changeRefund(
  use: Ingest,
  payment: PaymentOf,
  known: { uuid: Buffer; status: RefundStatus; amount: number },
  pulled: PulledRefund,
  money: Money,
): Generator<EventDraft> {
  const refund = idFromBytes(known.uuid);
  const before = bookedRefund(use.facts.db, payment.subject, refund);
  const fails = pulled.status === 'failed';
  const settlement = before.settlement ?? (pulled.settlement ? booked(pulled.settlement) : undefined);
  const settledNow = !fails && known.status !== 'failed' && !before.settlement && settlement !== undefined;
  if (known.status === pulled.status && !settledNow) return;
  // Borne anew only when it is booked anew: what is taken back is the exact opposite of what was booked.
  const anew = known.status === 'failed' && !fails;
  const payload: RefundChanged = {
    ...money,
    amount: known.amount,
    refund,
    was: known.status,
    status: pulled.status,
    ...given({ settlement: fails ? undefined : settlement, wasSettlement: anew ? undefined : before.settlement }),
    split: anew ? bearFromPaidCredit(use.facts.balance, payment.customer, known.amount, money.currency) : before.split,
  };
  use.tally.changed++;
  yield { kind: 'payment.refund-changed', subject: payment.subject, occurredAt: use.nowMs, payload };
}

export function* ingestDispute(use: Ingest, pulled: PulledDispute): Generator<EventDraft> {
  const payment = paymentOf(use, pulled.payment);
  if (!payment) {
    yield* park(use, {
      kind: 'dispute',
      externalId: pulled.externalId,
      why: 'its payment has not arrived',
      waitsFor: pulled.payment,
      item: pulled,
    });
    return;
  }
  const known = knownDispute(use, pulled.externalId);
  const money = {
    gateway: use.gateway,
    ...given({ customer: payment.customer }),
    amount: pulled.amount,
    currency: pulled.currency,
  };
  if (!known) {
    // Opened first, so that what follows (won, lost) is booked as it would have been had we watched.
    const payload: PaymentDisputed = {
      ...money,
      dispute: use.book.newId(),
      externalId: pulled.externalId,
      state: 'open',
      providerStatus: pulled.providerStatus,
      reason: pulled.reason,
      ...given({ dueAt: pulled.dueAt, withdrawal: pulled.withdrawal ? booked(pulled.withdrawal) : undefined }),
    };
    use.tally.added++;
    yield { kind: 'payment.disputed', subject: payment.subject, occurredAt: pulled.openedAt, payload };
  }
  const now = known ?? knownDispute(use, pulled.externalId);
  if (now) yield* changeDispute(use, payment, now, pulled, money);
}

interface KnownDispute {
  uuid: Buffer;
  state: DisputeState;
  provider_status: string;
  due_at: number | null;
}

function* changeDispute(
  use: Ingest,
  payment: PaymentOf,
  known: KnownDispute,
  pulled: PulledDispute,
  money: Money,
): Generator<EventDraft> {
  const moves = disputeMoves(use, payment, idFromBytes(known.uuid), pulled);
  const same =
    known.state === pulled.state && known.provider_status === pulled.providerStatus && known.due_at === pulled.dueAt;
  if (same && Object.keys(moves).length === 0) return;
  const payload: DisputeChanged = {
    ...money,
    dispute: idFromBytes(known.uuid),
    was: known.state,
    state: pulled.state,
    providerStatus: pulled.providerStatus,
    ...given({ closedAt: pulled.closedAt, dueAt: pulled.dueAt }),
    ...moves,
  };
  use.tally.changed++;
  yield {
    kind: 'payment.dispute-changed',
    subject: payment.subject,
    occurredAt: pulled.closedAt ?? use.nowMs,
    payload,
  };
}

type DisputeMoves = Pick<DisputeChanged, 'withdrawal' | 'reinstatement' | 'lost' | 'undone'>;

/** What the dispute's state calls for and the book does not have yet, and what it has that no longer holds. */
function disputeMoves(use: Ingest, payment: PaymentOf, dispute: Id, pulled: PulledDispute): DisputeMoves {
  const { state } = pulled;
  const before = bookedDispute(use.facts.db, payment.subject, dispute);
  const withdrawal = before.withdrawal ?? (pulled.withdrawal ? booked(pulled.withdrawal) : undefined);
  const wins = state === 'won' && !before.reinstatement && pulled.reinstatement;
  const loses = state === 'lost' && !before.lost && withdrawal;
  const undone = given({
    lost: state === 'lost' ? undefined : before.lost,
    reinstatement: state === 'won' ? undefined : before.reinstatement,
  });
  return given({
    withdrawal: before.withdrawal ? undefined : withdrawal,
    reinstatement: wins ? booked(wins) : undefined,
    lost: loses ? { settlement: loses, split: splitOf(use, payment, pulled) } : undefined,
    undone: Object.keys(undone).length > 0 ? undone : undefined,
  });
}

function splitOf(use: Ingest, payment: PaymentOf, { amount, currency }: PulledDispute): Split {
  return bearFromPaidCredit(use.facts.balance, payment.customer, amount, currency);
}

/** Books what waited for this payment. */
export function* reviveParked(use: Ingest, externalId: string): Generator<EventDraft> {
  use.met.waiting ??= anythingWaits(use);
  if (!use.met.waiting) return;
  const waiting = all<{ kind: string; external_id: string; item: string }>(
    use.facts.db,
    'SELECT kind, external_id, item FROM parked WHERE gateway = ? AND waits_for = ? AND item IS NOT NULL',
    use.gateway,
    externalId,
  );
  for (const row of waiting) {
    const payload = { gateway: use.gateway, kind: row.kind, externalId: row.external_id };
    yield { kind: 'sync.unparked', subject: use.book.replica, occurredAt: use.nowMs, payload };
    if (row.kind === 'refund') yield* ingestRefund(use, JSON.parse(row.item) as PulledRefund); // from outside: what park() wrote
    if (row.kind === 'dispute') yield* ingestDispute(use, JSON.parse(row.item) as PulledDispute); // from outside: what park() wrote
  }
}

function anythingWaits(use: Ingest): boolean {
  const text = 'SELECT 1 AS found FROM parked WHERE gateway = ? AND waits_for IS NOT NULL LIMIT 1';
  return one(use.facts.db, text, use.gateway) !== undefined;
}

function paymentOf(use: Ingest, externalId: string): PaymentOf | null {
  const row = one<{ id: number; uuid: Buffer; customer: Buffer | null }>(
    use.facts.db,
    'SELECT p.id, p.uuid, c.uuid AS customer FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.gateway = +? AND p.external_id = +?',
    use.gateway,
    externalId,
  );
  if (!row) return null;
  return { id: row.id, subject: idFromBytes(row.uuid), customer: row.customer ? idFromBytes(row.customer) : undefined };
}

function knownDispute(use: Ingest, externalId: string): KnownDispute | undefined {
  return one<KnownDispute>(
    use.facts.db,
    'SELECT uuid, state, provider_status, due_at FROM dispute WHERE gateway = ? AND external_id = ?',
    use.gateway,
    externalId,
  );
}
