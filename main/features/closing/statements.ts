/** Whether the bank statements of a span are all there: each begins with what the one before ended with, up to the last day. */
import { all, type Db, one } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { type Day, monthOf, nextMonth } from '../../kernel/time';

interface StatementRow {
  id: number;
  from_day: Day;
  to_day: Day;
  opening: number | null;
  closing: number | null;
  currency: string;
  already: number;
}

/** What is missing, in words for a person; `accounts`: how many bank accounts there are. */
export function statementGaps(db: Db, span: { from: Day | null; to: Day }): { accounts: number; what: string[] } {
  const accounts = all<{ id: number; name: string }>(
    db,
    'SELECT id, name FROM bank_account WHERE closed_at IS NULL ORDER BY name',
  );
  const what = accounts.flatMap(({ id, name }) => gapsOf(db, id, span).map((gap) => `${name}: ${gap}`));
  return { accounts: accounts.length, what };
}

/** Those of the span, and the last one before it, which says with what the span begins. */
const rowsSql = `SELECT id, coalesce(from_day, to_day) AS from_day, coalesce(to_day, from_day) AS to_day, opening, closing, currency, already
  FROM statement WHERE bank_account = :account AND reversed IS NULL AND coalesce(from_day, to_day) <= :to
    AND (coalesce(to_day, from_day) >= :from OR id = (SELECT id FROM statement
      WHERE bank_account = :account AND reversed IS NULL AND coalesce(to_day, from_day) < :from
      ORDER BY coalesce(to_day, from_day) DESC, id DESC LIMIT 1))
  ORDER BY 2, 3, id`;

function gapsOf(db: Db, account: number, { from, to }: { from: Day | null; to: Day }): string[] {
  const rows = all<StatementRow>(db, rowsSql, { account, to, from: from ?? '' });
  const [first, ...rest] = rows;
  if (!first || rows.every(({ to_day }) => from !== null && to_day < from)) return [`${from ?? '…'} – ${to}`];
  const gaps: string[] = [];
  let last = first;
  for (const row of rest) {
    const gap = gapBetween(db, account, last, row);
    if (gap !== null) gaps.push(gap);
    if (row.to_day >= last.to_day) last = row;
  }
  if (last.to_day < to) gaps.push(`${last.to_day} – ${to}`);
  return gaps;
}

/** Null where the second goes on from the first, or nothing that the files state could say otherwise. */
function gapBetween(db: Db, account: number, last: StatementRow, row: StatementRow): string | null {
  const known = last.closing ?? plus(last.opening, sumOf(db, account, last));
  const opening = row.opening ?? plus(row.closing, -sumOf(db, account, row));
  if (known === null || opening === null) {
    const isMonthBetween = monthOf(row.from_day) > nextMonth(monthOf(last.to_day));
    return isMonthBetween ? `${last.to_day} – ${row.from_day}` : null;
  }
  // Days that both tell of are in both balances.
  const both = row.from_day > last.to_day ? 0 : daysSum(db, account, row.from_day, last.to_day);
  if (opening === known || opening === known - both) return null;
  return `${row.from_day}: ${toDecimal(known, row.currency)} ≠ ${toDecimal(opening, row.currency)} ${row.currency}`;
}

const plus = (balance: number | null, sum: number) => (balance === null ? null : balance + sum);

/** Minor units that one statement's lines come to; lines that an earlier file had brought are found by their days. */
function sumOf(db: Db, account: number, { id, already, from_day, to_day }: StatementRow): number {
  if (already > 0) return daysSum(db, account, from_day, to_day);
  const text = 'SELECT coalesce(sum(amount), 0) AS sum FROM bank_line WHERE statement = ? AND parent IS NULL';
  return one<{ sum: number }>(db, text, id)?.sum ?? 0;
}

function daysSum(db: Db, account: number, from: Day, to: Day): number {
  const text = `SELECT coalesce(sum(amount), 0) AS sum FROM bank_line
    WHERE bank_account = ? AND parent IS NULL AND day BETWEEN ? AND ?`;
  return one<{ sum: number }>(db, text, account, from, to)?.sum ?? 0;
}
