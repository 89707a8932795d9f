/** Payouts as a gateway tells them, with the settlements that each carries. */
import { all, one } from '../../db/sql';
import type { PulledPayout } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { idFromBytes } from '../../kernel/id';
import type { PayoutStatus } from '../../kernel/payment';
import type { PayoutChanged, PayoutRecorded } from '../payouts/events';
import { given } from './event-fields';
import type { Ingest } from './ingest-use';

interface KnownPayout {
  id: number;
  uuid: Buffer;
  status: PayoutStatus;
  provider_status: string;
  arrival_day: string;
  amount: number;
  currency: string;
}

export function* ingestPayout(use: Ingest, pulled: PulledPayout): Generator<EventDraft> {
  const known = one<KnownPayout>(
    use.facts.db,
    'SELECT id, uuid, status, provider_status, arrival_day, amount, currency FROM payout WHERE gateway = ? AND external_id = ?',
    use.gateway,
    pulled.externalId,
  );
  if (!known) {
    const payload: PayoutRecorded = {
      gateway: use.gateway,
      externalId: pulled.externalId,
      amount: pulled.amount,
      currency: pulled.currency,
      status: pulled.status,
      providerStatus: pulled.providerStatus,
      arrivalDay: pulled.arrivalDay,
      ...given({ descriptor: pulled.descriptor }),
      settlements: [...pulled.settlements],
    };
    use.tally.added++;
    yield { kind: 'payout.recorded', subject: use.book.newId(), occurredAt: pulled.createdAt, payload };
    return;
  }
  const settlements = changedList(use, known.id, pulled.settlements);
  const same =
    known.status === pulled.status &&
    known.provider_status === pulled.providerStatus &&
    known.arrival_day === pulled.arrivalDay;
  if (same && !settlements) return;
  const payload: PayoutChanged = {
    gateway: use.gateway,
    amount: known.amount,
    currency: known.currency,
    was: known.status,
    status: pulled.status,
    providerStatus: pulled.providerStatus,
    arrivalDay: pulled.arrivalDay,
    ...given({ settlements }),
  };
  use.tally.changed++;
  yield { kind: 'payout.status-changed', subject: idFromBytes(known.uuid), occurredAt: use.nowMs, payload };
}

/** The new list when it differs; an empty one means that the provider has not closed it, and says nothing. */
function changedList(use: Ingest, payout: number, settlements: readonly string[]): string[] | null {
  if (settlements.length === 0) return null;
  const known = all<{ settlement: string }>(
    use.facts.db,
    'SELECT settlement FROM payout_item WHERE payout = ?',
    payout,
  ).map((row) => row.settlement);
  const wanted = new Set(settlements);
  return known.length === wanted.size && known.every((id) => wanted.has(id)) ? null : [...settlements];
}
