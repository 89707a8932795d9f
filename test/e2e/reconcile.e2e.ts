/** Bank statements come in: dropped files, a CSV that is asked about, a file that is refused; found as lines, and taken back. */
import type { Locator, Page } from '@playwright/test';
import { reportSamples } from '../support/report-files';
import { sampleFiles } from '../support/statement-samples';
import { expect, expectAccessible, test } from './journey';
import { picture, pictures } from './pictures';

const unsure = 'Date,Description,Amount\n02/03/2026,Card machine,1.234\n04/05/2026,Card machine,2.345\n';

async function part(app: Page, name: string) {
  await app.getByRole('navigation', { name: 'Parts of reconciling' }).getByRole('button', { name }).click();
}

async function give(app: Page, files: Record<string, string>) {
  await app.getByRole('button', { name: 'Import statements…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Import bank statements' });
  const chosen = app.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  const sent = Object.entries(files).map(([name, text]) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  }));
  await (await chosen).setFiles(sent);
  return dialog;
}

/** A bank account of one's own beside the two of the sample company. */
async function addAccount(app: Page) {
  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await part(app, 'Bank accounts');
  await expect(app.getByText('Northgate Euro account')).toBeVisible({ timeout: 30_000 });
  await app.getByRole('button', { name: 'Add a bank account…' }).click();
  const adding = app.getByRole('dialog', { name: 'Add a bank account' });
  await adding.getByRole('textbox', { name: 'Name' }).fill('Savings');
  await adding.getByRole('textbox', { name: 'Key in the ledger' }).fill('savings');
  await expectAccessible(app);
  await adding.getByRole('button', { name: 'Save' }).click();
  await expect(app.getByText('bank:savings')).toBeVisible();
  await picture(app, 'reconcile-accounts-light');
  await expectAccessible(app);
}

/** Of three files one cannot be read: nothing is stored until it is left out. */
async function refuseOne(app: Page): Promise<Locator> {
  const { camt053, mt940 } = sampleFiles;
  const march = mt940.text.replaceAll('2602', '2603');
  const dialog = await give(app, {
    'february.xml': camt053.text,
    'march.sta': march,
    'bad.xml': camt053.text.replace('>1250.50<', '>12..5<'),
  });
  await expect(dialog.getByText('12..5')).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'Line 6, column 7' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Store/ })).toBeDisabled();
  await picture(app, 'reconcile-refused-light');
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Leave bad.xml out' }).click();
  await expect(dialog.getByText('✓ Opening + lines = closing').first()).toBeVisible();
  await picture(app, 'reconcile-import-light');
  await dialog.getByRole('button', { name: 'Store 8 lines' }).click();
  await expect(dialog.getByText('8 lines stored.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Other files' }).click();
  return dialog;
}

async function giveMore(app: Page, dialog: Locator) {
  const { csv, ofx } = sampleFiles;
  const again = app.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await (await again).setFiles([
    { name: 'unsure.csv', mimeType: 'text/csv', buffer: Buffer.from(unsure) },
    { name: 'april.csv', mimeType: 'text/csv', buffer: Buffer.from(csv.text.replaceAll('.02.2026', '.04.2026')) },
    { name: 'may.ofx', mimeType: 'text/plain', buffer: Buffer.from(ofx.text.replaceAll('202602', '202605')) },
  ]);
  for (const name of ['unsure.csv', 'april.csv']) {
    const file = dialog.getByRole('region', { name });
    await file.getByRole('combobox', { name: 'Bank account' }).click();
    await app.getByRole('option', { name: 'Northgate Euro account (EUR)' }).click();
    await expect(file.getByRole('combobox', { name: 'Bank account' })).toHaveValue('Northgate Euro account (EUR)');
  }
}

