/** A made-up gateway and the book that listens to it: what is true there, and what has been told here. */

import { ingest } from '../../main/features/sync/ingest';
import type { Ingested } from '../../main/features/sync/ingest-use';
import type { PulledDispute, PulledPayment, PulledPayout, PulledRefund } from '../../main/gateways/pulled';
import type { Book } from '../../main/journal/record';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { type Day, dayIn } from '../../main/kernel/time';
import type { VoidWay, VoucherKind } from '../../main/kernel/voucher';
import { type TestClock, testClock } from '../support/book';
import { customer as customerNamed, page } from '../support/told';
import { usedAgain } from '../support/used-again';

export interface Facts {
  payments: Map<string, PulledPayment>;
  refunds: Map<string, PulledRefund>;
  disputes: Map<string, PulledDispute>;
  payouts: Map<string, PulledPayout>;
}

export interface Purchase {
  customer: string;
  amount: number;
  currency: string;
}

/** What is known of a voucher without asking the book. */
export interface KnownVoucher {
  batch: Id;
  id: Id;
  code: string;
  kind: VoucherKind;
  amount: number;
  currency: string;
  from: string;
  to: string | null;
  uses: number;
  perCustomer: number | null;
  /** How often, by customer. */
  used: Map<string, number>;
  /** What became of what is left of it. */
  end: 'voided' | VoidWay | 'expired' | null;
}

/** What is known of an adjustment without asking the book; `expired` is told by it. */
export interface KnownAdjustment {
  id: Id;
  customer: string;
  amount: number;
  currency: string;
  expired: number;
  reversed: boolean;
}

export interface KnownMerge {
  customer: string;
  survivor: string;
  /** Where the set stands in the journal. */
  set: number;
}

/** What waits for a second operator, and what the world knows then. */
export interface KnownRequest {
  id: Id;
  by: string;
  then(id: Id): void;
  state: 'waiting' | 'approved' | 'dropped';
}

/** A match that stands, and what it moved where the world keeps count: at customers, in suspense, transit and clearing. */
export interface KnownMatch {
  id: Id;
  moved: { place: string; customer: string; currency: string; minor: number }[];
}

/** They were there before the first payment, whenever the gateway lists them. */
const customers = new Map(['cus_1', 'cus_2', 'cus_3'].map((id) => [id, customerNamed(id)]));

const dayOf = dayIn('Europe/Madrid');
const books = usedAgain((db) => {
  db.function('day_of', (at: unknown) => dayOf(Number(at)));
  db.function('uuid_of', (bytes: unknown) => idFromBytes(bytes as Buffer)); // from outside: SQLite's blob
});

const noFacts = (): Facts => ({ payments: new Map(), refunds: new Map(), disputes: new Map(), payouts: new Map() });

export class World {
  readonly clock: TestClock = testClock();
  readonly book: Book;
  /** As the gateway has it now. */
  readonly now = noFacts();
  /** As it was told last. */
  readonly told = noFacts();
  readonly purchases: Purchase[] = [];
  readonly vouchers: KnownVoucher[] = [];
  readonly invoices: { id: Id; customer: string; currency: string }[] = [];
  /** What invoices made customers owe, and what was taken back of it; paying one changes nothing of their balance. */
  readonly owed: Purchase[] = [];
  /** There are operators, and limits above which it takes two of them. */
  hired = false;
  readonly adjustments: KnownAdjustment[] = [];
  /** Who was merged into whom and still is, in order. */
  readonly merges: KnownMerge[] = [];
  readonly requests: KnownRequest[] = [];
  bank: Id | null = null;
  /** Whose the announced transfers are, by payment. */
  readonly transfers = new Map<Id, string>();
  readonly matches: KnownMatch[] = [];
  /** What counted up to the last day of each closed month when it was closed. */
  readonly sealed = new Map<Day, string>();

  constructor(seed: number) {
    this.book = books.book(this.clock, seed);
  }

  /** Tells these things as the gateway has them now, in this order, one page each or all on one. */
  tell(names: readonly string[], together = false): Ingested {
    const pages = names.map((name) => this.#pageOf(name));
    const total = { fetched: 0, added: 0, changed: 0, parked: 0 };
    for (const batch of together ? [pages] : pages.map((each) => [each])) {
      const done = ingest(this.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', batch, null);
      for (const key of ['fetched', 'added', 'changed', 'parked'] as const) total[key] += done[key];
    }
    return total;
  }

  /** Whose is now what was this customer's, by the gateway's ids. */
  ownerNow(customer: string): string {
    const merge = this.merges.find((one) => one.customer === customer);
    return merge ? this.ownerNow(merge.survivor) : customer;
  }

  names(): string[] {
    return [...customers.keys(), ...Object.values(this.now).flatMap((of: Map<string, unknown>) => [...of.keys()])];
  }

  close(): void {
    this.book.db.close();
  }

  #pageOf(name: string) {
    const { payments, refunds, disputes, payouts } = this.now;
    const customer = customers.get(name);
    const payment = payments.get(name);
    const refund = refunds.get(name);
    const dispute = disputes.get(name);
    const payout = payouts.get(name);
    if (payment) this.told.payments.set(name, payment);
    if (refund) this.told.refunds.set(name, refund);
    if (dispute) this.told.disputes.set(name, dispute);
    if (payout) this.told.payouts.set(name, payout);
    return page({
      customers: customer ? [customer] : [],
      payments: payment ? [payment] : [],
      refunds: refund ? [refund] : [],
      disputes: dispute ? [dispute] : [],
      payouts: payout ? [payout] : [],
    });
  }
}
