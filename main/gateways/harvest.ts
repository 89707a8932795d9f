/** Collects the facts of one page or of one answer. */
import type { Mapped } from './mapped';
import type { Facts, ParkedItem, PulledPage, PulledReserve } from './pulled';

type Rows = Pick<PulledPage, 'customers' | 'payments' | 'refunds' | 'disputes' | 'payouts'>;

export class Harvest {
  private readonly rows: { [K in keyof Rows]: Rows[K][number][] } = {
    customers: [],
    payments: [],
    refunds: [],
    disputes: [],
    payouts: [],
  };
  private readonly reserves: PulledReserve[] = [];
  private readonly parked: ParkedItem[] = [];

  add<K extends keyof Rows>(kind: K, { row, parked }: Mapped<Rows[K][number]>): void {
    if (row) this.rows[kind].push(row);
    this.park(parked);
  }

  park(item: ParkedItem | null): void {
    if (item) this.parked.push(item);
  }

  reserve(moved: PulledReserve): void {
    this.reserves.push(moved);
  }

  /** Everything of another, behind what is here. */
  take(other: Harvest): void {
    this.rows.customers.push(...other.rows.customers);
    this.rows.payments.push(...other.rows.payments);
    this.rows.refunds.push(...other.rows.refunds);
    this.rows.disputes.push(...other.rows.disputes);
    this.rows.payouts.push(...other.rows.payouts);
    this.reserves.push(...other.reserves);
    this.parked.push(...other.parked);
  }

  /** Takes out payments beyond `most`, for a page of their own. */
  spill(most: number): PulledPage['payments'] {
    return this.rows.payments.splice(0, Math.max(0, this.rows.payments.length - most));
  }

  facts(clockSkewMs: number | null): Facts {
    const reserves = this.reserves.length > 0 ? { reserves: this.reserves } : {};
    return { ...this.rows, ...reserves, parked: this.parked, clockSkewMs };
  }
}
