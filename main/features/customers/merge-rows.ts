/** The rows of a customer that go over to another one when the two are merged, and come back when that is taken back. */
import { all, type Db, one } from '../../db/sql';
import type { Projector } from '../../journal/project';
import type { BuiltPart } from '../../kernel/built-on';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';

/** Every table of which rows are a customer's. What names it otherwise (a gateway's link) stays, and is read through `merged_into`. */
const movedTables = ['payment', 'invoice', 'adjustment', 'approval', 'payer', 'saved_method', 'note', 'claim'] as const;
export type MovedTable = (typeof movedTables)[number];

/** SQL is constant text: one of each for each table. */
const sqlOf = (table: MovedTable) => ({
  note: `INSERT INTO customer_moved (merge, part, row) SELECT ?, '${table}', id FROM ${table} WHERE customer = ?`,
  move: `UPDATE ${table} SET customer = ? WHERE customer = ?`,
  back: `UPDATE ${table} SET customer = ? WHERE id IN (SELECT row FROM customer_moved WHERE merge = ? AND part = '${table}')`,
  count: `SELECT count(*) AS n FROM ${table} WHERE customer = ?`,
});
const texts = new Map(movedTables.map((table) => [table, sqlOf(table)]));

function textsOf(table: MovedTable): ReturnType<typeof sqlOf> {
  const found = texts.get(table);
  if (!found) throw new Error(`no texts for ${table}`);
  return found;
}

export interface Keys {
  customer: number;
  survivor: number;
}

export function keysOf(db: Db, customer: Id, survivor: Id): Keys {
  const text = 'SELECT id FROM customer WHERE uuid = ?';
  const [own, other] = [customer, survivor].map((id) => one<{ id: number }>(db, text, idToBytes(id))?.id);
  if (own === undefined) throw new Failure('customer-unknown', { id: customer });
  if (other === undefined) throw new Failure('customer-unknown', { id: survivor });
  return { customer: own, survivor: other };
}

const ownPrimary = 'SELECT id FROM saved_method WHERE customer = ? AND payer IS NULL AND is_primary = 1';

/** A customer has one primary method of its own: that of the survivor stays it. */
export function moveRows(projector: Projector, event: number, { customer, survivor }: Keys): void {
  const { db } = projector;
  const primary = one<{ id: number }>(db, ownPrimary, customer)?.id ?? null;
  const merge = projector.run(
    'INSERT INTO customer_merge (customer, survivor, event, primary_method) VALUES (?, ?, ?, ?)',
    customer,
    survivor,
    event,
    primary,
  );
  if (primary !== null && one(db, ownPrimary, survivor))
    projector.run('UPDATE saved_method SET is_primary = 0 WHERE id = ?', primary);
  for (const table of movedTables) {
    const { note, move } = textsOf(table);
    projector.run(note, merge, customer);
    projector.run(move, survivor, customer);
  }
  projector.run(
    "INSERT INTO customer_moved (merge, part, row) SELECT ?, 'customer', id FROM customer WHERE merged_into = ?",
    merge,
    customer,
  );
  projector.run('UPDATE customer SET merged_into = ? WHERE merged_into = ? OR id = ?', survivor, customer, customer);
}

/** Everything of `moveRows`, the other way. */
export function bringBackRows(projector: Projector, event: number, { customer, survivor }: Keys): void {
  const { db } = projector;
  const { id: merge, primary_method: primary } = openMerge(db, customer);
  projector.run(
    `UPDATE saved_method SET is_primary = 0 WHERE payer IS NULL
       AND id IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'saved_method')`,
    merge,
  );
  for (const table of movedTables) projector.run(textsOf(table).back, customer, merge);
  if (primary !== null) projector.run('UPDATE saved_method SET is_primary = 1 WHERE id = ?', primary);
  if (!one(db, ownPrimary, survivor))
    projector.run(
      `UPDATE saved_method SET is_primary = 1 WHERE id = (SELECT id FROM saved_method WHERE customer = ? AND payer IS NULL
         AND removed_at IS NULL AND status <> 'Failed' ORDER BY id LIMIT 1)`,
      survivor,
    );
  projector.run(
    "UPDATE customer SET merged_into = ? WHERE id IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'customer')",
    customer,
    merge,
  );
  projector.run('UPDATE customer SET merged_into = NULL WHERE id = ?', customer);
  projector.run(
    'UPDATE customer SET contact = NULL WHERE id = ? AND contact IN (SELECT uuid FROM payer WHERE customer = ?)',
    survivor,
    customer,
  );
  projector.run('DELETE FROM customer_moved WHERE merge = ?', merge);
  projector.run('UPDATE customer_merge SET undone = ? WHERE id = ?', event, merge);
}

