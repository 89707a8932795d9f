/** Customers and invoices come from CSV files, by keyboard alone: columns confirmed, looked at, stored, seen, and taken back. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

const customers =
  'Código;Nombre;Correo;País\nH-1;Hostal Norte;norte@hostal.example;ES\nH-2;Peñíscola Hosting;hola@peniscola.example;ES\n';
const invoices =
  'customer;number;date;description;net;vat rate\n' +
  'H-1;Q-101;03/04/2026;Server;1.200;21\n' +
  'H-1;Q-101;03/04/2026;Domain;15;21\n' +
  'H-2;Q-102;05/06/2026;Server;2.500;21\n' +
  'H-9;Q-103;05/06/2026;Nobody’s;10;21\n';

/** Opens the dialog on a screen and gives it a file, without the mouse. */
async function begin(app: Page, screen: string, name: string, content: string) {
  await app.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
  await app.getByRole('button', { name: 'Import…' }).focus();
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog', { name: /^Import / });
  const chosen = app.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'CSV file' }).focus();
  await app.keyboard.press('Enter');
  await (await chosen).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Columns' })).toHaveAttribute('aria-current', 'step');
  return dialog;
}

/** Chooses from a list as the keyboard does. */
async function choose(app: Page, field: string, value: string, typed?: string) {
  const box = app.getByRole('combobox', { name: field });
  await box.focus();
  if (typed === undefined) await app.keyboard.press('Enter');
  else await app.keyboard.type(typed);
  const option = app.getByRole('option', { name: value });
  await expect(option).toBeVisible();
  for (let n = 0; n < 5 && (await option.getAttribute('data-combobox-selected')) === null; n++)
    await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(box).toHaveValue(value);
}

test('customers and invoices come from files, and the invoices go again', async ({ app }) => {
  const first = await begin(app, 'Customers', 'customers.csv', customers);
  await expect(first.getByRole('status')).toContainText('customers.csv · 2 rows');
  await expect(first.getByRole('button', { name: 'Next' })).toBeFocused();
  await expectAccessible(app);
  await picture(app, 'import-columns');
  await app.keyboard.press('Enter');
  await expect(first.getByRole('status')).toContainText('2 new');
  await expect(first.getByRole('table')).toContainText('Peñíscola Hosting');
  await app.keyboard.press('Enter');
  await expect(first.getByRole('status')).toContainText('2 were stored');
  await app.keyboard.press('Enter');
  await expect(first).toBeHidden();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('Peñíscola');
  await expect(app.getByRole('grid', { name: 'Customers' })).toContainText('hola@peniscola.example');

  const dialog = await begin(app, 'Invoices', 'renewals.csv', invoices);
  await expect(dialog.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expect(dialog.getByText('The file can be read in both ways.')).toHaveCount(2);
  await choose(app, 'Decimal sign', '1.234,50 (comma)');
  await choose(app, 'Days are written', 'day/month/year');
  await choose(app, 'Currency of all rows', 'EUR', 'EUR');
  await picture(app, 'import-asks');
  // Each answer is looked at before the next step is offered.
  await expect(dialog.getByRole('button', { name: 'Next' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(dialog.getByRole('status')).toContainText('2 new');
  await expect(dialog.getByRole('table', { name: 'What cannot be stored, and why' })).toContainText(
    'No customer has “H-9” as its id, external id or e-mail.',
  );
  await expect(dialog.getByRole('button', { name: 'Store 2' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^Leave this one out/ }).press('Space');
  await dialog.getByRole('textbox', { name: 'Keep how this file is read as' }).fill('Renewals');
  await expectAccessible(app);
  await picture(app, 'import-preview');
  await app.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toContainText('2 were stored');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().press('Enter');
  await app.getByRole('textbox', { name: /^Find/ }).fill('Q-101');
  await expect(app.getByRole('grid', { name: 'Invoices' })).toContainText('1,470.15');

  await app.getByRole('link', { name: 'Changes' }).click();
  await expect(app.getByRole('list', { name: 'Changes' })).toContainText('2 invoices imported: renewals.csv');
  await picture(app, 'import-changes');
  await app.keyboard.press('Control+z');
  const question = app.getByRole('dialog', { name: 'Undo these changes?' });
  const undo = question.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeEnabled();
  await undo.press('Enter');
  await expect(app.getByRole('list', { name: 'Changes' })).toContainText('Taken back by');
});
