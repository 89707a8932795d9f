/** Gateways' state, syncing now, and what people do with gateway accounts and the secrets of the book. */
import { setTimeout as pause } from 'node:timers/promises';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { returnPage, setReturnPage } from '../../db/return-page';
import { all } from '../../db/sql';
import { gatewayKinds } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { removalOf } from './account-removal';
import { accountRow, namesIn } from './account-rows';
import type { SimulatedNetwork } from './account-use';
import type { GatewayAccounts } from './accounts';
import { type SyncResult, syncContract } from './contract';
import { healthOf, stateOf } from './health';
import type { Keyring, Secrets } from './secrets';
import type { RunningSync } from './syncing';

export type SyncContext = Context & {
  syncing: RunningSync;
  accounts: GatewayAccounts;
  secrets: Secrets;
  /** Null: its gateways are no simulators. */
  network: SimulatedNetwork | null;
};

const os = implement(syncContract).$context<SyncContext>();

export const syncHandlers = os.router({
  kinds: os.kinds.handler(() =>
    gatewayKinds.map(({ provider, label, methods, capabilities, credentials, pageCurrencies }) => ({
      ...{ provider, label, capabilities, methods: [...methods] },
      credentials: credentials.map(({ name, secret, optional = false }) => ({ name, secret, optional })),
      pageCurrencies: pageCurrencies ? [...pageCurrencies] : null,
    })),
  ),
  names: os.names.handler(({ context }) => namesIn(context.book.db)),
  state: os.state.handler(({ context }) => {
    void openHere(context);
    const { db, dayOf } = context.book;
    const gateways = context.syncing.connections().map((of) => stateOf(db, of, dayOf));
    const { isCut = null, isPreparing = false, losesAnswers = false } = context.network ?? {};
    return { gateways, tryingOffline: isCut, losingAnswers: losesAnswers, preparing: isPreparing };
  }),
  tryOffline: os.tryOffline.handler(async ({ input, context: { network, syncing, changed } }) => {
    if (!network) throw new Failure('demo-only');
    network.loseAnswers(input.losingAnswers);
    await network.cut(input.offline);
    // Asked at once, so that the frame says how it is, and what waits goes.
    for (const { key, gateway, paused } of syncing.connections())
      if (gateway && !paused) syncing.now(key).result.catch(() => {}); // its failure stands on the connection
    changed(['sync']);
    return {};
  }),
  health: os.health.handler(({ input, context }) => healthOf(context, input.gateway)),
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
  connect: os.connect.handler(({ input, context, signal }) => context.accounts.connect(context, input, signal)),
  rename: os.rename.handler(async ({ input, context }) => {
    await context.healthy;
    context.accounts.rename(context, input.gateway, input.label);
    return {};
  }),
  pause: os.pause.handler(async ({ input, context }) => {
    await context.healthy;
    context.accounts.pause(context, input.gateway);
    return {};
  }),
  goOn: os.goOn.handler(async ({ input, context }) => {
    await context.healthy;
    context.accounts.goOn(context, input.gateway);
    return {};
  }),
  removal: os.removal.handler(({ input, context }) => {
    const { key } = accountRow(context.book.db, input.gateway);
    return removalOf(context.book.db, key);
  }),
  remove: os.remove.handler(async ({ input, context }) => {
    await context.accounts.remove(context, input.gateway);
    return {};
  }),
  secrets: os.secrets.handler(({ context }) => secretsOf(context)),
  unlock: os.unlock.handler(async ({ input, context }) => ({
    unlocked: await context.accounts.keys.unlock(context, input.passphrase),
  })),
  lock: os.lock.handler(({ context }) => {
    context.accounts.keys.lock();
    return {};
  }),
  changePassphrase: os.changePassphrase.handler(async ({ input, context }) => {
    await context.accounts.keys.changePassphrase(context, input.was, input.passphrase);
    return {};
  }),
  keepInKeyring: os.keepInKeyring.handler(async ({ input, context }) => {
    await context.accounts.keys.keepInKeyring(context, input.keep ? keyringOf(context) : null);
    return {};
  }),
  returnPage: os.returnPage.handler(({ context }) => ({ url: returnPage(context.book.db) })),
  setReturnPage: os.setReturnPage.handler(async ({ input, context }) => {
    await context.healthy;
    setReturnPage(context.book.db, input.url.trim());
    context.changed(['book']);
    return { url: returnPage(context.book.db) };
  }),
  parked: os.parked.handler(({ input, context }) =>
    all<{ gateway: string; kind: string; external_id: string; why: string; at: number }>(
      context.book.db,
      'SELECT gateway, kind, external_id, why, at FROM parked WHERE gateway = ? ORDER BY at DESC, kind, external_id LIMIT 500',
      input.gateway,
    ).map(({ external_id: externalId, ...row }) => ({ externalId, ...row })),
  ),
});

function secretsOf({ secrets, shell }: SyncContext) {
  const offered = shell.kind === 'electron' ? ('offered' as const) : ('none' as const);
  const keyring = secrets.isInKeyring ? ('kept' as const) : offered;
  return { state: secrets.state, keyring, waitSeconds: secrets.waitSeconds };
}

/** The keyring of the window that asks. */
function keyringOf({ shell }: Context): Keyring {
  const ask = async (kind: 'seal' | 'unseal', text: string) => {
    const answer = await shell.ask({ kind, text });
    if (answer.kind !== 'text') throw new Failure('keyring-refused');
    return answer.text;
  };
  return { seal: (plain) => ask('seal', plain), unseal: (sealed) => ask('unseal', sealed) };
}

/** The first window whose shell has the keyring opens what it keeps: its person is not asked for a passphrase. */
async function openHere(context: SyncContext): Promise<void> {
  if (context.shell.kind !== 'electron' || context.secrets.state !== 'locked') return;
  try {
    await context.accounts.keys.openByKeyring(keyringOf(context));
  } catch (error) {
    context.log.error('opening the secrets by the keyring', error);
  }
}
