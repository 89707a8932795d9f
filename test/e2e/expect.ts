/**
 * `expect`, which waits for a part of the page without describing the page: after each look that finds it missing Playwright writes the
 * whole page down for a message, though the next look may find it. That was a fifth of what a window did in a journey.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { expect as describing, type Locator } from '@playwright/test';

interface Waiting {
  timeout?: number;
}

const BREATH_MS = 100;

/**
 * Resolves when it is so, or after `timeout`: what is then to be told is told by whoever looks next. A wait that fails sooner, because
 * two parts fit for a moment while the page is drawn anew, is begun again.
 */
async function settled(locator: Locator, state: 'visible' | 'hidden' | 'attached', timeout: number): Promise<void> {
  const endsAt = performance.now() + timeout;
  for (let left = timeout; left > 0; left = endsAt - performance.now()) {
    const isSo = await locator.waitFor({ state, timeout: left }).then(
      () => true,
      () => false,
    );
    if (isSo) return;
    await wait(BREATH_MS);
  }
}

/** Looks once, with Playwright's own words where it fails. */
async function looked(isNot: boolean, look: () => Promise<void>) {
  try {
    await look();
    return { pass: !isNot, message: () => '' };
  } catch (error) {
    return { pass: isNot, message: () => (error instanceof Error ? error.message : String(error)) };
  }
}

/** There may be work between the wait and the look. */
const ONE_LOOK_MS = 1_000;

export const expect = describing.extend({
  async toBeVisible(locator: Locator, options?: Waiting) {
    const timeout = options?.timeout ?? this.timeout;
    const beganAt = performance.now();
    await settled(locator, this.isNot ? 'hidden' : 'visible', timeout);
    const assertion = describing(locator);
    // What was there for a moment only may come again.
    const left = Math.max(ONE_LOOK_MS, timeout - (performance.now() - beganAt));
    return looked(this.isNot, () =>
      (this.isNot ? assertion.not : assertion).toBeVisible({ ...options, timeout: left }),
    );
  },

  async toContainText(
    locator: Locator,
    expected: string | RegExp | readonly (string | RegExp)[],
    options?: Waiting & { ignoreCase?: boolean },
  ) {
    const assertion = describing(locator);
    const timeout = options?.timeout ?? this.timeout;
    if (this.isNot || typeof expected === 'object')
      return looked(this.isNot, () => (this.isNot ? assertion.not : assertion).toContainText(expected, options));
    // Not quite the same question, but one without which the answer is no; what it leaves out is asked next.
    const beganAt = performance.now();
    await settled(locator.filter({ hasText: expected }), 'attached', timeout);
    const left = Math.max(ONE_LOOK_MS, timeout - (performance.now() - beganAt));
    return looked(false, () => assertion.toContainText(expected, { ...options, timeout: left }));
  },
});
