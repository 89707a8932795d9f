/**
 * The secrets of a book, sealed by one random key that only this process's memory holds open. The key is kept wrapped: by the
 * passphrase always, and by the system's keyring where a person wants that.
 */
import { runDigested } from '../../db/row-digest';
import { one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { newBookKey, seal, unseal, unwrapKey, wrapKey } from './seal';

type Way = 'passphrase' | 'keyring';

/** Wrong tries that cost nothing but their own time; each further one waits twice as long as the one before. */
const FREE_TRIES = 3;
const LONGEST_WAIT_MS = 60_000;

/** A shell's keyring: seals and opens a short text, for this user on this computer. Throws Failure seal-*, not-allowed. */
export interface Keyring {
  seal(plain: string): Promise<string>;
  unseal(sealed: string): Promise<string>;
}

export class Secrets {
  readonly #book: Book;
  readonly #cost: number | undefined;
  #key: Buffer | null = null;
  #wrong = 0;
  #waitUntil = 0;
  #turn: Promise<unknown> = Promise.resolve();
  /** Set by `lock`: the keyring does not open again what a person has locked. */
  #isLockedByPerson = false;

  /** `cost`: of trying a passphrase, as a power of two; only tests ask for less than usual. */
  constructor(book: Book, cost?: number) {
    this.#book = book;
    this.#cost = cost;
  }

  /** `none`: this book has no passphrase yet. */
  get state(): 'none' | 'locked' | 'open' {
    if (this.#key) return 'open';
    return this.#wrapped('passphrase') === null ? 'none' : 'locked';
  }

  get isInKeyring(): boolean {
    return this.#wrapped('keyring') !== null;
  }

  /** Seconds until a passphrase is tried again, after wrong ones. */
  get waitSeconds(): number {
    return Math.ceil(Math.max(0, this.#waitUntil - this.#book.clock.now()) / 1000);
  }

  /** Opens, or makes the book's key where there is none yet. Throws Failure passphrase-wrong, passphrase-wait. */
  open(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.state === 'none') await this.#begin(passphrase);
      else this.#key = await this.#unwrapped(passphrase);
      this.#isLockedByPerson = false;
    });
  }

  /** Tries a passphrase on something else than the book's key. Throws Failure passphrase-wrong (`work` gave false), passphrase-wait. */
  tried(work: () => Promise<boolean>): Promise<void> {
    return this.#inTurn(() => this.#counted(work));
  }

  /** Opens by the keyring. Gives false where it cannot: another computer's, or a person has locked the book. */
  async openByKeyring(keyring: Keyring): Promise<boolean> {
    const wrapped = this.#wrapped('keyring');
    if (this.#key || wrapped === null || this.#isLockedByPerson) return this.#key !== null;
    try {
      const key = Buffer.from(await keyring.unseal(wrapped), 'base64');
      if (key.length === 32 && !this.#isLockedByPerson) this.#key = key;
      return this.#key !== null;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  }

  /** Throws Failure passphrase-needed, and what the keyring throws. */
  async keepInKeyring(keyring: Keyring): Promise<void> {
    this.#keep('keyring', await keyring.seal(this.#opened().toString('base64')));
  }

  forgetKeyring(): void {
    runDigested(this.#book.db, 'book_key', "DELETE FROM book_key WHERE way = 'keyring'");
  }

  lock(): void {
    this.#key?.fill(0);
    this.#key = null;
    this.#isLockedByPerson = true;
  }

  /** The secrets stay as they are sealed; only the key is wrapped anew. Throws Failure passphrase-wrong, passphrase-wait. */
  change(was: string, passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const key = await this.#unwrapped(was);
      this.#keep('passphrase', await wrapKey(key, passphrase, this.#cost));
      this.#key = key;
      this.#isLockedByPerson = false;
    });
  }

  /** Throws Failure passphrase-needed. */
  put(owner: string, purpose: string, plain: string): void {
    runDigested(
      this.#book.db,
      'secret',
      `INSERT INTO secret (owner, purpose, sealed) VALUES (?, ?, ?)
       ON CONFLICT (owner, purpose) DO UPDATE SET sealed = excluded.sealed`,
      owner,
      purpose,
      seal(this.#opened(), owner, purpose, plain),
    );
  }

  /** Null: there is none. Throws Failure passphrase-needed, secret-damaged. */
  get(owner: string, purpose: string): string | null {
    const text = 'SELECT sealed FROM secret WHERE owner = ? AND purpose = ?';
    const row = one<{ sealed: string }>(this.#book.db, text, owner, purpose);
    return row ? unseal(this.#opened(), owner, purpose, row.sealed) : null;
  }

  forget(owner: string): void {
    runDigested(this.#book.db, 'secret', 'DELETE FROM secret WHERE owner = ?', owner);
  }

  async #begin(passphrase: string): Promise<void> {
    const key = newBookKey();
    this.#keep('passphrase', await wrapKey(key, passphrase, this.#cost));
    this.#key = key;
  }

  async #unwrapped(passphrase: string): Promise<Buffer> {
    const wrapped = this.#wrapped('passphrase');
    let key: Buffer | null = null;
    await this.#counted(async () => {
      key = wrapped === null ? null : await unwrapKey(wrapped, passphrase);
      return key !== null;
    });
    if (!key) throw new Failure('passphrase-wrong');
    return key;
  }

  async #counted(work: () => Promise<boolean>): Promise<void> {
    const seconds = this.waitSeconds;
    if (seconds > 0) throw new Failure('passphrase-wait', { seconds });
    if (await work()) {
      this.#wrong = 0;
      return;
    }
    this.#wrong++;
    const waitMs = this.#wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (this.#wrong - FREE_TRIES));
    this.#waitUntil = this.#book.clock.now() + waitMs;
    throw new Failure('passphrase-wrong');
  }

  #opened(): Buffer {
    if (!this.#key) throw new Failure('passphrase-needed');
    return this.#key;
  }

  #wrapped(way: Way): string | null {
    const row = one<{ wrapped: string }>(this.#book.db, 'SELECT wrapped FROM book_key WHERE way = ?', way);
    return row?.wrapped ?? null;
  }

  #keep(way: Way, wrapped: string): void {
    runDigested(
      this.#book.db,
      'book_key',
      `INSERT INTO book_key (way, wrapped, made_at) VALUES (?, ?, ?)
       ON CONFLICT (way) DO UPDATE SET wrapped = excluded.wrapped, made_at = excluded.made_at`,
      way,
      wrapped,
      this.#book.clock.now(),
    );
  }

  /** One try after the other: many at once would get around the wait. */
  #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
