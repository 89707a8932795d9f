/** Pictures of every screen, for people to look at; with COUNTERFOIL_UPDATE_IMAGES=1 the README's are made again. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Theme } from './journey';

/** What the README and the manual show, and under which name. */
const published: Readonly<Record<string, string>> = {
  'adjust-light': 'adjust-light',
  'changes-preview': 'changes-preview-light',
  'failed-charges': 'failed-charges-light',
  'import-preview': 'import-preview-light',
  'close-open-light': 'close-light',
  'invoice-pay': 'invoice-pay-light',
  'match-proof-light': 'proof-light',
  'match-workbench-light': 'matching-light',
  'requests-light': 'requests-light',
  'saved-methods': 'saved-methods-light',
  'voucher-batch-light': 'voucher-batch-light',
  'payments-light': 'payments-light',
  'payments-dark': 'payments-dark',
  'overview-light-plain': 'overview-light',
  'customer-light': 'customer-light',
};

/** Writes `test-results/screens/<name>.png` as the window is now, animations ended. */
export async function picture(page: Page, name: string): Promise<void> {
  const file = `test-results/screens/${name}.png`;
  mkdirSync(dirname(file), { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const shown = Object.hasOwn(published, name) ? published[name] : undefined;
  if (process.env.COUNTERFOIL_UPDATE_IMAGES === '1' && shown !== undefined) {
    mkdirSync('docs/images', { recursive: true });
    copyFileSync(file, `docs/images/${shown}.png`);
  }
}

export const themes: readonly Theme[] = ['light', 'dark'];

const wide = { width: 1440, height: 900, suffix: '' };
const narrow = { width: 1024, height: 700, suffix: '-narrow' };
type Look = readonly [Theme, typeof wide];

/** Each theme and each size once, for a record of a run; nothing is tried with these, and each costs as much as a look at the page. */
const some: readonly Look[] = [
  ['light', wide],
  ['dark', narrow],
];
const every: readonly Look[] = [
  ['light', wide],
  ['light', narrow],
  ['dark', wide],
  ['dark', narrow],
];

/**
 * The same place in both themes, wide and narrow: for a person all four, in CI two of them. The window is wide and light afterwards.
 * `shown`: what has to be in sight.
 */
export async function pictures(page: Page, name: string, shown?: Locator): Promise<void> {
  for (const [theme, { width, height, suffix }] of process.env.CI ? some : every) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await shown?.scrollIntoViewIfNeeded();
    await picture(page, `${name}-${theme}${suffix}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}
