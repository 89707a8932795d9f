/** Whether the bank statements of a span are all there: each begins with what the one before ended with, up to the last day. */
import { all, type Db } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';

interface StatementRow {
  from_day: string | null;
  to_day: string | null;
  opening: number | null;
  closing: number | null;
  currency: string;
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

function gapsOf(db: Db, account: number, { from, to }: { from: Day | null; to: Day }): string[] {
  const rows = all<StatementRow>(
    db,
    `SELECT from_day, to_day, opening, closing, currency FROM statement
     WHERE bank_account = ? AND reversed IS NULL AND (to_day IS NULL OR to_day >= ?) AND (from_day IS NULL OR from_day <= ?)
     ORDER BY coalesce(from_day, to_day, ''), id`,
    account,
    from ?? '',
    to,
  );
  if (rows.length === 0) return [`${from ?? '…'} – ${to}`];
  const gaps: string[] = [];
  let before: StatementRow | null = null;
  for (const row of rows) {
    const known = before?.closing ?? null;
    if (before && known !== null && row.opening !== null && row.opening !== known)
      gaps.push(`${row.from_day ?? ''}: ${toDecimal(known, row.currency)} ≠ ${toDecimal(row.opening, row.currency)}`);
    before = row;
  }
  const reached = rows.reduce((last, { to_day }) => (to_day !== null && to_day > last ? to_day : last), '');
  if (reached < to) gaps.push(`${reached} – ${to}`);
  return gaps;
}
