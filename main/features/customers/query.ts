/** Reading the customers table: pages, counts, and the rows with their balances. */
import { allOf, type ListSpec, type Place, pageOfKeys, type SortExpression, type Where } from '../../db/list';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Sort } from '../../kernel/table';
import type { Day } from '../../kernel/time';
import type { Money } from '../../wire';
import { balanceOf, keptParts } from './balances';
import type { CustomerColumnId } from './columns';
import type { CustomerFilter, CustomerRow } from './contract';
import { dueOf, laterOf, owingBy } from './due';

/** Balances are several per customer, one per currency: there is no order among them. */
type SortableId = Exclude<CustomerColumnId, 'balance' | 'due'>;

const nullable = (sql: string): SortExpression => ({ sql, nullable: true });

const sorts: Readonly<Record<SortableId, SortExpression>> = {
  name: nullable('n.name COLLATE NOCASE'),
  email: nullable('n.email COLLATE NOCASE'),
  country: nullable('n.country'),
  payments: { sql: '(SELECT count(*) FROM payment p WHERE p.customer = c.id)', nullable: false },
  lastPayment: nullable('(SELECT max(p.at) FROM payment p WHERE p.customer = c.id)'),
  since: { sql: 'c.since', nullable: false },
};

const customerList: ListSpec<SortableId> = {
  from: 'customer c LEFT JOIN person n ON n.uuid = c.uuid',
  key: 'c.id',
  sorts,
};

export interface CustomerPageInput extends Place {
  filter: CustomerFilter;
  sort: Sort<CustomerColumnId>;
  today: Day;
}

export interface CustomerCountInput {
  filter: CustomerFilter;
  today: Day;
}

/** Throws Failure cursor-invalid, and input-invalid when asked to sort by balances. */
export const customerPage = query('customers.page', (db, input: CustomerPageInput) => {
  const { column, direction } = input.sort;
  if (column === 'balance' || column === 'due')
    throw new Failure('input-invalid', { detail: `customers cannot be sorted by ${column}` });
  const { ids, next } = pageOfKeys(db, customerList, customerWhere(input), { column, direction }, input);
  return { rows: customerRows(db, ids, input.today), next };
});

export const customerCount = query('customers.count', (db, input: CustomerCountInput): number => {
  const where = customerWhere(input);
  const text = `SELECT count(*) AS n FROM customer c WHERE ${where.sql || '1'}`;
  return one<{ n: number }>(db, text, ...where.values)?.n ?? 0;
});

/** Conditions on `customer c`. */
export function customerWhere({ filter, today }: CustomerCountInput): Where {
  const archived = {
    sql: `c.merged_into IS NULL AND c.archived_at IS ${filter.archived ? 'NOT ' : ''}NULL`,
    values: [],
  };
  return allOf([named(filter.text), filter.owing ? owingBy(today) : null, archived]);
}

const MOST_WORDS = 8;

/** Every word in the name or e-mail of the customer, of one that was merged into it, or of one of its payers; or one of its tags, or the gateway's own id of it. */
function named(text: string | undefined): Where | null {
  const words = (text ?? '').trim().split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  const each = words.map(() => "(n.name LIKE ? ESCAPE '\\' OR n.email LIKE ? ESCAPE '\\')").join(' AND ');
  const values = words.flatMap((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return [pattern, pattern];
  });
  return {
    sql: `c.id IN (SELECT coalesce(d.merged_into, d.id) FROM person n JOIN customer d ON d.uuid = n.uuid WHERE ${each}
      UNION SELECT y.customer FROM person n JOIN payer y ON y.uuid = n.uuid WHERE ${each}
      UNION SELECT t.id FROM customer t WHERE t.tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(t.tags) WHERE value = ? COLLATE NOCASE)
      UNION SELECT coalesce(d.merged_into, d.id) FROM customer_link l JOIN customer d ON d.id = l.customer WHERE l.external_id = ?)`,
    values: [...values, ...values, (text ?? '').trim(), (text ?? '').trim()],
  };
}

interface Row {
  id: number;
  uuid: Buffer;
  since: number;
  name: string | null;
  email: string | null;
  country: string | null;
  payments: number;
  last_at: number | null;
  tags: string;
  archived_at: number | null;
}

const rowSql = `SELECT c.id, c.uuid, c.since, c.tags, c.archived_at, n.name, n.email, n.country,
  (SELECT count(*) FROM payment p WHERE p.customer = c.id) AS payments,
  (SELECT max(p.at) FROM payment p WHERE p.customer = c.id) AS last_at
  FROM json_each(?) j JOIN customer c ON c.id = j.value LEFT JOIN person n ON n.uuid = c.uuid ORDER BY j.key`;

/** The rows of these keys, in their order. */
export function customerRows(db: Db, ids: readonly number[], today: Day): CustomerRow[] {
  const rows = all<Row>(db, rowSql, JSON.stringify(ids));
  const customers = rows.map((row) => idFromBytes(row.uuid));
  const kept = keptParts(db, customers);
  const later = laterOf(db, customers, today);
  return rows.map((row) => {
    const id = idFromBytes(row.uuid);
    const of = kept.get(id) ?? new Map();
    const balances: Money[] = [];
    const due: Money[] = [];
    for (const currency of currenciesOf(db, row.id, of.keys(), 'list')) {
      const parts = of.get(currency);
      balances.push({ amount: toDecimal(parts ? balanceOf(parts) : 0n, currency), currency });
      const owed = dueOf(parts?.receivable ?? 0n, later(id).get(currency));
      if (owed > 0n) due.push({ amount: toDecimal(owed, currency), currency });
    }
    return {
      id,
      name: row.name ?? '',
      email: row.email,
      country: row.country,
      since: row.since,
      balances,
      due,
      payments: row.payments,
      lastPaymentAt: row.last_at,
      tags: tagsOf(row.tags),
      archivedAt: row.archived_at,
    };
  });
}

function tagsOf(text: string): string[] {
  const tags: unknown = JSON.parse(text);
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** The latest payments that are looked at for currencies whose balance is zero: few in a list, more on a page. */
const RECENT_IN_LIST = 20;
const RECENT_ON_PAGE = 500;

/** Currencies with a kept balance, and those that ran down to zero, as the latest payments show. Sorted. */
export function currenciesOf(db: Db, customer: number, kept: Iterable<string>, where: 'list' | 'page'): string[] {
  const recent = all<{ currency: string }>(
    db,
    `SELECT DISTINCT currency FROM (SELECT currency, status FROM payment WHERE customer = ? ORDER BY at DESC LIMIT ?)
     WHERE status = 'Completed'`,
    customer,
    where === 'list' ? RECENT_IN_LIST : RECENT_ON_PAGE,
  );
  return [...new Set([...kept, ...recent.map((row) => row.currency)])].sort();
}

export interface KnownCustomer {
  id: number;
  uuid: Uint8Array;
  since: number;
}

/** Throws Failure customer-unknown. */
export function knownCustomer(db: Db, id: Id, uuid: Uint8Array): KnownCustomer {
  const row = one<KnownCustomer>(db, 'SELECT id, uuid, since FROM customer WHERE uuid = ?', uuid);
  if (!row) throw new Failure('customer-unknown', { id });
  return row;
}
