/** Every deed that can be done to many items at once, and every act that may wait for a second operator: one line each. */
import type { Db } from '../db/sql';
import type { EventDraft, Undoing } from '../journal/event';
import type { Book, Facts } from '../journal/record';
import type { Id } from '../kernel/id';
import type { ApprovalAct } from '../kernel/operator';
import { approveRequests } from './approvals/bulk';
import type { Approvable } from './approvals/events';
import type { Deed } from './changes/contract';
import type { BulkDeed, PlannedItem, Planning } from './changes/events';
import { creditApprovables } from './credits/adjusting';
import { archiveCustomers, restoreCustomers, tagCustomers } from './customers/bulk';
import { payInvoicesFromCredit, voidInvoices } from './invoices/bulk';
import { refundApprovable } from './outbox/refunding';
import { cancelPayments, receivePayments } from './taking/bulk';
import { receiptApprovable } from './taking/receiving';
import { voidChosenVouchers } from './vouchers/bulk';

export interface BoundDeed {
  kind: string;
  order(facts: Facts, items: readonly Id[]): readonly Id[];
  label(db: Db, item: Id): string;
  /** Throws the Failure that says why this item cannot take part. */
  plan(facts: Facts, item: Id, use: Planning): PlannedItem;
  drafts(facts: Facts, item: Id, use: Undoing): Iterable<EventDraft>;
}

type Making = Pick<Book, 'newId' | 'clock'>;

/** Every act that may wait for a second operator. */
export function approvablesOf(of: Making): Readonly<Record<ApprovalAct, Approvable>> {
  return { ...creditApprovables(of), receipt: receiptApprovable(of), refund: refundApprovable(of) };
}

export function deedOf(deed: Deed, of: Making): BoundDeed {
  switch (deed.deed) {
    case 'tag-customers':
      return bound(tagCustomers, deed);
    case 'archive-customers':
      return bound(archiveCustomers, deed);
    case 'restore-customers':
      return bound(restoreCustomers, deed);
    case 'cancel-payments':
      return bound(cancelPayments, deed);
    case 'receive-payments':
      return bound(receivePayments, deed);
    case 'void-invoices':
      return bound(voidInvoices, deed);
    case 'pay-invoices-from-credit':
      return bound(payInvoicesFromCredit, deed);
    case 'void-vouchers':
      return bound(voidChosenVouchers, deed);
    case 'approve-requests':
      return bound(approveRequests(approvablesOf(of)), deed);
  }
}

function bound<Args>(of: BulkDeed<Args>, args: Args): BoundDeed {
  return {
    kind: of.kind,
    label: of.label,
    order: (facts, items) => of.order?.(facts, items) ?? items,
    plan: (facts, item, use) => of.plan(facts, item, args, use),
    drafts: (facts, item, use) => of.drafts(facts, item, args, use),
  };
}
