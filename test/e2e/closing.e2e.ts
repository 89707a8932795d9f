/** The end of a month: looked at, closed by two people, and not changed any more. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

const PASSPHRASE = 'counterfoil';
const menu = (app: Page) => app.getByRole('button', { name: /^Operator / });

async function switchTo(app: Page, name: string): Promise<void> {
  await menu(app).click();
  await app.getByRole('menuitem', { name: 'Switch operator…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Switch operator' });
  await dialog.getByRole('combobox', { name: 'Operator' }).click();
  await app.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Switch' }).click();
  await expect(menu(app)).toHaveAccessibleName(new RegExp(name));
}

async function pictures(app: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await app.setViewportSize({ width, height });
      await picture(app, `${name}-${scheme}${width === 1024 ? '-narrow' : ''}`);
    }
  }
  await app.emulateMedia({ colorScheme: 'light' });
  await app.setViewportSize({ width: 1440, height: 900 });
}

test('a month is asked for by one, approved by another, and sealed', async ({ app }) => {
  test.slow();
  await app.getByRole('link', { name: 'Close', exact: true }).click();
  await expect(app.getByRole('list', { name: 'Checklist' })).toBeVisible();
  const months = app.getByRole('navigation', { name: 'Months' });
  const month = (await months.getByRole('link').nth(1).locator('span').first().textContent()) ?? '';
  await months.getByRole('link').nth(1).click();
  await expect(app.getByRole('list', { name: 'Checklist' }).getByRole('listitem')).toHaveCount(9);
  await expectAccessible(app);
  await pictures(app, 'close-open');
  await app.getByRole('button', { name: `Close ${month}` }).click();
  const dialog = app.getByRole('dialog', { name: `Close ${month}?` });
  await picture(app, 'close-dialog-light');
  await dialog.getByRole('textbox').fill('Two lines wait for the bank');
  await dialog.getByRole('button', { name: 'Ask for the close' }).click();
  await expect(app.getByText('You asked for this, so a different operator must approve.')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await switchTo(app, 'Tomás Rey');
  await picture(app, 'close-waiting-light');
  await app.getByRole('button', { name: 'Approve' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect(app.getByText(/Closed by .*Marta Olsen.*approved by .*Tomás Rey/)).toBeVisible();
  await expect(months.getByRole('link').nth(2)).toContainText('Closed');
  await pictures(app, 'close-closed');
});
