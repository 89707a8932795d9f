/** The adjustments as a list that leaves the book, in the order of their making: of one customer, or of all. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { idSchema } from '../../wire';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { Adjustment } from './contract';
import { type AdjustmentFound, adjustmentOf } from './query';

/** Of a customer that was merged, those of the one that it was merged into. */
const filterSchema = z.strictObject({ customer: idSchema.optional() });

interface Found extends AdjustmentFound {
  owner: Buffer;
  name: string | null;
}

interface Row extends Adjustment {
  found: Found;
}

/** What it added to a lot, or to what is owed. */
const added = (lot: 'granted' | 'voucher' | 'paid' | 'receivable') => (row: Row) =>
  toDecimal(row.found[lot], row.amount.currency);

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'customer', kind: 'text', width: 160, cell: (row) => row.found.name },
  { header: 'customer_id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.found.owner) },
  { header: 'made', kind: 'time', width: 150, cell: (row) => row.madeAt },
  { header: 'reason', kind: 'text', width: 110, cell: (row) => row.reason },
  { header: 'amount', kind: 'money', width: 110, sums: 6, cell: (row) => row.amount.amount },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.amount.currency },
  { header: 'granted_credit', kind: 'money', width: 110, cell: added('granted') },
  { header: 'voucher_credit', kind: 'money', width: 110, cell: added('voucher') },
  { header: 'paid_credit', kind: 'money', width: 110, cell: added('paid') },
  { header: 'owed', kind: 'money', width: 110, cell: added('receivable') },
  { header: 'counter_account', kind: 'text', width: 140, cell: (row) => row.counter },
  { header: 'note', kind: 'text', width: 240, cell: (row) => row.note },
  { header: 'files', kind: 'text', width: 160, cell: ({ files }) => files.map(({ name }) => name).join('; ') },
  { header: 'made_by', kind: 'text', width: 120, cell: (row) => row.madeBy },
  { header: 'approved_by', kind: 'text', width: 120, cell: (row) => row.approvedBy },
  { header: 'expires', kind: 'day', width: 90, cell: (row) => row.expiresOn },
  { header: 'expired', kind: 'money', width: 110, cell: (row) => row.expired },
  { header: 'reversed', kind: 'time', width: 150, cell: (row) => row.reversedAt },
  { header: 'reversed_by', kind: 'text', width: 120, cell: (row) => row.reversedBy },
]);

const ofCustomer = '(? IS NULL OR a.customer = (SELECT coalesce(merged_into, id) FROM customer WHERE uuid = ?))';
const rowsSql = `SELECT a.*, p.requested_by, c.uuid AS owner, n.name FROM adjustment a JOIN customer c ON c.id = a.customer
  LEFT JOIN person n ON n.uuid = c.uuid LEFT JOIN approval p ON p.uuid = a.approval
  WHERE a.id > ? AND ${ofCustomer} ORDER BY a.id LIMIT ${ROWS_A_BLOCK}`;

export const adjustmentSheet = sheetOf(filterSchema, (db, { customer }) => {
  const uuid = customer === undefined ? null : idToBytes(customer);
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM adjustment a WHERE ${ofCustomer}`, uuid, uuid)?.n ?? 0,
    blocks: blocksBehind<Found>(
      (last) => all(db, rowsSql, last?.id ?? 0, uuid, uuid),
      (found) => cells({ ...adjustmentOf(db, found), found }),
    ),
  };
});
