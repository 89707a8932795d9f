/** What connecting, pausing and unlocking accounts have in common: taking one as its row says, and telling the journal. */
import type { Topic } from '../../contract';
import { givenLabels } from '../../db/gateway-labels';
import type { Gateway, GatewayKind } from '../../gateways/gateway';
import { gatewayKind, gatewayLabel } from '../../gateways/registry';
import { type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { AccountChanged, SecretsChanged } from './account-events';
import { type AccountRow, accountRows } from './account-rows';
import type { Credentials } from './seal';
import type { Secrets } from './secrets';
import type { RunningSync } from './syncing';

/** The purpose under which an account's credentials are sealed. */
export const CREDENTIALS = 'credentials';

/** Who does it, for the journal. */
export interface By {
  operator: string;
  source: string;
}

/** A simulated account instead of the provider's own: its address, as the sample company needs it. */
export type Simulate = (key: string, provider: string, credentials: Credentials) => Promise<string>;

/** The way to simulated accounts, which can be cut as if there were no network, or lose what they answer. */
export interface SimulatedNetwork {
  readonly isCut: boolean;
  readonly isPreparing: boolean;
  readonly losesAnswers: boolean;
  cut(isCut: boolean): Promise<void>;
  loseAnswers(isLosing: boolean): void;
}

export interface AccountsOptions {
  book: Book;
  healthy: Promise<void>;
  syncing: RunningSync;
  secrets: Secrets;
  changed(topics: readonly Topic[]): void;
  simulate?: Simulate | undefined;
}

/** Those that were not removed. */
export function presentRows({ book }: AccountsOptions): AccountRow[] {
  return accountRows(book.db).filter((row) => row.removed_at === null);
}

export function labelOf({ book }: AccountsOptions, key: string): string {
  return gatewayLabel(key, givenLabels(book.db));
}

/** Null while its key is sealed. */
export function adapterOf({ syncing }: AccountsOptions, key: string): Gateway | null {
  return syncing.connections().find((of) => of.key === key)?.gateway ?? null;
}

/** An account of a gateway that this version does not have stays as it is. */
export function take(options: AccountsOptions, row: Omit<AccountRow, 'sealed'>, gateway: Gateway | null): void {
  const named = { label: labelOf(options, row.key), paused: row.paused_at !== null };
  if (gatewayKind(row.key)) options.syncing.take(row.key, row.environment, row.account, gateway, named);
}

/** Throws Failure demo-sandbox-only: a live key never goes to a simulator, nor to a provider from the sample company's book. */
export async function makeAdapter(
  { book, simulate }: AccountsOptions,
  of: { key: string; kind: GatewayKind; environment: 'live' | 'sandbox' },
  credentials: Credentials,
): Promise<Gateway> {
  const { key, kind, environment } = of;
  if (simulate && environment === 'live') throw new Failure('demo-sandbox-only');
  const baseUrl = await simulate?.(key, kind.provider, credentials);
  const options = { credentials, environment, now: () => book.clock.now() };
  return kind.connect(baseUrl === undefined ? options : { ...options, baseUrl });
}

export function tell(
  options: AccountsOptions,
  by: By,
  row: Omit<AccountRow, 'sealed'>,
  what: AccountChanged['what'],
): void {
  const { key, provider, environment, account, label } = row;
  const base = { gateway: key, provider, environment, account, what };
  put(options, by, 'gateway.changed', label === null ? base : { ...base, label });
}

export function tellOfSecrets(options: AccountsOptions, by: By, what: SecretsChanged['what']): void {
  put(options, by, 'secrets.changed', { what });
}

function put({ book, changed }: AccountsOptions, by: By, kind: string, payload: AccountChanged | SecretsChanged): void {
  const occurredAt = book.clock.now();
  record(book, { request: book.newId(), ...by, input: payload }, () => [
    { kind, subject: book.replica, occurredAt, payload },
  ]);
  changed(['sync', 'book']);
}
