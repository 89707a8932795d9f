/** Items that cannot be booked now: put aside for a person, or until what they belong to arrives. */
import { one } from '../../db/sql';
import type { ParkedItem } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import type { SyncParked } from './events';
import { bookId, type Ingest } from './ingest-use';

/** Puts an item aside, once for each reason. */
export function* park(use: Ingest, item: ParkedItem & { waitsFor?: string; item?: unknown }): Generator<EventDraft> {
  const known = one<{ why: string; item: string | null }>(
    use.facts.db,
    'SELECT why, item FROM parked WHERE gateway = ? AND kind = ? AND external_id = ?',
    use.gateway,
    item.kind,
    item.externalId,
  );
  const text = item.item === undefined ? null : JSON.stringify(item.item);
  if (known && known.why === item.why && (text === null || known.item === text)) return;
  if (!known) use.tally.parked++;
  if (item.waitsFor !== undefined) use.met.waiting = true;
  const payload: SyncParked = {
    gateway: use.gateway,
    kind: item.kind,
    externalId: item.externalId,
    why: item.why,
    ...(item.waitsFor === undefined ? {} : { waitsFor: item.waitsFor }),
    ...(item.item === undefined ? {} : { item: item.item }),
  };
  yield { kind: 'sync.parked', subject: bookId(use), occurredAt: use.nowMs, payload };
}
