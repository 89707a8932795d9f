/** Cancelling many Pending payments that no provider knows of. One at a provider is cancelled there, by itself. */
import { type Db, one } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { Status } from '../../kernel/payment';
import type { BulkDeed } from '../changes/events';
import type { PaymentStatusChanged } from '../payments/events';

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

/** Throws Failure payment-unknown, payment-not-pending, not-in-bulk. */
function cancellable(db: Db, item: Id): Row {
  const row = one<Row>(
    db,
    `SELECT p.gateway, p.amount, p.currency, p.status, p.provider_status, p.reference, p.description, n.name FROM payment p
     LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid WHERE p.uuid = ?`,
    idToBytes(item),
  );
  if (!row) throw new Failure('payment-unknown', { id: item });
  if (row.status !== 'Pending') throw new Failure('payment-not-pending');
  if (gatewayKind(row.gateway)) throw new Failure('not-in-bulk', { gateway: row.gateway });
  return row;
}

export const cancelPayments: BulkDeed<object> = {
  kind: 'payment.status-changed',
  plan({ db }, item) {
    const { name, reference, description, amount: minor, currency } = cancellable(db, item);
    const label = [name, reference || description].filter(Boolean).join(' · ');
    return { label, before: 'Pending', after: 'Cancelled', money: { minor, currency } };
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
