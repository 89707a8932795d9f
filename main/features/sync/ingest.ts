/** From what a gateway told to events: compares with the book and yields only what is new, so that any page may come again. */

import { type Db, one } from '../../db/sql';
import type { Facts, PulledPage } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, type Facts as JournalFacts, record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import type { SyncFetched } from './events';
import { ingestCustomer } from './ingest-customer';
import { ingestPayment } from './ingest-payment';
import { ingestPayout } from './ingest-payout';
import { ingestReserve } from './ingest-reserve';
import { ingestDispute, ingestRefund } from './ingest-reversal';
import { bookId, type Ingest, type Ingested, nobodyMet } from './ingest-use';
import { park } from './park';
import { askedBy, tiePayment } from './tie';
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
    const use: Ingest = { book, facts, gateway, nowMs, tally, met: nobodyMet() };
    yield* ingestItems(use, together(pages.map(wellWritten)));
    if (position && (tally.added + tally.changed + tally.parked > 0 || worthMarking(use, position)))
      yield fetchedEvent(use, position);
  });
  return tally;
}

/**
 * All of one act as one page, its payments the oldest first: most providers list the newest first, and indexes by time that grow
 * at their end alone stay a tenth smaller.
 */
function together(pages: readonly IngestablePage[]): IngestablePage {
  return {
    customers: pages.flatMap((page) => page.customers),
    payments: pages.flatMap((page) => page.payments).sort((a, b) => a.createdAt - b.createdAt),
    refunds: pages.flatMap((page) => page.refunds),
    disputes: pages.flatMap((page) => page.disputes),
    payouts: pages.flatMap((page) => page.payouts),
    reserves: pages.flatMap((page) => page.reserves ?? []),
    parked: pages.flatMap((page) => page.parked),
    clockSkewMs: null,
  };
}

/** What a gateway answered to one attempt: facts that we may know to be about it although they do not say so. */
export interface Answer {
  attempt: Id;
  /** The provider's id of the payment or refund that came of it. */
  externalId: string | null;
  facts: Facts;
}

/** What else is recorded with an answer: before its facts are booked, and after. */
export interface AnswerAround {
  before?(read: JournalFacts): Iterable<EventDraft>;
  after?(read: JournalFacts): Iterable<EventDraft>;
}

/** Books an answer in one transaction. Throws what `record` throws; then nothing of it was booked. */
export function ingestAnswer(
  book: Book,
  act: Omit<Act, 'request' | 'input'>,
  gateway: string,
  answer: Answer,
  { before, after }: AnswerAround = {},
): { tally: Ingested; facts: Facts } {
  const tally: Ingested = { fetched: 0, added: 0, changed: 0, parked: 0 };
  const facts = wellWritten(named(answer));
  const request = book.newId();
  record(book, { ...act, request, input: { gateway, attempt: answer.attempt } }, function* (read) {
    const use: Ingest = { book, facts: read, gateway, nowMs: book.clock.now(), tally, met: nobodyMet() };
    if (before) yield* before(read);
    yield* ingestItems(use, facts);
    const asked = askedBy(use, answer.attempt);
    if (asked && answer.externalId !== null) yield* tiePayment(use, asked, answer.externalId);
    if (after) yield* after(read);
  });
  return { tally, facts };
}

/** The facts with the attempt's key on what came of it. */
function named({ attempt, externalId, facts }: Answer): Facts {
  const sole = externalId === null && facts.payments.length === 1;
  const key = <Item extends { externalId: string; attempt?: string | null }>(item: Item): Item =>
    !item.attempt && (sole || item.externalId === externalId) ? { ...item, attempt } : item;
  return { ...facts, payments: facts.payments.map(key), refunds: sole ? facts.refunds : facts.refunds.map(key) };
}

function* ingestItems(use: Ingest, page: IngestablePage): Generator<EventDraft> {
  for (const customer of page.customers) yield* ingestCustomer(use, customer);
  for (const payment of page.payments) yield* ingestPayment(use, payment);
  for (const refund of page.refunds) yield* ingestRefund(use, refund);
  for (const dispute of page.disputes) yield* ingestDispute(use, dispute);
  for (const payout of page.payouts) yield* ingestPayout(use, payout);
  for (const reserve of page.reserves ?? []) yield* ingestReserve(use, reserve);
  for (const item of page.parked) yield* park(use, item);
  use.tally.fetched +=
    page.customers.length +
    page.payments.length +
    page.refunds.length +
    page.disputes.length +
    page.payouts.length +
    (page.reserves?.length ?? 0) +
    page.parked.length;
}

interface Position {
  cursor: string;
  covered: PulledPage['covered'];
}

/** How far an account was fetched, in its adapter's words; null: from the beginning. */
export function cursorOf(db: Db, gateway: string): string | null {
  return one<{ cursor: string }>(db, 'SELECT cursor FROM sync_cursor WHERE gateway = ?', gateway)?.cursor ?? null;
}

function worthMarking(use: Ingest, { covered, cursor }: Position): boolean {
  const known = cursorOf(use.facts.db, use.gateway);
  if (known === null) return true;
  if (known === cursor || !covered) return false;
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
