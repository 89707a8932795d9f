/** Commands about gateway accounts. Keys and passphrases come from the environment: other users of a machine can see arguments. */
import type { GatewayHealth, GatewayKindTold, GatewayState } from '../features/sync/contract';
import { fillFailureText } from '../kernel/failure';
import { failureText } from '../kernel/failure-text';
import type { Command, Use } from './command';
import { UsageError } from './exit';
import { facts, table } from './output';

const minute = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 16).replace('T', ' '));

function troubleText({ troubles }: GatewayHealth, gateway: string): string {
  const [last] = troubles;
  if (!last) return '';
  return `${minute(last.lastAt)} ${fillFailureText(failureText[last.failure.code], { gateway, ...last.failure.params }).what}`;
}

function accountLine({ health, ...of }: GatewayState & { health: GatewayHealth }): string[] {
  const [from, to] = [of.coverage[0]?.from, of.coverage.at(-1)?.to];
  const looks = [
    ...(of.clockMinutes === null ? [] : [`clock ${of.clockMinutes} min off`]),
    ...(of.parked > 0 ? [`${of.parked} put aside`] : []),
    ...health.unknownWords.map(({ word, payments }) => `${payments} “${word}”`),
    ...(health.proof?.differs ?? []).map(({ currency, there, here }) => `holds ${there} ${currency}, booked ${here}`),
  ];
  return [
    of.key,
    of.label,
    `${of.environment} ${of.account}`,
    of.state,
    minute(of.lastAt),
    from && to ? `${from} to ${to}` : '',
    minute(of.provenAt),
    troubleText(health, of.label),
    looks.join(', '),
  ];
}

/** What a gateway can do, and how people call that. */
const abilities = [
  ['hostedPage', 'page'],
  ['saveMethod', 'save with it'],
  ['saveAlone', 'save alone'],
  ['chargeSaved', 'charge saved'],
  ['refund', 'refund'],
  ['payouts', 'payouts'],
  ['disputes', 'disputes'],
  ['evidence', 'answer them'],
  ['balance', 'balance'],
] as const satisfies readonly (readonly [keyof GatewayKindTold['capabilities'], string])[];

const gateways: Command = {
  name: 'gateways',
  usage: 'gateways',
  about:
    'Every gateway account: environment, state, last sync, days fetched, last trouble; and what each gateway can do.',
  options: {},
  async run(use) {
    const api = await use.api();
    const [kinds, { gateways: states }] = await Promise.all([api.sync.kinds(), api.sync.state()]);
    const accounts = await Promise.all(
      states.map(async (state) => ({ ...state, health: await api.sync.health({ gateway: state.key }) })),
    );
    const told = kinds.map((kind) => ({
      ...kind,
      accounts: accounts.filter(({ provider }) => provider === kind.provider),
    }));
    const heads = ['key', 'gateway', 'account', 'state', 'last sync (UTC)', 'days fetched', 'proven (UTC)'];
    const can = kinds.map(({ label, capabilities }) => [
      label,
      ...abilities.map(([name]) => (capabilities[name] ? 'yes' : '–')),
    ]);
    const shown = [
      table([...heads, 'last trouble', 'needs a look'], accounts.map(accountLine)),
      table(['gateway', ...abilities.map(([, word]) => word)], can),
    ];
    use.output.tell(told, shown.slice(accounts.length === 0 ? 1 : 0).join('\n\n'));
  },
};

/** `COUNTERFOIL_PAYPAL_CLIENT_ID` is PayPal's field `clientId`. */
function credentialsIn(env: NodeJS.ProcessEnv, provider: string): Record<string, string> {
  const start = `COUNTERFOIL_${provider.toUpperCase()}_`;
  const found = Object.entries(env).flatMap(([name, value]) => {
    if (!name.startsWith(start) || !value) return [];
    const field = name.slice(start.length).toLowerCase();
    return [[field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value] as const];
  });
  return Object.fromEntries(found);
}

function secretIn(name: string): string {
  const value = process.env[name];
  if (!value) throw new UsageError(`The passphrase is read from ${name}, which is not set.`);
  return value;
}

