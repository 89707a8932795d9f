/** The browser shell's short-lived secrets: the token of this run, the one-time codes of its links, and how wrong ones are met. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../kernel/time';

const codeLifeMs = 60_000;
const mostCodes = 64;
const mostSpent = 1024;
const patienceTries = 5;
const endTries = 50;
const badAnswerDelayMs = 1000;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** One token for the whole run, so that a page that slept can come back with it. */
export class Token {
  readonly text = randomBytes(32).toString('base64url');
  readonly #digest = digest(this.text);

  is(presented: string): boolean {
    return timingSafeEqual(digest(presented), this.#digest);
  }
}

/** Single-use secrets that carry something: codes of links, tickets of downloads. Looked up by digest. */
export class OneUse<Cargo> {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, { untilMs: number; cargo: Cargo }>();
  readonly #spent = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lives a minute. The oldest gives way when very many wait. */
  issue(cargo: Cargo): string {
    const text = randomBytes(24).toString('base64url');
    this.#sweep();
    this.#waiting.set(digest(text).toString('hex'), { untilMs: this.#clock.now() + codeLifeMs, cargo });
    return text;
  }

  /** What it carried; `spent` when it was used before or its minute is over; `unknown` when it was never given out. */
  redeem(text: string): { cargo: Cargo } | 'spent' | 'unknown' {
    this.#sweep();
    const key = digest(text).toString('hex');
    const found = this.#waiting.get(key);
    if (found === undefined) return this.#spent.has(key) ? 'spent' : 'unknown';
    this.#spend(key);
    return { cargo: found.cargo };
  }

  #spend(key: string): void {
    this.#waiting.delete(key);
    this.#spent.add(key);
    for (const oldest of this.#spent) {
      if (this.#spent.size <= mostSpent) break;
      this.#spent.delete(oldest);
    }
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, { untilMs }] of this.#waiting) {
      // A clock set back must not lengthen a code's life.
      const outlived = now >= untilMs || untilMs - now > codeLifeMs;
      if (outlived || this.#waiting.size > mostCodes) this.#spend(key);
    }
  }
}

/** Counts wrong tokens and codes: after 5 each answer waits a second, after 50 the shell ends. */
export class Alarm {
  #bad = 0;
  readonly #onTooMany: () => void;

  constructor(onTooMany: () => void) {
    this.#onTooMany = onTooMany;
  }

  /** Milliseconds to wait before the refusal is sent. */
  bad(): number {
    this.#bad++;
    if (this.#bad === endTries) this.#onTooMany();
    return this.#bad > patienceTries ? badAnswerDelayMs : 0;
  }
}
