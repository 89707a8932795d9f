/** Reserves as a gateway tells them, each booked once: it is found again by its subject, which is its payout or is made of its own id. */
import { all, one } from '../../db/sql';
import type { PulledReserve } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { type ReserveMoved, reserveSubject } from '../payouts/reserve-events';
import type { Ingest } from './ingest-use';

export function* ingestReserve(
  use: Ingest,
  { externalId, at, amount, currency, payout }: PulledReserve,
): Generator<EventDraft> {
  const subject = (payout === null ? null : payoutOf(use, payout)) ?? reserveSubject(use.gateway, externalId);
  const known = all<{ id: string }>(
    use.facts.db,
    "SELECT payload ->> '$.externalId' AS id FROM event WHERE subject = ? AND kind = 'reserve.moved'",
    idToBytes(subject),
  );
  if (known.some(({ id }) => id === externalId)) return;
  const payload: ReserveMoved = { gateway: use.gateway, externalId, amount, currency };
  use.tally.added++;
  yield { kind: 'reserve.moved', subject, occurredAt: at, payload };
}

function payoutOf(use: Ingest, externalId: string): Id | null {
  const row = one<{ uuid: Buffer }>(
    use.facts.db,
    'SELECT uuid FROM payout WHERE gateway = ? AND external_id = ?',
    use.gateway,
    externalId,
  );
  return row ? idFromBytes(row.uuid) : null;
}
