/** Our open pages at a gateway: what became of them, booked with what was paid on them. */
import { one, run } from '../../db/sql';
import type { PageState } from '../../gateways/ask';
import type { Facts } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import type { Act, Book } from '../../journal/record';
import type { HostedPageState } from '../../kernel/attempt';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { Reason, Status } from '../../kernel/payment';
import type { PaymentStatusChanged } from '../payments/events';
import { given } from './event-fields';
import { ingestAnswer } from './ingest';
import type { Ingested } from './ingest-use';

/** A page that was opened for a payment. */
export interface OpenPage {
  attempt: Id;
  page: string;
}

interface PagedPayment {
  uuid: Buffer;
  customer: Buffer | null;
  gateway: string;
  external_id: string | null;
  amount: number;
  currency: string;
  status: Status;
  provider_status: string;
  page_state: HostedPageState | null;
}

const pagedSql = `SELECT p.uuid, c.uuid AS customer, p.gateway, p.external_id, p.amount, p.currency, p.status, p.provider_status, a.page_state
  FROM attempt a JOIN payment p ON p.id = a.payment LEFT JOIN customer c ON c.id = p.customer WHERE a.uuid = ?`;

/**
 * Books what `checkPage` or `closePage` answered. A page that ended without money cancels its payment; `by` says who ended it.
 * A page that is said to be finished stays open here until its payment has come too.
 */
export function ingestPage(
  book: Book,
  act: Omit<Act, 'request' | 'input'>,
  gateway: string,
  { attempt }: OpenPage,
  { state, facts }: PageState,
  by: 'cancelled-operator' | 'cancelled-customer' = 'cancelled-customer',
): { tally: Ingested; facts: Facts } {
  return ingestAnswer(
    book,
    act,
    gateway,
    { attempt, externalId: null, facts },
    {
      *after(read) {
        const row = one<PagedPayment>(read.db, pagedSql, idToBytes(attempt));
        if (row?.page_state !== 'open' || state === 'open') return;
        if (state === 'finished' && row.external_id === null) return;
        const occurredAt = book.clock.now();
        yield { kind: 'attempt.page-ended', subject: attempt, occurredAt, payload: { state } };
        if (state !== 'finished' && row.status === 'Pending' && row.external_id === null)
          yield cancelled(row, state === 'expired' ? 'expired' : by, occurredAt);
      },
    },
  );
}

function cancelled(row: PagedPayment, reason: Reason, occurredAt: number): EventDraft {
  const payload: PaymentStatusChanged = {
    gateway: row.gateway,
    ...given({ customer: row.customer ? idFromBytes(row.customer) : null }),
    amount: row.amount,
    currency: row.currency,
    was: row.status,
    status: 'Cancelled',
    reason,
    providerStatus: row.provider_status,
  };
  return { kind: 'payment.status-changed', subject: idFromBytes(row.uuid), occurredAt, payload };
}

/** When a payment that the gateway has no name for yet is looked at next: UTC milliseconds; null: not any more. */
export function scheduleCheck(book: Book, payment: Id, nextMs: number | null): void {
  const { db, clock } = book;
  const id = one<{ id: number }>(db, 'SELECT id FROM payment WHERE uuid = ?', idToBytes(payment))?.id;
  if (id === undefined) return;
  run(
    db,
    `INSERT INTO payment_check (payment, checked_at, next_at) VALUES (?, ?, ?)
     ON CONFLICT (payment) DO UPDATE SET checked_at = excluded.checked_at, next_at = excluded.next_at`,
    id,
    clock.now(),
    nextMs,
  );
}
