/** Amount due: what a customer owes and must have paid by a day. What an invoice lets wait longer is owed, and not yet due. */
import type { Where } from '../../db/list';
import { type Db, sql } from '../../db/sql';
import type { Id } from '../../kernel/id';
import type { Day } from '../../kernel/time';

/** By currency: what is open on invoices whose due day is after the day that was asked for, in minor units. */
export type Later = ReadonlyMap<string, bigint>;

const laterSql = `SELECT lower(hex(c.uuid)) AS customer, i.currency, sum(i.open) AS open FROM json_each(?) j
  JOIN customer c ON c.uuid = unhex(j.value) JOIN invoice i ON i.customer = c.id
  WHERE i.open > 0 AND i.kind = 'service' AND i.due_day > ? GROUP BY 1, 2`;
const laterOfAllSql = `SELECT lower(hex(c.uuid)) AS customer, i.currency, sum(i.open) AS open FROM invoice i
  JOIN customer c ON c.id = i.customer WHERE i.open > 0 AND i.kind = 'service' AND i.due_day > ? GROUP BY 1, 2`;

interface Open {
  customer: string;
  currency: string;
  open: bigint;
}

const none: Later = new Map();

/** Of these customers, or (null) of all. An add-funds invoice is no debt. */
export function laterOf(db: Db, customers: readonly Id[] | null, day: Day): (customer: string) => Later {
  const hex = (id: string) => id.replaceAll('-', '');
  const statement = sql(db, customers === null ? laterOfAllSql : laterSql).safeIntegers(true);
  const values = customers === null ? [day] : [JSON.stringify(customers.map(hex)), day];
  const found = new Map<string, Map<string, bigint>>();
  // from outside: SQLite's rows
  for (const { customer, currency, open } of statement.all(...values) as Open[])
    found.set(customer, (found.get(customer) ?? new Map<string, bigint>()).set(currency, open));
  return (customer) => found.get(hex(customer)) ?? none;
}

/** Never below zero: what waits longer takes nothing from what is due. */
export function dueOf(receivable: bigint, later: bigint | undefined): bigint {
  const due = receivable - (later ?? 0n);
  return due > 0n ? due : 0n;
}

/** Customers with something due by that day. */
export function owingBy(day: Day): Where {
  return {
    sql: `c.uuid IN (SELECT o.uuid FROM (SELECT unhex(replace(substr(a.name, 12), '-', '')) AS uuid, b.currency, b.minor
      FROM account a JOIN balance b ON b.account = a.id
      WHERE a.name >= 'receivable:' AND a.name < 'receivable;' AND b.minor > 0) o
      WHERE o.minor > (SELECT coalesce(sum(i.open), 0) FROM customer d JOIN invoice i ON i.customer = d.id WHERE d.uuid = o.uuid
        AND i.currency = o.currency AND i.open > 0 AND i.kind = 'service' AND i.due_day > ?))`,
    values: [day],
  };
}
