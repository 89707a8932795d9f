/** The lines of bank statements as a list that leaves the book, in the order of their import. A line that was split is told by its parts. */
import { z } from 'zod';
import { allOf, inList } from '../../db/list';
import { all, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { currencySchema, daySchema } from '../../wire';
import { blocksByKey, ROWS_A_BLOCK, type SheetCell, type SheetColumn, sheetOf } from '../export/sheet';

const states = ['open', 'matched', 'split'] as const;

/** `bank`: the key of one of our accounts. Days are those of the statement; both ends count. */
const filterSchema = z.strictObject({
  bank: z.string().max(60).optional(),
  state: z.enum(states).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  currencies: z.array(currencySchema).max(50).optional(),
});

interface Row {
  uuid: Buffer;
  bank: string;
  statement: Buffer;
  file_name: string;
  n: number;
  day: string;
  value_day: string | null;
  amount: number;
  currency: string;
  state: (typeof states)[number];
  reference: string;
  bank_reference: string | null;
  parent: Buffer | null;
  name: string | null;
  account: string | null;
  text: string | null;
}

const columns: readonly (SheetColumn & { cell(row: Row): SheetCell })[] = [
  { header: 'id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'bank', kind: 'text', width: 120, cell: (row) => row.bank },
  { header: 'day', kind: 'day', width: 90, cell: (row) => row.day },
  { header: 'value_day', kind: 'day', width: 90, cell: (row) => row.value_day },
  { header: 'amount', kind: 'money', width: 110, sums: 5, cell: (row) => toDecimal(row.amount, row.currency) },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'state', kind: 'text', width: 80, cell: (row) => row.state },
  { header: 'reference', kind: 'text', width: 180, cell: (row) => row.reference },
  { header: 'bank_reference', kind: 'text', width: 180, cell: (row) => row.bank_reference },
  { header: 'name', kind: 'text', width: 200, cell: (row) => row.name },
  { header: 'account', kind: 'text', width: 200, cell: (row) => row.account },
  { header: 'text', kind: 'text', width: 280, cell: (row) => row.text },
  { header: 'part_of', kind: 'id', width: 240, cell: (row) => (row.parent ? idFromBytes(row.parent) : null) },
  { header: 'statement_id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.statement) },
  { header: 'file', kind: 'text', width: 200, cell: (row) => row.file_name },
  { header: 'line', kind: 'count', width: 70, cell: (row) => row.n },
];

const from = 'FROM bank_line l JOIN bank_account b ON b.id = l.bank_account';
const rowSql = `SELECT l.uuid, b.key AS bank, s.uuid AS statement, s.file_name, l.n, l.day, l.value_day, l.amount, l.currency, l.state,
  l.reference, l.bank_reference, p.uuid AS parent, t.name, t.account, t.text
  FROM json_each(?) j JOIN bank_line l ON l.id = j.value JOIN bank_account b ON b.id = l.bank_account
  JOIN statement s ON s.id = l.statement LEFT JOIN bank_line p ON p.id = l.parent LEFT JOIN bank_line_text t ON t.uuid = l.uuid
  ORDER BY j.key`;

export const bankLineSheet = sheetOf(filterSchema, (db, filter) => {
  const where = allOf([
    filter.bank === undefined ? null : { sql: 'b.key = ?', values: [filter.bank] },
    // A line that was split counts in its parts.
    filter.state === undefined
      ? { sql: "l.state <> 'split'", values: [] }
      : { sql: 'l.state = ?', values: [filter.state] },
    filter.from === undefined ? null : { sql: 'l.day >= ?', values: [filter.from] },
    filter.to === undefined ? null : { sql: 'l.day <= ?', values: [filter.to] },
    filter.currencies?.length ? inList('l.currency', filter.currencies) : null,
  ]);
  const keys = sql(
    db,
    `SELECT l.id ${from} WHERE l.id > ? AND ${where.sql} ORDER BY l.id LIMIT ${ROWS_A_BLOCK}`,
  ).pluck();
  return {
    columns: columns.map(({ cell, ...column }) => column),
    count: one<{ n: number }>(db, `SELECT count(*) AS n ${from} WHERE ${where.sql}`, ...where.values)?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last, ...where.values) as number[], // from outside: SQLite's integers
      (ids) => all<Row>(db, rowSql, JSON.stringify(ids)),
      (row) => columns.map(({ cell }) => cell(row)),
    ),
  };
});
