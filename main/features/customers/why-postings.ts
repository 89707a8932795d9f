/**
 * What moved one customer's balance in one currency, posting by posting. Payments lead to their events, which is quick in
 * any book; when what they moved is not the kept balance, every posting of the book is looked at instead, so that the
 * answer never rests on the short way being complete.
 */
import { all, type Db, one, sql } from '../../db/sql';
import { type Id, idFromBytes } from '../../kernel/id';
import { customerOf } from '../../ledger/chart';
import { accountNames, balanceOf, keptParts, noParts, type Part, type Parts } from './balances';

/** One posting that touches the customer's accounts. */
export interface Movement {
  /** The event, by its place in the journal. */
  event: number;
  kind: string;
  /** What the event is about: a payment, or the customer. */
  subject: Id;
  occurredAt: number;
  bookedOn: string;
  /** Minor units: more for the customer is positive. A transfer between the customer's own accounts is 0. */
  effect: bigint;
  /** What it added to each lot and to what is owed. */
  parts: Parts;
}

interface Row {
  event: number;
  kind: string;
  subject: Buffer;
  occurred_at: number;
  booked_on: string;
  from_account: number;
  to_account: number;
  minor: number;
}

const columns = 'g.event, e.kind, e.subject, e.occurred_at, e.booked_on, g.from_account, g.to_account, g.minor';
const touching = `g.currency = ? AND (g.from_account IN (SELECT value FROM json_each(?))
  OR g.to_account IN (SELECT value FROM json_each(?)))`;

/** CROSS JOIN keeps the order: the customer's payments, their events, those events' postings. */
const ofPayments = `SELECT ${columns} FROM (SELECT uuid FROM payment WHERE customer = ?
    UNION ALL SELECT uuid FROM invoice WHERE customer = ? UNION ALL SELECT uuid FROM adjustment WHERE customer = ?
    UNION ALL SELECT uuid FROM customer WHERE id = ?
    UNION ALL SELECT DISTINCT f.uuid FROM customer_merge m JOIN customer f ON f.id = m.customer WHERE m.survivor = ?) s
  CROSS JOIN event e ON e.subject = s.uuid CROSS JOIN posting g ON g.event = e.seq WHERE ${touching}`;

const ofAll = `SELECT ${columns} FROM posting g CROSS JOIN event e ON e.seq = g.event WHERE ${touching}`;

export interface Moved {
  movements: Movement[];
  /** What the book keeps as the balance now, minor units. */
  kept: bigint;
}

/** `customer` is the row's key. Reads at most the postings of the book; typically those of one customer's payments. */
export function movementsOf(db: Db, customer: number, id: Id, currency: string): Moved {
  const owned = new Map<number, Part>();
  for (const name of accountNames(id)) {
    const account = one<{ id: number }>(db, 'SELECT id FROM account WHERE name = ?', name);
    const part = customerOf(name)?.part;
    if (account && part) owned.set(account.id, part);
  }
  const kept = balanceOf(keptParts(db, [id]).get(id)?.get(currency) ?? noParts());
  if (owned.size === 0) return { movements: [], kept };
  const ids = JSON.stringify([...owned.keys()]);
  const short = read(db, ofPayments, [customer, customer, customer, customer, customer, currency, ids, ids], owned);
  if (short.reduce((sum, { effect }) => sum + effect, 0n) === kept) return { movements: short, kept };
  return { movements: read(db, ofAll, [currency, ids, ids], owned), kept };
}

function read(db: Db, text: string, values: unknown[], owned: ReadonlyMap<number, Part>): Movement[] {
  return all<Row>(db, text, ...values).map((row) => {
    const parts = noParts();
    const from = owned.get(row.from_account);
    const to = owned.get(row.to_account);
    // From is credited: a lot that it comes from grows, what is owed shrinks. To is debited: the other way round.
    if (from) parts[from] += from === 'receivable' ? BigInt(-row.minor) : BigInt(row.minor);
    if (to) parts[to] += to === 'receivable' ? BigInt(row.minor) : BigInt(-row.minor);
    return {
      event: row.event,
      kind: row.kind,
      subject: idFromBytes(row.subject),
      occurredAt: row.occurred_at,
      bookedOn: row.booked_on,
      effect: balanceOf(parts),
      parts,
    };
  });
}

/** How payments are called in a list: their description, else reference, else the gateway's id. Unknown ids are left out. */
export function paymentNames(db: Db, ids: readonly Id[]): Map<Id, string> {
  const rows = sql(
    db,
    `SELECT p.uuid, coalesce(nullif(p.description, ''), nullif(p.reference, ''), p.external_id, '') AS description
     FROM json_each(?) j JOIN payment p ON p.uuid = unhex(j.value)`,
  ).all(JSON.stringify(ids.map((id) => id.replaceAll('-', '')))) as { uuid: Buffer; description: string }[]; // from outside: SQLite's rows
  return new Map(rows.map((row) => [idFromBytes(row.uuid), row.description]));
}

/** The numbers of invoices. Ids of anything else are left out. */
export function invoiceNumbers(db: Db, ids: readonly Id[]): Map<Id, string> {
  const rows = all<{ uuid: Buffer; number: string }>(
    db,
    "SELECT i.uuid, coalesce(i.number, '') AS number FROM json_each(?) j JOIN invoice i ON i.uuid = unhex(j.value)",
    JSON.stringify(ids.map((id) => id.replaceAll('-', ''))),
  );
  return new Map(rows.map((row) => [idFromBytes(row.uuid), row.number]));
}

/** The names of customers that were ever merged. Ids of anything else are left out. */
export function customerNames(db: Db, ids: readonly Id[]): Map<Id, string> {
  const rows = all<{ uuid: Buffer; name: string }>(
    db,
    `SELECT c.uuid, coalesce(n.name, '') AS name FROM json_each(?) j JOIN customer c ON c.uuid = unhex(j.value)
     LEFT JOIN person n ON n.uuid = c.uuid WHERE EXISTS (SELECT 1 FROM customer_merge m WHERE m.customer = c.id)`,
    JSON.stringify(ids.map((id) => id.replaceAll('-', ''))),
  );
  return new Map(rows.map((row) => [idFromBytes(row.uuid), row.name]));
}

/** What was written to adjustments. Ids of anything else are left out. */
export function adjustmentNotes(db: Db, ids: readonly Id[]): Map<Id, string> {
  const rows = all<{ uuid: Buffer; note: string }>(
    db,
    'SELECT a.uuid, a.note FROM json_each(?) j JOIN adjustment a ON a.uuid = unhex(j.value)',
    JSON.stringify(ids.map((id) => id.replaceAll('-', ''))),
  );
  return new Map(rows.map((row) => [idFromBytes(row.uuid), row.note]));
}
