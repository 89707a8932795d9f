/** What a person chose and the book does not hold yet: a read that began before the choice must not take it back. */
export class Unsaved {
  readonly #chosen = new Map<string, string>();

  choose(key: string, value: string): void {
    this.#chosen.set(key, value);
  }

  /** The book holds this value now. A later choice stays. */
  saved(key: string, value: string): void {
    if (this.#chosen.get(key) === value) this.#chosen.delete(key);
  }

  /** What to show once the book has told what it holds. */
  over(key: string, kept: string | null): string | null {
    return this.#chosen.get(key) ?? kept;
  }
}
