/** Reading the payments table: its pages, and what its filters can offer. */
import {
  allOf,
  type KeyPage,
  keyRows,
  type ListSpec,
  type Looking,
  type Place,
  pageByLooking,
  pageOfKeys,
  type SortExpression,
  type Where,
} from '../../db/list';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Flag, Method, Purpose, Reason, Status } from '../../kernel/payment';
import type { Sort } from '../../kernel/table';
import { pageByCustomer, rowsByCustomer } from './by-customer';
import type { PaymentColumnId } from './columns';
import type { PaymentFilter, PaymentRow } from './contract';
import { dayWhere, isOfDays, whereWithoutText } from './filter';
import { type Names, namesFor } from './names';
import { searchFor } from './search';

const plain = (text: string): SortExpression => ({ sql: text, nullable: false });
/** Many rows have the same word: within it the newest come together, as their index has them. */
const byDate = (text: string): SortExpression => ({ sql: text, nullable: false, within: 'p.at' });
const nullable = (text: string): SortExpression => ({ sql: text, nullable: true });

const customerName =
  '(SELECT n.name FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = p.customer) COLLATE NOCASE';
const payerName = '(SELECT n.name FROM payer y JOIN person n ON n.uuid = y.uuid WHERE y.id = p.payer) COLLATE NOCASE';
const checkedAt = '(SELECT k.checked_at FROM payment_check k WHERE k.payment = p.id)';

/** How each column sorts. A new column does not compile until it stands here. */
const sorts: Readonly<Record<PaymentColumnId, SortExpression>> = {
  date: plain('p.at'),
  customer: { sql: customerName, nullable: true, within: 'p.at' },
  amount: plain('p.amount'),
  status: byDate('p.status'),
  gateway: byDate('p.gateway'),
  description: plain('p.description'),
  method: plain('p.method'),
  reference: plain('p.reference'),
  purpose: nullable('p.purpose'),
  payer: nullable(payerName),
  fee: nullable('p.fee'),
  refunded: plain('p.refunded'),
  disputed: plain('p.disputed'),
  created: plain('p.created_at'),
  completed: nullable('p.completed_at'),
  checked: nullable(checkedAt),
  externalId: nullable('p.external_id'),
  providerStatus: plain('p.provider_status'),
  flag: nullable('p.flag'),
};

export const paymentList: ListSpec<PaymentColumnId> = { from: 'payment p', key: 'p.id', sorts };

interface Row {
  id: number;
  uuid: Buffer;
  customer: number | null;
  payer: number | null;
  gateway: string;
  external_id: string | null;
  amount: number;
  currency: string;
  status: Status;
  reason: Reason | null;
  provider_status: string;
  method: Method;
  method_label: string | null;
  purpose: Purpose | null;
  description: string;
  reference: string;
  flag: Flag | null;
  created_at: number;
  completed_at: number | null;
  at: number;
  fee: number | null;
  settled_currency: string | null;
  refunded: number;
  disputed: number;
  checked_at: number | null;
}

const rowSql = `SELECT p.id, p.uuid, p.customer, p.payer, p.gateway, p.external_id,
  p.amount, p.currency, p.status, p.reason, p.provider_status, p.method, p.method_label, p.purpose, p.description, p.reference, p.flag,
  p.created_at, p.completed_at, p.at, p.fee, p.settled_currency, p.refunded, p.disputed, k.checked_at
  FROM json_each(+?) j CROSS JOIN payment p ON p.id = j.value
  LEFT JOIN payment_check k ON k.payment = p.id ORDER BY j.key`;

/** The rows of these keys, in their order. */
export function paymentRows(db: Db, ids: readonly number[]): PaymentRow[] {
  const rows = all<Row>(db, rowSql, JSON.stringify(ids));
  const names = namesFor(db, rows);
  return rows.map((row) => paymentRowOf(row, names));
}

function paymentRowOf(row: Row, { customers, payers }: Names): PaymentRow {
  const { currency } = row;
  return {
    id: idFromBytes(row.uuid),
    at: row.at,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    customer: row.customer === null ? null : (customers.get(row.customer) ?? null),
    payer: row.payer === null ? null : (payers.get(row.payer) ?? null),
    amount: { amount: toDecimal(row.amount, currency), currency },
    status: row.status,
    reason: row.reason,
    providerStatus: row.provider_status,
    gateway: row.gateway,
    method: row.method,
    methodLabel: row.method_label,
    description: row.description,
    reference: row.reference,
    externalId: row.external_id,
    purpose: row.purpose,
    fee:
      row.fee === null || row.settled_currency === null
        ? null
        : { amount: toDecimal(row.fee, row.settled_currency), currency: row.settled_currency },
    refunded: row.refunded === 0 ? null : toDecimal(row.refunded, currency),
    disputed: row.disputed === 0 ? null : toDecimal(row.disputed, currency),
    flag: row.flag,
    checkedAt: row.checked_at,
  };
}

