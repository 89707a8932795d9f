/** One connected gateway account while the engine runs: its adapter, and how its syncing stands. */
import type { Gateway, GatewayKind } from '../../gateways/gateway';
import { Failure } from '../../kernel/failure';
import type { Progress } from '../../wire';
import type { SyncResult } from './contract';

export interface Connection {
  /** The account's key: what a book means by `gateway`. */
  key: string;
  /** What people call it. */
  label: string;
  /** Nothing is asked of it until a person lets it go on. */
  paused: boolean;
  kind: GatewayKind;
  environment: 'live' | 'sandbox';
  account: string;
  /** Null while its credentials are sealed. */
  gateway: Gateway | null;
  running: Promise<SyncResult> | null;
  progress: Progress | null;
  failure: Failure | null;
  /** Failures in a row, for the pause before the next try. */
  failures: number;
  lastAt: number | null;
  nextAt: number | null;
  clockSkewMs: number | null;
  abort: AbortController | null;
}

const EVERY_MS = 2 * 60_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** What else is said of an account when it is taken. */
export interface Named {
  label?: string;
  paused?: boolean;
}

/** What a connection begins with. */
export type Account = Pick<Connection, 'key' | 'label' | 'paused' | 'kind' | 'environment' | 'account' | 'gateway'>;

export function connection(account: Account): Connection {
  return {
    ...account,
    running: null,
    progress: null,
    failure: null,
    failures: 0,
    lastAt: null,
    nextAt: account.gateway && !account.paused ? 0 : null,
    clockSkewMs: null,
    abort: null,
  };
}

export function succeeded(of: Connection, nowMs: number): void {
  of.failure = null;
  of.failures = 0;
  of.lastAt = nowMs;
  of.nextAt = nowMs + EVERY_MS;
}

/** A refused key is not tried again until there is a new one; anything else after a growing pause. */
export function failed(of: Connection, failure: Failure, nowMs: number): void {
  of.failure = failure;
  of.failures++;
  of.nextAt = isRefused(failure) ? null : nowMs + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (of.failures - 1));
}

/** Why nothing can be asked of it now. */
export function unaskable(of: Connection): Failure {
  return of.paused ? new Failure('gateway-paused', { gateway: of.label }) : new Failure('passphrase-needed');
}

/** Throws Failure gateway-paused, passphrase-needed. */
export function adapterOf(of: Connection): Gateway {
  if (!of.gateway || of.paused) throw unaskable(of);
  return of.gateway;
}

/** Only a new key helps. */
export function isRefused({ code }: Failure): boolean {
  return code === 'key-refused' || code === 'key-forbidden';
}

/** When a Pending payment is asked for again: each minute while fresh, then slower (docs/architecture.md, Pending). */
export function nextCheckAfterMs(ageMs: number): number {
  const minute = 60_000;
  if (ageMs < 60 * minute) return minute;
  if (ageMs < 24 * 60 * minute) return 10 * minute;
  if (ageMs < 7 * 24 * 60 * minute) return 60 * minute;
  return 24 * 60 * minute;
}
