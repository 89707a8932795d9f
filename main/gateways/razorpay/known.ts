/** What never changes once it is known, kept while the program runs: a list that is read again asks for none of it. */
import type { PageObject } from './wire';

/** At least so many of the latest are kept, at most twice as many. */
const MOST_KEPT = 10_000;

/**
 * The latest that was kept, in two halves: when the newer one is full, the older one goes. To take the oldest out of one Map one by
 * one costs more with each that went before: the Map steps over the places of all of them.
 */
export class Latest<Value> {
  #newer = new Map<string, Value>();
  #older = new Map<string, Value>();

  get(id: string): Value | undefined {
    return this.#newer.get(id) ?? this.#older.get(id);
  }

  keep(id: string, value: Value): void {
    if (this.#newer.size >= MOST_KEPT) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(id, value);
  }
}

export class Known {
  readonly pages = new Latest<PageObject>();
  readonly captured = new Latest<boolean>();
}
