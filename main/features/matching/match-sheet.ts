/** The matches as a list that leaves the book, in the order of their making: a row for each thing that explains bank lines. */
import { z } from 'zod';
import { allOf } from '../../db/list';
import { all, one, sql } from '../../db/sql';
import { idFromBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { daySchema } from '../../wire';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';

/** `bank`: the key of one of our accounts, or its id. Days are those on which the match counts; both ends count. */
const filterSchema = z.strictObject({
  bank: z.string().max(60).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
});

interface Row {
  uuid: Buffer;
  n: number;
  bank: string;
  booked_on: string;
  amount: number;
  currency: string;
  lines: string;
  rule: string;
  automatic: number;
  operator: string;
  at: number;
  kind: string;
  item: Buffer | null;
  account: string;
  part: number;
  own: number | null;
  own_currency: string | null;
  note: string | null;
  completes: number;
}

/** A settlement is named by its gateway and the provider's id, everything else by our id. */
function itemText(item: Buffer | null): string | null {
  if (!item) return null;
  return item.length === 16 ? idFromBytes(item) : item.toString('utf8');
}

const yes = (flag: number): string => (flag === 1 ? 'yes' : 'no');

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => `${idFromBytes(row.uuid)}/${row.n + 1}` },
  { header: 'match_id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'bank', kind: 'text', width: 120, cell: (row) => row.bank },
  { header: 'booked_on', kind: 'day', width: 90, cell: (row) => row.booked_on },
  { header: 'explains', kind: 'money', width: 110, sums: 5, cell: (row) => toDecimal(row.part, row.currency) },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'of_match', kind: 'money', width: 110, cell: (row) => toDecimal(row.amount, row.currency) },
  { header: 'kind', kind: 'text', width: 90, cell: (row) => row.kind },
  { header: 'item', kind: 'id', width: 240, cell: (row) => itemText(row.item) },
  { header: 'account', kind: 'text', width: 160, cell: (row) => row.account },
  {
    ...{ header: 'own_amount', kind: 'text', width: 110 },
    cell: (row) => (row.own === null || row.own_currency === null ? null : toDecimal(row.own, row.own_currency)),
  },
  { header: 'own_currency', kind: 'text', width: 80, cell: (row) => row.own_currency },
  { header: 'lines', kind: 'text', width: 280, cell: (row) => row.lines },
  { header: 'rule', kind: 'text', width: 140, cell: (row) => row.rule },
  { header: 'by_itself', kind: 'text', width: 80, cell: (row) => yes(row.automatic) },
  { header: 'operator', kind: 'text', width: 120, cell: (row) => row.operator },
  { header: 'matched_at', kind: 'time', width: 150, cell: (row) => row.at },
  { header: 'completes', kind: 'text', width: 80, cell: (row) => yes(row.completes) },
  { header: 'note', kind: 'text', width: 200, cell: (row) => row.note },
]);

const from = 'FROM match m JOIN bank_account b ON b.id = m.bank_account';
/** All items of some matches: a match is never cut in two. */
const rowSql = `SELECT m.uuid, i.n, b.key AS bank, m.booked_on, m.amount, m.currency, m.rule, m.automatic, m.operator, m.at, i.kind, i.item,
    i.account, i.amount AS part, i.own, i.own_currency, i.note, i.completes,
    (SELECT group_concat(lower(hex(l.uuid)), ' ') FROM bank_line l WHERE l.match = m.id) AS lines
  FROM json_each(?) j JOIN match m ON m.id = j.value JOIN bank_account b ON b.id = m.bank_account
  JOIN match_item i ON i.match = m.id ORDER BY m.id, i.n`;

/** The ids as everywhere else: `hex` knows no dashes. */
function withIds(row: Row): Row {
  const ids = (row.lines ?? '').split(' ').filter(Boolean);
  return { ...row, lines: ids.map((hex) => idFromBytes(Buffer.from(hex, 'hex'))).join(' ') };
}

export const matchSheet = sheetOf(filterSchema, (db, filter) => {
  const { bank, from: first, to: last } = filter;
  const where = allOf([
    bank === undefined
      ? null
      : isId(bank)
        ? { sql: 'b.uuid = unhex(?)', values: [bank.replaceAll('-', '')] }
        : { sql: 'b.key = ?', values: [bank] },
    first === undefined ? null : { sql: 'm.booked_on >= ?', values: [first] },
    last === undefined ? null : { sql: 'm.booked_on <= ?', values: [last] },
  ]);
  const only = where.sql || '1';
  const keys = sql(db, `SELECT m.id ${from} WHERE m.id > ? AND ${only} ORDER BY m.id LIMIT ${ROWS_A_BLOCK}`).pluck();
  const counted = `SELECT count(*) AS n ${from} JOIN match_item i ON i.match = m.id WHERE ${only}`;
  return {
    columns,
    count: one<{ n: number }>(db, counted, ...where.values)?.n ?? 0,
    blocks: blocksByKey(
      (behind) => keys.all(behind, ...where.values) as number[], // from outside: SQLite's integers
      (ids) => all<Row>(db, rowSql, JSON.stringify(ids)).map(withIds),
      cells,
    ),
  };
});
