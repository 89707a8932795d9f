/** Reading the invoices table: pages, tabs and totals. */
import { type ListSpec, type Place, pageOfKeys, type SortExpression } from '../../db/list';
import { query } from '../../db/reader';
import { all, type Db, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { type InvoiceKind, type InvoiceStatus, invoiceStatusOf } from '../../kernel/invoice';
import { toDecimal } from '../../kernel/money';
import type { Sort } from '../../kernel/table';
import { DAY_MS } from '../../kernel/time';
import type { InvoiceColumnId } from './columns';
import type { InvoiceFilter, InvoiceRow, InvoiceTotals } from './contract';
import { invoiceWhere } from './filter';

const plain = (text: string): SortExpression => ({ sql: text, nullable: false });
const nullable = (text: string): SortExpression => ({ sql: text, nullable: true });

const sorts: Readonly<Record<InvoiceColumnId, SortExpression>> = {
  number: nullable('i.number'),
  customer: nullable(
    '(SELECT n.name FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = i.customer) COLLATE NOCASE',
  ),
  total: plain('i.total'),
  open: plain('i.open'),
  // Draft, then what is open by due day, then paid, then void.
  status: plain("iif(i.state = 'draft', '0', iif(i.state = 'void', '3', iif(i.open = 0, '2', '1' || i.due_day)))"),
  issued: nullable('i.issue_day'),
  due: plain('i.due_day'),
  kind: plain('i.kind'),
  paid: plain('i.paid'),
  net: plain('i.net'),
  tax: plain('i.tax'),
  credited: plain('i.credited'),
  writtenOff: plain('i.written_off'),
  reference: nullable('i.reference'),
  promised: nullable('i.promised_day'),
  settled: nullable('i.settled_at'),
  created: plain('i.created_at'),
};

const invoiceList: ListSpec<InvoiceColumnId> = { from: 'invoice i', key: 'i.id', sorts };

interface Row {
  uuid: Buffer;
  kind: InvoiceKind;
  state: 'draft' | 'issued' | 'void';
  number: string | null;
  reference: string | null;
  customer: Buffer;
  name: string | null;
  currency: string;
  net: number;
  tax: number;
  total: number;
  open: number;
  paid: number;
  credited: number;
  written_off: number;
  short: number;
  issue_day: string | null;
  due_day: string;
  promised_day: string | null;
  created_at: number;
  settled_at: number | null;
}

const rowSql = `SELECT i.uuid, i.kind, i.state, i.number, i.reference, c.uuid AS customer, n.name, i.currency, i.net, i.tax, i.total, i.open,
  i.paid, i.credited, i.written_off, i.short, i.issue_day, i.due_day, i.promised_day, i.created_at, i.settled_at
  FROM json_each(?) j JOIN invoice i ON i.id = j.value JOIN customer c ON c.id = i.customer
  LEFT JOIN person n ON n.uuid = c.uuid ORDER BY j.key`;

/** The rows of these keys, in their order. */
export function invoiceRows(db: Db, ids: readonly number[], today: string): InvoiceRow[] {
  return all<Row>(db, rowSql, JSON.stringify(ids)).map((row) => rowOf(row, today));
}

function rowOf(row: Row, today: string): InvoiceRow {
  const { kind, number, reference, currency, open } = row;
  const text = (value: number) => toDecimal(value, currency);
  const overdueMs = Date.parse(today) - Date.parse(row.due_day);
  return {
    ...{ id: idFromBytes(row.uuid), kind, number, reference, currency },
    status: invoiceStatusOf({ state: row.state, open, dueDay: row.due_day }, today),
    customer: { id: idFromBytes(row.customer), name: row.name ?? '' },
    ...{ net: text(row.net), tax: text(row.tax), total: text(row.total), open: text(open), paid: text(row.paid) },
    ...{ credited: text(row.credited), writtenOff: text(row.written_off), short: text(row.short) },
    ...{ issueDay: row.issue_day, dueDay: row.due_day, promisedDay: row.promised_day },
    daysOverdue: open > 0 && overdueMs > 0 ? Math.round(overdueMs / DAY_MS) : 0,
    ...{ createdAt: row.created_at, settledAt: row.settled_at },
  };
}

export interface InvoicePageInput extends Place {
  filter: InvoiceFilter;
  sort: Sort<InvoiceColumnId>;
  /** In the book's time zone. */
  today: string;
}

export const invoicePage = query('invoices.page', (db, input: InvoicePageInput) => {
  const { filter, sort, today } = input;
  const { ids, next } = pageOfKeys(db, invoiceList, invoiceWhere(filter, today), sort, input);
  return { rows: invoiceRows(db, ids, today), next };
});

interface Sum {
  status: InvoiceStatus;
  currency: string;
  n: bigint;
  open: bigint;
}

export const invoiceTotals = query(
  'invoices.totals',
  (db, { filter, today }: { filter: InvoiceFilter; today: string }): InvoiceTotals => {
    const { status, ...withoutStatus } = filter;
    const where = invoiceWhere(withoutStatus, today);
    const text = `SELECT CASE WHEN i.state = 'draft' THEN 'Draft' WHEN i.state = 'void' THEN 'Void' WHEN i.open = 0 THEN 'Paid'
      WHEN i.due_day < ? THEN 'Overdue' ELSE 'Unpaid' END AS status, i.currency, count(*) AS n, sum(i.open) AS open
      FROM invoice i WHERE ${where.sql || '1'} GROUP BY 1, 2`;
    const sums = sql(db, text)
      .safeIntegers(true)
      .all(today, ...where.values) as Sum[]; // from outside: SQLite's rows
    const counts = { All: 0, Draft: 0, Unpaid: 0, Overdue: 0, Paid: 0, Void: 0 };
    const open = new Map<string, { amount: bigint; count: number }>();
    for (const sum of sums) {
      counts[sum.status] += Number(sum.n);
      counts.All += Number(sum.n);
      if (sum.open === 0n || (status !== undefined && status !== sum.status)) continue;
      const known = open.get(sum.currency) ?? { amount: 0n, count: 0 };
      open.set(sum.currency, { amount: known.amount + sum.open, count: known.count + Number(sum.n) });
    }
    return {
      counts,
      count: status ? counts[status] : counts.All,
      open: [...open]
        .map(([currency, { amount, count }]) => ({ currency, amount: toDecimal(amount, currency), count }))
        .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)),
    };
  },
);
