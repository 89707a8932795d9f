/** The requests as a list that leaves the book, in the order of their making: what was asked for, by whom, and what was answered. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { approvalStates } from '../../kernel/operator';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import { approvalSql, type NamedApproval } from './queue';

const filterSchema = z.strictObject({ state: z.enum(approvalStates).optional() });

const { columns, cells } = toldAs<NamedApproval>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'act', kind: 'text', width: 110, cell: (row) => row.act },
  { header: 'customer', kind: 'text', width: 160, cell: (row) => row.customer_name },
  {
    ...{ header: 'customer_id', kind: 'id', width: 240 },
    cell: (row) => (row.customer_uuid ? idFromBytes(row.customer_uuid) : null),
  },
  { header: 'amount', kind: 'money', width: 110, sums: 5, cell: (row) => toDecimal(row.amount, row.currency) },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'note', kind: 'text', width: 240, cell: (row) => row.note },
  { header: 'requested_by', kind: 'text', width: 120, cell: (row) => row.requested_by },
  { header: 'requested_at', kind: 'time', width: 150, cell: (row) => row.requested_at },
  { header: 'state', kind: 'text', width: 90, cell: (row) => row.state },
  { header: 'answered_by', kind: 'text', width: 120, cell: (row) => row.answered_by },
  { header: 'answered_at', kind: 'time', width: 150, cell: (row) => row.answered_at },
  { header: 'why', kind: 'text', width: 200, cell: (row) => row.why },
]);

export const requestSheet = sheetOf(filterSchema, (db, { state }) => {
  const where = '(? IS NULL OR a.state = ?)';
  const values = [state ?? null, state ?? null];
  const text = `${approvalSql} WHERE a.id > ? AND ${where} ORDER BY a.id LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM approval a WHERE ${where}`, ...values)?.n ?? 0,
    blocks: blocksBehind<NamedApproval>((last) => all(db, text, last?.id ?? 0, ...values), cells),
  };
});
