/**
 * Payments sorted by their customer's name, without reading and sorting all of them: the names are walked in the order of their own
 * index, and of each customer its payments in the order of theirs. Those that have no name come where NULL stands.
 */
import { type KeyPage, type KeyRow, type Place, pageOfRows, readCursor, type Where } from '../../db/list';
import { fromOf } from '../../db/past';
import { all, type Db } from '../../db/sql';

type Direction = 'asc' | 'desc';

/** Also those whose customer was erased. */
const isNameless = `p.customer IS NULL OR p.customer IN
  (SELECT c.id FROM customer c WHERE NOT EXISTS (SELECT 1 FROM person n WHERE n.uuid = c.uuid))`;

/** Rows in the order of (name, at, key), the same as the list's own sort gives. Throws Failure cursor-invalid. */
export function pageByCustomer(db: Db, where: Where, direction: Direction, place: Place): KeyPage {
  return pageOfRows(rowsByCustomer(db, where, direction, place), { column: 'customer', direction }, place.limit);
}

export function rowsByCustomer(db: Db, where: Where, direction: Direction, place: Place): KeyRow[] {
  const sort = { column: 'customer', direction };
  const at = place.after === undefined ? null : readCursor(place.after, sort, 2);
  const rows: KeyRow[] = [];
  for (const part of partsBehind(db, at, direction)) {
    if (rows.length >= place.limit) break;
    const text = `SELECT p.id AS id, ${part.name} AS v, p.at AS t FROM ${fromOf(db, part.from)} WHERE (${part.sql}) AND (${where.sql || '1'})
      ORDER BY ${part.order.map((term) => `${term} ${direction}`).join(', ')} LIMIT ${Math.trunc(place.limit - rows.length)}`;
    rows.push(...all<KeyRow>(db, text, ...part.values, ...where.values));
  }
  return rows;
}

interface Part extends Where {
  name: string;
  from: string;
  order: readonly string[];
}

type Cursor = ReturnType<typeof readCursor>;

/** What is left of the order behind a place; a name rises to no name when falling, and falls from it when rising. */
function partsBehind(db: Db, at: Cursor | null, direction: Direction): Part[] {
  const sign = direction === 'asc' ? '>' : '<';
  const whole = { sql: '1', values: [] };
  if (at === null) return direction === 'asc' ? [nameless(whole), named(whole)] : [named(whole), nameless(whole)];
  const [name, ...rest] = at;
  const behind = { sql: `(p.at, p.id) ${sign} (+?, +?)`, values: rest };
  if (name === null) return direction === 'asc' ? [nameless(behind), named(whole)] : [nameless(behind)];
  const parts = [namesakes(db, name, behind), named({ sql: `n.name COLLATE NOCASE ${sign} +?`, values: [name] })];
  return direction === 'asc' ? parts : [...parts, nameless(whole)];
}

function named(where: Where): Part {
  return {
    ...where,
    name: 'n.name',
    from: 'person n INDEXED BY person_by_name CROSS JOIN customer c ON c.uuid = n.uuid CROSS JOIN payment p ON p.customer = c.id',
    order: ['n.name COLLATE NOCASE', 'p.at', 'p.id'],
  };
}

/** The rest of those under one name, mostly of one customer, whose index has them in order. */
function namesakes(db: Db, name: string | number, { sql, values }: Where): Part {
  const ids = all<{ id: number; name: string }>(
    db,
    'SELECT c.id FROM person n CROSS JOIN customer c ON c.uuid = n.uuid WHERE n.name COLLATE NOCASE = +?',
    name,
  ).map((row) => row.id);
  return {
    sql: `p.customer IN (${ids.join(', ')}) AND ${sql}`,
    values,
    name: '(SELECT n.name FROM customer c JOIN person n ON n.uuid = c.uuid WHERE c.id = p.customer)',
    from: 'payment p',
    order: ['p.at', 'p.id'],
  };
}

function nameless({ sql, values }: Where): Part {
  return { sql: `(${isNameless}) AND ${sql}`, values, name: 'NULL', from: 'payment p', order: ['p.at', 'p.id'] };
}
