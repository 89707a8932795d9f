/** Many at once, and back again: customers tagged together, transfers cancelled together, each looked at before and taken back whole. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';
import { fillIn, openPanel } from './taking-panel';

async function find(app: Page, screen: string, field: string, text: string): Promise<void> {
  await app.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
  await app.getByRole('textbox', { name: field }).fill(text);
  const grid = app.getByRole('grid', { name: screen });
  await expect(grid.locator('[role="row"][aria-rowindex="2"]:not([aria-busy])')).toContainText(text);
}

test('customers are tagged together, found by the tag, and Ctrl+Z takes it back', async ({ app }) => {
  await find(app, 'Customers', 'Find by name or e-mail', 'Software');
  const grid = app.getByRole('grid', { name: 'Customers' });
  const count = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(count).toBeGreaterThan(1);
  for (let row = 2; row < count + 2; row++)
    await grid.locator(`[aria-rowindex="${row}"]`).getByRole('checkbox').check();
  await app.getByRole('button', { name: 'Tag', exact: true }).click();
  const dialog = app.getByRole('dialog', { name: 'Tag customers' });
  await dialog.getByRole('combobox', { name: 'Tags to add' }).fill('key account');
  await app.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText(`${count} items are changed`);
  await expectAccessible(app);
  await picture(app, 'changes-preview');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  // The line that offered it is gone: the keys go on in the rows.
  await expect(grid.locator(':focus')).toBeVisible();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('key account');
  await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1));
  await app.getByRole('link', { name: 'Changes' }).click();
  await expect(app.getByRole('list', { name: 'Changes' })).toContainText(`${count} customers tagged: +key account`);
  await expectAccessible(app);
  await picture(app, 'changes');
  await app.keyboard.press('Control+z');
  const question = app.getByRole('dialog', { name: 'Undo these changes?' });
  await expect(question).toContainText(`${count} items go back to what they were`);
  await expect(question.getByRole('button', { name: 'Undo' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('list', { name: 'Changes' })).toContainText('Taken back by');
  await find(app, 'Customers', 'Find by name or e-mail', 'Software');
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('key account');
  await expect(app.getByText('No customer fits')).toBeVisible();
});

test('of many payments those that wait for a transfer are cancelled, each other one says why not, and Ctrl+Z brings them back', async ({
  app,
}) => {
  test.slow();
  for (const amount of ['31.00', '32.00']) {
    const panel = await openPanel(app);
    await fillIn(app, panel, { customer: 'Ñandú', amount, via: /^Bank transfer/ });
    await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
    await expect(panel.getByText(/^Pending: waiting for the bank/)).toBeVisible();
    await panel.getByRole('button', { name: 'Close' }).first().click();
  }
  await app.getByRole('link', { name: /^Payments/ }).click();
  const tab = (name: string) => app.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) });
  await tab('Pending').click();
  const grid = app.getByRole('grid', { name: 'Payments' });
  const row = (n: number) => grid.locator(`[role="row"][aria-rowindex="${n}"]:not([aria-busy])`);
  await expect(row(2)).toContainText('32.00');
  await expect(row(5)).toBeVisible();
  // All of them can be dealt with as well as some.
  await app.keyboard.press('ControlOrMeta+a');
  await expect(app.getByRole('button', { name: 'Cancel payments' })).toBeVisible();
  await app.getByRole('button', { name: 'Clear selection' }).press('Enter');
  await expect(grid.locator(':focus')).toBeVisible();
  for (const n of [2, 3, 4, 5]) await row(n).getByRole('checkbox').check();
  await app.getByRole('button', { name: 'Cancel payments' }).click();
  const dialog = app.getByRole('dialog', { name: 'Cancel payments' });
  await expect(dialog.getByRole('status')).toContainText('2 items are changed');
  await expect(dialog.getByRole('status')).toContainText('2 stay as they are');
  await expect(dialog).toContainText('so it is cancelled there, one at a time');
  await expectAccessible(app);
  await picture(app, 'changes-cancel');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(2)).not.toContainText('32.00');
  await tab('Cancelled').click();
  await app.getByRole('link', { name: 'Changes' }).click();
  const changes = app.getByRole('list', { name: 'Changes' });
  await expect(changes.getByRole('listitem').first()).toContainText('2 payments cancelled');
  await app.keyboard.press('Control+z');
  const question = app.getByRole('dialog', { name: 'Undo these changes?' });
  await expect(question).toContainText('2 items go back to what they were');
  await expect(question).toContainText('63.00 EUR');
  await picture(app, 'changes-cancel-undo');
  await expect(question.getByRole('button', { name: 'Undo' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(changes.getByRole('listitem').first()).toContainText('Taken back by');
  await app.getByRole('link', { name: /^Payments/ }).click();
  await tab('Pending').click();
  await expect(row(2)).toContainText('32.00');
  await expect(row(3)).toContainText('31.00');
});
