/**
 * Which events a customer is written to about. Only what happened after the notice was turned on, by the event's own time: what a
 * first sync brings of the past, or a gateway that is connected later, causes none.
 */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { unpacked } from '../../journal/packed';
import { type Id, idFromBytes } from '../../kernel/id';
import type { MailKind } from '../../kernel/mail';
import { methods, purposes, reasons, statuses } from '../../kernel/payment';
import { DAY_MS } from '../../kernel/time';
import type { MailSettings } from './settings';

export interface MailDraft {
  /** What it is about: of each, one is sent. */
  key: string;
  kind: MailKind;
  customer: Id | null;
  payment: Id | null;
  invoice: Id | null;
  /** UTC milliseconds, before which it is not sent. */
  notBefore: number;
}

/** So many events are looked through at a time: a first sync brings them by the hundred thousand. */
export const EVENTS_A_LOOK = 20_000;
/** What the book hears of later than that after it happened is history. */
const OLDEST_MS = 7 * DAY_MS;
/** What a person cancels can be undone: so long nobody is written to. */
const GRACE_MS = 30_000;

interface EventRow {
  kind: string;
  subject: Buffer;
  occurred_at: number;
  payload: string;
  recorded_at: number;
  source: string;
}

const stateSchema = z.object({
  gateway: z.string(),
  amount: z.number(),
  was: z.enum(statuses).optional(),
  status: z.enum(statuses),
  reason: z.enum(reasons).optional(),
  method: z.enum(methods).optional(),
  purpose: z.enum(purposes).optional(),
});
type State = z.infer<typeof stateSchema>;

/** Between two event numbers, the first left out. */
export function draftsFromEvents(db: Db, after: number, upTo: number, settings: MailSettings): MailDraft[] {
  const rows = all<EventRow>(
    db,
    `SELECT e.kind, e.subject, e.occurred_at, e.payload, r.recorded_at, r.source FROM event e JOIN request r ON r.seq = e.request
     WHERE e.seq > ? AND e.seq <= ? AND (e.kind = 'payment.status-changed' OR (e.kind = 'payment.recorded' AND e.occurred_at > r.recorded_at - ?))
     ORDER BY e.seq`,
    after,
    upTo,
    OLDEST_MS,
  );
  return rows.map((row) => draftOf(db, row, settings)).filter((draft) => draft !== null);
}

function draftOf(db: Db, row: EventRow, settings: MailSettings): MailDraft | null {
  const state = stateSchema.parse(JSON.parse(unpacked(db, row.payload)));
  const kind = kindOf(row, state);
  const since = kind === null ? undefined : settings.since[kind];
  if (kind === null || since === undefined || isHistory(db, row, state, since)) return null;
  const about = one<AboutRow>(db, aboutSql, row.subject);
  // A row that turned out to be another's has gone.
  if (!about || notReceived.includes(about.method) || about.purpose === 'migration' || isOurs(kind, about)) return null;
  const payment = idFromBytes(row.subject);
  return {
    key: `${kind} ${payment}`,
    ...{ kind, payment },
    customer: about.customer ? idFromBytes(about.customer) : null,
    invoice: about.invoice ? idFromBytes(about.invoice) : null,
    notBefore: state.reason === 'cancelled-operator' ? row.recorded_at + GRACE_MS : row.recorded_at,
  };
}

interface AboutRow {
  customer: Buffer | null;
  method: string;
  purpose: string | null;
  invoice: Buffer | null;
  /** Askings of its gateway: how many went out, how many did not, how many the gateway would not take as they were. */
  sent: number;
  unsent: number;
  refused: number;
}

const aboutSql = `SELECT c.uuid AS customer, p.method, p.purpose, i.uuid AS invoice,
    (SELECT count(*) FROM attempt a WHERE a.payment = p.id AND a.sent_at IS NOT NULL) AS sent,
    (SELECT count(*) FROM attempt a WHERE a.payment = p.id AND a.sent_at IS NULL) AS unsent,
    (SELECT count(*) FROM attempt a WHERE a.payment = p.id AND a.outcome = 'refused') AS refused
  FROM payment p LEFT JOIN customer c ON c.id = p.customer
  LEFT JOIN invoice_payment x ON x.payment = p.uuid LEFT JOIN invoice i ON i.id = x.invoice WHERE p.uuid = +?`;

/** What never left the house, and what the gateway would not take because of how we asked: no customer heard of it. */
function isOurs(kind: MailKind, { sent, unsent, refused }: AboutRow): boolean {
  if (kind === 'charge-failed') return refused > 0;
  return kind === 'payment-cancelled' && unsent > 0 && sent === 0;
}

/** No money comes in by these, and none fails to. */
const notReceived = ['voucher', 'account-credit'];

function kindOf({ kind }: EventRow, { was, status, reason, amount }: State): MailKind | null {
  if (amount <= 0 || was === 'Completed') return null;
  if (status === 'Completed') return 'receipt';
  // What came to the book as Cancelled was never waited for here: whoever tried was at the gateway's page.
  if (status !== 'Cancelled' || kind !== 'payment.status-changed') return null;
  return reason === 'declined' ? 'charge-failed' : 'payment-cancelled';
}

/** By its own time; of what a person did, by when they did it. */
function isHistory(db: Db, row: EventRow, { gateway }: State, since: number): boolean {
  if (row.recorded_at <= since) return true;
  if (row.source === 'screen' || row.source === 'command-line') return false;
  const account = one<{ added_at: number }>(db, 'SELECT added_at FROM gateway_account WHERE key = ?', gateway);
  return row.occurred_at < Math.max(since, account?.added_at ?? 0);
}
