/** Collects the facts of one page. PayPal may tell of one thing twice: a later fact takes the place of the earlier. */
import { Harvest } from '../harvest';
import type { Facts } from '../pulled';

export class LatestHarvest extends Harvest {
  override facts(clockSkewMs: number | null): Facts {
    const facts = super.facts(clockSkewMs);
    return {
      ...facts,
      customers: latest(facts.customers),
      payments: latest(facts.payments),
      refunds: latest(facts.refunds),
      disputes: latest(facts.disputes),
      payouts: latest(facts.payouts),
    };
  }
}

function latest<Row extends { externalId: string }>(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.externalId, row])).values()];
}
