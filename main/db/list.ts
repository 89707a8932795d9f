/** Columns + filter + sort → SQL that pages by key: a page costs the same at the start and at the end of a million rows. */
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

/** The keys of one page in order. Throws Failure cursor-invalid for a cursor of another sort. */
export function pageOfKeys<Id extends string>(
  db: Db,
  spec: ListSpec<Id>,
  where: Where,
  sort: Sort<Id>,
  place: Place,
): KeyPage {
  const expression = spec.sorts[sort.column];
  const { direction } = sort;
  const conditions = [where.sql || '1'];
  const values: (string | number | null)[] = [...where.values];
  if (place.after !== undefined) {
    const [value, rest] = readCursor(place.after, sort, restOf(expression, spec.key).length);
    const behind = behindKey(expression, spec.key, direction, value, rest);
    conditions.push(behind.sql);
    values.push(...behind.values);
  }
  const rest = restOf(expression, spec.key);
  const order = [expression.sql, ...rest].map((term) => `${term} ${direction}`).join(', ');
  const offset = place.after === undefined && place.offset ? ` OFFSET ${Math.trunc(place.offset)}` : '';
  const text = `SELECT ${spec.key} AS id, ${expression.sql} AS v, ${expression.within ?? 'NULL'} AS t FROM ${spec.from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${Math.trunc(place.limit)}${offset}`;
  const rows = all<{ id: number; v: string | number | null; t: string | number | null }>(db, text, ...values);
  const last = rows.at(-1);
  const next =
    last && rows.length === place.limit
      ? writeCursor(sort, last.v, last.t === null ? [last.id] : [last.t, last.id])
      : null;
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
  const blanks = terms.map(() => '?').join(', ');
  if (value === null) {
    const nulls = `(${column} IS NULL AND (${terms.join(', ')}) ${sign} (${blanks}))`;
    return { sql: direction === 'asc' ? `(${nulls} OR ${column} IS NOT NULL)` : nulls, values: rest };
  }
  const rows = `(${column}, ${terms.join(', ')}) ${sign} (?, ${blanks})`;
  return { sql: nullable && direction === 'desc' ? `(${rows} OR ${column} IS NULL)` : rows, values: [value, ...rest] };
}

function writeCursor(sort: Sort, value: string | number | null, rest: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([sort.column, sort.direction, value, rest])).toString('base64url');
}

function readCursor(text: string, sort: Sort, length: number): [string | number | null, (string | number)[]] {
  try {
    const [column, direction, value, rest] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    if (column === sort.column && direction === sort.direction && rest.length === length) return [value, rest];
  } catch {
    // told below
  }
  throw new Failure('cursor-invalid');
}

/** Joins conditions; an empty list holds for every row. */
export function allOf(parts: readonly (Where | null)[]): Where {
  const kept = parts.filter((part) => part !== null);
  return { sql: kept.map((part) => `(${part.sql})`).join(' AND '), values: kept.flatMap((part) => [...part.values]) };
}

export function inList(column: string, values: readonly (string | number)[]): Where {
  return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, values };
}
