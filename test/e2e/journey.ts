/** What every journey stands on: a shell on a demo book of its own, a watched page, pictures, and the accessibility check. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect } from './expect';
import { BrowserShell, makeHome } from './shell';

export { expect };
export type Theme = 'light' | 'dark';

interface Journey {
  /** It changes nothing in the book, so that it need not have one of its own: it looks into one that journeys share. */
  looksOnly: boolean;
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
  /** The shell on the book that journeys share, started when the first of them looks. `left`: the one that used it is over. */
  sharedShell: { take(): Promise<BrowserShell>; left(): void };
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

/** A shell that nobody looks at ends by itself after a minute; well before, the next journey starts it anew. */
const IDLE_MS = 30_000;

export const test = base.extend<Journey, Prepared>({
  looksOnly: [false, { option: true }],
  expectedNoise: [[], { option: true }],
  preparedHome: [
    async ({ browser }, use) => {
      const home = makeHome();
      const shell = BrowserShell.start(home.folder);
      const page = await browser.newPage();
      await page.goto(await shell.freshLink(true));
      await untilSynced(page);
      // What the company does last: journeys would each wait for it again.
      await expect(page.getByRole('link', { name: 'Failed charges 4' })).toBeVisible({ timeout: 60_000 });
      await page.close();
      await shell.stop();
      await use(home.folder);
      home.remove();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  sharedShell: [
    async ({ preparedHome }, use) => {
      const started: { home: ReturnType<typeof makeHome>; shell: BrowserShell }[] = [];
      let leftAt = 0;
      const take = async () => {
        const known = started[0]?.shell;
        if (known && performance.now() - leftAt < IDLE_MS) return known;
        const home = started[0]?.home ?? makeHome(preparedHome);
        await known?.stop();
        const shell = BrowserShell.start(home.folder);
        started[0] = { home, shell };
        await shell.freshLink(true);
        return shell;
      };
      const left = () => {
        leftAt = performance.now();
      };
      await use({ take, left });
      for (const { home, shell } of started) {
        await shell.stop();
        home.remove();
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  home: async ({ preparedHome }, use) => {
    const home = makeHome(preparedHome);
    await use(home.folder);
    home.remove();
  },
  shell: async ({ home, looksOnly, sharedShell }, use, testInfo) => {
    const shell = looksOnly ? await sharedShell.take() : BrowserShell.start(home);
    await use(shell);
    if (looksOnly) sharedShell.left();
    else await shell.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('shell output', { body: shell.output });
  },
  app: async ({ shell, looksOnly, context, page, expectedNoise }, use) => {
    const faults = watch(page, expectedNoise);
    await listenForViolations(context);
    await page.goto(await shell.freshLink(!looksOnly));
    await untilSynced(page);
    await use(page);
    expect(faults, 'the window reported errors').toEqual([]);
  },
});

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** Without its comments, which each page would read too. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rows of a table are alike: what is wrong with one is wrong with the first ones. */
const FURTHER_ROWS = '[role="grid"] [role="row"]:nth-child(n+9)';

/**
 * Axe's whole rule set, with the offending elements in the message. `colours`: only the rules that depend on the theme, for a page that
 * is checked whole in the other one; names, roles and order are the same in both. Axe is given to a page once: reading it anew each time
 * took longer than many a check.
 */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axeSource);
  const told = await page.evaluate(
    async ({ only, further }) => {
      const options = { resultTypes: ['violations' as const], ...(only === null ? {} : { runOnly: only }) };
      if (!window.axe) throw new Error('axe is not in the page');
      const { violations } = await window.axe.run({ include: [['html']], exclude: [[further]] }, options);
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.slice(0, 5).map((node) => `${node.target.join(' ')}: ${node.html.slice(0, 160)}`),
      }));
    },
    { only: rules === 'all' ? null : ['color-contrast', 'link-in-text-block'], further: FURTHER_ROWS },
  );
  expect(told).toEqual([]);
}
