/** Vouchers: a batch is issued, exported and redeemed, refused again, and voided; and the payment panel takes one. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture, themes } from './pictures';
import { chooseWay, openPanel } from './taking-panel';

async function openVouchers(app: Page): Promise<void> {
  await app.getByRole('link', { name: /^Vouchers/ }).click();
  await expect(app.getByRole('heading', { name: 'Vouchers' })).toBeVisible();
  await expect(app.getByRole('row', { name: /Welcome gift/ })).toBeVisible({ timeout: 30_000 });
}

interface Wanted {
  name: string;
  amount: string;
  count?: string;
  uses?: string;
  sold?: boolean;
}

/** Issues a batch in euro from the keyboard's key on, up to its page. */
async function issue(app: Page, { name, amount, count = '3', uses = '1', sold = false }: Wanted): Promise<Locator> {
  await app.keyboard.press('v');
  const dialog = app.getByRole('dialog', { name: 'New vouchers' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await app.keyboard.type(name);
  if (sold) await dialog.getByText('Sold', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Worth of one use' }).fill(amount);
  await dialog.getByRole('combobox', { name: 'Currency' }).fill('EUR');
  await app.getByRole('option', { name: 'EUR' }).click();
  await dialog.getByRole('textbox', { name: 'How many' }).fill(count);
  await dialog.getByRole('textbox', { name: 'Uses of each, in all' }).fill(uses);
  if (sold) await dialog.getByRole('textbox', { name: 'What proves it' }).fill('Statement 12, line 4');
  return dialog;
}

const titleOf = (app: Page, name: string) => app.getByRole('heading', { name, exact: true });

/** The codes of the batch that is open, as its page shows them. */
async function codesShown(app: Page): Promise<string[]> {
  await app.getByRole('button', { name: 'Show codes' }).click();
  const cells = app.getByRole('table', { name: 'Vouchers of this batch' }).locator('.voucher-code');
  await expect(cells.first()).toHaveText(/^[0-9A-Z]{4}-/);
  return (await cells.allInnerTexts()).map((text) => text.trim());
}

async function chooseCustomer(app: Page, panel: Locator): Promise<void> {
  await panel.getByRole('combobox', { name: 'Customer' }).fill('Ñandú');
  await app.getByRole('option').filter({ hasText: 'Ñandú' }).first().click();
}

async function chooseEuro(app: Page, panel: Locator): Promise<void> {
  await panel.getByRole('combobox', { name: 'Currency' }).fill('EUR');
  await app.getByRole('option', { name: 'EUR' }).click();
}

/** Every batch of the screen leaves as a file, counted before and after; the vouchers themselves are the menu's other list. */
async function exportBatches(app: Page): Promise<void> {
  const batches = app.getByRole('table', { name: 'Batches' }).locator('tbody tr');
  await expect(batches.first()).toBeVisible();
  const shown = await batches.count();
  await app.getByRole('button', { name: 'Export…' }).press('Enter');
  await expect(app.getByRole('menuitem', { name: 'Export vouchers' })).toBeVisible();
  await app.getByRole('menuitem', { name: 'Export voucher batches' }).press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Export voucher batches' });
  await expect(dialog.getByText(`${shown} rows will be written.`)).toBeVisible();
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(dialog.getByText(`${shown} rows were written.`)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('the sample company has vouchers in every state, and what is owed for the sold ones', async ({ app }) => {
  test.slow();
  await openVouchers(app);
  const report = app.getByRole('table', { name: 'By currency and kind, in amounts' });
  await expect(report.getByRole('row', { name: /USD Sold/ })).toContainText('650.00');
  await expect(app.getByText(/^Owed for sold vouchers now, as the ledger has it: 650.00 USD/)).toBeVisible();
  await expectAccessible(app);
  await exportBatches(app);
  for (const theme of themes) {
    await app.emulateMedia({ colorScheme: theme });
    await picture(app, `vouchers-${theme}`);
  }
  await app.setViewportSize({ width: 1024, height: 700 });
  await picture(app, 'vouchers-narrow');
  await app.setViewportSize({ width: 1440, height: 900 });
  await app.getByRole('link', { name: 'Reseller cards' }).click();
  await expect(titleOf(app, 'Reseller cards')).toBeVisible();
  await expect(app.getByText('Two cards came back damaged').first()).toBeVisible();
  await expectAccessible(app);
  for (const theme of themes) {
    await app.emulateMedia({ colorScheme: theme });
    await picture(app, `voucher-batch-${theme}`);
  }
  await app.setViewportSize({ width: 1024, height: 700 });
  await picture(app, 'voucher-batch-narrow');
});

test('a batch is issued from the keyboard, exported, redeemed, and refused again', async ({ app }) => {
  test.slow();
  await openVouchers(app);
  const dialog = await issue(app, { name: 'Open day', amount: '12.50' });
  await expect(
    dialog.getByText('Nothing: a promotional voucher moves something only when it is redeemed.'),
  ).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Pattern of the codes' }).fill('9999-9999');
  await expect(dialog.getByText('So many codes of this pattern could be guessed.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Pattern of the codes' }).fill('{4}-{4}-{4}');
  await expectAccessible(app);
  await picture(app, 'voucher-new');
  await dialog.getByRole('textbox', { name: 'Pattern of the codes' }).press('Enter');
  await expect(titleOf(app, 'Open day')).toBeVisible();
  await expect(app.getByText('hidden').first()).toBeAttached();
  const codes = await codesShown(app);
  expect(new Set(codes).size).toBe(3);
  await picture(app, 'voucher-codes');

  await app.keyboard.press('e');
  const exporting = app.getByRole('dialog', { name: 'Codes of Open day' });
  await exporting.getByRole('radio', { name: 'All codes, CSV' }).press('Enter');
  await expect(exporting.getByText('SHA-256')).toBeVisible();
  await picture(app, 'voucher-export');
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    exporting.getByRole('button', { name: 'Download' }).click(),
  ]);
  const written = readFileSync(await download.path(), 'utf8');
  for (const code of codes) expect(written).toContain(code);
  await app.keyboard.press('Escape');

  await app.keyboard.press('r');
  const panel = app.getByRole('dialog', { name: 'Make a payment' });
  await chooseCustomer(app, panel);
  await chooseEuro(app, panel);
  await panel.getByRole('textbox', { name: 'Number of the voucher' }).fill((codes[0] ?? '').toLowerCase());
  await expect(panel.getByText('Worth 12.50 EUR: Open day.')).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'voucher-redeem');
  await panel.getByRole('button', { name: 'Review' }).click();
  await expect(panel.getByText('Out of promotional vouchers')).toBeVisible();
  await picture(app, 'voucher-review');
  await panel.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(panel.getByText('Completed: 12.50 EUR is in the book.')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('row', { name: /Used up 1 of 1 .*Ñandú/ })).toBeVisible();

  await app.keyboard.press('r');
  await chooseCustomer(app, panel);
  await chooseEuro(app, panel);
  await panel.getByRole('textbox', { name: 'Number of the voucher' }).fill(codes[0] ?? '');
  await expect(panel.getByRole('alert')).toContainText('The voucher is used up');
  await expect(panel.getByRole('button', { name: 'Review' })).toBeDisabled();
  await picture(app, 'voucher-refused');
  await panel.getByRole('textbox', { name: 'Number of the voucher' }).fill(`${codes[1]?.slice(0, -1)}U`);
  await expect(panel.getByText('This cannot be a code: at least one sign is wrong.')).toBeVisible();
});

test('a sold batch is owed until it is redeemed, voided or expired, and the ledger says so', async ({ app }) => {
  test.slow();
  await openVouchers(app);
  const dialog = await issue(app, { name: 'Gift cards', amount: '30', count: '4', uses: '2', sold: true });
  await expect(dialog.getByRole('region', { name: 'What issuing moves' })).toContainText('+240.00');
  await picture(app, 'voucher-new-sold');
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await expect(titleOf(app, 'Gift cards')).toBeVisible();
  const second = app.getByRole('checkbox', { name: 'Choose voucher 2' });
  await expect(second).toBeVisible();
  for (const key of ['j', 'j', 'Space']) await app.keyboard.press(key);
  await expect(second).toBeChecked();
  await expect(app.getByText('1 voucher chosen')).toBeVisible();
  await app.getByRole('button', { name: 'Void voucher 2' }).click();
  const voiding = app.getByRole('dialog', { name: 'Void vouchers' });
  await expect(voiding.getByText('60.00 EUR leave Bank transfer for the buyer.')).toBeVisible();
  await voiding.getByText('It stays, as income').click();
  await expect(voiding.getByText('60.00 EUR become income (breakage).')).toBeVisible();
  await voiding.getByRole('textbox', { name: 'Reason' }).fill('Lost in the post');
  await expectAccessible(app);
  await picture(app, 'voucher-void');
  await app.keyboard.press('Control+Enter');
  await expect(app.getByRole('row', { name: /Voided 0 of 2 Lost in the post/ })).toBeVisible();
  // What is void is no longer chosen.
  await expect(app.getByText('1 voucher chosen')).toBeHidden();
  await app.getByRole('button', { name: 'Void the rest' }).click();
  await voiding.getByRole('textbox', { name: 'Reason' }).fill('Misprinted');
  await voiding.getByRole('button', { name: 'Void', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Void the rest' })).toBeHidden();
});

test('the payment panel takes a voucher by its number and currency', async ({ app }) => {
  await openVouchers(app);
  await app.getByRole('link', { name: 'Welcome gift' }).click();
  await expect(titleOf(app, 'Welcome gift')).toBeVisible();
  await app.getByRole('button', { name: 'Open' }).click();
  const codes = await codesShown(app);
  const panel = await openPanel(app);
  await chooseCustomer(app, panel);
  await chooseWay(panel, /^Voucher/);
  await panel.getByRole('combobox', { name: 'Currency' }).fill('USD');
  await app.getByRole('option', { name: 'USD' }).click();
  await panel.getByRole('textbox', { name: 'Number of the voucher' }).fill(codes[0] ?? '');
  await expect(panel.getByRole('alert')).toContainText('The voucher is in EUR, and USD was chosen.');
  await chooseEuro(app, panel);
  await panel.getByRole('button', { name: 'Review' }).click();
  await panel.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(panel.getByText('Completed: 20.00 EUR is in the book.')).toBeVisible();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  await expect(app.getByText('Welcome gift 7/40').first()).toBeVisible();
  await picture(app, 'voucher-payment');
});
