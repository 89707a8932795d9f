/** The table of bank lines: pages by key, counts and sums of a filter. */
import { type ListSpec, type Place, pageOfKeys, type SortExpression, type Where } from '../../db/list';
import { query } from '../../db/reader';
import { all, type Db, one, sql } from '../../db/sql';
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { BankLineState } from '../../kernel/statement';
import type { Sort } from '../../kernel/table';
import type { BankLineColumnId } from './columns';
import type { BankLineFilter, BankLineRow } from './contract';

const plain = (text: string): SortExpression => ({ sql: text, nullable: false });
const nullable = (text: string): SortExpression => ({ sql: text, nullable: true });
/** A part says what its whole line says. */
const textOf = (column: string) =>
  `(SELECT t.${column} FROM bank_line_text t WHERE t.uuid = coalesce((SELECT w.uuid FROM bank_line w WHERE w.id = l.parent), l.uuid))`;

const sorts: Readonly<Record<BankLineColumnId, SortExpression>> = {
  day: plain('l.day'),
  amount: plain('l.amount'),
  name: nullable(`${textOf('name')} COLLATE NOCASE`),
  text: nullable(textOf('text')),
  reference: plain('l.reference'),
  state: plain('l.state'),
  bank: plain('(SELECT b.name FROM bank_account b WHERE b.id = l.bank_account)'),
  valueDay: nullable('l.value_day'),
  account: nullable(textOf('account')),
  bankReference: nullable('l.bank_reference'),
};

const lineList: ListSpec<BankLineColumnId> = { from: 'bank_line l', key: 'l.id', sorts };

interface Row {
  uuid: Buffer;
  bank: Buffer;
  bank_name: string;
  statement: Buffer;
  day: string;
  value_day: string | null;
  amount: number;
  currency: string;
  name: string | null;
  account: string | null;
  text: string | null;
  reference: string;
  bank_reference: string | null;
  state: BankLineState;
  parent: number | null;
}

const rowSql = `SELECT l.uuid, b.uuid AS bank, b.name AS bank_name, s.uuid AS statement, l.day, l.value_day, l.amount, l.currency, t.name,
    t.account, t.text, l.reference, l.bank_reference, l.state, l.parent
  FROM json_each(?) j JOIN bank_line l ON l.id = j.value JOIN bank_account b ON b.id = l.bank_account
  JOIN statement s ON s.id = l.statement LEFT JOIN bank_line w ON w.id = l.parent
  LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid) ORDER BY j.key`;

/** The rows of these keys, in their order. */
function bankLineRows(db: Db, ids: readonly number[]): BankLineRow[] {
  return all<Row>(db, rowSql, JSON.stringify(ids)).map((row) => ({
    ...{ id: idFromBytes(row.uuid), bank: { id: idFromBytes(row.bank), name: row.bank_name } },
    ...{ statement: idFromBytes(row.statement), day: row.day, valueDay: row.value_day },
    ...{ amount: toDecimal(row.amount, row.currency), currency: row.currency },
    ...{ name: row.name ?? '', account: row.account ?? '', text: row.text ?? '' },
    ...{ reference: row.reference, bankReference: row.bank_reference ?? '', state: row.state },
    isPart: row.parent !== null,
  }));
}

