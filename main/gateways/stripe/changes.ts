/** What events say has changed is fetched again: an event's own snapshot is history, not the present. */

import type { Harvest } from '../harvest';
import type { Line } from './client';
import { listedFrom, type Marks, type Phase } from './cursor';
import { mapCharge, mapCustomer, mapIntent } from './map';
import { mapDispute, mapRefund } from './map-aftermath';
import { addPayout, type ClosedAt, eachAtOnce, fetchOne, isGone } from './phase-lists';
import { eventSchema, type StripeEvent } from './wire';

interface Changed {
  phase: Exclude<Phase, 'events'>;
  id: string;
}

/**
 * Adds the present state of each object that the events name. Objects that this round still lists (created after their mark) are
 * left to the list: it is asked after the events, so it shows them as they are later.
 */
export async function changedObjects(
  line: Line,
  events: readonly unknown[],
  marks: Marks,
  harvest: Harvest,
  closedAt: ClosedAt,
): Promise<void> {
  const changed = new Map<string, Changed>();
  const read = events.map((raw) => eventSchema.safeParse(raw).data).filter((event) => event !== undefined);
  const listed = new Set(
    read.filter((event) => isListed(event, 'payments', marks)).map((event) => event.data.object.id),
  );
  for (const event of read) {
    const { object } = event.data;
    if (event.type === 'charge.dispute.closed' && object.id !== undefined) closedAt.set(object.id, event.created);
    const found = changedBy(event, marks);
    if (!found || listed.has(found.id)) continue;
    changed.set(found.id, found);
  }
  await eachAtOnce([...changed.values()], (item) => refetch(line, item, harvest, closedAt));
}

function changedBy(event: StripeEvent, marks: Marks): Changed | null {
  const { object } = event.data;
  const owner: unknown = object.payment_intent;
  // A charge is part of its intent. Its own time does not say whether the intent, which is older, is listed.
  if (object.object === 'charge' && typeof owner === 'string') return { phase: 'payments', id: owner };
  const phase = phaseOf(object.object);
  if (object.id === undefined || phase === null || isListed(event, phase, marks)) return null;
  return { phase, id: object.id };
}

/** True when the event's object is of that phase and created late enough to be in this round's list. */
function isListed(event: StripeEvent, phase: Changed['phase'], marks: Marks): boolean {
  const { object } = event.data;
  return phaseOf(object.object) === phase && (object.created ?? 0) >= listedFrom(marks[phase]);
}

function phaseOf(object: string): Changed['phase'] | null {
  switch (object) {
    case 'payment_intent':
      return 'payments';
    case 'charge':
      return 'charges';
    case 'refund':
      return 'refunds';
    case 'dispute':
      return 'disputes';
    case 'payout':
      return 'payouts';
    case 'customer':
      return 'customers';
    default:
      return null;
  }
}

const bookings = { expand: ['latest_charge.balance_transaction'] };
const booking = { expand: ['balance_transaction'] };

async function refetch(line: Line, { phase, id }: Changed, harvest: Harvest, closedAt: ClosedAt): Promise<void> {
  const raw = await fetchOne(line, phase, (stripe) => {
    switch (phase) {
      case 'customers':
        return stripe.customers.retrieve(id);
      case 'payments':
        return stripe.paymentIntents.retrieve(id, bookings);
      case 'charges':
        return stripe.charges.retrieve(id, booking);
      case 'refunds':
        return stripe.refunds.retrieve(id, booking);
      case 'disputes':
        return stripe.disputes.retrieve(id);
      case 'payouts':
        return stripe.payouts.retrieve(id, booking);
    }
  });
  if (isGone(raw)) return;
  switch (phase) {
    case 'customers':
      return harvest.add('customers', mapCustomer(raw));
    case 'payments':
      return harvest.add('payments', mapIntent(raw));
    case 'charges':
      return harvest.add('payments', mapCharge(raw));
    case 'refunds':
      return harvest.add('refunds', mapRefund(raw));
    case 'disputes':
      return harvest.add('disputes', mapDispute(raw, closedAt));
    case 'payouts':
      return addPayout(line, raw, harvest);
  }
}
