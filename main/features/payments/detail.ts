/** All that is known of one payment: its row, what happened to it, its postings, refunds, disputes and payout. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import type { InvoiceKind } from '../../kernel/invoice';
import { toDecimal } from '../../kernel/money';
import type { DisputeState, PayoutStatus, RefundStatus } from '../../kernel/payment';
import type { PaymentDetail } from './contract';
import { paymentRows } from './query';

interface Extra {
  id: number;
  detail: string | null;
  link: string | null;
  booked_on: string | null;
  next_at: number | null;
}

export const paymentDetail = query('payments.detail', (db, id: string): PaymentDetail => {
  const uuid = presentId(db, id);
  const extra = one<Extra>(
    db,
    'SELECT p.id, p.detail, p.link, p.booked_on, k.next_at FROM payment p LEFT JOIN payment_check k ON k.payment = p.id WHERE p.uuid = ?',
    uuid,
  );
  const row = extra ? paymentRows(db, [extra.id])[0] : undefined;
  if (!extra || !row) throw new Failure('payment-unknown', { id });
  return {
    row,
    detail: extra.detail,
    link: extra.link,
    bookedOn: extra.booked_on,
    nextCheckAt: extra.next_at,
    invoices: invoicesOf(db, idToBytes(row.id)),
    settlement: settlementOf(db, extra.id),
    refunds: refundsOf(db, extra.id),
    disputes: disputesOf(db, extra.id),
    payout: payoutOf(db, extra.id),
    ...happened(db, uuid),
  };
});

/** A payment that we made and that turned out to be known already goes on under the id of the one that was told. */
function presentId(db: Db, id: string): Uint8Array {
  const uuid = idToBytes(id);
  if (one(db, 'SELECT 1 FROM payment WHERE uuid = ?', uuid)) return uuid;
  const told = one<{ uuid: Buffer }>(
    db,
    'SELECT p.uuid FROM attempt a JOIN payment p ON p.id = a.payment WHERE a.own = ?',
    uuid,
  );
  return told?.uuid ?? uuid;
}

const invoicesSql = `SELECT i.uuid, i.number, i.kind, i.currency,
    (SELECT coalesce(sum(a.paid), 0) FROM invoice_application a WHERE a.invoice = i.id AND a.payment = t.uuid) AS paid
  FROM payment t JOIN invoice i ON i.id IN (SELECT invoice FROM invoice_application WHERE payment = t.uuid
    UNION SELECT invoice FROM invoice_payment WHERE payment = t.uuid) WHERE t.uuid = ? ORDER BY i.id LIMIT 100`;

function invoicesOf(db: Db, payment: Uint8Array): PaymentDetail['invoices'] {
  return all<{ uuid: Buffer; number: string | null; kind: InvoiceKind; currency: string; paid: number }>(
    db,
    invoicesSql,
    payment,
  ).map(({ uuid, number, kind, currency, paid }) => ({
    ...{ id: idFromBytes(uuid), number: number ?? '', kind, paid: toDecimal(paid, currency) },
  }));
}

function settlementOf(db: Db, payment: number): PaymentDetail['settlement'] {
  const row = one<{
    external_id: string;
    amount: number;
    fee: number;
    net: number;
    currency: string;
    rate: string | null;
  }>(
    db,
    "SELECT external_id, amount, fee, net, currency, rate FROM settlement WHERE payment = ? AND kind = 'charge'",
    payment,
  );
  if (!row) return null;
  const money = (minor: number) => ({ amount: toDecimal(minor, row.currency), currency: row.currency });
  return {
    externalId: row.external_id,
    gross: money(row.amount),
    fee: money(row.fee),
    net: money(row.net),
    rate: row.rate,
  };
}

function refundsOf(db: Db, payment: number): PaymentDetail['refunds'] {
  return all<{
    external_id: string;
    at: number;
    amount: number;
    currency: string;
    status: RefundStatus;
    reason: string | null;
  }>(
    db,
    'SELECT external_id, at, amount, currency, status, reason FROM refund WHERE payment = ? ORDER BY at, id',
    payment,
  ).map(({ external_id: externalId, amount, currency, ...rest }) => ({
    externalId,
    amount: { amount: toDecimal(amount, currency), currency },
    ...rest,
  }));
}