/** Throws Failure bank-line-unknown. */
export function bankLine(db: Db, id: string): BankLineRow {
  const found = isId(id)
    ? one<{ id: number }>(db, 'SELECT id FROM bank_line WHERE uuid = ?', idToBytes(id))
    : undefined;
  const [row] = found ? bankLineRows(db, [found.id]) : [];
  if (!row) throw new Failure('bank-line-unknown');
  return row;
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Decimal text as minor units of every currency that the book has accounts in: `b.currency` decides. */
function amountParts(
  db: Db,
  decimal: string,
  compare: '>=' | '<=' | '=',
): { sql: string; values: (string | number)[] } {
  const currencies = all<{ currency: string }>(db, 'SELECT DISTINCT currency FROM bank_account');
  const parts = currencies.map(({ currency }) => ({ currency, minor: minorText(decimal, currency) }));
  const sqlParts = parts.map(() => `(l.currency = ? AND abs(l.amount) ${compare} CAST(? AS INTEGER))`);
  return {
    sql: sqlParts.length === 0 ? '0' : `(${sqlParts.join(' OR ')})`,
    values: parts.flatMap(({ currency, minor }) => [currency, minor]),
  };
}

/** Digits beyond the currency's are cut: it is a bound of a filter, not money. */
function minorText(decimal: string, currency: string): string {
  const [whole = '0', fraction = ''] = decimal.replace(/^-/, '').split('.');
  const exponent = exponentOf(currency);
  return `${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`;
}

export function bankLineWhere(db: Db, filter: BankLineFilter, withState = true): Where {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (text: string, ...bound: (string | number)[]) => {
    parts.push(text);
    values.push(...bound);
  };
  const { bank, state, from, to, least, most, direction, statement, text } = filter;
  if (bank) add('l.bank_account = (SELECT id FROM bank_account WHERE uuid = unhex(?))', bank.replaceAll('-', ''));
  if (statement) add('l.statement = (SELECT id FROM statement WHERE uuid = unhex(?))', statement.replaceAll('-', ''));
  if (withState && state) add('l.state = ?', state);
  // A split line is told by its parts, unless it is asked for.
  else if (withState) add("l.state <> 'split'");
  if (from) add('l.day >= ?', from);
  if (to) add('l.day <= ?', to);
  if (direction) add(direction === 'in' ? 'l.amount > 0' : 'l.amount < 0');
  for (const [bound, compare] of [
    [least, '>='],
    [most, '<='],
  ] as const) {
    if (bound === undefined) continue;
    const part = amountParts(db, bound, compare);
    add(part.sql, ...part.values);
  }
  if (text) {
    const like = `%${escaped(text)}%`;
    const number = /^-?\d{1,12}(?:[.,]\d{1,4})?$/.test(text) ? amountParts(db, text.replace(',', '.'), '=') : null;
    const words = `l.reference LIKE ? ESCAPE '\\' OR l.bank_reference LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM bank_line_text t
      WHERE t.uuid = coalesce((SELECT w.uuid FROM bank_line w WHERE w.id = l.parent), l.uuid)
      AND (t.name LIKE ? ESCAPE '\\' OR t.text LIKE ? ESCAPE '\\' OR t.account LIKE ? ESCAPE '\\'))`;
    add(number ? `(${words} OR ${number.sql})` : `(${words})`, like, like, like, like, like, ...(number?.values ?? []));
  }
  return { sql: parts.join(' AND '), values };
}

export interface BankLinesInput extends Place {
  filter: BankLineFilter;
  sort: Sort<BankLineColumnId>;
}

export const bankLinePage = query('statements.lines', (db, input: BankLinesInput) => {
  const { ids, next } = pageOfKeys(db, lineList, bankLineWhere(db, input.filter), input.sort, input);
  return { rows: bankLineRows(db, ids), next };
});

interface Sum {
  state: BankLineState;
  currency: string;
  n: bigint;
  came: bigint;
  went: bigint;
}

export const bankLineTotals = query('statements.totals', (db, { filter }: { filter: BankLineFilter }) => {
  const where = bankLineWhere(db, filter, false);
  const text = `SELECT l.state, l.currency, count(*) AS n, sum(max(l.amount, 0)) AS came, sum(max(-l.amount, 0)) AS went
    FROM bank_line l WHERE ${where.sql || '1'} GROUP BY 1, 2`;
  const sums = sql(db, text)
    .safeIntegers(true)
    .all(...where.values) as Sum[]; // from outside: SQLite's rows
  const counts = { All: 0, open: 0, matched: 0, split: 0 };
  const shown = new Map<string, { came: bigint; went: bigint; count: number }>();
  for (const { state, currency, n, came, went } of sums) {
    counts[state] += Number(n);
    if (state !== 'split') counts.All += Number(n);
    if (filter.state ? filter.state !== state : state === 'split') continue;
    const known = shown.get(currency) ?? { came: 0n, went: 0n, count: 0 };
    shown.set(currency, { came: known.came + came, went: known.went + went, count: known.count + Number(n) });
  }
  return {
    counts,
    sums: [...shown].map(([currency, { came, went, count }]) => ({
      ...{ currency, came: toDecimal(came, currency), went: toDecimal(went, currency), count },
    })),
  };
});
