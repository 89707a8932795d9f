/** Balances of customers as the book keeps them: balance = credit lots - receivable, per currency, never added across them. */
import { query } from '../../db/reader';
import { type Db, sql } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { accounts, customerOf, type Lot, lots } from '../../ledger/chart';
import type { Balance } from './contract';
import { dueOf, laterOf } from './due';

export type Part = Lot | 'receivable';

/** Minor units of one currency: what each lot holds, and what is owed. All positive as the customer sees them. */
export type Parts = Record<Part, bigint>;

export function noParts(): Parts {
  return { granted: 0n, voucher: 0n, paid: 0n, receivable: 0n };
}

export function balanceOf(parts: Parts): bigint {
  return parts.granted + parts.voucher + parts.paid - parts.receivable;
}

/** The names of a customer's four accounts. */
export function accountNames(customer: Id): string[] {
  return [...lots.map((lot) => accounts.credit(customer, lot)), accounts.receivable(customer)];
}

/** One balance as the wire carries it. `later`: what of it an invoice lets wait for longer than today. */
export function balanceText(currency: string, parts: Parts, later: bigint | undefined): Balance {
  const text = (value: bigint) => toDecimal(value, currency);
  const due = dueOf(parts.receivable, later);
  return {
    currency,
    balance: text(balanceOf(parts)),
    paid: text(parts.paid),
    granted: text(parts.granted),
    voucher: text(parts.voucher),
    receivable: text(parts.receivable),
    available: text(parts.granted + parts.voucher + parts.paid),
    due: text(due),
    notYetDue: text(parts.receivable - due),
  };
}

/** Account, currency, minor units: rows as arrays cost half of objects, and there may be 100,000. */
type Kept = [name: string, currency: string, minor: number];

type ByCurrency = Map<string, Parts>;

/** Accounts are kept as debits less credits: a liability that is held stands there as a negative. */
function gather(rows: Iterable<Kept>): Map<string, ByCurrency> {
  const found = new Map<string, ByCurrency>();
  for (const [name, currency, minor] of rows) {
    const account = customerOf(name);
    if (!account) continue;
    let of = found.get(account.customer);
    if (!of) {
      of = new Map();
      found.set(account.customer, of);
    }
    let parts = of.get(currency);
    if (!parts) {
      parts = noParts();
      of.set(currency, parts);
    }
    parts[account.part] += account.part === 'receivable' ? BigInt(minor) : BigInt(-minor);
  }
  return found;
}

const ofSome = `SELECT a.name, b.currency, b.minor FROM json_each(?) j JOIN account a ON a.name = j.value
  JOIN balance b ON b.account = a.id`;

function keptRows(db: Db, text: string, ...values: string[]): Kept[] {
  return sql(db, text)
    .raw(true)
    .all(...values) as Kept[]; // from outside: SQLite's rows
}

/** The kept balances of these customers by id; a customer whose accounts never moved, or are all zero, is not in it. */
export function keptParts(db: Db, customers: readonly Id[]): Map<string, ByCurrency> {
  const names = customers.flatMap(accountNames);
  return gather(keptRows(db, ofSome, JSON.stringify(names)));
}

/** ';' follows ':' in the order of the index: both ranges hold exactly the accounts of customers. */
const everyAccount = `SELECT a.name, b.currency, b.minor FROM account a JOIN balance b ON b.account = a.id
  WHERE (a.name >= 'credit:' AND a.name < 'credit;') OR (a.name >= 'receivable:' AND a.name < 'receivable;')`;

export type CustomerBalance = { customer: string; name: string } & Balance;

export interface BalancesInput {
  /** Null: everybody. */
  only: Id | null;
  today: Day;
  /** By what counts up to this day; all that is owed then is due. Left out: by everything. */
  asOf?: Day;
}

/** What counts up to a day, of the accounts of customers; both places are the day. */
const upToDay = `SELECT a.name, m.currency, sum(m.minor) FROM (
    SELECT p.to_account AS account, p.currency, p.minor FROM event e JOIN posting p ON p.event = e.seq WHERE e.booked_on <= ?
    UNION ALL SELECT p.from_account, p.currency, -p.minor FROM event e JOIN posting p ON p.event = e.seq WHERE e.booked_on <= ?) m
  JOIN account a ON a.id = m.account WHERE (a.name >= 'credit:' AND a.name < 'credit;') OR (a.name >= 'receivable:' AND a.name < 'receivable;')
  GROUP BY a.name, m.currency HAVING sum(m.minor) <> 0`;

function partsUpTo(db: Db, day: Day, only: Id | null): Map<string, ByCurrency> {
  const found = gather(keptRows(db, upToDay, day, day));
  return only ? new Map([...found].filter(([customer]) => customer === only)) : found;
}

/** Every customer with a kept balance (or one of them), by name, then currency. */
export const customerBalances = query(
  'customers.balances',
  (db, { only, today, asOf }: BalancesInput): CustomerBalance[] => {
    const later = asOf === undefined ? laterOf(db, only && [only], today) : () => new Map<string, bigint>();
    const kept = () => (only ? keptParts(db, [only]) : gather(keptRows(db, everyAccount)));
    const found = asOf === undefined ? kept() : partsUpTo(db, asOf, only);
    const names = namesOf(db, only);
    const rows: CustomerBalance[] = [];
    for (const [customer, of] of found) {
      const name = names.get(customer.replaceAll('-', '').toUpperCase()) ?? '';
      for (const [currency, parts] of of)
        rows.push({ customer, name, ...balanceText(currency, parts, later(customer).get(currency)) });
    }
    return rows.sort(
      (a, b) => compare(a.name, b.name) || compare(a.customer, b.customer) || compare(a.currency, b.currency),
    );
  },
);

/** Names by id without its dashes, in capitals: as SQLite writes bytes. */
function namesOf(db: Db, only: Id | null): Map<string, string> {
  const statement = only
    ? sql(db, 'SELECT hex(uuid), name FROM person WHERE uuid = ?').raw(true).all(idToBytes(only))
    : sql(db, 'SELECT hex(c.uuid), n.name FROM customer c JOIN person n ON n.uuid = c.uuid').raw(true).all();
  return new Map(statement as [string, string][]); // from outside: SQLite's rows
}

/** By code point: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