function disputesOf(db: Db, payment: number): PaymentDetail['disputes'] {
  return all<{
    external_id: string;
    opened_at: number;
    amount: number;
    currency: string;
    state: DisputeState;
    provider_status: string;
    reason: string;
    due_at: number | null;
  }>(
    db,
    'SELECT external_id, opened_at, amount, currency, state, provider_status, reason, due_at FROM dispute WHERE payment = ? ORDER BY opened_at, id',
    payment,
  ).map((row) => ({
    externalId: row.external_id,
    openedAt: row.opened_at,
    amount: { amount: toDecimal(row.amount, row.currency), currency: row.currency },
    state: row.state,
    providerStatus: row.provider_status,
    reason: row.reason,
    dueAt: row.due_at,
  }));
}

function payoutOf(db: Db, payment: number): PaymentDetail['payout'] {
  const row = one<{
    uuid: Buffer;
    external_id: string;
    amount: number;
    currency: string;
    status: PayoutStatus;
    arrival_day: string;
  }>(
    db,
    `SELECT o.uuid, o.external_id, o.amount, o.currency, o.status, o.arrival_day FROM settlement s
     JOIN payout_item i ON i.gateway = s.gateway AND i.settlement = s.external_id JOIN payout o ON o.id = i.payout
     WHERE s.payment = ? AND s.kind = 'charge'`,
    payment,
  );
  if (!row) return null;
  return {
    id: idFromBytes(row.uuid),
    externalId: row.external_id,
    amount: { amount: toDecimal(row.amount, row.currency), currency: row.currency },
    status: row.status,
    arrivalDay: row.arrival_day,
  };
}

/** At most this many events of one payment are told; the export of the journal has all. */
const MOST_EVENTS = 200;

/** What a sentence about the event may need of its payload. */
const told = ['status', 'was', 'reason', 'providerStatus', 'detail', 'state', 'externalId', 'product', 'day'] as const;

function happened(db: Db, uuid: Uint8Array): Pick<PaymentDetail, 'events' | 'postings'> {
  const rows = all<{ seq: number; operator: string; source: string; recorded_at: number }>(
    db,
    `SELECT e.seq, r.operator, r.source, r.recorded_at FROM event e JOIN request r ON r.seq = e.request
     WHERE e.subject = ? ORDER BY e.seq LIMIT ${MOST_EVENTS}`,
    uuid,
  );
  const events: PaymentDetail['events'] = [];
  const postings: PaymentDetail['postings'] = [];
  for (const row of rows) {
    const event = readEvents(db, row.seq - 1, 1)[0];
    if (!event) continue;
    events.push({
      event: event.seq,
      kind: event.kind,
      occurredAt: event.occurredAt,
      recordedAt: row.recorded_at,
      operator: row.operator,
      source: row.source,
      params: params(event.payloadText),
    });
    for (const { from, to, minor, currency } of event.transfers) {
      const money = { amount: toDecimal(minor, currency), currency };
      postings.push({ from, to, money, bookedOn: event.bookedOn, event: event.seq });
    }
  }
  return { events, postings };
}

function params(payloadText: string): Record<string, string> {
  const payload = JSON.parse(payloadText) as Record<string, unknown>; // from outside: the journal's own text
  const found: Record<string, string> = {};
  for (const name of told) if (typeof payload[name] === 'string') found[name] = payload[name];
  const { amount, currency } = payload;
  if (typeof amount === 'number' && typeof currency === 'string') {
    found.amount = toDecimal(amount, currency);
    found.currency = currency;
  }
  const { note, bankReference } = (payload.evidence ?? {}) as Record<string, unknown>; // from outside: as above
  const evidence = [note, bankReference].filter((text) => typeof text === 'string' && text !== '');
  if (evidence.length > 0) found.evidence = evidence.join(' · ');
  return found;
}
