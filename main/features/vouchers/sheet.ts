/** Vouchers as a list that leaves the book: what became of each, batch by batch. No code is read here. */
import { z } from 'zod';
import { all, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { voucherStates } from '../../kernel/voucher';
import { idSchema } from '../../wire';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, type Written, writtenAs } from '../export/sheet';
import { type VoucherColumnId, voucherColumns } from './columns';
import { voucherStateSql } from './query';

const filterSchema = z.strictObject({ batch: idSchema.optional(), state: z.enum(voucherStates).optional() });

interface Row {
  id: string;
  uuid: Buffer;
  batch: Buffer;
  name: string;
  no: number;
  kind: string;
  state: string;
  amount: number;
  currency: string;
  uses: number;
  used: number;
  valid_from: string;
  valid_to: string | null;
  created_at: number;
  voided_at: number | null;
  void_reason: string | null;
  used_at: number | null;
  customer: Buffer | null;
  customer_name: string | null;
}

const text = (cell: (row: Row) => string | null): Written<Row> => ({ kind: 'text', cell });
const count = (cell: (row: Row) => number): Written<Row> => ({ kind: 'count', cell });
const time = (cell: (row: Row) => number | null): Written<Row> => ({ kind: 'time', cell });

/** A new column does not compile until it stands here. */
const written: Readonly<Record<VoucherColumnId, Written<Row>>> = {
  batch: {
    ...text((row) => row.name),
    beside: { header: 'batch_id', kind: 'id', cell: (row) => idFromBytes(row.batch) },
  },
  no: count((row) => row.no),
  kind: text((row) => row.kind),
  state: text((row) => row.state),
  amount: {
    kind: 'money',
    cell: (row) => toDecimal(row.amount, row.currency),
    beside: { header: 'currency', kind: 'currency', cell: (row) => row.currency },
    sums: true,
  },
  uses: count((row) => row.uses),
  used: count((row) => row.used),
  from: { kind: 'day', cell: (row) => row.valid_from },
  to: { kind: 'day', cell: (row) => row.valid_to },
  issued: time((row) => row.created_at),
  voided: time((row) => row.voided_at),
  reason: text((row) => row.void_reason),
  lastUse: time((row) => row.used_at),
  customer: {
    ...text((row) => row.customer_name),
    beside: { header: 'customer_id', kind: 'id', cell: (row) => (row.customer ? idFromBytes(row.customer) : null) },
  },
};

const rowSql = `SELECT v.uuid, b.uuid AS batch, b.name, v.no, b.kind, ${voucherStateSql} AS state, b.amount, b.currency, v.uses, v.used,
  b.valid_from, b.valid_to, b.created_at, v.voided_at, v.void_reason, p.at AS used_at, c.uuid AS customer, n.name AS customer_name
  FROM json_each(?) j JOIN voucher v ON v.id = j.value JOIN voucher_batch b ON b.id = v.batch
  LEFT JOIN payment p ON p.id = (SELECT max(u.payment) FROM voucher_use u WHERE u.voucher = v.id)
  LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid ORDER BY j.key`;

export const voucherSheet = sheetOf(filterSchema, (db, { batch, state }, { today }) => {
  const where = `(? IS NULL OR b.uuid = unhex(?)) AND (? IS NULL OR ${voucherStateSql} = ?)`;
  const hex = batch?.replaceAll('-', '') ?? null;
  const values = [hex, hex, state ?? null, today, state ?? null];
  const from = 'FROM voucher v JOIN voucher_batch b ON b.id = v.batch';
  const keys = sql(db, `SELECT v.id ${from} WHERE v.id > ? AND ${where} ORDER BY v.id LIMIT ${ROWS_A_BLOCK}`).pluck();
  const { columns, cells } = writtenAs(voucherColumns, written);
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n ${from} WHERE ${where}`, ...values)?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last, ...values) as number[], // from outside: SQLite's integers
      (ids) => all<Row>(db, rowSql, today, JSON.stringify(ids)).map((row) => ({ ...row, id: idFromBytes(row.uuid) })),
      cells,
    ),
  };
});
