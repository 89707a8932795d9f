/** Collects the facts of one page. */
import type { Facts, ParkedItem, PulledPage } from '../pulled';
import type { Mapped } from './map';

type Rows = Pick<PulledPage, 'customers' | 'payments' | 'refunds' | 'disputes' | 'payouts'>;

export class Harvest {
  private readonly rows: { [K in keyof Rows]: Rows[K][number][] } = {
    customers: [],
    payments: [],
    refunds: [],
    disputes: [],
    payouts: [],
  };
  private readonly parked: ParkedItem[] = [];

  add<K extends keyof Rows>(kind: K, mapped: Mapped<Rows[K][number]>): void {
    if (mapped.row) this.rows[kind].push(mapped.row);
    if (mapped.parked) this.parked.push(mapped.parked);
  }

  park(item: ParkedItem): void {
    this.parked.push(item);
  }

  /** Takes out payments beyond `most`, for a page of their own. */
  spill(most: number): PulledPage['payments'] {
    return this.rows.payments.splice(0, Math.max(0, this.rows.payments.length - most));
  }

  facts(clockSkewMs: number | null): Facts {
    return { ...this.rows, parked: this.parked, clockSkewMs };
  }
}
