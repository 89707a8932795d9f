/** From a list to a workbook, from its receipt to what changed since, and the charts of the ledger with their figures. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { readXlsx } from '../support/read-xlsx';
import { expect, expectAccessible, test } from './journey';
import { pictures } from './pictures';

function card(app: Page, title: string): Locator {
  return app.locator('section.card').filter({ has: app.getByRole('heading', { name: title, exact: true }) });
}

test('customers leave as a workbook, and its receipt tells what changed since', async ({ app }) => {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('button', { name: 'Export…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Export customers' });
  await expect(dialog.getByText(/^\d[\d,]* rows will be written/)).toBeVisible();
  const told = Number((await dialog.getByText(/rows will be written/).innerText()).replace(/\D.*$/s, '').trim());
  await dialog.getByText('Excel (XLSX)').click();
  await pictures(app, 'export-dialog');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText(/rows were written/)).toBeVisible({ timeout: 30_000 });
  const download = app.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const sheets = readXlsx(readFileSync(await (await download).path()));
  expect(sheets.map(({ name }) => name)).toEqual(['Rows', 'Totals']);
  expect(sheets[0]?.rows.length).toBe(told + 1);
  await dialog.getByRole('link', { name: 'All exports' }).click();
  const receipt = app.getByRole('listitem').filter({ has: app.getByRole('heading', { name: 'Customers, XLSX' }) });
  await receipt.getByRole('button', { name: 'What changed since?' }).click();
  await expect(receipt.getByText(/same rows|rows added/)).toBeVisible({ timeout: 60_000 });
  await pictures(app, 'exports-again');
});

test('the charts of the ledger, each also a table that leads to its rows', async ({ app }) => {
  await app.getByRole('link', { name: 'Charts' }).click();
  for (const title of ['Clearing balance', 'From gross to the bank', 'Fees by month', 'Credit and vouchers owed']) {
    const chart = card(app, title);
    await expect(chart.getByRole('img').first()).toHaveAttribute('aria-label', new RegExp(title));
    await chart.getByRole('button', { name: `${title} as a table` }).click();
    expect(await chart.getByRole('row').count()).toBeGreaterThan(1);
    await chart.getByRole('button', { name: `${title} as a chart` }).click();
    await expect(chart.getByRole('img').first()).toBeVisible();
  }
  const matching = card(app, 'Matched and open');
  await expect(matching).toBeVisible();
  await expect(card(app, 'Age of unpaid invoices')).toBeVisible();
  await pictures(app, 'charts');
  await app.locator('.charts').evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await matching.getByRole('combobox', { name: 'Whose' }).selectOption({ label: 'Stripe (sandbox)' });
  await matching.getByRole('button', { name: 'Matched and open as a table' }).click();
  await pictures(app, 'charts-foot');
  await matching.getByRole('row').getByRole('link').last().click();
  const behind = app.getByRole('dialog', { name: /^Stripe .*: sent to the bank/ });
  await expect(behind.getByRole('row').nth(1)).toContainText('Payout');
  await pictures(app, 'charts-behind-bank');
  await behind.getByRole('button', { name: 'Close', exact: true }).last().click();
  for (const [title, what] of [
    ['Clearing balance', 'the balance is explained'],
    ['Credit and vouchers owed', 'Paid credit'],
  ] as const) {
    await card(app, title)
      .getByRole('button', { name: `${title} as a table` })
      .click();
    await card(app, title).getByRole('row').last().getByRole('link').click();
    const rows = app.getByRole('dialog');
    await expect(rows.getByText(what).first()).toBeVisible();
    await expectAccessible(app);
    await pictures(app, `charts-behind-${title.split(' ')[0]?.toLowerCase()}`);
    await rows.getByRole('button', { name: 'Close', exact: true }).last().click();
  }
  const chart = card(app, 'Fees by month');
  await chart.getByRole('button', { name: 'Fees by month as a table' }).click();
  await chart.getByRole('row').nth(1).getByRole('link').click();
  await expect(app).toHaveURL(/#\/payments\?.*gateway=/);
});

test('the ledger leaves under own account codes, and lines of a bank by what the list shows', async ({ app }) => {
  await app.getByRole('link', { name: 'Exports' }).click();
  await app.getByRole('button', { name: 'Export the ledger' }).click();
  await app.getByRole('menuitem', { name: /^GL journal/ }).click();
  const dialog = app.getByRole('dialog', { name: 'GL journal' });
  await expect(dialog.getByText(/accounts? have no code yet/)).toBeVisible();
  await dialog.getByText('DATEV', { exact: true }).click();
  await pictures(app, 'gl-dialog');
  await dialog.getByText('Own columns').click();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(app.getByText(/^Its sums come to/)).toBeVisible({ timeout: 30_000 });
  await expect(app.getByRole('listitem').first()).toContainText('GL journal');
  await app.getByRole('link', { name: 'Reconcile' }).click();
  await app.getByRole('button', { name: 'Bank lines' }).click();
  await expect(app.getByRole('button', { name: 'Export…' })).toBeVisible();
  await pictures(app, 'bank-lines-export');
});

/** Asks for a list's export, and gives how many rows it says that will be written, and were. */
async function exported(app: Page, title: string): Promise<{ before: string; after: string }> {
  await app.getByRole('button', { name: 'Export…' }).last().click();
  const dialog = app.getByRole('dialog', { name: title });
  const before = dialog.getByText(/ rows? will be written/);
  await expect(before).toBeVisible();
  const told = await before.innerText();
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(dialog.getByText(/ rows? w(as|ere) written/)).toBeVisible({ timeout: 30_000 });
  const after = await dialog.getByText(/ rows? w(as|ere) written/).innerText();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return { before: told.replace(/\D.*$/s, ''), after: after.replace(/\D.*$/s, '') };
}

test('rules, bank accounts, operators and the log of exports leave from where they stand, as many rows as stand there', async ({
  app,
}) => {
  await app.getByRole('link', { name: 'Exports' }).click();
  await app.getByRole('button', { name: 'Export the ledger' }).click();
  await app.getByRole('menuitem', { name: 'hledger' }).click();
  const receipts = app.locator('li.receipt');
  await expect(receipts).toHaveCount(1, { timeout: 30_000 });
  // What was written before it is not told as its own.
  expect(await exported(app, 'Export the log of exports')).toEqual({ before: '1', after: '1' });
  await expect(receipts.first()).toContainText('Log of exports, CSV');
  await expect(receipts.first().getByRole('button', { name: 'What changed since?' })).toHaveCount(0);
  await pictures(app, 'exports-log');

  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await app.getByRole('button', { name: 'Rules' }).click();
  const shown = app.getByRole('list', { name: 'Rules' }).getByRole('listitem');
  await expect(shown.first()).toBeVisible();
  const rules = await shown.count();
  expect(await exported(app, 'Export the rules of matching')).toEqual({ before: `${rules}`, after: `${rules}` });
  await pictures(app, 'match-rules-export');
  await app.getByRole('button', { name: 'Bank accounts' }).click();
  const accounts = app.getByRole('list', { name: 'Bank accounts' }).getByRole('listitem');
  await expect(accounts.first()).toBeVisible();
  const count = `${await accounts.count()}`;
  expect(await exported(app, 'Export bank accounts')).toEqual({ before: count, after: count });
  await pictures(app, 'bank-accounts-export');

  await app.getByRole('link', { name: 'Settings' }).click();
  const operators = app.locator('.operator-line');
  await expect(operators.first()).toBeVisible();
  const people = `${await operators.count()}`;
  expect(await exported(app, 'Export operators')).toEqual({ before: people, after: people });
});
