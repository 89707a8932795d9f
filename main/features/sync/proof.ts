/**
 * Whether what was fetched is whole: from nothing, all that moved comes to what the gateway says that it holds. Asked after a sync,
 * not often; a sum that moves between the two questions is found equal the next time. Local: what it says can be asked again.
 */
import { z } from 'zod';
import { all, type Db, one, run } from '../../db/sql';
import type { HeldBalance } from '../../gateways/ask';
import type { Gateway } from '../../gateways/gateway';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { toDecimal } from '../../kernel/money';
import { accounts } from '../../ledger/chart';
import type { GatewayHealth } from './contract';

type Proof = NonNullable<GatewayHealth['proof']>;

const PROVEN_FOR_MS = 60 * 60_000;
const AGAIN_MS = 10 * 60_000;

const differsSchema = z.array(z.object({ currency: z.string(), there: z.string(), here: z.string() }));

export function proofOf(db: Db, key: string): Proof | null {
  const row = one<{ at: number; proven_at: number | null; differs: string | null }>(
    db,
    'SELECT at, proven_at, differs FROM gateway_proof WHERE gateway = ?',
    key,
  );
  if (!row) return null;
  const differs = row.differs === null ? [] : differsSchema.parse(JSON.parse(row.differs));
  return { at: row.at, provenAt: row.proven_at, differs };
}

/** Does nothing where the gateway has no balance to ask for, or was asked just now. A gateway that does not answer changes nothing. */
export async function prove(book: Book, key: string, gateway: Gateway, signal: AbortSignal): Promise<void> {
  const known = proofOf(book.db, key);
  const restMs = known?.differs.length === 0 ? PROVEN_FOR_MS : AGAIN_MS;
  if (!gateway.balance || (known && Math.abs(book.clock.now() - known.at) < restMs)) return;
  try {
    const held = await gateway.balance(signal);
    const differs = differences(book.db, key, held);
    const now = book.clock.now();
    run(
      book.db,
      `INSERT INTO gateway_proof (gateway, at, proven_at, differs) VALUES (?, ?, ?, ?)
       ON CONFLICT (gateway) DO UPDATE SET at = excluded.at, proven_at = coalesce(excluded.proven_at, proven_at), differs = excluded.differs`,
      key,
      now,
      differs.length === 0 ? now : null,
      differs.length === 0 ? null : JSON.stringify(differs),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

/** A currency that one side does not name counts as nothing there. */
export function differences(db: Db, key: string, held: readonly HeldBalance[]): Proof['differs'] {
  const sums = (account: string) =>
    all<{ currency: string; minor: number }>(
      db,
      'SELECT b.currency, b.minor FROM account a JOIN balance b ON b.account = a.id WHERE a.name = ?',
      account,
    );
  const here = new Map(sums(accounts.clearing(key)).map(({ currency, minor }) => [currency, minor]));
  if (held.some(({ withReserve }) => withReserve))
    for (const { currency, minor } of sums(accounts.reserve(key)))
      here.set(currency, (here.get(currency) ?? 0) + minor);
  const there = new Map(held.map(({ currency, available, pending }) => [currency, available + pending]));
  return [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((currency) => {
    const [a, b] = [there.get(currency) ?? 0, here.get(currency) ?? 0];
    return a === b ? [] : [{ currency, there: toDecimal(a, currency), here: toDecimal(b, currency) }];
  });
}
