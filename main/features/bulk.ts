/** Every deed that can be done to many items at once, one line each. */
import type { EventDraft, Undoing } from '../journal/event';
import type { Facts } from '../journal/record';
import type { Id } from '../kernel/id';
import type { Deed } from './changes/contract';
import type { BulkDeed, PlannedItem } from './changes/events';
import { archiveCustomers, restoreCustomers, tagCustomers } from './customers/bulk';
import { cancelPayments } from './taking/bulk';

export interface BoundDeed {
  kind: string;
  /** Throws the Failure that says why this item cannot take part. */
  plan(facts: Facts, item: Id): PlannedItem;
  drafts(facts: Facts, item: Id, use: Undoing): Iterable<EventDraft>;
}

export function deedOf(deed: Deed): BoundDeed {
  switch (deed.deed) {
    case 'tag-customers':
      return bound(tagCustomers, deed);
    case 'archive-customers':
      return bound(archiveCustomers, deed);
    case 'restore-customers':
      return bound(restoreCustomers, deed);
    case 'cancel-payments':
      return bound(cancelPayments, deed);
  }
}

function bound<Args>(of: BulkDeed<Args>, args: Args): BoundDeed {
  return {
    kind: of.kind,
    plan: (facts, item) => of.plan(facts, item, args),
    drafts: (facts, item, use) => of.drafts(facts, item, args, use),
  };
}
