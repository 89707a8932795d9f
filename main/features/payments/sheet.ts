/** The payments as a list that leaves the book: every column of the table, in the order in which the book learned of them. */
import { sql } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, type Written, writtenAs } from '../export/sheet';
import { type PaymentColumnId, paymentColumns } from './columns';
import { type PaymentRow, paymentFilterSchema } from './contract';
import { paymentWhere } from './filter';
import { paymentRows } from './query';

const text = (cell: (row: PaymentRow) => string | null): Written<PaymentRow> => ({ kind: 'text', cell });
const time = (cell: (row: PaymentRow) => number | null): Written<PaymentRow> => ({ kind: 'time', cell });
/** In the payment's own currency; nothing is zero of it. */
const part = (of: 'refunded' | 'disputed'): Written<PaymentRow> => ({
  kind: 'money',
  cell: (row) => row[of] ?? toDecimal(0, row.amount.currency),
});

/** A new column does not compile until it stands here. */
const written: Readonly<Record<PaymentColumnId, Written<PaymentRow>>> = {
  date: time((row) => row.at),
  customer: {
    ...text((row) => row.customer?.name ?? null),
    beside: { header: 'customer_id', kind: 'id', cell: (row) => row.customer?.id ?? null },
  },
  amount: {
    kind: 'money',
    cell: (row) => row.amount.amount,
    beside: { header: 'currency', kind: 'currency', cell: (row) => row.amount.currency },
    sums: true,
  },
  status: text((row) => row.status),
  gateway: text((row) => row.gateway),
  description: text((row) => row.description),
  method: text((row) => row.method),
  reference: text((row) => row.reference),
  purpose: text((row) => row.purpose),
  payer: text((row) => row.payer),
  fee: {
    kind: 'money',
    cell: (row) => row.fee?.amount ?? null,
    beside: { header: 'fee_currency', kind: 'currency', cell: (row) => row.fee?.currency ?? null },
  },
  refunded: part('refunded'),
  disputed: part('disputed'),
  created: time((row) => row.createdAt),
  completed: time((row) => row.completedAt),
  checked: time((row) => row.checkedAt),
  externalId: text((row) => row.externalId),
  providerStatus: text((row) => row.providerStatus),
  flag: text((row) => row.flag),
};

export const paymentSheet = sheetOf(paymentFilterSchema, (db, filter) => {
  const where = paymentWhere(db, filter);
  const { columns, cells } = writtenAs(paymentColumns, written);
  const keys = sql(
    db,
    `SELECT p.id FROM payment p WHERE p.id > +? AND (${where.sql || '1'}) ORDER BY p.id LIMIT ${ROWS_A_BLOCK}`,
  ).pluck();
  const count = sql(db, `SELECT count(*) FROM payment p WHERE ${where.sql || '1'}`).pluck();
  return {
    columns,
    count: count.get(...where.values) as number, // from outside: SQLite's integer
    blocks: blocksByKey(
      (last) => keys.all(last, ...where.values) as number[], // from outside: SQLite's integers
      (ids) => paymentRows(db, ids),
      cells,
    ),
  };
});
