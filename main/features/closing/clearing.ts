/**
 * What a clearing account holds on a day, item by item: what each payment moved there, less what payouts had carried of it by then. The
 * rest is not explained: a payout that does not come to what its details say, or one that arrived and whose details nobody has. One that is
 * still on its way stands there as a whole, as its gateway tells what it holds when it arrives. Of a gateway whose payouts never name their
 * payments, the oldest were paid out first.
 */
import { query } from '../../db/reader';
import { all, type Db, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { accounts } from '../../ledger/chart';
import type { Clearing } from './contract';

const MOST_ITEMS = 200;

interface Account {
  id: number;
  name: string;
}

/** Every clearing account on which anything stood or moved, by name and currency. */
export function clearingOn(db: Db, to: string): Clearing[] {
  const found = all<Account>(db, "SELECT id, name FROM account WHERE name LIKE 'clearing:%' ORDER BY name");
  return found.flatMap((account) => explained(db, account, to));
}

/** One gateway's account in one currency on any day; null where it never held anything in that currency. */
export const clearingItems = query(
  'closing.clearing',
  (db, { gateway, currency, day }: { gateway: string; currency: string; day: string }): Clearing | null => {
    const account = one<Account>(db, 'SELECT id, name FROM account WHERE name = ?', accounts.clearing(gateway));
    return (account && explained(db, account, day).find((each) => each.currency === currency)) ?? null;
  },
);

/** Σ per subject up to the day; a payout is one of the subjects. Bound: account ×3, day. */
const moved = `moved AS MATERIALIZED (
  SELECT e.subject, p.currency, sum(CASE WHEN p.to_account = ? THEN p.minor ELSE -p.minor END) AS net, max(e.booked_on) AS day
  FROM posting p JOIN event e ON e.seq = p.event
  WHERE (p.to_account = ? OR p.from_account = ?) AND e.booked_on <= ? GROUP BY e.subject, p.currency)`;

/** What payouts that had left by then, and matches with bank lines, carried of each payment. Bound: gateway, account's name ×2. */
const carried = `ties AS (
    SELECT y.uuid AS subject, s.currency, s.net AS amount FROM moved m JOIN payout o ON o.uuid = m.subject AND m.net <> 0
      JOIN payout_item i ON i.payout = o.id JOIN settlement s ON s.gateway = i.gateway AND s.external_id = i.settlement
      JOIN payment y ON y.id = s.payment WHERE o.gateway = ?
    UNION ALL SELECT i.item, coalesce(i.own_currency, a.currency), coalesce(i.own, i.amount) FROM moved m
      JOIN match a ON a.uuid = m.subject JOIN match_item i ON i.match = a.id AND i.kind = 'payment' AND i.account = ?
    UNION ALL SELECT y.uuid, coalesce(i.own_currency, a.currency), coalesce(i.own, i.amount) FROM moved m
      JOIN match a ON a.uuid = m.subject JOIN match_item i ON i.match = a.id AND i.kind = 'settlement' AND i.account = ?
      JOIN settlement s ON s.gateway || '/' || s.external_id = CAST(i.item AS TEXT) JOIN payment y ON y.id = s.payment),
  carried AS MATERIALIZED (SELECT subject, currency, sum(amount) AS net FROM ties GROUP BY subject, currency)`;

const leftSql = `WITH ${moved}, ${carried},
  own AS (SELECT * FROM moved WHERE subject NOT IN (SELECT uuid FROM match) AND subject NOT IN (SELECT uuid FROM payout o
    WHERE NOT (o.status = 'sent' AND NOT EXISTS (SELECT 1 FROM payout_item i WHERE i.payout = o.id)
      AND EXISTS (SELECT 1 FROM payout_item i WHERE i.gateway = o.gateway)))),
  rest AS (SELECT coalesce(o.subject, c.subject) AS subject, coalesce(o.currency, c.currency) AS currency,
    coalesce(o.net, 0) - coalesce(c.net, 0) AS amount, o.day FROM own o FULL JOIN carried c ON c.subject = o.subject AND c.currency = o.currency)
  SELECT r.subject, r.currency, r.amount, r.day, y.uuid AS payment, o.external_id AS payout, y.reference, y.description FROM rest r
  LEFT JOIN payment y ON y.uuid = r.subject LEFT JOIN payout o ON o.uuid = r.subject WHERE r.amount <> 0 ORDER BY r.day, r.subject`;

const heldSql = `SELECT p.currency, sum(CASE WHEN p.to_account = ? THEN p.minor ELSE -p.minor END) AS minor
  FROM posting p JOIN event e ON e.seq = p.event WHERE (p.to_account = ? OR p.from_account = ?) AND e.booked_on <= ?
  GROUP BY p.currency ORDER BY p.currency`;

interface LeftRow {
  subject: Buffer;
  currency: string;
  amount: number;
  day: string | null;
  payment: Buffer | null;
  payout: string | null;
  reference: string | null;
  description: string | null;
}

interface Explanation {
  sum: number;
  count: number;
  items: Clearing['items'];
}

function explained(db: Db, { id, name }: Account, to: string): Clearing[] {
  const gateway = name.slice('clearing:'.length);
  const held = all<{ currency: string; minor: number }>(db, heldSql, id, id, id, to);
  // from outside: SQLite's rows
  const rows = () => sql(db, leftSql).iterate(id, id, id, to, gateway, name, name) as Iterable<LeftRow>;
  const named = one(db, 'SELECT 1 FROM payout_item WHERE gateway = ? LIMIT 1', gateway) !== undefined;
  const sums = new Map<string, number>();
  if (!named) for (const { currency, amount } of rows()) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  // A gateway whose payouts name no payments paid the oldest out first.
  const paid = new Map(named ? [] : held.map(({ currency, minor }) => [currency, (sums.get(currency) ?? 0) - minor]));
  const found = new Map<string, Explanation>();
  const passed = new Map<string, number>();
  for (const row of rows()) {
    const before = passed.get(row.currency) ?? 0;
    const after = before + row.amount;
    passed.set(row.currency, after);
    const gone = paid.get(row.currency) ?? 0;
    const of = found.get(row.currency);
    if (of) take(of, row, row.amount, to);
    else if (gone <= 0 || after > gone) {
      const first: Explanation = { sum: 0, count: 0, items: [] };
      found.set(row.currency, first);
      take(first, row, gone <= 0 ? row.amount : after - gone, to);
    }
  }
  return held.map(({ currency, minor }) => {
    const { sum, count, items } = found.get(currency) ?? { sum: 0, count: 0, items: [] };
    return {
      ...{ account: name, currency, count, items },
      balance: toDecimal(minor, currency),
      explained: toDecimal(sum, currency),
      difference: toDecimal(minor - sum, currency),
    };
  });
}

function take(of: Explanation, row: LeftRow, amount: number, to: string): void {
  of.sum += amount;
  of.count++;
  if (of.items.length < MOST_ITEMS) of.items.push(itemOf({ ...row, amount }, to));
}

function itemOf({ subject, currency, amount, day, payment, payout, reference, description }: LeftRow, to: string) {
  return {
    payment: payment ? idFromBytes(payment) : null,
    kind: payment ? ('payment' as const) : payout === null ? ('other' as const) : ('payout' as const),
    reference: payout ?? (reference || description || idFromBytes(subject)),
    day: day ?? to,
    amount: toDecimal(amount, currency),
  };
}
