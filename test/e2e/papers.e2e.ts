/** A customer asks for paper: the statement, the receipt of a payment, both under a letterhead that was just set. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { pdfFacts, pdfText } from '../support/read-pdf';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';

/** A drawing of 120 by 40, half clear: what a person may have as a logo. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="60" height="40" fill="#0b6b57"/></svg>`;

/** The file that a press of `press` brings, as it was saved. */
async function downloaded(app: Page, press: () => Promise<void>): Promise<Buffer> {
  const download = app.waitForEvent('download', { timeout: 60_000 });
  await press();
  return readFileSync(await (await download).path());
}

async function setLetterhead(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'Settings' }).click();
  const card = app.locator('section.card').filter({ has: app.getByRole('heading', { name: 'Letterhead' }) });
  await card.getByRole('textbox', { name: 'Name of the company' }).fill('Norrland Hosting AB');
  await card.getByRole('textbox', { name: 'Address, a line each' }).fill('Storgatan 12\n903 26 Umeå');
  const chooser = app.waitForEvent('filechooser');
  await card.getByRole('button', { name: 'Choose a picture…' }).click();
  await (await chooser).setFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(LOGO) });
  await expect(card.getByRole('img', { name: 'Logo' })).toBeVisible();
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Saved', { exact: false })).toBeVisible();
  await card.scrollIntoViewIfNeeded();
}

test('a statement of this year comes as PDF from the keyboard, and closes at the balance on the page', async ({
  app,
}) => {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('Ashgrove');
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText('Ashgrove');
  await row.click();
  const balances = app.getByRole('list', { name: 'Balances' });
  const figure = await balances.locator('.figure').first().innerText();
  await app.keyboard.press('s');
  const dialog = app.getByRole('dialog', { name: 'Statement of account' });
  await expect(dialog.getByRole('button', { name: 'This year' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(app);
  await picture(app, 'statement-dialog');
  const pdf = await downloaded(app, () => dialog.getByRole('button', { name: 'Write and download' }).press('Enter'));
  await expect(dialog.getByRole('status').filter({ hasText: /was written/ })).toBeVisible();
  const text = pdfText(pdf);
  for (const said of ['Statement of account', 'Ashgrove', 'Opening balance', 'Closing balance'])
    expect(text).toContain(said);
  const amount = /[\d.,]+/.exec(figure)?.[0] ?? 'none';
  expect(text).toMatch(new RegExp(`Closing balance.*${amount.replace(/[.]/g, '\\.')}`));
  expect(pdfFacts(pdf).get('Tagged')).toBe('yes');

  await dialog.getByText('CSV', { exact: true }).click();
  const csv = await downloaded(app, () => dialog.getByRole('button', { name: 'Write and download' }).click());
  expect(csv.toString().split('\r\n')[0]).toBe('day,row,description,amount,balance,currency');
  expect(csv.toString()).toMatch(/,closing,/);
});

test('a receipt bears the letterhead and its logo', async ({ app }) => {
  await setLetterhead(app);
  await expectAccessible(app);
  await picture(app, 'letterhead');
  await app.getByRole('link', { name: /^Payments/ }).click();
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.search('top-up');
  await payments.row(0).click();
  const shown = await payments.stub.locator('.stub-figure').innerText();
  const pdf = await downloaded(app, () => payments.stub.getByRole('button', { name: 'Receipt' }).click());
  const text = pdfText(pdf);
  expect(text).toContain('Norrland Hosting AB');
  expect(text).toContain('Storgatan 12');
  expect(text).toContain(/[\d.,]+/.exec(shown)?.[0] ?? 'none');
  expect(pdf.includes('/Subtype/Image')).toBe(true);
  await picture(app, 'receipt-drawer');
});

test('all invoices leave as papers in one zip: what is counted before is what is in it, and the draft is told to stay behind', async ({
  app,
}) => {
  await app.getByRole('link', { name: /^Invoices/ }).click();
  const grid = app.getByRole('grid', { name: 'Invoices' });
  await expect(grid.locator('[role="row"][aria-rowindex="3"]:not([aria-busy])')).toBeVisible();
  const all = app.getByRole('button', { name: /^All [1-9]/ });
  const [count = '0'] = /\d+/.exec(await all.innerText()) ?? [];
  await app.keyboard.press('e');
  const dialog = app.getByRole('dialog', { name: 'Export invoices' });
  await expect(dialog.getByText(`${count} invoices will be written.`)).toBeVisible();
  await dialog.getByText('PDFs in a zip').click();
  const papers = Number(count) - 1; // from outside: what the window shows
  await expect(dialog).toContainText(`${papers} invoices will be written. 1 draft has no paper yet, and is left out.`);
  await expectAccessible(app);
  await picture(app, 'invoice-zip');
  await dialog.getByRole('radio', { name: 'PDFs in a zip' }).press('Enter');
  await expect(dialog.getByText(`${papers} invoices were written.`)).toBeVisible({ timeout: 30_000 });
  const zip = await downloaded(app, () => app.keyboard.press('Enter'));
  const files = Object.entries(unzipSync(zip));
  expect(files.map(([name]) => name).filter((name) => /^(INV|AF)-\d{4}-\d+\.pdf$/.test(name))).toHaveLength(papers);
  expect(files).toHaveLength(papers);
});
