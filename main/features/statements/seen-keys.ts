/** By bank account, the keys that files before this one in the same import bring: they are there by then. */
import { hash } from 'node:crypto';
import type { Id } from '../../kernel/id';

/** What one file was compared with, and what it brings to those behind it. */
export interface FileKeys {
  /** By bank account: which files before it brought keys. */
  compared: Map<Id, string>;
  brought: Map<Id, string[]>;
}

const none: ReadonlySet<string> = new Set();

export class SeenKeys {
  /** No file follows: nobody asks for its keys. */
  isLast = false;
  readonly #keys = new Map<Id, Set<string>>();
  readonly #standing = new Map<Id, string>();
  #file: FileKeys = { compared: new Map(), brought: new Map() };

  /** Says which files brought what is there: the same for the same ones. */
  standing(bank: Id): string {
    return this.#standing.get(bank) ?? '';
  }

  /** The file at hand is compared with them from here on. */
  before(bank: Id): ReadonlySet<string> {
    if (!this.#file.compared.has(bank)) this.#file.compared.set(bank, this.standing(bank));
    return this.#keys.get(bank) ?? none;
  }

  /** They count as there for the statements behind. */
  bring(bank: Id, keys: readonly string[]): void {
    const all = this.#keys.get(bank) ?? new Set<string>();
    for (const key of keys) all.add(key);
    this.#keys.set(bank, all);
    const own = this.#file.brought.get(bank) ?? [];
    for (const key of keys) own.push(key);
    this.#file.brought.set(bank, own);
  }

  /** `file` says which one it was, and how it was read. */
  endFile(file: string): FileKeys {
    const ended = this.#file;
    for (const bank of ended.brought.keys())
      this.#standing.set(bank, hash('sha256', `${this.standing(bank)} ${file}`, 'hex'));
    this.#file = { compared: new Map(), brought: new Map() };
    return ended;
  }
}
