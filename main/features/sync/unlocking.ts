/** Opens and locks the sealed keys of a book's accounts, and changes the passphrase that opens them. */
import { all } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { type AccountRow, clearSealed } from './account-rows';
import {
  type AccountsOptions,
  adapterOf,
  type By,
  CREDENTIALS,
  makeAdapter,
  presentRows,
  take,
  tellOfSecrets,
} from './account-use';
import { type Credentials, readCredentials, unsealByPassphrase } from './seal';
import type { Keyring } from './secrets';

export class Unlocking {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Opens the secrets, and moves to the book's key what an earlier format sealed by the passphrase itself. `begin`: a book that has no
   * passphrase yet takes this one. Gives how many accounts it opened. Throws Failure passphrase-needed, passphrase-wrong,
   * passphrase-wait.
   */
  async unlock(by: By, passphrase: string, begin = false): Promise<number> {
    const { secrets, changed, healthy } = this.#options;
    await healthy;
    const old = presentRows(this.#options).filter((row) => row.sealed !== null);
    const isNew = secrets.state === 'none';
    if (isNew && old.length === 0 && !begin) return 0;
    if (passphrase === '') throw new Failure('passphrase-needed');
    if (secrets.state === 'locked') await secrets.open(passphrase);
    if (old.length > 0) await this.#moveOld(old, passphrase);
    if (secrets.state === 'none') await secrets.open(passphrase);
    if (isNew) tellOfSecrets(this.#options, by, 'passphrase-chosen');
    const opened = await this.#openAll();
    changed(['sync']);
    return opened;
  }

  /** Once for each start of the engine and window; where it cannot, the passphrase is asked for. */
  async openByKeyring(keyring: Keyring): Promise<void> {
    const { secrets, changed } = this.#options;
    if (secrets.state !== 'locked' || !(await secrets.openByKeyring(keyring))) return;
    await this.#openAll();
    changed(['sync']);
  }

  /** What is under way is broken off; what came of it stays. */
  lock(): void {
    const { book, secrets, changed } = this.#options;
    secrets.lock();
    const sealed = all<{ owner: string }>(book.db, 'SELECT owner FROM secret WHERE purpose = ?', CREDENTIALS);
    const owners = new Set(sealed.map(({ owner }) => owner));
    for (const row of presentRows(this.#options)) if (owners.has(row.key)) take(this.#options, row, null);
    changed(['sync']);
  }

  /** Throws Failure passphrase-wrong, passphrase-wait. */
  async changePassphrase(by: By, was: string, passphrase: string): Promise<void> {
    const { healthy, secrets, changed } = this.#options;
    await healthy;
    if (secrets.state === 'none') await this.unlock(by, was);
    await secrets.change(was, passphrase);
    tellOfSecrets(this.#options, by, 'passphrase-changed');
    await this.#openAll();
    changed(['sync']);
  }

  /** Null: the keyring opens it no more. Throws Failure passphrase-needed, keyring-*. */
  async keepInKeyring(by: By, keyring: Keyring | null): Promise<void> {
    const { healthy, secrets, changed } = this.#options;
    await healthy;
    if (keyring) await secrets.keepInKeyring(keyring);
    else secrets.forgetKeyring();
    tellOfSecrets(this.#options, by, keyring ? 'keyring-kept' : 'keyring-forgotten');
    changed(['sync']);
  }

  /** Some may have been sealed by another passphrase: they stay as they are until that one is given. */
  async #moveOld(old: readonly AccountRow[], passphrase: string): Promise<void> {
    const { book, secrets } = this.#options;
    const opened: { key: string; credentials: Credentials }[] = [];
    await secrets.tried(async () => {
      for (const { key, sealed } of old) {
        const credentials = sealed === null ? null : await unsealByPassphrase(sealed, passphrase);
        if (credentials) opened.push({ key, credentials });
      }
      return opened.length > 0 || secrets.state === 'open';
    });
    if (secrets.state === 'none') await secrets.open(passphrase);
    for (const { key, credentials } of opened)
      book.db.transaction(() => {
        secrets.put(key, CREDENTIALS, JSON.stringify(credentials));
        clearSealed(book.db, key);
      })();
  }

  async #openAll(): Promise<number> {
    const { secrets } = this.#options;
    let opened = 0;
    for (const row of presentRows(this.#options)) {
      const kind = gatewayKind(row.key);
      const plain = kind && !adapterOf(this.#options, row.key) ? secrets.get(row.key, CREDENTIALS) : null;
      if (!kind || plain === null) continue;
      const { key, environment } = row;
      take(this.#options, row, await makeAdapter(this.#options, { key, kind, environment }, readCredentials(plain)));
      opened++;
    }
    return opened;
  }
}
