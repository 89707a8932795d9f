/** The batches of vouchers as a list that leaves the book, in the order of their making: what each is worth, and what became of it. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { BatchRow } from './contract';
import { type Batch, batchRowOf } from './query';

interface Row extends BatchRow {
  of: Batch;
}

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'batch', kind: 'text', width: 200, cell: (row) => row.name },
  { header: 'kind', kind: 'text', width: 100, cell: (row) => row.kind },
  { header: 'state', kind: 'text', width: 90, cell: (row) => row.state },
  { header: 'amount', kind: 'money', width: 110, cell: (row) => row.money.amount },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.money.currency },
  { header: 'valid_from', kind: 'day', width: 90, cell: (row) => row.from },
  { header: 'valid_to', kind: 'day', width: 90, cell: (row) => row.to },
  { header: 'vouchers', kind: 'count', width: 80, cell: (row) => row.count },
  { header: 'uses_of_each', kind: 'count', width: 80, cell: (row) => row.uses },
  { header: 'uses_by_one_customer', kind: 'count', width: 80, cell: (row) => row.perCustomer },
  { header: 'issued', kind: 'count', width: 80, cell: (row) => row.issued.uses },
  { header: 'issued_amount', kind: 'money', width: 110, cell: (row) => row.issued.amount },
  { header: 'redeemed', kind: 'count', width: 80, cell: (row) => row.redeemed.uses },
  { header: 'redeemed_amount', kind: 'money', width: 110, cell: (row) => row.redeemed.amount },
  { header: 'expired', kind: 'count', width: 80, cell: (row) => row.expired.uses },
  { header: 'expired_amount', kind: 'money', width: 110, cell: (row) => row.expired.amount },
  { header: 'voided', kind: 'count', width: 80, cell: (row) => row.voided.uses },
  { header: 'voided_amount', kind: 'money', width: 110, cell: (row) => row.voided.amount },
  { header: 'open', kind: 'count', width: 80, cell: (row) => row.open.uses },
  { header: 'open_amount', kind: 'money', width: 110, sums: 5, cell: (row) => row.open.amount },
  { header: 'issued_at', kind: 'time', width: 150, cell: (row) => row.issuedAt },
  { header: 'paid_at', kind: 'text', width: 110, cell: (row) => row.of.paid_at },
  { header: 'paid_note', kind: 'text', width: 200, cell: (row) => row.of.paid_note },
  { header: 'note', kind: 'text', width: 200, cell: (row) => row.of.note },
]);

const text = `SELECT * FROM voucher_batch WHERE id > ? ORDER BY id LIMIT ${ROWS_A_BLOCK}`;

export const batchSheet = sheetOf(z.strictObject({}), (db, _, { today }) => ({
  columns,
  count: one<{ n: number }>(db, 'SELECT count(*) AS n FROM voucher_batch')?.n ?? 0,
  blocks: blocksBehind<Batch>(
    (last) => all(db, text, last?.id ?? 0),
    (of) => cells({ ...batchRowOf(of, today), of }),
  ),
}));
