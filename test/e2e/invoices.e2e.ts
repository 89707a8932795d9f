/** Invoices: found by how they stand, made and issued from the keyboard, paid from credit and by a transfer, credited, voided. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture, themes } from './pictures';
import { chooseWay } from './taking-panel';

async function openInvoices(app: Page): Promise<Locator> {
  await app.getByRole('link', { name: /^Invoices/ }).click();
  const grid = app.getByRole('grid', { name: 'Invoices' });
  await expect(grid.locator('[role="row"][aria-rowindex="3"]:not([aria-busy])')).toBeVisible({ timeout: 20_000 });
  return grid;
}

const stubOf = (app: Page) => app.getByRole('region', { name: /^Invoice/ });
const tab = (app: Page, name: RegExp) =>
  app.getByRole('navigation', { name: 'Status of the invoice' }).getByRole('button', { name });

/** Opens the first invoice of a tab. */
async function openFirst(app: Page, status: RegExp): Promise<Locator> {
  const grid = await openInvoices(app);
  await tab(app, status).click();
  await expect(tab(app, status)).toHaveAttribute('aria-current', 'true');
  await app.waitForTimeout(300);
  await grid.locator('[role="row"][aria-rowindex="2"]:not([aria-busy])').click();
  await expect(stubOf(app).getByText('What happened')).toBeVisible();
  return stubOf(app);
}

test('the sample company has invoices in every state, each with its lines, its tax and what happened', async ({
  app,
}) => {
  const stub = await openFirst(app, /^Overdue/);
  for (const status of ['Draft', 'Unpaid', 'Overdue', 'Paid', 'Void'])
    await expect(tab(app, new RegExp(`^${status} [1-9]`))).toBeVisible();
  await expect(stub.getByText(/^VAT-20 20 % on/)).toBeVisible();
  await expect(stub.getByText('Charge of an invoice begun')).toBeVisible();
  await expectAccessible(app);
  for (const theme of themes) {
    await app.emulateMedia({ colorScheme: theme });
    await picture(app, `invoices-${theme}`);
  }
  await app.setViewportSize({ width: 1024, height: 700 });
  await picture(app, 'invoices-narrow');
  await app.setViewportSize({ width: 1440, height: 900 });
  await app.getByRole('button', { name: 'Ageing and tax' }).click();
  const figures = app.getByRole('dialog', { name: 'Ageing and tax' });
  await expect(figures.getByRole('columnheader', { name: '31–60 days' })).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'invoices-figures');
});