/** A sum and a day that could be read in two ways are asked for, never guessed. */
async function answer(app: Page, dialog: Locator) {
  const asked = dialog.getByRole('region', { name: 'unsure.csv' });
  await expect(asked.getByText('Could be either: say which').first()).toBeVisible();
  await picture(app, 'reconcile-profile-light');
  await expectAccessible(app);
  await asked.getByRole('combobox', { name: 'Decimal sign' }).click();
  await app.getByRole('option', { name: /point/i }).click();
  await asked.getByRole('combobox', { name: 'Order of a day' }).click();
  await app
    .getByRole('option', { name: /day.*month/i })
    .first()
    .click();
  await asked.getByRole('button', { name: 'Read again like this' }).click();
  // 1.234 with a decimal point has more decimals than euros have.
  await expect(
    dialog
      .getByRole('region', { name: 'unsure.csv' })
      .getByText(/more decimals/)
      .first(),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Leave unsure.csv out' }).click();
  await dialog.getByRole('button', { name: 'Store 8 lines' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
}

/** A gateway's own report is told from a statement, compared, and kept as evidence. */
async function compareReport(app: Page) {
  const dialog = await give(app, { 'balance.csv': reportSamples['stripe-activity'].text });
  const report = dialog.getByRole('region', { name: 'balance.csv', exact: true });
  await expect(report.getByText('Stripe: balance change from activity')).toBeVisible();
  // Four that the book has not, and whatever the sample company took in those days.
  await expect(report.getByText(/^\d+ differences$/)).toBeVisible();
  await pictures(app, 'reconcile-report');
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Keep the report' }).click();
  await expect(dialog.getByText('1 report kept.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await part(app, 'Reports');
  await expect(app.getByRole('row').filter({ hasText: 'balance.csv' })).toContainText('Missing in the ledger: 4');
  await pictures(app, 'reconcile-reports');
  await expectAccessible(app);
  await exportFindings(app);
}

/** What is written is what stands in a report's dialog, which stays when Escape closes the one over it. */
async function exportFindings(app: Page) {
  await app.getByRole('row').filter({ hasText: 'balance.csv' }).getByRole('button', { name: 'Look' }).click();
  const report = app.getByRole('dialog', { name: 'balance.csv' });
  const findings = report.getByRole('table').getByRole('row');
  await expect(findings.nth(1)).toBeVisible();
  const rows = (await findings.count()) - 1;
  await report.getByRole('button', { name: 'Export…' }).press('Enter');
  await expect(app.getByText(`${rows} rows will be written.`)).toBeVisible();
  await app.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(app.getByText(`${rows} rows were written.`)).toBeVisible({ timeout: 30_000 });
  await app.keyboard.press('Escape');
  await expect(report.getByRole('button', { name: 'Export…' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(report).toBeHidden();
}

/** From the list of lines to the workbench, where this very line is open: of its own bank, whichever was worked on last. */
async function matchesOrBooks(app: Page) {
  const amount = (await app.locator('.stub-figure').innerText()).replace(/[^\d.,]/g, '');
  await app.locator('.stub').getByRole('link', { name: 'Match or book' }).click();
  const open = app.getByRole('option', { selected: true });
  await expect(open).toContainText('Nimbus');
  await expect(open).toContainText(amount);
  await expect(app.getByRole('button', { name: /^Book/ }).first()).toBeVisible();
  await picture(app, 'reconcile-led-light');
}

async function findAndTakeBack(app: Page) {
  await part(app, 'Bank lines');
  await app.getByLabel('Find name, text, reference, sum').fill('Nimbus');
  await expect(app.getByRole('row').filter({ hasText: 'Nimbus' })).toHaveCount(4);
  await app.getByRole('row').filter({ hasText: 'Nimbus' }).first().getByRole('gridcell').nth(2).click();
  await expect(app.locator('.stub').getByText('E2E-1')).toBeVisible();
  await picture(app, 'reconcile-lines-light');
  await expectAccessible(app);
  await matchesOrBooks(app);

  await part(app, 'Statements');
  await app.getByRole('row').filter({ hasText: 'march.sta' }).getByRole('button', { name: 'Take back…' }).click();
  await app.getByRole('button', { name: 'Take it back' }).click();
  await expect(app.getByRole('row').filter({ hasText: 'march.sta' }).getByText('Taken back')).toBeVisible();
  await picture(app, 'reconcile-statements-light');
  await expectAccessible(app);
  await app.getByRole('button', { name: 'Dark theme' }).click();
  await picture(app, 'reconcile-statements-dark');
  await app.setViewportSize({ width: 1024, height: 700 });
  await part(app, 'Bank lines');
  await picture(app, 'reconcile-lines-narrow-dark');
}

test('four forms of statement, a question, a refusal, and back again', async ({ app }) => {
  await addAccount(app);
  const dialog = await refuseOne(app);
  await giveMore(app, dialog);
  await answer(app, dialog);
  await compareReport(app);
  await findAndTakeBack(app);
});
