/**
 * What a payout carried where its gateway never says it: PayPal empties the account into the bank, so a payout is all that moved there
 * since the one before. That is taken only where it comes to the payout exactly; what was still on hold then is left for a later one.
 */
import { all, type Db, one } from '../../db/sql';
import { addMinor } from '../../kernel/money';
import { accounts } from '../../ledger/chart';

/** One event on the gateway's clearing account. Minor units; times are UTC milliseconds. */
export interface ClearingMovement {
  kind: string;
  at: number;
  /** Without its fee. */
  amount: number;
  fee: number;
  payment: Buffer | null;
  label: string;
  who: string;
}

export interface SentPayout {
  id: number;
  at: number;
  amount: number;
}

interface AskedPayout {
  id: number;
  gateway: string;
  currency: string;
}

/** So many payouts before the one asked for are gone through: what is left by one goes with the next, seldom with a later one. */
const BEFORE = 8;

/** Empty: what moved does not come to it, or the gateway names what its payouts hold, though perhaps not yet of this one. */
export function sweptOf(db: Db, asked: AskedPayout): readonly ClearingMovement[] {
  if (one(db, 'SELECT 1 FROM payout_item WHERE gateway = ? LIMIT 1', asked.gateway)) return [];
  const payouts = payoutsUpTo(db, asked);
  const [first, ...rest] = payouts;
  if (!first) return [];
  const goneThrough = payouts.length > BEFORE ? rest : payouts;
  const from = payouts.length > BEFORE ? first.at : 0;
  return carriedBy(goneThrough, movementsOf(db, asked, from, payouts.at(-1)?.at ?? 0)).get(asked.id) ?? [];
}

/** The last one is the one asked for; those that failed carried nothing in the end. */
function payoutsUpTo(db: Db, { id, gateway, currency }: AskedPayout): SentPayout[] {
  return all<SentPayout>(
    db,
    `SELECT id, created_at AS at, amount FROM payout
     WHERE gateway = @gateway AND currency = @currency AND (status <> 'failed' OR id = @id)
       AND (created_at, id) <= (SELECT created_at, id FROM payout WHERE id = @id)
     ORDER BY created_at DESC, id DESC LIMIT ${BEFORE + 1}`,
    { id, gateway, currency },
  ).reverse();
}

const movementsSql = `WITH moved AS MATERIALIZED (
    SELECT p.event, p.minor, p.to_account = @account AS isIn, iif(p.to_account = @account, p.from_account, p.to_account) AS other
    FROM posting p WHERE (p.to_account = @account OR p.from_account = @account) AND p.currency = @currency)
  SELECT e.kind, e.occurred_at AS at,
    sum(CASE WHEN a.name LIKE 'fees:%' THEN 0 WHEN m.isIn THEN m.minor ELSE -m.minor END) AS amount,
    sum(CASE WHEN a.name NOT LIKE 'fees:%' THEN 0 WHEN m.isIn THEN -m.minor ELSE m.minor END) AS fee,
    y.uuid AS payment, coalesce(y.external_id, y.reference, '') AS label, coalesce(n.name, '') AS who
  FROM moved m JOIN account a ON a.id = m.other JOIN event e ON e.seq = m.event
    LEFT JOIN payment y ON y.uuid = e.subject LEFT JOIN customer c ON c.id = y.customer LEFT JOIN person n ON n.uuid = c.uuid
  WHERE e.occurred_at > @after AND e.occurred_at <= @to
    AND e.subject NOT IN (SELECT uuid FROM payout) AND e.subject NOT IN (SELECT uuid FROM match)
  GROUP BY e.seq ORDER BY e.occurred_at, e.seq`;

function movementsOf(db: Db, { gateway, currency }: AskedPayout, after: number, to: number): ClearingMovement[] {
  const account = one<{ id: number }>(db, 'SELECT id FROM account WHERE name = ?', accounts.clearing(gateway));
  return account ? all<ClearingMovement>(db, movementsSql, { account: account.id, currency, after, to }) : [];
}

/** By payout, those that come to it; one to which nothing does has none, and the next begins anew. Both in order of time. */
export function carriedBy(
  payouts: readonly SentPayout[],
  movements: readonly ClearingMovement[],
): ReadonlyMap<number, readonly ClearingMovement[]> {
  const found = new Map<number, readonly ClearingMovement[]>();
  let held: ClearingMovement[] = [];
  let next = 0;
  for (const { id, at, amount } of payouts) {
    const since = movements.slice(next).filter((movement) => movement.at <= at);
    next += since.length;
    held.push(...since);
    const left = leftBehind(held, amount);
    if (left)
      found.set(
        id,
        held.filter((movement) => !left.includes(movement)),
      );
    held = left ?? [];
  }
  return found;
}

const netOf = ({ amount, fee }: ClearingMovement) => addMinor(amount, -fee);

/** None, one or two movements without which the others come to the payout, the latest of them; null: there are none such. */
function leftBehind(held: readonly ClearingMovement[], paid: number): ClearingMovement[] | null {
  const over = held.reduce((sum, movement) => addMinor(sum, netOf(movement)), -paid);
  if (over === 0) return [];
  const latest = held.toReversed();
  const alone = latest.find((movement) => netOf(movement) === over);
  if (alone) return [alone];
  const seen = new Map<number, ClearingMovement>();
  for (const movement of latest) {
    const other = seen.get(over - netOf(movement));
    if (other) return [movement, other];
    if (!seen.has(netOf(movement))) seen.set(netOf(movement), movement);
  }
  return null;
}
