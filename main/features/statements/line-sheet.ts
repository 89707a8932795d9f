/** The lines of bank statements as a list that leaves the book, in the order of their import. A line that was split is told by its parts. */
import { z } from 'zod';
import { allOf, inList } from '../../db/list';
import { all, type Db, one, sql } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { BankLineState } from '../../kernel/statement';
import { currencySchema } from '../../wire';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import { bankLineFilterSchema } from './contract';
import { bankLineWhere } from './lines-query';

/** As the screen filters them. `bank`: the key of one of our accounts, or its id. Days are those of the statement; both ends count. */
const filterSchema = bankLineFilterSchema.extend({
  bank: z.string().max(60).optional(),
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
  state: BankLineState;
  reference: string;
  bank_reference: string | null;
  parent: Buffer | null;
  name: string | null;
  account: string | null;
  text: string | null;
}

const { columns, cells } = toldAs<Row>([
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
]);

const from = 'FROM bank_line l JOIN bank_account b ON b.id = l.bank_account';
const rowSql = `SELECT l.uuid, b.key AS bank, s.uuid AS statement, s.file_name, l.n, l.day, l.value_day, l.amount, l.currency, l.state,
  l.reference, l.bank_reference, p.uuid AS parent, t.name, t.account, t.text
  FROM json_each(?) j JOIN bank_line l ON l.id = j.value JOIN bank_account b ON b.id = l.bank_account
  JOIN statement s ON s.id = l.statement LEFT JOIN bank_line p ON p.id = l.parent LEFT JOIN bank_line_text t ON t.uuid = coalesce(p.uuid, l.uuid)
  ORDER BY j.key`;

/** Throws Failure input-invalid: an account that is not there has no lines, and nobody asks for none. */
export function idOfBank(db: Db, key: string): Id {
  const row = one<{ uuid: Buffer }>(db, 'SELECT uuid FROM bank_account WHERE key = ?', key);
  if (!row) throw new Failure('input-invalid', { detail: `there is no bank account “${key}”` });
  return idFromBytes(row.uuid);
}

export const bankLineSheet = sheetOf(filterSchema, (db, filter) => {
  const { bank, currencies, ...rest } = filter;
  const named = bank === undefined || isId(bank) ? bank : idOfBank(db, bank);
  const where = allOf([
    bankLineWhere(db, { ...rest, ...(named === undefined ? {} : { bank: named }) }),
    currencies?.length ? inList('l.currency', currencies) : null,
  ]);
  const keys = sql(
    db,
    `SELECT l.id ${from} WHERE l.id > ? AND ${where.sql} ORDER BY l.id LIMIT ${ROWS_A_BLOCK}`,
  ).pluck();
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n ${from} WHERE ${where.sql}`, ...where.values)?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last, ...where.values) as number[], // from outside: SQLite's integers
      (ids) => all<Row>(db, rowSql, JSON.stringify(ids)),
      cells,
    ),
  };
});
