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
  z.number().int(),
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
    const [value, id] = readCursor(place.after, sort);
    const behind = behindKey(expression, spec.key, direction, value, id);
    conditions.push(behind.sql);
    values.push(...behind.values);
  }
  const order = `${expression.sql} ${direction}, ${spec.key} ${direction}`;
  const offset = place.after === undefined && place.offset ? ` OFFSET ${Math.trunc(place.offset)}` : '';
  const text = `SELECT ${spec.key} AS id, ${expression.sql} AS v FROM ${spec.from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${Math.trunc(place.limit)}${offset}`;
  const rows = all<{ id: number; v: string | number | null }>(db, text, ...values);
  const last = rows.at(-1);
  const next = last && rows.length === place.limit ? writeCursor(sort, last.v, last.id) : null;
  return { ids: rows.map((row) => row.id), next };
}

function behindKey(
  expression: SortExpression,
  key: string,
  direction: 'asc' | 'desc',
  value: string | number | null,
  id: number,
): Where {
  const sign = direction === 'asc' ? '>' : '<';
  const { sql: column, nullable } = expression;
  if (value === null) {
    const nulls = `(${column} IS NULL AND ${key} ${sign} ?)`;
    return { sql: direction === 'asc' ? `(${nulls} OR ${column} IS NOT NULL)` : nulls, values: [id] };
  }
  const rows = `(${column}, ${key}) ${sign} (?, ?)`;
  return { sql: nullable && direction === 'desc' ? `(${rows} OR ${column} IS NULL)` : rows, values: [value, id] };
}

function writeCursor(sort: Sort, value: string | number | null, id: number): string {
  return Buffer.from(JSON.stringify([sort.column, sort.direction, value, id])).toString('base64url');
}

function readCursor(text: string, sort: Sort): [string | number | null, number] {
  try {
    const [column, direction, value, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    if (column === sort.column && direction === sort.direction) return [value, id];
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
