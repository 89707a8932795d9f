/**
 * Names of customers and payers by key, remembered while nothing is written to the book: to look them up for each page of a list
 * takes as long as to read its payments.
 */
import { all, type Db, one } from '../../db/sql';
import { type Id, idFromBytes } from '../../kernel/id';

const MOST_REMEMBERED = 20_000;

interface Remembered {
  /** Changes with every write, from this connection and from others. */
  version: string;
  customers: Map<number, { id: Id; name: string }>;
  payers: Map<number, string | null>;
}

const perConnection = new WeakMap<Db, Remembered>();

export type Names = Pick<Remembered, 'customers' | 'payers'>;

/** Those of the customers and payers that the rows name. */
export function namesFor(db: Db, rows: readonly { customer: number | null; payer: number | null }[]): Names {
  const names = rememberedOf(db);
  const { customers, payers } = names;
  const keys = (key: 'customer' | 'payer') =>
    new Set(rows.flatMap((row) => (row[key] === null || names[`${key}s`].has(row[key]) ? [] : [row[key]])));
  const unknown = { customer: keys('customer'), payer: keys('payer') };
  for (const { id, uuid, name } of found(db, customerSql, unknown.customer))
    customers.set(id, { id: idFromBytes(uuid), name: name ?? '' });
  for (const { id, name } of found(db, payerSql, unknown.payer)) payers.set(id, name);
  return names;
}

function rememberedOf(db: Db): Remembered {
  const seen = one<{ v: string }>(db, "SELECT data_version || ' ' || total_changes() AS v FROM pragma_data_version");
  const version = seen?.v ?? '';
  const kept = perConnection.get(db);
  if (kept?.version === version && kept.customers.size + kept.payers.size < MOST_REMEMBERED) return kept;
  const fresh: Remembered = { version, customers: new Map(), payers: new Map() };
  perConnection.set(db, fresh);
  return fresh;
}

interface Found {
  id: number;
  uuid: Buffer;
  name: string | null;
}

const customerSql = `SELECT c.id, c.uuid, n.name FROM json_each(+?) j CROSS JOIN customer c ON c.id = j.value
  LEFT JOIN person n ON n.uuid = c.uuid`;
const payerSql = `SELECT y.id, y.uuid, n.name FROM json_each(+?) j CROSS JOIN payer y ON y.id = j.value
  LEFT JOIN person n ON n.uuid = y.uuid`;

function found(db: Db, text: string, keys: ReadonlySet<number>): Found[] {
  return keys.size === 0 ? [] : all<Found>(db, text, JSON.stringify([...keys]));
}
