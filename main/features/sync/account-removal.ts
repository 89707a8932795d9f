/** What removing a gateway account would leave behind, and what forbids it. */
import { all, type Db, one } from '../../db/sql';
import type { AttemptState } from '../../kernel/attempt';
import { Failure } from '../../kernel/failure';
import { toDecimal } from '../../kernel/money';
import type { Removal } from './contract';

const MOST_NAMED = 20;

export function removalOf(db: Db, key: string): Removal {
  const count = (text: string) => one<{ n: number }>(db, text, key)?.n ?? 0;
  const attempts = all<{
    kind: 'page' | 'charge' | 'refund';
    amount: number;
    currency: string;
    state: AttemptState;
    at: number;
  }>(
    db,
    `SELECT kind, amount, currency, state, created_at AS at FROM attempt
     WHERE gateway = ? AND state NOT IN ('done', 'dropped') ORDER BY created_at LIMIT ${MOST_NAMED}`,
    key,
  );
  return {
    payments: count('SELECT count(*) AS n FROM payment WHERE gateway = ?'),
    pending: count("SELECT count(*) AS n FROM payment WHERE gateway = ? AND status = 'Pending'"),
    savedMethods: count('SELECT count(*) AS n FROM saved_method WHERE gateway = ? AND removed_at IS NULL'),
    attempts: attempts.map(({ kind, amount, currency, state, at }) => {
      return { kind, state, at, amount: { amount: toDecimal(amount, currency), currency } };
    }),
  };
}

/** Throws Failure gateway-has-attempts: nobody could ask any more what became of the money. */
export function assertRemovable(db: Db, key: string, label: string): void {
  const count = one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM attempt WHERE gateway = ? AND state NOT IN ('done', 'dropped')",
    key,
  );
  const [first] = removalOf(db, key).attempts;
  if (!first) return;
  const named = `${first.kind} ${first.amount.amount} ${first.amount.currency}, ${first.state}`;
  throw new Failure('gateway-has-attempts', { gateway: label, count: count?.n ?? 0, first: named });
}
