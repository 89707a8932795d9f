/** From the command to the first row on screen, with the big book, beside an empty page in the same Chromium. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright';
import { BrowserShell } from '../e2e/shell';
import { bigBook } from './big-book';
import { type Figure, inTurn, type Line, type Setting, spread } from './measure';

const firstRow = '[role="row"][aria-rowindex="2"]:not([aria-busy])';
const LONGEST_MS = 60_000;

export const starting: Figure = {
  name: 'start',
  title: 'Start to the first row',
  async run(setting: Setting): Promise<Line[]> {
    const home = path.join(setting.folder, 'start-home');
    const book = path.join(home, 'books/big.counterfoil');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(path.dirname(book), { recursive: true });
    copyFileSync(bigBook(setting), book);
    writeFileSync(path.join(home, 'last-book'), book);
    try {
      const seconds = await inTurn({ ours: () => started(home), empty: emptyPage });
      return [
        {
          work: `Start to the first of ${setting.rows.toLocaleString('en')} rows on screen`,
          unit: 's',
          ours: spread(seconds.ours),
          reference: { name: 'an empty page', spread: spread(seconds.empty) },
          target: { kind: 'at-most', value: 1.5, of: 'reference' },
          note: 'both start Chromium, headless',
        },
      ];
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};

async function inBrowser(show: (page: Page) => Promise<void>): Promise<number> {
  // In a file of its own: bundled into this one, the script that it uses would take itself for the program.
  const { browserToDrive } = await import('../e2e/browser-to-drive');
  const { path: executablePath, args } = browserToDrive();
  const began = performance.now();
  const browser = await chromium.launch({ executablePath, args });
  try {
    await show(await browser.newPage());
    return (performance.now() - began) / 1_000;
  } finally {
    await browser.close();
  }
}

async function started(home: string): Promise<number> {
  const began = performance.now();
  const shell = BrowserShell.start(home);
  try {
    const link = await shell.freshLink(true);
    const shellSeconds = (performance.now() - began) / 1_000;
    const browserSeconds = await inBrowser(async (page) => {
      await page.goto(link);
      await page.locator(firstRow).waitFor({ timeout: LONGEST_MS });
    });
    return shellSeconds + browserSeconds;
  } finally {
    await shell.stop();
  }
}

function emptyPage(): Promise<number> {
  return inBrowser(async (page) => {
    await page.goto('data:text/html,<p>empty</p>');
    await page.locator('p').waitFor();
  });
}
