/** From what a gateway told to events: compares with the book and yields only what is new, so that any page may come again. */

import { one } from '../../db/sql';
import type { PulledPage } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, record } from '../../journal/record';
import type { SyncFetched } from './events';
import { ingestCustomer } from './ingest-customer';
import { ingestPayment } from './ingest-payment';
import { ingestPayout } from './ingest-payout';
import { ingestDispute, ingestRefund } from './ingest-reversal';
import { bookId, type Ingest, type Ingested } from './ingest-use';
import { park } from './park';
import { wellWritten } from './well-written';

export type IngestablePage = Omit<PulledPage, 'cursor' | 'covered' | 'phase'>;

/** An idle sync leaves a mark in the journal at most this often. */
const QUIET_MS = 3_600_000;

/**
 * Books what the pages hold and the cursor behind them, in one transaction. `cursor` null: a look at single payments,
 * which moves no cursor. Throws what `record` throws; then nothing of these pages was booked.
 */
export function ingest(
  book: Book,
  act: Omit<Act, 'request' | 'input'>,
  gateway: string,
  pages: readonly IngestablePage[],
  position: { cursor: string; covered: PulledPage['covered'] } | null,
): Ingested {
  const tally: Ingested = { fetched: 0, added: 0, changed: 0, parked: 0 };
  const nowMs = book.clock.now();
  const request = book.newId();
  record(book, { ...act, request, input: { gateway, cursor: position?.cursor ?? null } }, function* (facts) {
    const use: Ingest = { book, facts, gateway, nowMs, tally };
    for (const page of pages) yield* ingestItems(use, wellWritten(page));
    if (position && (tally.added + tally.changed + tally.parked > 0 || worthMarking(use, position)))
      yield fetchedEvent(use, position);
  });
  return tally;
}

function* ingestItems(use: Ingest, page: IngestablePage): Generator<EventDraft> {
  for (const customer of page.customers) yield* ingestCustomer(use, customer);
  for (const payment of page.payments) yield* ingestPayment(use, payment);
  for (const refund of page.refunds) yield* ingestRefund(use, refund);
  for (const dispute of page.disputes) yield* ingestDispute(use, dispute);
  for (const payout of page.payouts) yield* ingestPayout(use, payout);
  for (const item of page.parked) yield* park(use, item);
  use.tally.fetched +=
    page.customers.length +
    page.payments.length +
    page.refunds.length +
    page.disputes.length +
    page.payouts.length +
    page.parked.length;
}

interface Position {
  cursor: string;
  covered: PulledPage['covered'];
}

function worthMarking(use: Ingest, { covered, cursor }: Position): boolean {
  const known = one<{ cursor: string }>(use.facts.db, 'SELECT cursor FROM sync_cursor WHERE gateway = ?', use.gateway);
  if (!known) return true;
  if (known.cursor === cursor || !covered) return false;
  const last = one<{ to_ms: number | null }>(
    use.facts.db,
    'SELECT max(to_ms) AS to_ms FROM sync_period WHERE gateway = ?',
    use.gateway,
  );
  return (last?.to_ms ?? 0) + QUIET_MS <= covered.toMs;
}

function fetchedEvent(use: Ingest, { cursor, covered }: Position): EventDraft {
  const payload: SyncFetched = {
    gateway: use.gateway,
    cursor,
    items: use.tally.fetched,
    ...(covered ? { fromMs: covered.fromMs, toMs: covered.toMs } : {}),
  };
  return { kind: 'sync.fetched', subject: bookId(use), occurredAt: use.nowMs, payload };
}
