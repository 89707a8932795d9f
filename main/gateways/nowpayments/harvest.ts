/** Collects the facts of one page. */
import type { Facts, ParkedItem, PulledPayment, PulledRefund } from '../pulled';
import { mapPayment, type PageOf } from './map';

export class Harvest {
  readonly payments: PulledPayment[] = [];
  readonly refunds: PulledRefund[] = [];
  readonly parked: ParkedItem[] = [];
  private readonly pageOf: PageOf;

  constructor(pageOf: PageOf) {
    this.pageOf = pageOf;
  }

  add(raw: unknown): void {
    const { payment, refund, parked } = mapPayment(raw, this.pageOf);
    if (payment) this.payments.push(payment);
    if (refund) this.refunds.push(refund);
    if (parked) this.parked.push(parked);
  }

  facts(clockSkewMs: number | null): Facts {
    const { payments, refunds, parked } = this;
    return { customers: [], payments, refunds, disputes: [], payouts: [], parked, clockSkewMs };
  }
}
