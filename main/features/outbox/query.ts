/** Reading the outbox. */
import { query } from '../../db/reader';
import { all, type Db } from '../../db/sql';
import type { AttemptKind, AttemptOutcome, AttemptState, HostedPageState } from '../../kernel/attempt';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Method, Status } from '../../kernel/payment';
import type { AttemptRow } from './contract';

interface Row {
  id: number;
  uuid: Buffer;
  kind: AttemptKind;
  gateway: string;
  state: AttemptState;
  outcome: AttemptOutcome | null;
  why: string | null;
  detail: string | null;
  payment: Buffer;
  status: Status;
  method: Method;
  method_label: string | null;
  description: string;
  customer: Buffer | null;
  customer_name: string | null;
  amount: number;
  currency: string;
  link: string | null;
  expires_at: number | null;
  page_state: HostedPageState | null;
  created_at: number;
  sent_at: number | null;
  ended_at: number | null;
  checked_at: number | null;
  tries: number | null;
  next_at: number | null;
}

const rowSql = `SELECT a.id, a.uuid, a.kind, a.gateway, a.state, a.outcome, a.why, a.detail, p.uuid AS payment, p.status, p.method,
  p.method_label, p.description, c.uuid AS customer, n.name AS customer_name, a.amount, a.currency, a.link, a.expires_at, a.page_state,
  a.created_at, a.sent_at, a.ended_at, k.checked_at, k.tries, k.next_at
  FROM attempt a JOIN payment p ON p.id = a.payment LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  LEFT JOIN attempt_check k ON k.attempt = a.id`;

export interface OutboxInput {
  open: boolean;
  payment?: string | undefined;
  limit: number;
  before?: string | undefined;
}

export const outboxPage = query(
  'outbox.page',
  (db, input: OutboxInput): { rows: AttemptRow[]; next: string | null } => {
    const conditions = ['1'];
    const values: unknown[] = [];
    if (input.open) conditions.push("a.state NOT IN ('done', 'dropped')");
    if (input.payment !== undefined) {
      conditions.push('(p.uuid = ? OR a.own = ?)');
      values.push(idToBytes(input.payment), idToBytes(input.payment));
    }
    if (input.before !== undefined) {
      conditions.push('(a.created_at, a.id) < (SELECT created_at, id FROM attempt WHERE uuid = ?)');
      values.push(idToBytes(input.before));
    }
    const text = `${rowSql} WHERE ${conditions.join(' AND ')} ORDER BY a.created_at DESC, a.id DESC LIMIT ?`;
    const found = all<Row>(db, text, ...values, input.limit + 1);
    const rows = found.slice(0, input.limit).map(attemptRowOf);
    return { rows, next: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null };
  },
);

/** The rows of these keys, in the order of the keys. */
export function attemptRows(db: Db, ids: readonly number[]): AttemptRow[] {
  const text = `${rowSql} WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id`;
  return all<Row>(db, text, JSON.stringify(ids)).map(attemptRowOf);
}

/** Throws Failure attempt-unknown. */
export function attemptRow(db: Db, id: string): AttemptRow {
  const row = all<Row>(db, `${rowSql} WHERE a.uuid = ?`, idToBytes(id))[0];
  if (!row) throw new Failure('attempt-unknown', { id });
  return attemptRowOf(row);
}

export const outboxCounts = query('outbox.counts', (db, _input: null) => {
  const rows = all<{ state: AttemptState; n: number }>(
    db,
    "SELECT state, count(*) AS n FROM attempt WHERE state NOT IN ('done', 'dropped') GROUP BY state",
  );
  const of = (state: AttemptState) => rows.find((row) => row.state === state)?.n ?? 0;
  return {
    drafted: of('drafted'),
    waiting: of('waiting'),
    unknown: of('sending') + of('unknown'),
    notFound: of('not-found'),
  };
});

function attemptRowOf(row: Row): AttemptRow {
  const ended = row.state === 'done' || row.state === 'dropped';
  return {
    id: idFromBytes(row.uuid),
    kind: row.kind,
    gateway: row.gateway,
    state: row.state,
    outcome: row.outcome,
    why: row.why,
    detail: row.detail,
    payment: {
      id: idFromBytes(row.payment),
      status: row.status,
      method: row.method,
      methodLabel: row.method_label,
      description: row.description,
      customer: row.customer ? { id: idFromBytes(row.customer), name: row.customer_name ?? '' } : null,
    },
    amount: { amount: toDecimal(row.amount, row.currency), currency: row.currency },
    link: row.link,
    expiresAt: row.expires_at,
    pageState: row.page_state,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    endedAt: row.ended_at,
    checkedAt: row.checked_at,
    tries: row.tries ?? 0,
    nextAt: ended ? null : row.next_at,
  };
}
