/** How the payment's row and the day's counts follow its events. */
import { all, type Db, one } from '../../db/sql';
import type { StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import type { Sums } from '../../journal/sums';
import { type Id, idToBytes } from '../../kernel/id';
import type { Flag, Method, Purpose, Reason, Status } from '../../kernel/payment';
import { dayIn } from '../../kernel/time';
import type { BookedSettlement } from '../../ledger/receipt';
import { wordsAdded, wordsChanged, wordsRemoved } from './words';

/** Counts and totals of long spans: by the day of the table's date. */
const paymentDay: Sums = {
  table: 'payment_day',
  keys: ['day', 'gateway', 'currency', 'status'],
  sums: ['count', 'amount'],
};

/** The columns that later events of a payment change or need. */
export interface PaymentState {
  id: number;
  gateway: string;
  external_id: string | null;
  amount: number;
  currency: string;
  status: Status;
  description: string;
  reference: string;
  purpose: Purpose | null;
  method_label: string | null;
  created_at: number;
  at: number;
}

export interface NewPayment {
  gateway: string;
  externalId?: string | undefined;
  customer?: Id | undefined;
  payer?: Id | undefined;
  amount: number;
  currency: string;
  status: Status;
  reason?: Reason | undefined;
  providerStatus: string;
  detail?: string | undefined;
  link?: string | undefined;
  flag?: Flag | undefined;
  method: Method;
  methodLabel?: string | undefined;
  purpose?: Purpose | undefined;
  description: string;
  reference: string;
  createdAt: number;
  completedAt?: number | undefined;
  settlement?: BookedSettlement | undefined;
}

const insertSql = `INSERT INTO payment (uuid, customer, payer, gateway, external_id, amount, currency, status, reason, provider_status, detail,
  method, method_label, purpose, description, reference, link, flag, created_at, completed_at, at, booked_on, settled, fee, settled_currency)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Inserts the row, its words for the search, and its day's count. Gives the row's key. */
export function insertPayment(projector: Projector, event: StoredEvent, payment: NewPayment): number {
  const at = payment.completedAt ?? payment.createdAt;
  const id = projector.run(
    insertSql,
    idToBytes(event.subject),
    payment.customer ? projector.keyOf('customer', payment.customer) : null,
    payment.payer ? projector.keyOf('payer', payment.payer) : null,
    payment.gateway,
    payment.externalId ?? null,
    payment.amount,
    payment.currency,
    payment.status,
    payment.reason ?? null,
    payment.providerStatus,
    payment.detail ?? null,
    payment.method,
    payment.methodLabel ?? null,
    payment.purpose ?? null,
    payment.description,
    payment.reference,
    payment.link ?? null,
    payment.flag ?? null,
    payment.createdAt,
    payment.completedAt ?? null,
    at,
    payment.status === 'Completed' ? event.bookedOn : null,
    payment.settlement?.amount ?? null,
    payment.settlement?.fee ?? null,
    payment.settlement?.currency ?? null,
  );
  wordsAdded(projector.db, id);
  count(projector, payment, at, 1);
  return id;
}

/** The row of a payment. Throws when an event names a payment that is not there: a broken journal. */
export function paymentRow(db: Db, subject: Id): PaymentState {
  const row = one<PaymentState>(
    db,
    'SELECT id, gateway, external_id, amount, currency, status, description, reference, purpose, method_label, created_at, at FROM payment WHERE uuid = ?',
    idToBytes(subject),
  );
  if (!row) throw new Error(`no payment ${subject}`);
  return row;
}

export interface NewState {
  status: Status;
  reason?: Reason | undefined;
  providerStatus?: string | undefined;
  detail?: string | undefined;
  link?: string | undefined;
  flag?: Flag | undefined;
  completedAt?: number | undefined;
  settlement?: BookedSettlement | undefined;
}

/** Moves a payment to another state, and its day's count with it. */
export function setState(projector: Projector, event: StoredEvent, row: PaymentState, state: NewState): void {
  const at = state.completedAt ?? (state.status === row.status ? row.at : row.created_at);
  count(projector, row, row.at, -1);
  count(projector, { ...row, status: state.status }, at, 1);
  const completed = state.status === 'Completed' ? 1 : 0;
  // One that is Completed and stays so keeps the day it was booked on.
  const stays = completed === 1 && row.status === 'Completed' ? 1 : 0;
  projector.run(
    `UPDATE payment SET status = ?, reason = ?, provider_status = ?, detail = ?, link = ?, flag = ?, completed_at = ?, at = ?,
     booked_on = iif(?, booked_on, ?), settled = iif(?, coalesce(?, settled), NULL), fee = iif(?, coalesce(?, fee), NULL),
     settled_currency = iif(?, coalesce(?, settled_currency), NULL) WHERE id = ?`,
    state.status,
    state.reason ?? null,
    state.providerStatus ?? '',
    state.detail ?? null,
    state.link ?? null,
    state.flag ?? null,
    state.completedAt ?? null,
    at,
    stays,
    completed ? event.bookedOn : null,
    completed,
    state.settlement?.amount ?? null,
    completed,
    state.settlement?.fee ?? null,
    completed,
    state.settlement?.currency ?? null,
    row.id,
  );
}

/** A payment that is not Completed yet may change its amount and its currency at the gateway. */
export function setMoney(projector: Projector, row: PaymentState, amount: number, currency: string): void {
  count(projector, row, row.at, -1);
  count(projector, { ...row, amount, currency }, row.at, 1);
  projector.run('UPDATE payment SET amount = ?, currency = ? WHERE id = ?', amount, currency, row.id);
}

/** Only for a row that no money was ever booked for: it leaves the counts and the search too. */
export function removePayment(projector: Projector, row: PaymentState): void {
  count(projector, row, row.at, -1);
  projector.run('DELETE FROM payment_check WHERE payment = ?', row.id);
  projector.run('DELETE FROM payment_decline WHERE payment = (SELECT uuid FROM payment WHERE id = ?)', row.id);
  projector.run('DELETE FROM payment WHERE id = ?', row.id);
  wordsRemoved(projector.db, row);
}

/** What a row that stays takes over from one that went: when it was asked for, and our words where the provider has none. */
export function inherit(projector: Projector, stays: PaymentState, from: PaymentState): void {
  const at = stays.at === stays.created_at && stays.status !== 'Completed' ? from.created_at : stays.at;
  count(projector, stays, stays.at, -1);
  count(projector, stays, at, 1);
  const description = stays.description || from.description;
  const reference = stays.reference || from.reference;
  wordsChanged(projector.db, stays, { ...stays, description, reference });
  projector.run(
    `UPDATE payment SET created_at = ?, at = ?, description = ?, reference = ?, purpose = coalesce(purpose, ?),
       method_label = coalesce(method_label, ?) WHERE id = ?`,
    from.created_at,
    at,
    description,
    reference,
    from.purpose,
    from.method_label,
    stays.id,
  );
}

interface Counted {
  gateway: string;
  currency: string;
  status: Status;
  amount: number;
}

function count(projector: Projector, payment: Counted, at: number, sign: 1 | -1): void {
  const day = dayOfBook(projector.db)(at);
  projector.add(paymentDay, [day, payment.gateway, payment.currency, payment.status], [sign, sign * payment.amount]);
}

const zones = new WeakMap<Db, ReturnType<typeof dayIn>>();

/** The book's days; its time zone never changes. */
function dayOfBook(db: Db): ReturnType<typeof dayIn> {
  let dayOf = zones.get(db);
  if (!dayOf) {
    dayOf = dayIn(all<{ time_zone: string }>(db, 'SELECT time_zone FROM book')[0]?.time_zone ?? 'UTC');
    zones.set(db, dayOf);
  }
  return dayOf;
}
