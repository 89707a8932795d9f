/** What a sync has brought so far. */
import type { PulledPage } from '../../gateways/pulled';
import type { SyncResult } from './contract';

export function emptyResult(): SyncResult {
  return { fetched: 0, added: 0, changed: 0, parked: 0 };
}

export function itemsOf(pages: readonly PulledPage[]): number {
  return pages.reduce(
    (sum, page) =>
      sum +
      page.customers.length +
      page.payments.length +
      page.refunds.length +
      page.disputes.length +
      page.payouts.length,
    0,
  );
}

export function addResults(results: readonly SyncResult[]): SyncResult {
  const total = emptyResult();
  for (const result of results) {
    total.fetched += result.fetched;
    total.added += result.added;
    total.changed += result.changed;
    total.parked += result.parked;
  }
  return total;
}