const connect: Command = {
  name: 'connect',
  usage: 'connect <gateway> [--live] [--label L] …',
  about: 'Connects an account: its keys from COUNTERFOIL_<GATEWAY>_…, sealed with COUNTERFOIL_PASSPHRASE.',
  options: {
    live: { type: 'boolean' },
    label: { type: 'string' },
    account: { type: 'string' },
    'same-account': { type: 'boolean' },
  },
  tells: {
    live: 'the key is a live one; a sandbox key otherwise',
    label: 'what the account is called in this book, such as Stripe EU',
    account: 'a new key for this account, such as stripe-2; another account when left out',
    'same-account': 'it is the same account although the gateway names it otherwise now',
  },
  words: 1,
  async run(use) {
    const [provider] = use.words;
    if (provider === undefined) throw new UsageError('Say which gateway: “connect stripe”.');
    const credentials = credentialsIn(process.env, provider);
    if (Object.keys(credentials).length === 0)
      throw new UsageError(`The key is read from COUNTERFOIL_${provider.toUpperCase()}_KEY, which is not set.`);
    const passphrase = secretIn('COUNTERFOIL_PASSPHRASE');
    const api = await use.api();
    const environment = use.flag('live') ? 'live' : 'sandbox';
    const [label, gateway] = [use.option('label'), use.option('account')];
    const wish = { provider, environment, credentials, passphrase, sameAccount: use.flag('same-account') } as const;
    const named = { ...(label === undefined ? {} : { label }), ...(gateway === undefined ? {} : { gateway }) };
    const found = await api.sync.connect({ ...wish, ...named }, { signal: use.signal });
    use.output.tell(found, `Connected as ${found.gateway}: ${found.name} (${found.account}), ${environment}.`);
  },
};

/** Throws UsageError. */
function accountOf(use: Use): string {
  const [gateway] = use.words;
  if (gateway === undefined) throw new UsageError('Say which account, by its key in “gateways”: stripe, stripe-2.');
  return gateway;
}

const pause: Command = {
  name: 'gateway pause',
  usage: 'gateway pause <account>',
  about: 'Nothing is asked of this account until it goes on.',
  options: {},
  words: 1,
  async run(use) {
    const gateway = accountOf(use);
    const api = await use.api();
    await api.sync.pause({ gateway });
    use.output.tell({ gateway, paused: true }, `${gateway} is paused.`);
  },
};

const goOn: Command = {
  name: 'gateway go-on',
  usage: 'gateway go-on <account>',
  about: 'Lets a paused account go on.',
  options: {},
  words: 1,
  async run(use) {
    const gateway = accountOf(use);
    const api = await use.api();
    await api.sync.goOn({ gateway });
    use.output.tell({ gateway, paused: false }, `${gateway} goes on.`);
  },
};

const remove: Command = {
  name: 'gateway remove',
  usage: 'gateway remove <account> [--yes]',
  about: 'Erases an account’s key; its history stays. Without --yes it only tells what that changes.',
  options: { yes: { type: 'boolean' } },
  tells: { yes: 'do it' },
  words: 1,
  async run(use) {
    const gateway = accountOf(use);
    const api = await use.api();
    const found = await api.sync.removal({ gateway });
    const changes = facts([
      ['payments that stay in the book', String(found.payments)],
      ['Pending that nobody checks any more', String(found.pending)],
      ['saved methods that cannot be charged any more', String(found.savedMethods)],
      ['requests whose outcome is open', String(found.attempts.length)],
    ]);
    if (!use.flag('yes')) {
      use.output.tell(
        { ...found, removed: false },
        `${changes}\nNothing was done: --yes erases the key of ${gateway}.`,
      );
      return;
    }
    await api.sync.remove({ gateway });
    use.output.tell({ ...found, removed: true }, `${gateway} is removed.\n${changes}`);
  },
};

const passphrase: Command = {
  name: 'passphrase',
  usage: 'passphrase',
  about: 'Changes what opens the keys: from COUNTERFOIL_PASSPHRASE to COUNTERFOIL_NEW_PASSPHRASE.',
  options: {},
  async run(use) {
    const was = secretIn('COUNTERFOIL_PASSPHRASE');
    const wanted = secretIn('COUNTERFOIL_NEW_PASSPHRASE');
    const api = await use.api();
    await api.sync.changePassphrase({ was, passphrase: wanted });
    use.output.tell({ changed: true }, 'The passphrase is changed. Copies made before open with the old one.');
  },
};

export const gatewayCommands: readonly Command[] = [gateways, connect, pause, goOn, remove, passphrase];
