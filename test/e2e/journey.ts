/** What every journey stands on: a shell on a demo book of its own, a watched page, pictures, and the accessibility check. */
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { expect } from './expect';
import { BrowserShell, makeHome } from './shell';

export { expect };
export type Theme = 'light' | 'dark';

interface Journey {
  /** Patterns of console messages that this journey causes on purpose. */
  expectedNoise: RegExp[];
  home: string;
  shell: BrowserShell;
  /** The window, opened by the shell's one-time link, with the demo synced. */
  app: Page;
}

interface Prepared {
  /** A home folder whose demo book is made and synced; each journey gets a copy. */
  preparedHome: string;
}

/** Writes down whatever a page should not do: errors, policy violations, requests to anywhere but its own shell. */
export function watch(page: Page, expected: readonly RegExp[]): string[] {
  const faults: string[] = [];
  const add = (fault: string) => {
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text()))
      add(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => add(`error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== '127.0.0.1' && !['data:', 'blob:', 'about:'].includes(protocol)) add(`request: ${request.url()}`);
  });
  return faults;
}

/** A violation of the policy becomes a console error, which fails the journey. */
async function listenForViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
}

/** Waits until the book was synced and its first rows are drawn. */
export async function untilSynced(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^(Synced|Sincronizado)/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[role="row"][aria-rowindex="4"]:not([aria-busy])')).toBeVisible({ timeout: 20_000 });
}

export const test = base.extend<Journey, Prepared>({
  expectedNoise: [[], { option: true }],
  preparedHome: [
    async ({ browser }, use) => {
      const home = makeHome();
      const shell = BrowserShell.start(home.folder);
      const page = await browser.newPage();
      await page.goto(await shell.freshLink(true));
      await untilSynced(page);
      await page.close();
      await shell.stop();
      await use(home.folder);
      home.remove();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  home: async ({ preparedHome }, use) => {
    const home = makeHome(preparedHome);
    await use(home.folder);
    home.remove();
  },
  shell: async ({ home }, use, testInfo) => {
    const shell = BrowserShell.start(home);
    await use(shell);
    await shell.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('shell output', { body: shell.output });
  },
  app: async ({ shell, context, page, expectedNoise }, use) => {
    const faults = watch(page, expectedNoise);
    await listenForViolations(context);
    await page.goto(await shell.freshLink(true));
    await untilSynced(page);
    await use(page);
    expect(faults, 'the window reported errors').toEqual([]);
  },
});

/**
 * Axe's whole rule set, with the offending elements in the message. `colours`: only the rules that depend on the theme, for a page that
 * is checked whole in the other one; names, roles and order are the same in both.
 */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // In the page itself, and only what is wrong: collecting what is right in a second page takes twice as long.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 5).map((node) => `${node.target.join(' ')}: ${node.html.slice(0, 160)}`),
  }));
  expect(told).toEqual([]);
}