export interface PageInput extends Place {
  filter: PaymentFilter;
  sort: Sort<PaymentColumnId>;
}

export const paymentPage = query('payments.page', (db, input: PageInput) => {
  const { ids, next } = pageOf(db, input);
  return { rows: paymentRows(db, ids), next };
});

/** Sorts whose order an index has: their rows can be looked at one after the other. */
const walkable: ReadonlySet<PaymentColumnId> = new Set(['date', 'amount', 'status', 'gateway']);

function pageOf(db: Db, { filter, sort, ...place }: PageInput): KeyPage {
  const { text, ...rest } = filter;
  const where = whereWithoutText(db, rest);
  const search = searchFor(db, text);
  if (sort.column === 'customer') {
    const walked = pageOfCustomers(db, rest, search?.looking ?? null, sort.direction, place);
    if (walked) return walked;
  } else if (search && walkable.has(sort.column)) {
    // Frequent words are met soon enough; the index is asked for seldom ones.
    const rowsAt = (part: Place) => keyRows(db, paymentList, where, sort, part);
    const looked = pageByLooking(rowsAt, sort, place, search.looking);
    if (looked) return looked;
  }
  const found = search?.found();
  const words = (walkable.has(sort.column) && found?.walking) || found?.where;
  return pageOfKeys(db, paymentList, allOf([where, words ?? null]), sort, place);
}

/** Rows that are looked at for a page by customer, where nothing tells how many fit. */
const MOST_LOOKED_AT = 2_000;

/** By walking the customers; null where sorting those that fit is faster. */
function pageOfCustomers(
  db: Db,
  filter: PaymentFilter,
  looking: Looking | null,
  direction: 'asc' | 'desc',
  place: Place,
): KeyPage | null {
  const { customer, payout, only, reversedBy } = filter;
  const isFew = [customer, payout, only, reversedBy].some((part) => part !== undefined);
  if (isFew || place.offset) return null;
  const where = whereWithoutText(db, filter);
  if (isOfDays(filter) && !looking) return isLarge(db, filter) ? pageByCustomer(db, where, direction, place) : null;
  const wanted = (ids: readonly number[]) => {
    const fitting = fittingOf(db, where, ids);
    return looking ? looking.wanted(fitting) : new Set(fitting);
  };
  const rowsAt = (part: Place) => rowsByCustomer(db, { sql: '', values: [] }, direction, part);
  return pageByLooking(rowsAt, { column: 'customer', direction }, place, { wanted, most: MOST_LOOKED_AT });
}

function fittingOf(db: Db, where: Where, ids: readonly number[]): number[] {
  const text = `SELECT p.id FROM json_each(+?) j CROSS JOIN payment p ON p.id = j.value WHERE ${where.sql || '1'}`;
  return all<{ id: number }>(db, text, JSON.stringify(ids), ...where.values).map((row) => row.id);
}

/**
 * Whether so many payments fit a filter that the days know that the first ones by customer are found sooner by walking the customers
 * than by sorting all that fit: of N payments, more than about five times the root of N.
 */
function isLarge(db: Db, filter: PaymentFilter): boolean {
  const total = one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM payment')?.id ?? 0;
  const days = dayWhere(filter);
  if (days.sql === '') return true;
  const fitting = one<{ n: number | null }>(
    db,
    `SELECT sum(count) AS n FROM payment_day WHERE ${days.sql}`,
    ...days.values,
  );
  return ((fitting?.n ?? 0) / 5) ** 2 > total;
}

export const paymentChoices = query('payments.choices', (db, _input: null) => ({
  gateways: all<{ gateway: string }>(db, 'SELECT DISTINCT gateway FROM payment_day ORDER BY gateway').map(
    (row) => row.gateway,
  ),
  currencies: all<{ currency: string }>(db, 'SELECT DISTINCT currency FROM payment_day ORDER BY currency').map(
    (row) => row.currency,
  ),
}));
