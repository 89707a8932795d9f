/**
 * Rules that may act by themselves do so soon after an import or a sync brought something: looked for in a reader, matched in one act,
 * one set of changes. While no rule is switched to it, or no line is open, it costs a look at one row.
 */
import { one } from '../../db/sql';
import { every } from '../../kernel/every';
import { Failure } from '../../kernel/failure';
import { type Acting, runRules } from './deeds';
import { rulesOf } from './rule-events';

/** What comes in pieces is looked at together. */
const LOOK_EVERY_MS = 5_000;

export interface SelfMatchingOptions extends Omit<Acting, 'source'> {
  unexpected(message: string, error: unknown): void;
}

export class SelfMatching {
  readonly #options: SelfMatchingOptions;
  /** The last event that was looked at. */
  #seen = 0;
  readonly #isTime: () => boolean;
  #closed = false;
  #working: Promise<void> | null = null;

  constructor(options: SelfMatchingOptions) {
    this.#options = options;
    this.#isTime = every(LOOK_EVERY_MS, options.book.clock);
    options.healthy.catch(() => {
      this.#closed = true;
    });
  }

  /** Called every second. */
  tick(): void {
    const { book, unexpected } = this.#options;
    if (this.#closed || this.#working || !this.#isTime()) return;
    const seq = one<{ seq: number | null }>(book.db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
    if (seq === this.#seen) return;
    this.#seen = seq;
    if (!rulesOf(book.db).some(({ on, automatic }) => on && automatic)) return;
    if (!one(book.db, "SELECT 1 FROM bank_line WHERE state = 'open' LIMIT 1")) return;
    this.#working = this.#pass()
      .catch((error: unknown) => unexpected('matching by rules', error))
      .finally(() => {
        this.#working = null;
      });
  }

  async #pass(): Promise<void> {
    const { book } = this.#options;
    for (;;) {
      try {
        const { matches } = await runRules({ ...this.#options, source: 'schedule' }, { request: book.newId() });
        if (matches.length === 0 || this.#closed) return;
      } catch (error) {
        // Somebody was quicker: the next event brings the next look.
        if (error instanceof Failure && error.code === 'changed-since-preview') return;
        throw error;
      }
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }
}