test('an invoice is written and issued from the keyboard, then paid from credit, credited, and explained', async ({
  app,
}) => {
  test.slow();
  await openInvoices(app);
  await app.keyboard.press('i');
  const edit = app.getByRole('dialog', { name: 'New invoice' });
  await edit.getByRole('combobox', { name: 'Customer' }).fill('Cigüeña');
  await app.getByRole('option').filter({ hasText: 'Cigüeña' }).first().click();
  await edit.getByRole('textbox', { name: 'Line 1: Description' }).fill('Hosting in November');
  await edit.getByRole('textbox', { name: 'Line 1: Unit price' }).fill('3.335');
  await edit.getByRole('textbox', { name: 'Line 1: Tax code' }).fill('VAT-20');
  await edit.getByRole('textbox', { name: 'Line 1: Rate %' }).fill('20');
  await app.keyboard.press('Enter');
  await expect(edit.getByRole('textbox', { name: 'Line 2: Description' })).toBeFocused();
  await app.keyboard.type('Traffic');
  await edit.getByRole('textbox', { name: 'Line 2: Unit price' }).fill('1');
  await expect(edit.getByText('5.21')).toBeVisible();
  // A reload would take along what was typed: the browser asks before it.
  const asked = app.waitForEvent('dialog');
  await app.evaluate(() => setTimeout(() => location.reload()));
  await (await asked).dismiss();
  expect((await asked).type()).toBe('beforeunload');
  await expect(edit.getByRole('textbox', { name: 'Line 2: Description' })).toHaveValue('Traffic');
  await expectAccessible(app);
  await picture(app, 'invoice-editor');
  await app.keyboard.press('Control+Enter');
  const stub = stubOf(app);
  await expect(stub.getByText(/^Issued as INV-/)).toBeVisible();
  await expect(stub.getByText('Unpaid').first()).toBeVisible();
  await stub.getByRole('button', { name: 'Pay from credit' }).click();
  const pay = app.getByRole('dialog', { name: 'Pay from credit' });
  await expect(pay.getByText(/available credit$/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'invoice-pay');
  await pay.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(stub.getByText('Paid').first()).toBeVisible();
  await stub.getByRole('button', { name: 'More' }).click();
  await app.getByRole('menuitem', { name: 'Credit note' }).click();
  const note = app.getByRole('dialog', { name: 'Issue a credit note' });
  await note.getByRole('textbox', { name: 'Reason' }).fill('It was cancelled');
  await expectAccessible(app);
  await picture(app, 'invoice-credit-note');
  // Enter begins a line in the reason; with Ctrl it sends.
  await note.getByRole('textbox', { name: 'Reason' }).press('Control+Enter');
  await expect(note).toBeHidden();
  await expect(stub.getByText(/^Credit note CN-/)).toBeVisible();
  await stub.getByRole('button', { name: 'Debit and credit' }).click();
  await expect(stub.getByRole('cell', { name: 'tax:output:VAT-20' }).first()).toBeVisible();
  await picture(app, 'invoice-credited');
});

test('N on an open invoice asks for its payment; received, the invoice is paid in the same act', async ({ app }) => {
  test.slow();
  const stub = await openFirst(app, /^Unpaid/);
  await expect(stub.getByRole('button', { name: /^Take a payment/ })).toBeVisible();
  const number = await stub.getByText(/^(INV|AF)-\d{4}-\d+ ·/).innerText();
  await app.keyboard.press('n');
  const panel = app.getByRole('dialog', { name: 'Make a payment' });
  await expect(panel.getByRole('textbox', { name: 'Description' })).toHaveValue(number.split(' ')[0] ?? '');
  await chooseWay(panel, /^Invoice/);
  await panel.getByRole('button', { name: 'Review' }).click();
  await expect(panel.getByText(/^Due on /)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'invoice-take');
  await panel.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(panel.getByText(/^RF\d\d/)).toBeVisible();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  const payments = new PaymentsPage(app);
  await payments.stub.getByRole('button', { name: 'Mark as received' }).click();
  const received = app.getByRole('dialog', { name: 'Mark as received' });
  await received.getByRole('textbox', { name: 'What shows it' }).fill('statement 12, line 1');
  await received.getByRole('button', { name: 'Mark as received' }).click();
  await expect(payments.stub.getByText('Completed').first()).toBeVisible();
  await expect(payments.stub.getByRole('link', { name: number.split(' ')[0] ?? '' })).toBeVisible();
  await expect(payments.stub.getByText('statement 12, line 1')).toBeVisible();
  const paid = await openFirst(app, /^Paid/);
  await expect(paid.getByRole('heading', { name: 'Paid by' })).toBeVisible();
});

test('a void invoice keeps its number, and nothing of it is due', async ({ app }) => {
  const stub = await openFirst(app, /^Unpaid/);
  await stub.getByRole('button', { name: 'More' }).click();
  await app.getByRole('menuitem', { name: 'Void' }).click();
  const gone = app.getByRole('dialog', { name: 'Void the invoice' });
  await gone.getByRole('textbox', { name: 'Reason' }).fill('Issued twice');
  await picture(app, 'invoice-void');
  await gone.getByRole('button', { name: 'Void the invoice' }).click();
  await expect(stub.getByText('Voided: Issued twice')).toBeVisible();
  await expect(stub.getByText('Void', { exact: true }).first()).toBeVisible();
});
