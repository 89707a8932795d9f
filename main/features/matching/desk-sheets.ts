/** Claims and unknown receipts as lists that leave the book, in the order of the screen: open and settled ones, with what became of each. */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import { type ClaimFound, claimSql, type ReceiptFound, receiptSql } from './desk';

const filterSchema = z.strictObject({ state: z.enum(['open', 'settled']).optional() });
type State = z.infer<typeof filterSchema>['state'];

const idOf = (uuid: Buffer | null) => (uuid ? idFromBytes(uuid) : null);
/** Both have a column `state`; `of`: the letter of their table. */
const whereOf = (of: string, state: State) => (state ? `(${of}.state = 'open') = ${state === 'open' ? 1 : 0}` : '1');
const countOf = (db: Db, from: string) => one<{ n: number }>(db, `SELECT count(*) AS n FROM ${from}`)?.n ?? 0;

const claims = toldAs<ClaimFound>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'customer', kind: 'text', width: 160, cell: (row) => row.name },
  { header: 'customer_id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.customer) },
  { header: 'amount', kind: 'money', width: 110, sums: 4, cell: (row) => toDecimal(row.amount, row.currency) },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'paid_on', kind: 'day', width: 90, cell: (row) => row.day },
  { header: 'ticket', kind: 'text', width: 160, cell: (row) => row.ticket },
  { header: 'state', kind: 'text', width: 90, cell: (row) => row.state },
  { header: 'payment', kind: 'id', width: 240, cell: (row) => idOf(row.payment) },
  { header: 'answer', kind: 'text', width: 200, cell: (row) => row.answer },
  { header: 'recorded_at', kind: 'time', width: 150, cell: (row) => row.at },
  { header: 'operator', kind: 'text', width: 120, cell: (row) => row.operator },
  { header: 'settled_at', kind: 'time', width: 150, cell: (row) => row.closed_at },
  { header: 'settled_by', kind: 'text', width: 120, cell: (row) => row.closed_by },
]);

export const claimSheet = sheetOf(filterSchema, (db, { state }) => {
  const where = whereOf('k', state);
  const text = `${claimSql} WHERE (k.at, k.id) > (?, ?) AND ${where} ORDER BY k.at, k.id LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns: claims.columns,
    count: countOf(db, `claim k WHERE ${where}`),
    blocks: blocksBehind<ClaimFound>((last) => all(db, text, last?.at ?? 0, last?.id ?? 0), claims.cells),
  };
});

const receipts = toldAs<ReceiptFound>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'day', kind: 'day', width: 90, cell: (row) => row.day },
  { header: 'bank', kind: 'text', width: 140, cell: (row) => row.bank },
  { header: 'amount', kind: 'money', width: 110, sums: 4, cell: (row) => toDecimal(row.amount, row.currency) },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'name', kind: 'text', width: 160, cell: (row) => row.name },
  { header: 'text', kind: 'text', width: 240, cell: (row) => row.text },
  { header: 'state', kind: 'text', width: 90, cell: (row) => row.state },
  { header: 'payment', kind: 'id', width: 240, cell: (row) => idOf(row.payment) },
]);

export const receiptSheet = sheetOf(filterSchema, (db, { state }) => {
  const where = whereOf('r', state);
  const text = `${receiptSql} WHERE (r.day, r.uuid) > (?, ?) AND ${where} ORDER BY r.day, r.uuid LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns: receipts.columns,
    count: countOf(db, `unknown_receipt r WHERE ${where}`),
    blocks: blocksBehind<ReceiptFound>(
      (last) => all(db, text, last?.day ?? '', last?.uuid ?? Buffer.alloc(0)),
      receipts.cells,
    ),
  };
});
