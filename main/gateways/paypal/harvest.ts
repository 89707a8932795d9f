/** Collects the facts of one page. */
import type { Facts, ParkedItem, PulledPage } from '../pulled';
import type { Mapped } from './mapped';

type Rows = Pick<PulledPage, 'customers' | 'payments' | 'refunds' | 'disputes' | 'payouts'>;

export class Harvest {
  private readonly rows: { [K in keyof Rows]: Map<string, Rows[K][number]> } = {
    customers: new Map(),
    payments: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    payouts: new Map(),
  };
  private readonly parked: ParkedItem[] = [];

  /** A later fact of the same thing takes the place of the earlier. */
  add<K extends keyof Rows>(kind: K, { row, parked }: Mapped<Rows[K][number]>): void {
    if (row) this.rows[kind].set(row.externalId, row);
    if (parked) this.parked.push(parked);
  }

  park(item: ParkedItem | null): void {
    if (item) this.parked.push(item);
  }

  facts(clockSkewMs: number | null): Facts {
    const { customers, payments, refunds, disputes, payouts } = this.rows;
    return {
      customers: [...customers.values()],
      payments: [...payments.values()],
      refunds: [...refunds.values()],
      disputes: [...disputes.values()],
      payouts: [...payouts.values()],
      parked: this.parked,
      clockSkewMs,
    };
  }
}
