/** How a gateway account fares: its state now, and what a person looks at when something is wrong. */
import type { Context } from '../../context';
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { accountRow } from './account-rows';
import type { Connection } from './connection';
import type { GatewayHealth, GatewayState } from './contract';
import { proofOf } from './proof';
import { troublesOf } from './troubles';

/** A clock as far off as this is told. */
const SKEW_MS = 60_000;
const MOST_WORDS = 50;

export function stateOf(db: Db, of: Connection, dayOf: (atMs: number) => string): GatewayState {
  const skewMs = of.clockSkewMs ?? 0;
  const fetched = 'SELECT max(to_ms) AS to_ms FROM sync_period WHERE gateway = ?';
  const parked = 'SELECT count(*) AS n FROM parked WHERE gateway = ?';
  return {
    ...{ key: of.key, provider: of.kind.provider, label: of.label, environment: of.environment, account: of.account },
    state: wordOf(of),
    lastAt: of.lastAt ?? one<{ to_ms: number | null }>(db, fetched, of.key)?.to_ms ?? null,
    nextAt: of.paused ? null : of.nextAt,
    progress: of.progress,
    failure: of.failure ? { code: of.failure.code, params: { ...of.failure.params } } : null,
    clockMinutes: Math.abs(skewMs) >= SKEW_MS ? Math.round(skewMs / 60_000) : null,
    coverage: coverageOf(db, of.key, dayOf),
    parked: one<{ n: number }>(db, parked, of.key)?.n ?? 0,
    provenAt: proofOf(db, of.key)?.provenAt ?? null,
  };
}

function wordOf(of: Connection): GatewayState['state'] {
  if (of.paused) return 'paused';
  if (!of.gateway) return 'locked';
  if (of.running) return 'running';
  if (of.failure?.code === 'gateway-offline' || of.failure?.code === 'gateway-timeout') return 'offline';
  return of.failure ? 'error' : 'idle';
}

function coverageOf(db: Db, gateway: string, dayOf: (atMs: number) => string): GatewayState['coverage'] {
  return all<{ from_ms: number; to_ms: number }>(
    db,
    'SELECT from_ms, to_ms FROM sync_period WHERE gateway = ? ORDER BY from_ms',
    gateway,
  ).map((row) => ({ from: dayOf(row.from_ms), to: dayOf(row.to_ms) }));
}

/** Payments whose gateway said a word for their status that nobody here knows, by word. */
export const unknownWords = query('sync.unknown-words', (db, gateway: string) =>
  all<{ word: string; payments: number }>(
    db,
    `SELECT provider_status AS word, count(*) AS payments FROM payment
     WHERE flag = 'unknown-status' AND gateway = ? GROUP BY provider_status ORDER BY payments DESC, word LIMIT ${MOST_WORDS}`,
    gateway,
  ),
);

/** Throws Failure gateway-none. */
export async function healthOf({ book, readers }: Context, key: string): Promise<GatewayHealth> {
  accountRow(book.db, key);
  return {
    troubles: troublesOf(book.db, key),
    unknownWords: await readers.ask(unknownWords, key),
    proof: proofOf(book.db, key),
  };
}
