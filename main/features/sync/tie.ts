/** Ties what a gateway tells to what we asked of it, by the attempt's key: one payment is one row, whichever was here first. */
import { all, one } from '../../db/sql';
import type { PulledPayment, PulledRefund } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import type { AttemptKind, AttemptState } from '../../kernel/attempt';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import type { Status } from '../../kernel/payment';
import type { AttemptResolved } from '../outbox/events';
import type { PaymentAdopted, PaymentIdentified } from '../payments/identity-events';
import { given } from './event-fields';
import type { Ingest } from './ingest-use';

export interface Asked {
  id: Id;
  kind: AttemptKind;
  state: AttemptState;
  payment: number;
  uuid: Buffer;
  external_id: string | null;
  status: Status;
  customer: Buffer | null;
  payer: Buffer | null;
}

/** The attempt of this key at this gateway, with its payment as it is now; undefined for a key that is not ours. */
export function askedBy(use: Ingest, key: string | null | undefined): Asked | undefined {
  if (!key || !isId(key)) return undefined;
  const row = one<Omit<Asked, 'id'>>(
    use.facts.db,
    `SELECT a.kind, a.state, p.id AS payment, p.uuid, p.external_id, p.status, c.uuid AS customer, y.uuid AS payer
     FROM attempt a JOIN payment p ON p.id = a.payment LEFT JOIN customer c ON c.id = p.customer LEFT JOIN payer y ON y.id = p.payer
     WHERE a.uuid = ? AND a.gateway = ?`,
    idToBytes(key),
    use.gateway,
  );
  return row ? { ...row, id: key } : undefined;
}

/** Gives the provider's name to the payment that we made for it, or that payment's row up to the one that was told before. */
export function* tiePayment(use: Ingest, asked: Asked, externalId: string): Generator<EventDraft> {
  if (asked.kind === 'refund' || asked.external_id !== null) return;
  const told = one<{
    uuid: Buffer;
    amount: number;
    currency: string;
    status: Status;
    customer: number | null;
    id: number;
  }>(
    use.facts.db,
    'SELECT id, uuid, amount, currency, status, customer FROM payment WHERE gateway = ? AND external_id = ?',
    use.gateway,
    externalId,
  );
  use.tally.changed++;
  const own = idFromBytes(asked.uuid);
  if (!told) {
    const payload: PaymentIdentified = { gateway: use.gateway, externalId, attempt: asked.id };
    yield { kind: 'payment.identified', subject: own, occurredAt: use.nowMs, payload };
    return;
  }
  const orphan = told.customer === null && asked.customer !== null;
  const payload: PaymentAdopted = {
    gateway: use.gateway,
    attempt: asked.id,
    own,
    ...(orphan
      ? given({
          customer: idFromBytes(asked.customer ?? told.uuid),
          payer: asked.payer ? idFromBytes(asked.payer) : null,
        })
      : {}),
    currency: told.currency,
    suspense: orphan && told.status === 'Completed' ? told.amount - takenFromSuspense(use, told.id) : 0,
  };
  yield { kind: 'payment.adopted', subject: idFromBytes(told.uuid), occurredAt: use.nowMs, payload };
}

/** Refunds that stand and disputes that were lost have left suspense again. */
function takenFromSuspense(use: Ingest, payment: number): number {
  const taken = all<{ amount: number }>(
    use.facts.db,
    `SELECT amount FROM refund WHERE payment = ? AND status <> 'failed'
     UNION ALL SELECT amount FROM dispute WHERE payment = ? AND state = 'lost' AND withdrawn = 1`,
    payment,
    payment,
  );
  return taken.reduce((sum, { amount }) => sum + amount, 0);
}

/** The provider has it, so the attempt has ended, whatever we knew of it. */
export function* endAttempt(use: Ingest, asked: Asked, told: PulledPayment | PulledRefund): Generator<EventDraft> {
  if (asked.state === 'done') return;
  const failed = told.status === 'Cancelled' || told.status === 'failed';
  const payload: AttemptResolved = {
    outcome: failed && asked.kind !== 'page' ? 'declined' : 'confirmed',
    externalId: told.externalId,
    ...given({ detail: 'detail' in told ? told.detail : null }),
    ...(failed && 'decline' in told && told.decline ? { decline: told.decline } : {}),
  };
  use.tally.changed++;
  yield { kind: 'attempt.resolved', subject: asked.id, occurredAt: use.nowMs, payload };
}
