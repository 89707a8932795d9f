/** Whose credit it is that is owed at the end of a day: the rows behind the chart of credit and vouchers, from the postings themselves. */
import { query } from '../../db/reader';
import { type Db, sql } from '../../db/sql';
import { idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { customerOf } from '../../ledger/chart';

/** More than a person looks through; the sums are of all. */
const MOST_LISTED = 500;

/** Each account's credits less debits by the end of the day. */
const heldSql = `WITH named AS MATERIALIZED (SELECT id, name FROM account WHERE name >= 'credit:' AND name < 'credit;'),
  moved AS (
    SELECT n.name, p.minor FROM posting p JOIN named n ON n.id = p.from_account JOIN event e ON e.seq = p.event
      WHERE p.currency = ? AND e.booked_on <= ?
    UNION ALL SELECT n.name, -p.minor FROM posting p JOIN named n ON n.id = p.to_account JOIN event e ON e.seq = p.event
      WHERE p.currency = ? AND e.booked_on <= ?)
  SELECT name, sum(minor) AS minor FROM moved GROUP BY name HAVING sum(minor) <> 0`;

interface Held {
  paid: bigint;
  granted: bigint;
}

/** In the chart's parts: paid credit, and granted with voucher credit. The most first, 500 at most; `count` is of all. */
export const creditHeld = query('reports.credit-held', (db, { currency, day }: { currency: string; day: Day }) => {
  const by = new Map<string, Held>();
  const sums: Held = { paid: 0n, granted: 0n };
  // from outside: SQLite's rows
  const rows = sql(db, heldSql).safeIntegers(true).all(currency, day, currency, day) as {
    name: string;
    minor: bigint;
  }[];
  for (const { name, minor } of rows) {
    const of = customerOf(name);
    if (!of) continue;
    const part = of.part === 'paid' ? 'paid' : 'granted';
    const held = by.get(of.customer) ?? { paid: 0n, granted: 0n };
    by.set(of.customer, held);
    held[part] += minor;
    sums[part] += minor;
  }
  const all = [...by].filter(([, { paid, granted }]) => paid !== 0n || granted !== 0n);
  const sumOf = ({ paid, granted }: Held) => paid + granted;
  all.sort(([, a], [, b]) => (sumOf(b) > sumOf(a) ? 1 : sumOf(b) < sumOf(a) ? -1 : 0));
  const text = (minor: bigint) => toDecimal(minor, currency);
  return {
    count: all.length,
    ...{ paid: text(sums.paid), granted: text(sums.granted) },
    rows: all.slice(0, MOST_LISTED).map(([customer, { paid, granted }]) => ({
      customer: { id: customer, name: nameOf(db, customer) },
      ...{ paid: text(paid), granted: text(granted) },
    })),
  };
});

function nameOf(db: Db, customer: string): string {
  // from outside: SQLite's row
  const row = sql(db, 'SELECT name FROM person WHERE uuid = ?').get(idToBytes(customer)) as
    | { name: string }
    | undefined;
  return row?.name ?? '';
}
