/** The customers as a list that leaves the book: one row each; balances and what is due stand in a column per currency. */
import { all, type Db, one, sql } from '../../db/sql';
import { blocksByKey, ROWS_A_BLOCK, type SheetCell, type SheetColumn, sheetOf } from '../export/sheet';
import { type CustomerColumnId, customerColumns } from './columns';
import { type CustomerRow, customerFilterSchema } from './contract';
import { customerRows, customerWhere } from './query';

interface Part {
  columns: SheetColumn[];
  cells(row: CustomerRow): SheetCell[];
}

export const customerSheet = sheetOf(customerFilterSchema, (db, filter, { today }) => {
  const where = customerWhere({ filter, today });
  const parts = [plain({ header: 'id', kind: 'id', width: 240 }, (row) => row.id), ...partsOf(currenciesOf(db))];
  const text = `SELECT c.id FROM customer c WHERE c.id > ? AND (${where.sql || '1'}) ORDER BY c.id LIMIT ${ROWS_A_BLOCK}`;
  const keys = sql(db, text).pluck();
  const counted = `SELECT count(*) AS n FROM customer c WHERE ${where.sql || '1'}`;
  return {
    columns: parts.flatMap((part) => part.columns),
    count: one<{ n: number }>(db, counted, ...where.values)?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last, ...where.values) as number[], // from outside: SQLite's integers
      (ids) => customerRows(db, ids, today),
      (row) => parts.flatMap((part) => part.cells(row)),
    ),
  };
});

/** All that a customer's balance can be in. */
function currenciesOf(db: Db): string[] {
  const text = 'SELECT currency FROM payment_day UNION SELECT currency FROM balance ORDER BY 1';
  return all<{ currency: string }>(db, text).map((row) => row.currency);
}

/** A new column does not compile until it stands here. */
function partsOf(currencies: readonly string[]): Part[] {
  const each = (of: 'balances' | 'due', isSummed: boolean) => (header: string, width: number) => ({
    columns: currencies.map((currency) => ({
      ...({ header: `${header}_${currency}`, kind: 'money', width } as const),
      ...(isSummed ? { sums: currency } : {}),
    })),
    cells: (row: CustomerRow) =>
      currencies.map((currency) => row[of].find((money) => money.currency === currency)?.amount ?? null),
  });
  const as = (kind: SheetColumn['kind'], cell: (row: CustomerRow) => SheetCell) => (header: string, width: number) =>
    plain({ header, kind, width }, cell);
  const written: Readonly<Record<CustomerColumnId, (header: string, width: number) => Part>> = {
    name: as('text', (row) => row.name),
    email: as('text', (row) => row.email),
    country: as('text', (row) => row.country),
    balance: each('balances', true),
    due: each('due', false),
    payments: as('count', (row) => row.payments),
    lastPayment: as('time', (row) => row.lastPaymentAt),
    since: as('time', (row) => row.since),
  };
  return customerColumns.map(({ id, csv, width }) => written[id](csv, width));
}

function plain(column: SheetColumn, cell: (row: CustomerRow) => SheetCell): Part {
  return { columns: [column], cells: (row) => [cell(row)] };
}
