/** Every screen in both themes, at both sizes, in both languages: readable by a screen reader, whole, and pictured. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture, themes } from './pictures';

const sizes = [
  { name: '', width: 1440, height: 900 },
  { name: '-narrow', width: 1024, height: 700 },
] as const;

/** Opens each screen through the rail and calls `at` with its name. */
async function eachScreen(app: Page, at: (name: string) => Promise<void>): Promise<void> {
  const links = app.getByRole('navigation').first().getByRole('link');
  const screens = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(screens.length).toBeGreaterThanOrEqual(3);
  for (const address of screens) {
    await app.locator(`nav a[href="${address}"]`).click();
    await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
    // Away from the rail, whose folded links show their names while the pointer rests on them.
    await app.mouse.move(700, 20);
    await app.waitForLoadState('networkidle');
    await app.waitForTimeout(400);
    await at(address.replace(/^#\//, ''));
  }
}

/** Nothing is cut off: the page itself never scrolls sideways, and no button leaves the window. */
async function expectWhole(app: Page): Promise<void> {
  const wide = await app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  const outside = await app.evaluate(() =>
    [...document.querySelectorAll('button, a, input')]
      .map((one) => ({ box: one.getBoundingClientRect(), text: one.textContent?.trim() ?? one.tagName, one }))
      .filter(
        ({ box, one }) =>
          box.width > 0 && !one.closest('[role="grid"]') && (box.right > innerWidth + 1 || box.left < -1),
      )
      .map(({ text }) => text),
  );
  expect(outside).toEqual([]);
}

for (const theme of themes) {
  const rules = theme === 'light' ? 'all' : 'colours';
  for (const size of sizes) {
    test.describe(`${theme}, ${size.width} × ${size.height}`, () => {
      test.use({ looksOnly: true, colorScheme: theme, viewport: { width: size.width, height: size.height } });

      test('every screen is whole and accessible', async ({ app }) => {
        test.slow();
        await eachScreen(app, async (name) => {
          await expectWhole(app);
          await expectAccessible(app, rules);
          await picture(app, `${name}${size.name}-${theme}-plain`);
        });
      });

      test('the payments with a drawer open', async ({ app }) => {
        const payments = new PaymentsPage(app);
        // One with a story: paid, and partly taken back.
        await payments.grid.getByRole('row').filter({ hasText: 'refunded' }).first().click();
        await expect(payments.stub.getByText('What happened')).toBeVisible();
        await expect(payments.stub.getByText('What it moved')).toBeVisible();
        await expectWhole(app);
        await expectAccessible(app, rules);
        await picture(app, `payments${size.name}-${theme}`);
      });
    });
  }
}

test('Spanish says everything in Spanish', async ({ app }) => {
  await app.getByRole('link', { name: 'Settings' }).click();
  await app.getByText('Español', { exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
  await expect(app.locator('html')).toHaveAttribute('lang', 'es');
  const english = /\b(Payments|Customers|Settings|Export|Status|Gateway|Description|Pending|Completed|Columns)\b/;
  await eachScreen(app, async (name) => {
    expect(await app.getByRole('main').innerText(), name).not.toMatch(english);
    await picture(app, `${name}-es`);
  });
});

test('the theme is chosen in the bar and stays', async ({ app }) => {
  await app.getByRole('button', { name: 'Dark theme' }).click();
  const scheme = () => app.locator('html').getAttribute('data-mantine-color-scheme');
  await expect.poll(scheme).toBe('dark');
  await app.reload();
  await expect(app.getByRole('button', { name: 'Light theme' })).toBeVisible();
  expect(await scheme()).toBe('dark');
});
