/** The tables of a bundle as CSV (RFC 4180): what counts in the months that it seals, in the order of the journal. No names of people. */
import { type Db, one, sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { isoTime } from '../../kernel/time';
import { textCell } from '../export/csv-cell';

/** Both ends count; `from` is empty for the book's beginning. */
export interface Span {
  from: string;
  to: string;
}

export interface BundleTable {
  name: string;
  header: readonly string[];
  /** Each with as many values as the header; a place for `from` and `to` unless told otherwise. */
  sql: string;
  /** How a row is written. */
  cells(row: readonly unknown[]): string[];
  values?(span: Span): unknown[];
}

const text = (value: unknown) => textCell(value === null || value === undefined ? '' : String(value));
const plain = (value: unknown) => (value === null || value === undefined ? '' : String(value));
const time = (value: unknown) => (typeof value === 'number' ? isoTime(value) : '');
const money = (value: unknown, currency: unknown) =>
  typeof value === 'number' || typeof value === 'bigint' ? toDecimal(value, String(currency)) : '';
const uuid = (column: string) =>
  `lower(substr(hex(${column}),1,8)||'-'||substr(hex(${column}),9,4)||'-'||substr(hex(${column}),13,4)||'-'||substr(hex(${column}),17,4)||'-'||substr(hex(${column}),21))`;

const journal: BundleTable = {
  name: 'journal.csv',
  header: [
    'event',
    'kind',
    'subject',
    'booked_on',
    'occurred_at',
    'recorded_at',
    'operator',
    'source',
    'credited',
    'debited',
    'amount',
    'currency',
  ],
  sql: `SELECT e.seq, e.kind, ${uuid('e.subject')}, e.booked_on, e.occurred_at, r.recorded_at, r.operator, r.source, f.name, t.name, p.minor, p.currency
    FROM event e JOIN posting p ON p.event = e.seq JOIN request r ON r.seq = e.request JOIN account f ON f.id = p.from_account
    JOIN account t ON t.id = p.to_account WHERE e.booked_on BETWEEN ? AND ? ORDER BY e.seq, p.n`,
  cells: ([seq, kind, subject, day, occurred, recorded, operator, source, from, to, minor, currency]) => [
    ...[
      plain(seq),
      text(kind),
      plain(subject),
      plain(day),
      time(occurred),
      time(recorded),
      text(operator),
      text(source),
    ],
    ...[text(from), text(to), money(minor, currency), plain(currency)],
  ],
};

const payments: BundleTable = {
  name: 'payments.csv',
  header: [
    'id',
    'gateway',
    'external_id',
    'method',
    'status',
    'amount',
    'currency',
    'booked_on',
    'created_at',
    'completed_at',
    'customer_id',
    'reference',
    'refunded',
    'disputed',
  ],
  sql: `SELECT ${uuid('p.uuid')}, p.gateway, p.external_id, p.method, p.status, p.amount, p.currency, p.booked_on, p.created_at, p.completed_at,
      ${uuid('c.uuid')}, p.reference, p.refunded, p.disputed FROM payment p LEFT JOIN customer c ON c.id = p.customer
    WHERE p.booked_on BETWEEN ? AND ? ORDER BY p.id`,
  cells: ([
    id,
    gateway,
    external,
    method,
    status,
    amount,
    currency,
    day,
    created,
    completed,
    customer,
    reference,
    refunded,
    disputed,
  ]) => [
    ...[
      plain(id),
      text(gateway),
      text(external),
      text(method),
      plain(status),
      money(amount, currency),
      plain(currency),
      plain(day),
    ],
    ...[
      time(created),
      time(completed),
      plain(customer),
      text(reference),
      money(refunded, currency),
      money(disputed, currency),
    ],
  ],
};

const invoices: BundleTable = {
  name: 'invoices.csv',
  header: [
    'id',
    'number',
    'kind',
    'state',
    'issue_day',
    'due_day',
    'total',
    'tax',
    'paid',
    'credited',
    'currency',
    'customer_id',
  ],
  sql: `SELECT ${uuid('i.uuid')}, i.number, i.kind, i.state, i.issue_day, i.due_day, i.total, i.tax, i.paid, i.credited, i.currency, ${uuid('c.uuid')}
    FROM invoice i JOIN customer c ON c.id = i.customer WHERE i.issue_day BETWEEN ? AND ? ORDER BY i.id`,
  cells: ([id, number, kind, state, issued, due, total, tax, paid, credited, currency, customer]) => [
    ...[
      plain(id),
      text(number),
      plain(kind),
      plain(state),
      plain(issued),
      plain(due),
      money(total, currency),
      money(tax, currency),
    ],
    ...[money(paid, currency), money(credited, currency), plain(currency), plain(customer)],
  ],
};

const matches: BundleTable = {
  name: 'matches.csv',
  header: [
    'id',
    'bank_account',
    'booked_on',
    'amount',
    'currency',
    'rule',
    'operator',
    'matched_at',
    'kind',
    'item',
    'account',
    'item_amount',
  ],
  sql: `SELECT ${uuid('m.uuid')}, b.key, m.booked_on, m.amount, m.currency, m.rule, m.operator, m.at, i.kind,
      CASE WHEN length(i.item) = 16 THEN ${uuid('i.item')} ELSE CAST(i.item AS TEXT) END, i.account, i.amount
    FROM match m JOIN bank_account b ON b.id = m.bank_account JOIN match_item i ON i.match = m.id
    WHERE m.booked_on BETWEEN ? AND ? ORDER BY m.id, i.n`,
  cells: ([id, bank, day, amount, currency, rule, operator, at, kind, item, account, part]) => [
    ...[
      plain(id),
      text(bank),
      plain(day),
      money(amount, currency),
      plain(currency),
      text(rule),
      text(operator),
      time(at),
    ],
    ...[plain(kind), text(item), text(account), money(part, currency)],
  ],
};

const exceptions: BundleTable = {
  name: 'exceptions.csv',
  header: ['kind', 'what', 'day', 'amount', 'currency', 'said', 'operator'],
  sql: `SELECT flag, coalesce(nullif(reference, ''), external_id, ''), booked_on, amount, currency, NULL, NULL FROM payment WHERE flag IS NOT NULL
      AND coalesce(booked_on, ?) <= ?
    UNION ALL SELECT 'not booked: ' || kind, gateway || ' ' || external_id, NULL, NULL, NULL, why, NULL FROM parked
    UNION ALL SELECT 'said', exception, NULL, NULL, NULL, coalesce(ignored, note, ''), operator FROM exception_deed
    UNION ALL SELECT 'bank line', reference, day, amount, currency, NULL, NULL FROM bank_line WHERE state = 'open' AND day <= ?`,
  values: ({ from, to }) => [from, to, to],
  cells: ([kind, what, day, amount, currency, said, operator]) => [
    ...[text(kind), text(what), plain(day), money(amount, currency), plain(currency), text(said), text(operator)],
  ],
};

const late: BundleTable = {
  name: 'late.csv',
  header: ['event', 'subject', 'own_day', 'booked_on', 'state', 'note', 'answered_by'],
  sql: `SELECT event, ${uuid('subject')}, own_day, booked_on, state, note, answered_by FROM late
    WHERE (own_day BETWEEN ? AND ?) OR (booked_on BETWEEN ? AND ?) ORDER BY event`,
  values: ({ from, to }) => [from, to, from, to],
  cells: ([event, subject, own, day, state, note, by]) => [
    ...[plain(event), plain(subject), plain(own), plain(day), plain(state), text(note), text(by)],
  ],
};

const trial: BundleTable = {
  name: 'trial-balance.csv',
  header: ['account', 'currency', 'opening', 'debited', 'credited', 'closing'],
  sql: `SELECT a.name, m.currency, sum(CASE WHEN m.day < ? THEN m.debit - m.credit ELSE 0 END), sum(CASE WHEN m.day >= ? THEN m.debit ELSE 0 END),
      sum(CASE WHEN m.day >= ? THEN m.credit ELSE 0 END), sum(m.debit - m.credit)
    FROM (SELECT p.to_account AS account, p.currency, p.minor AS debit, 0 AS credit, e.booked_on AS day FROM posting p JOIN event e ON e.seq = p.event
      UNION ALL SELECT p.from_account, p.currency, 0, p.minor, e.booked_on FROM posting p JOIN event e ON e.seq = p.event) m
    JOIN account a ON a.id = m.account WHERE m.day <= ? GROUP BY a.name, m.currency ORDER BY a.name, m.currency`,
  values: ({ from, to }) => [from, from, from, to],
  cells: ([account, currency, ...sums]) => [text(account), plain(currency), ...sums.map((sum) => money(sum, currency))],
};

export const bundleTables: readonly BundleTable[] = [journal, payments, invoices, matches, exceptions, late, trial];

/** The whole file, and how many rows it has. */
export function tableBytes(db: Db, table: BundleTable, span: Span): { bytes: Buffer; rows: number } {
  const values = table.values?.(span) ?? [span.from, span.to];
  const parts = [`${table.header.join(',')}\r\n`];
  let rows = 0;
  for (const row of sql(db, table.sql)
    .safeIntegers(false)
    .raw()
    .iterate(...values)) {
    parts.push(`${table.cells(row as unknown[]).join(',')}\r\n`); // from outside: SQLite's rows
    rows++;
  }
  return { bytes: Buffer.from(parts.join('')), rows };
}

export function bookIdentity(db: Db): { id: string; name: string; timeZone: string } {
  const row = one<{ id: string; name: string; zone: string }>(
    db,
    `SELECT ${uuid('id')} AS id, name, time_zone AS zone FROM book`,
  );
  return { id: row?.id ?? '', name: row?.name ?? '', timeZone: row?.zone ?? 'UTC' };
}
