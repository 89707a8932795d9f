/** Gateways' state, syncing now, and connecting a gateway: its keys are tested live before they are sealed and kept. */
import { setTimeout as pause } from 'node:timers/promises';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { runDigested } from '../../db/row-digest';
import { all, type Db, one } from '../../db/sql';
import { gatewayKind, gatewayKinds } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import type { Connection } from './connection';
import { type GatewayState, type SyncResult, syncContract } from './contract';
import { seal } from './seal';
import type { RunningSync } from './syncing';

const os = implement(syncContract).$context<Context & { syncing: RunningSync }>();

/** A clock further off than this is told. */
const SKEW_MINUTES = 2;

export const syncHandlers = os.router({
  kinds: os.kinds.handler(() =>
    gatewayKinds.map(({ provider, label, methods, capabilities, credentials }) => ({
      ...{ provider, label, capabilities, methods: [...methods] },
      credentials: credentials.map(({ name, secret, optional = false }) => ({ name, secret, optional })),
    })),
  ),
  state: os.state.handler(({ context }) => ({
    gateways: context.syncing.connections().map((of) => stateOf(context, of)),
  })),
  now: os.now.handler(async function* ({ input, context, signal }) {
    const { result, of } = context.syncing.now(input.gateway);
    let ended = false;
    const finished = result.finally(() => {
      ended = true;
    });
    finished.catch(() => {});
    while (!ended) {
      const progress = of.find((each) => each.progress)?.progress;
      if (progress) yield progress;
      await Promise.race([finished.catch(() => {}), pause(100, undefined, { signal })]);
    }
    return (await finished) satisfies SyncResult;
  }),
  connect: os.connect.handler(async ({ input, context, signal }) => {
    await context.healthy;
    const kind = gatewayKind(input.provider);
    if (!kind) throw new Failure('gateway-none', { gateway: input.provider });
    const credentials: Record<string, string> = {};
    for (const field of kind.credentials) {
      credentials[field.name] = field.check(input.credentials[field.name] ?? '', input.environment);
    }
    const gateway = kind.connect({ credentials, environment: input.environment, now: () => context.clock.now() });
    const identity = await gateway.identify(signal);
    if (identity.environment !== input.environment) {
      throw new Failure('key-wrong-environment', { found: identity.environment, wanted: input.environment });
    }
    const sealed = await seal(credentials, input.passphrase);
    runDigested(
      context.book.db,
      'gateway_account',
      `INSERT INTO gateway_account (provider, environment, account, name, added_at, sealed) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (provider) DO UPDATE SET environment = excluded.environment, account = excluded.account, name = excluded.name, sealed = excluded.sealed`,
      input.provider,
      input.environment,
      identity.account,
      identity.name,
      context.clock.now(),
      sealed,
    );
    context.syncing.take(input.provider, input.environment, identity.account, gateway);
    return { account: identity.account, name: identity.name };
  }),
  unlock: os.unlock.handler(async ({ input, context }) => {
    const unlocked = await context.syncing.unlock(input.passphrase);
    context.changed(['sync']);
    return { unlocked };
  }),
  parked: os.parked.handler(({ context }) =>
    all<{ gateway: string; kind: string; external_id: string; why: string; at: number }>(
      context.book.db,
      'SELECT gateway, kind, external_id, why, at FROM parked ORDER BY at DESC LIMIT 500',
    ).map(({ external_id: externalId, ...row }) => ({ externalId, ...row })),
  ),
});

function stateOf(context: Context, of: Connection): GatewayState {
  const { db } = context.book;
  const minutes = Math.round((of.clockSkewMs ?? 0) / 60_000);
  const stored = one<{ to_ms: number | null }>(
    db,
    'SELECT max(to_ms) AS to_ms FROM sync_period WHERE gateway = ?',
    of.kind.provider,
  );
  return {
    provider: of.kind.provider,
    label: of.kind.label,
    environment: of.environment,
    account: of.account,
    state: wordOf(of),
    lastAt: of.lastAt ?? stored?.to_ms ?? null,
    nextAt: of.nextAt,
    progress: of.progress,
    failure: of.failure ? { code: of.failure.code, params: { ...of.failure.params } } : null,
    clockMinutes: Math.abs(minutes) >= SKEW_MINUTES ? minutes : null,
    coverage: coverageOf(db, of.kind.provider, context.book.dayOf),
    parked: one<{ n: number }>(db, 'SELECT count(*) AS n FROM parked WHERE gateway = ?', of.kind.provider)?.n ?? 0,
  };
}

function wordOf(of: Connection): GatewayState['state'] {
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
