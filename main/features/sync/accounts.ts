/** The gateway accounts of a book: connecting them, giving them new keys and names, pausing and removing them. */
import type { Gateway, GatewayKind } from '../../gateways/gateway';
import { gatewayKinds, nextAccountKey } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { assertRemovable } from './account-removal';
import { type AccountRow, accountRow, accountRows, clearSealed, putAccount } from './account-rows';
import {
  type AccountsOptions,
  adapterOf,
  type By,
  CREDENTIALS,
  labelOf,
  makeAdapter,
  presentRows,
  take,
  tell,
} from './account-use';
import { identified } from './other-environment';
import type { Credentials } from './seal';
import { Unlocking } from './unlocking';

/** What a person wants connected. `gateway`: the account that it is a new key for. */
export interface Connecting {
  provider: string;
  environment: 'live' | 'sandbox';
  credentials: Credentials;
  passphrase?: string | undefined;
  label?: string | undefined;
  gateway?: string | undefined;
  sameAccount: boolean;
}

type Row = Omit<AccountRow, 'sealed'>;

export class GatewayAccounts {
  readonly keys: Unlocking;
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.keys = new Unlocking(options);
  }

  /** Takes what the book holds, sealed as it is. */
  load(): void {
    for (const row of presentRows(this.#options)) take(this.#options, row, null);
  }

  /** An account that needs no secret: the sample company's own. What a person did with it before stays so. */
  takeOpen(provider: string, of: { account: string; name: string }, gateway: Gateway): void {
    const { book, healthy } = this.#options;
    const known = accountRows(book.db).find((row) => row.key === provider);
    const row: Row = known ?? { ...newRow(provider, provider, book.clock.now()), ...of };
    // A damaged book is left as it is; it shows what it can.
    if (!known) healthy.then(() => putAccount(book.db, row)).catch(() => {});
    if (row.removed_at === null) take(this.#options, row, gateway);
  }

  /** Throws Failure gateway-none, key-*, passphrase-*, account-*, and what the gateway throws; then nothing was saved. */
  async connect(by: By, wish: Connecting, signal?: AbortSignal) {
    const { book, healthy, secrets } = this.#options;
    await healthy;
    const { kind, credentials } = checked(wish);
    const target = wish.gateway === undefined ? null : accountRow(book.db, wish.gateway);
    const { environment } = wish;
    const asked = target?.key ?? this.#nextKey(kind.provider);
    const gateway = await makeAdapter(this.#options, { key: asked, kind, environment }, credentials);
    const elsewhere = (environment: Connecting['environment']) =>
      makeAdapter(this.#options, { key: asked, kind, environment }, required(kind, credentials));
    const found = await identified(kind, { environment, gateway }, elsewhere, signal);
    if (found.environment !== environment)
      throw new Failure('key-wrong-environment', { found: found.environment, wanted: environment });
    this.#assertItsOwn(kind.provider, target, found, wish.sameAccount);
    if (secrets.state !== 'open') await this.keys.unlock(by, wish.passphrase ?? '', true);
    const known = target ?? sameAccount(accountRows(book.db), kind.provider, found);
    const row = known ?? newRow(this.#nextKey(kind.provider), kind.provider, book.clock.now());
    const label = wish.label || row.label;
    const put: Row = { ...row, ...found, label, paused_at: null, removed_at: null };
    book.db.transaction(() => {
      putAccount(book.db, put);
      secrets.put(put.key, CREDENTIALS, JSON.stringify(credentials));
      clearSealed(book.db, put.key);
    })();
    tell(this.#options, by, put, target ? 'new-key' : 'connected');
    take(this.#options, put, gateway);
    return { gateway: put.key, label: labelOf(this.#options, put.key), account: found.account, name: found.name };
  }

  /** An empty label: as its provider is called. */
  rename(by: By, key: string, label: string): void {
    this.#change(by, { ...accountRow(this.#options.book.db, key), label: label || null }, 'renamed');
  }

  /** Breaks off what is under way; what came of it stays. Twice asked is once done. */
  pause(by: By, key: string): void {
    const row = accountRow(this.#options.book.db, key);
    if (row.paused_at === null) this.#change(by, { ...row, paused_at: this.#options.book.clock.now() }, 'paused');
  }

  goOn(by: By, key: string): void {
    const row = accountRow(this.#options.book.db, key);
    if (row.paused_at !== null) this.#change(by, { ...row, paused_at: null }, 'resumed');
  }

  /** Its key is erased for good; its rows stay. Throws Failure gateway-none, gateway-has-attempts. */
  async remove(by: By, key: string): Promise<void> {
    const { book, healthy, syncing, secrets } = this.#options;
    await healthy;
    const row = accountRow(book.db, key);
    assertRemovable(book.db, key, labelOf(this.#options, key));
    await syncing.drop(key);
    book.db.transaction(() => {
      putAccount(book.db, { ...row, paused_at: null, removed_at: book.clock.now() });
      secrets.forget(key);
      clearSealed(book.db, key);
    })();
    tell(this.#options, by, row, 'removed');
  }

  #change(by: By, row: Row, what: 'renamed' | 'paused' | 'resumed'): void {
    putAccount(this.#options.book.db, row);
    tell(this.#options, by, row, what);
    take(this.#options, row, adapterOf(this.#options, row.key));
  }

  #nextKey(provider: string): string {
    return nextAccountKey(provider, new Set(accountRows(this.#options.book.db).map((row) => row.key)));
  }

  #assertItsOwn(
    provider: string,
    target: AccountRow | null,
    found: { account: string; environment: string },
    isSaidSame: boolean,
  ): void {
    if (target && target.account !== found.account && !isSaidSame)
      throw new Failure('account-differs', { found: found.account, wanted: target.account });
    const known = sameAccount(presentRows(this.#options), provider, found);
    if (known && known.key !== target?.key)
      throw new Failure('account-known', { gateway: labelOf(this.#options, known.key) });
  }
}

function newRow(key: string, provider: string, nowMs: number): Row {
  const named = { environment: 'sandbox' as const, account: '', name: '', label: null };
  return { key, provider, ...named, added_at: nowMs, paused_at: null, removed_at: null };
}

/** One that was removed goes on with its own rows. */
function sameAccount(
  rows: readonly AccountRow[],
  provider: string,
  found: { account: string; environment: string },
): AccountRow | null {
  const isSame = (row: AccountRow) =>
    row.provider === provider && row.account === found.account && row.environment === found.environment;
  return rows.find(isSame) ?? null;
}

/** What is enough to see whether they are known: nothing that may be left out. */
function required(kind: GatewayKind, credentials: Credentials): Credentials {
  const needed = kind.credentials.filter((field) => !field.optional).map((field) => field.name);
  return Object.fromEntries(Object.entries(credentials).filter(([name]) => needed.includes(name)));
}

/** Throws Failure gateway-none, and a field's own that names what is wrong with the text; nothing was sent. */
function checked({ provider, environment, credentials: given }: Connecting) {
  const kind = gatewayKinds.find((one) => one.provider === provider);
  if (!kind) throw new Failure('gateway-none', { gateway: provider });
  const credentials: Credentials = {};
  for (const field of kind.credentials) credentials[field.name] = field.check(given[field.name] ?? '', environment);
  return { kind, credentials };
}