export interface OpenMerge {
  id: number;
  survivor: number;
  event: number;
  primary_method: number | null;
}

/** The merge of this customer that stands. Throws Failure changed-since where there is none. */
export function openMerge(db: Db, customer: number): OpenMerge {
  const text = 'SELECT id, survivor, event, primary_method FROM customer_merge WHERE customer = ? AND undone IS NULL';
  const found = one<OpenMerge>(db, text, customer);
  if (!found) throw new Failure('changed-since');
  return found;
}

/** How many rows of each table are a customer's. */
export function rowsOf(db: Db, customer: number): Record<MovedTable, number> {
  const counted = movedTables.map((table) => [table, one<{ n: number }>(db, textsOf(table).count, customer)?.n ?? 0]);
  return Object.fromEntries(counted);
}

/** Rows that went over and are not there any more, or that an event after the merge is about: by what a person calls them. */
const builtOn: readonly (readonly [MovedTable & BuiltPart, string])[] = [
  ['payment', "coalesce(nullif(r.reference, ''), nullif(r.description, ''), r.external_id, '')"],
  ['invoice', "coalesce(r.number, '')"],
  ['adjustment', 'r.note'],
  ['saved_method', "trim(coalesce(r.brand, '') || ' ' || coalesce(r.last4, ''))"],
];

export interface BuiltOn {
  part: BuiltPart;
  name: string;
}

/** So many are named; more stand in the way for the same reason. */
const MOST_NAMED = 20;

const touchedTexts = builtOn.map(([table, name]) => ({
  table,
  text: `SELECT coalesce(${name}, '') AS name FROM customer_moved m LEFT JOIN ${table} r ON r.id = m.row
    WHERE m.merge = ? AND m.part = '${table}'
      AND (r.id IS NULL OR EXISTS (SELECT 1 FROM event e WHERE e.subject = r.uuid AND e.seq > ?)) LIMIT ${MOST_NAMED}`,
}));

const arrivedText = `SELECT coalesce(nullif(p.reference, ''), nullif(p.description, ''), p.external_id, '') AS name
  FROM payment p WHERE p.customer = ? AND p.id NOT IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'payment')
    AND p.gateway IN (SELECT l.gateway FROM customer_link l WHERE l.customer = ?
      OR l.customer IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'customer'))
    AND EXISTS (SELECT 1 FROM event e WHERE e.subject = p.uuid AND e.seq > ? AND (e.kind = 'payment.recorded'
      OR (e.kind IN ('payment.described', 'payment.adopted') AND json_extract(e.payload, '$.customer') IS NOT NULL)))
  LIMIT ${MOST_NAMED}`;

const ofPayersText = ['payment', 'invoice', 'saved_method'].map(
  (table) => `SELECT '' AS name FROM ${table} r WHERE r.customer = ?
    AND r.payer IN (SELECT row FROM customer_moved WHERE merge = ? AND part = 'payer')
    AND r.id NOT IN (SELECT row FROM customer_moved WHERE merge = ? AND part = '${table}') LIMIT 1`,
);

const askedText = `SELECT '' AS name FROM attempt a JOIN payment p ON p.id = a.payment
  WHERE p.customer = ? AND a.state NOT IN ('done', 'dropped') LIMIT 1`;

/** What was built on a merge since: as long as there is any, it cannot be taken back. */
export function builtOnMerge(db: Db, { id: merge, survivor, event }: OpenMerge, customer: number): BuiltOn[] {
  const named = (part: BuiltPart, rows: { name: string }[]) => rows.map(({ name }) => ({ part, name }));
  return [
    ...touchedTexts.flatMap(({ table, text }) => named(table, all(db, text, merge, event))),
    ...named('arrived', all(db, arrivedText, survivor, merge, customer, merge, event)),
    ...ofPayersText.flatMap((text) => named('payer', all(db, text, survivor, merge, merge))),
    ...named('attempt', all(db, askedText, survivor)),
  ];
}
