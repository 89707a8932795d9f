/** Two customers who are one are merged, looked at before, and are two again. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

const heading = (app: Page) => app.getByRole('heading', { level: 1 });
const about = (app: Page) => app.getByRole('complementary', { name: 'About this customer' });

async function addTwin(app: Page, name: string): Promise<void> {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await expect(app.getByRole('grid', { name: 'Customers' })).toBeVisible();
  await app.keyboard.press('c');
  const dialog = app.getByRole('dialog', { name: 'New customer' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await app.keyboard.press('Enter');
  await expect(heading(app)).toHaveText(name);
}

test('two customers who are one are merged, found under both names, and taken apart again', async ({ app }) => {
  await addTwin(app, 'Ashgrove Twin');
  await about(app).getByRole('textbox', { name: 'Write a note' }).fill('The same as Ashgrove.');
  await about(app).getByRole('button', { name: 'Add note' }).click();
  await expect(about(app).getByRole('list', { name: 'Notes' })).toContainText('The same as Ashgrove.');
  await about(app).getByRole('button', { name: 'Merge' }).click();
  const dialog = app.getByRole('dialog', { name: 'Merge two customers' });
  await dialog.getByRole('combobox', { name: 'Customer' }).fill('Ashgrove');
  const option = app.getByRole('option', { name: /^Ashgrove(?! Twin)/ }).first();
  const kept = (await option.locator('bdi').textContent()) ?? '';
  await option.click();
  await expect(dialog.getByRole('columnheader', { name: `Is merged: ${kept}` })).toBeVisible();
  await dialog.getByRole('button', { name: 'Swap' }).click();
  await expect(dialog.getByRole('columnheader', { name: `Stays: ${kept}` })).toBeVisible();
  await expect(dialog).toContainText('1 note');
  await expectAccessible(app);
  await picture(app, 'customer-merge');
  await dialog.getByRole('button', { name: 'Swap' }).click();
  await expect(dialog.getByRole('columnheader', { name: 'Stays: Ashgrove Twin' })).toBeVisible();
  const balance = await dialog
    .getByRole('row', { name: /^Balance now/ })
    .getByRole('cell')
    .nth(0)
    .textContent();
  await expect(
    dialog
      .getByRole('row', { name: /^Balance after/ })
      .getByRole('cell')
      .nth(1),
  ).toHaveText(balance ?? '');
  await picture(app, 'customer-merge-balances');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(about(app)).toContainText('Merged into this customer');
  await app.keyboard.press('y');
  await expect(app.getByText('Taken over from merged customers')).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'customer-merged');
  await app.getByRole('link', { name: 'Changes' }).click();
  const changes = app.getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText(`Customers merged: ${kept} → Ashgrove Twin`);
  await picture(app, 'changes-merge');
  await app.keyboard.press('Control+z');
  const question = app.getByRole('dialog', { name: 'Undo these changes?' });
  await expect(question.getByRole('button', { name: 'Undo' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(changes).toContainText('Taken back by');
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill(kept);
  await expect(app.getByRole('grid', { name: 'Customers' })).toContainText(kept);
});
