/** Many Pending payments that no provider knows of, cancelled or marked as received. One at a provider is cancelled there, by itself. */
import { givenLabels } from '../../db/gateway-labels';
import { type Db, one } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Status } from '../../kernel/payment';
import { type Day, dayIn, startOfDay } from '../../kernel/time';
import { limitOf } from '../approvals/events';
import type { BulkDeed } from '../changes/events';
import type { PaymentStatusChanged } from '../payments/events';
import { BANK_TRANSFER, type Receiving, receivePart } from './received-events';

interface Row {
  gateway: string;
  amount: number;
  currency: string;
  status: Status;
  provider_status: string;
  reference: string;
  description: string;
  name: string | null;
}

/** Throws Failure payment-unknown. */
function chosen(db: Db, item: Id): Row {
  const row = one<Row>(
    db,
    `SELECT p.gateway, p.amount, p.currency, p.status, p.provider_status, p.reference, p.description, n.name FROM payment p
     LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE p.uuid = +?`,
    idToBytes(item),
  );
  if (!row) throw new Failure('payment-unknown', { id: item });
  return row;
}

const labelOf = ({ name, reference, description }: Row) => [name, reference || description].filter(Boolean).join(' · ');

/** What people call the gateway that knows of it; null: none does. */
function gatewayOf(db: Db, { gateway }: Row): string | null {
  const kind = gatewayKind(gateway);
  return kind ? (givenLabels(db).get(gateway) ?? kind.label) : null;
}

/** Throws Failure payment-unknown, payment-not-pending, not-in-bulk. */
function cancellable(db: Db, item: Id): Row {
  const row = chosen(db, item);
  if (row.status !== 'Pending') throw new Failure('payment-not-pending');
  const gateway = gatewayOf(db, row);
  if (gateway !== null) throw new Failure('not-in-bulk', { gateway });
  return row;
}

export const cancelPayments: BulkDeed<object> = {
  kind: 'payment.status-changed',
  label: (db, item) => labelOf(chosen(db, item)),
  plan({ db }, item) {
    const row = cancellable(db, item);
    const { amount: minor, currency } = row;
    return { label: labelOf(row), before: 'Pending', after: 'Cancelled', money: { minor, currency } };
  },
  *drafts({ db }, item, _args, { nowMs }) {
    const { gateway, amount, currency, provider_status: providerStatus } = cancellable(db, item);
    const payload: PaymentStatusChanged = {
      ...{ gateway, amount, currency, providerStatus, was: 'Pending' },
      ...{ status: 'Cancelled', reason: 'cancelled-operator' },
    };
    yield { kind: 'payment.status-changed', subject: item, occurredAt: nowMs, payload };
  },
};

interface Receipt {
  /** The day on the statement. */
  day: string;
  note: string;
}

/** Each whole. Above its limit a transfer takes a second operator, and is marked alone. Throws Failure approval-needed, payment-*. */
export const receivePayments: BulkDeed<Receipt> = {
  kind: 'payment.status-changed',
  label: (db, item) => labelOf(chosen(db, item)),
  plan({ db }, item, { day }, { nowMs }) {
    const row = chosen(db, item);
    const { amount: minor, currency, status } = row;
    if (status !== 'Pending') throw new Failure('payment-not-pending');
    const gateway = gatewayOf(db, row);
    if (gateway !== null) throw new Failure('not-received-by-hand', { gateway });
    if (row.gateway !== BANK_TRANSFER) throw new Failure('payment-not-pending');
    if (day > dayIn(zoneOf(db))(nowMs)) throw new Failure('day-to-come', { day });
    const limit = limitOf(db, 'receipt', currency);
    if (limit !== null && minor > limit)
      throw new Failure('approval-needed', { limit: toDecimal(limit, currency), currency });
    return { label: labelOf(row), before: 'Pending', after: 'Completed', money: { minor, currency } };
  },
  *drafts(facts, item, { day: text, note }, { newId, nowMs }) {
    const day = text as Day; // from outside: checked by the contract
    const { amount, currency } = cancellable(facts.db, item);
    const at = Math.min(nowMs, startOfDay(day, zoneOf(facts.db)) + 12 * 3_600_000);
    const of: Receiving = { newId, currency, nowMs, at, evidence: { day, note: maskCardNumbers(note) } };
    yield* receivePart(facts, of, { payment: item, customer: null, amount, restPending: false });
  },
};

const zoneOf = (db: Db) => one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
