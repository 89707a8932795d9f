/**
 * Columns + filter + sort → SQL that pages by key: a page costs the same at the start and at the end of a million rows. Values are
 * bound as `+?`: with a bare one SQLite prepares a statement anew for each value, which takes longer than to read the page.
 */
import { z } from 'zod';
import { Failure } from '../kernel/failure';
import type { Sort } from '../kernel/table';
import { all, type Db } from './sql';

/** A condition and its values, in order. */
export interface Where {
  sql: string;
  values: readonly (string | number | null)[];
}

export interface SortExpression {
  sql: string;
  /** Whether it can be NULL: SQLite puts NULLs first when rising, last when falling, and the key must follow. */
  nullable: boolean;
  /** What puts rows of the same value in order, before the key does; never NULL. An index must end in the same way. */
  within?: string;
}

export interface ListSpec<Id extends string> {
  /** `payment p`, with what the sort or the filter need of other tables. */
  from: string;
  /** The integer key, `p.id`. */
  key: string;
  sorts: Readonly<Record<Id, SortExpression>>;
}

export interface Place {
  limit: number;
  after?: string | undefined;
  offset?: number | undefined;
}

export interface KeyPage {
  ids: number[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

const cursorSchema = z.tuple([
  z.string(),
  z.enum(['asc', 'desc']),
  z.union([z.string(), z.number(), z.null()]),
  z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(2),
]);

/** A row's key, its sorted value, and what puts it in order within that. */
export interface KeyRow {
  id: number;
  v: string | number | null;
  t: string | number | null;
}

/** The keys of one page in order. Throws Failure cursor-invalid for a cursor of another sort. */
export function pageOfKeys<Id extends string>(
  db: Db,
  spec: ListSpec<Id>,
  where: Where,
  sort: Sort<Id>,
  place: Place,
): KeyPage {
  return pageOfRows(keyRows(db, spec, where, sort, place), sort, place.limit);
}

/** What decides about rows by more than their columns, and how many of them it may be asked about. */
export interface Looking {
  /** Those of the keys whose rows are wanted. */
  wanted(ids: readonly number[]): ReadonlySet<number>;
  most: number;
}

/** Rows that are looked at together, at first. */
const FIRST_LOOK = 250;

/**
 * A page by looking at the rows of an order until it is full: fast for what is frequent. Null when it would take more rows than
 * `most`, as far as those say that were looked at; and for a page that begins at a number of rows, which nothing counts.
 */
export function pageByLooking(
  rowsAt: (place: Place) => KeyRow[],
  sort: Sort,
  place: Place,
  { wanted, most }: Looking,
): KeyPage | null {
  if (place.after === undefined && place.offset) return null;
  const found: KeyRow[] = [];
  let after = place.after;
  let limit = FIRST_LOOK;
  for (let looked = 0; looked < most; looked += limit, limit *= 2) {
    const rows = rowsAt({ limit, after });
    const holds = wanted(rows.map((row) => row.id));
    for (const row of rows) if (holds.has(row.id)) found.push(row);
    const next = pageOfRows(rows, sort, limit).next;
    if (found.length >= place.limit || next === null) return pageOfRows(found.slice(0, place.limit), sort, place.limit);
    if (found.length * most < place.limit * (looked + limit)) return null;
    after = next;
  }
  return null;
}

/** The rows of one page in order, by keys and values. Throws Failure cursor-invalid for a cursor of another sort. */
export function keyRows<Id extends string>(
  db: Db,
  spec: ListSpec<Id>,
  where: Where,
  sort: Sort<Id>,
  place: Place,
): KeyRow[] {
  const expression = spec.sorts[sort.column];
  const { direction } = sort;
  const conditions = [where.sql || '1'];
  const values: (string | number | null)[] = [...where.values];
  const rest = restOf(expression, spec.key);
  if (place.after !== undefined) {
    const [value, ...others] = readCursor(place.after, sort, rest.length);
    const behind = behindKey(expression, spec.key, direction, value, others);
    // First: of two upper bounds SQLite enters an index by the one that stands first, and the place is the nearer one.
    conditions.unshift(behind.sql);
    values.unshift(...behind.values);
  }
  const order = [expression.sql, ...rest].map((term) => `${term} ${direction}`).join(', ');
  const offset = place.after === undefined && place.offset ? ` OFFSET ${Math.trunc(place.offset)}` : '';
  const text = `SELECT ${spec.key} AS id, ${expression.sql} AS v, ${expression.within ?? 'NULL'} AS t FROM ${spec.from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${Math.trunc(place.limit)}${offset}`;
  return all<KeyRow>(db, text, ...values);
}

/** A page of rows that are in order; it goes on behind the last one when they are as many as were asked for. */
export function pageOfRows(rows: readonly KeyRow[], sort: Sort, limit: number): KeyPage {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next = last ? writeCursor(sort, last.v, last.t === null ? [last.id] : [last.t, last.id]) : null;
  return { ids: rows.map((row) => row.id), next };
}

/** What follows the sorted value in the order: the key last, so that no two rows are equal. */
function restOf(expression: SortExpression, key: string): string[] {
  return expression.within === undefined ? [key] : [expression.within, key];
}

function behindKey(
  expression: SortExpression,
  key: string,
  direction: 'asc' | 'desc',
  value: string | number | null,
  rest: readonly (string | number)[],
): Where {
  const sign = direction === 'asc' ? '>' : '<';
  const { sql: column, nullable } = expression;
  const terms = restOf(expression, key);
  const blanks = terms.map(() => '+?').join(', ');
  if (value === null) {
    const nulls = `(${column} IS NULL AND (${terms.join(', ')}) ${sign} (${blanks}))`;
    return { sql: direction === 'asc' ? `(${nulls} OR ${column} IS NOT NULL)` : nulls, values: rest };
  }
  const rows = `(${column}, ${terms.join(', ')}) ${sign} (+?, ${blanks})`;
  return { sql: nullable && direction === 'desc' ? `(${rows} OR ${column} IS NULL)` : rows, values: [value, ...rest] };
}

function writeCursor(sort: Sort, value: string | number | null, rest: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([sort.column, sort.direction, value, rest])).toString('base64url');
}

/** The sorted value, and what follows it in the order. Throws Failure cursor-invalid for a cursor of another sort. */
export function readCursor(text: string, sort: Sort, length: number): [string | number | null, ...(string | number)[]] {
  try {
    const [column, direction, value, rest] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    if (column === sort.column && direction === sort.direction && rest.length === length) return [value, ...rest];
  } catch {
    // told below
  }
  throw new Failure('cursor-invalid');
}

/** Joins conditions; an empty one, and an empty list, hold for every row. */
export function allOf(parts: readonly (Where | null)[]): Where {
  const kept = parts.flatMap((part) => (part === null || part.sql === '' ? [] : [part]));
  return { sql: kept.map((part) => `(${part.sql})`).join(' AND '), values: kept.flatMap((part) => [...part.values]) };
}

export function inList(column: string, values: readonly (string | number)[]): Where {
  return { sql: `${column} IN (${values.map(() => '+?').join(', ')})`, values };
}
