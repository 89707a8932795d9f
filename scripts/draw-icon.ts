// Draws build/icon.png, which the packages use, from the logo. Run it when the logo changes.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { ensureChromium } from './ensure-chromium.ts';

const sizePx = 1024;
const logo = readFileSync('renderer/logo.svg', 'utf8').replace('<svg ', `<svg width="${sizePx}" height="${sizePx}" `);
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${logo}`);
  await page.screenshot({ path: 'build/icon.png', omitBackground: true });
} finally {
  await browser.close();
}
