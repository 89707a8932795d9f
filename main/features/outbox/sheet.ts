/** The outbox as a list that leaves the book: every asking of a provider with its whole life, in the order of their making. */
import { z } from 'zod';
import { one, sql } from '../../db/sql';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, type Written, writtenAs } from '../export/sheet';
import { type AttemptColumnId, attemptColumns } from './columns';
import type { AttemptRow } from './contract';
import { attemptRows } from './query';

/** `open`: only those of which it is not yet known what came. */
const filterSchema = z.strictObject({ open: z.boolean().optional() });

const text = (cell: (row: AttemptRow) => string | null): Written<AttemptRow> => ({ kind: 'text', cell });
const time = (cell: (row: AttemptRow) => number | null): Written<AttemptRow> => ({ kind: 'time', cell });

/** A new column does not compile until it stands here. */
const written: Readonly<Record<AttemptColumnId, Written<AttemptRow>>> = {
  kind: text((row) => row.kind),
  gateway: text((row) => row.gateway),
  state: text((row) => row.state),
  outcome: text((row) => row.outcome),
  why: text((row) => row.why),
  detail: text((row) => row.detail),
  amount: {
    kind: 'money',
    cell: (row) => row.amount.amount,
    beside: { header: 'currency', kind: 'currency', cell: (row) => row.amount.currency },
    sums: true,
  },
  payment: { kind: 'id', cell: (row) => row.payment.id },
  customer: {
    ...text((row) => row.payment.customer?.name ?? null),
    beside: { header: 'customer_id', kind: 'id', cell: (row) => row.payment.customer?.id ?? null },
  },
  method: text((row) => row.payment.method),
  description: text((row) => row.payment.description),
  created: time((row) => row.createdAt),
  sent: time((row) => row.sentAt),
  ended: time((row) => row.endedAt),
  checked: time((row) => row.checkedAt),
  tries: { kind: 'count', cell: (row) => row.tries },
};

export const outboxSheet = sheetOf(filterSchema, (db, { open }) => {
  const where = open ? "a.state NOT IN ('done', 'dropped')" : '1';
  const keys = sql(
    db,
    `SELECT a.id FROM attempt a WHERE a.id > ? AND ${where} ORDER BY a.id LIMIT ${ROWS_A_BLOCK}`,
  ).pluck();
  const { columns, cells } = writtenAs(attemptColumns, written);
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM attempt a WHERE ${where}`)?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last) as number[], // from outside: SQLite's integers
      (ids) => attemptRows(db, ids),
      cells,
    ),
  };
});
