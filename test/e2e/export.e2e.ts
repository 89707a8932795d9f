/** Exports against an independent count: the file, read by another parser, must equal the book, read by plain SQL. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';

interface Sums {
  rows: number;
  /** Decimal text without its point, added as integers, by currency. */
  totals: Record<string, bigint>;
}

function sumsOfFile(text: string): Sums {
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  const totals: Record<string, bigint> = {};
  for (const row of data) {
    const { currency = '', amount = '', status = '' } = row;
    expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
    if (status === 'Completed') totals[currency] = (totals[currency] ?? 0n) + BigInt(amount.replace('.', ''));
  }
  return { rows: data.length, totals };
}

function sumsOfBook(home: string, where: string): Sums {
  const book = new Database(join(home, 'books/demo.counterfoil'), { readonly: true });
  book.defaultSafeIntegers();
  const rows = book.prepare(`SELECT count(*) FROM payment WHERE ${where}`).pluck().get();
  const sums = book
    .prepare(
      `SELECT currency, sum(amount) AS sum FROM payment WHERE ${where} AND status = 'Completed' GROUP BY currency`,
    )
    .all();
  book.close();
  const totals: Record<string, bigint> = {};
  for (const row of sums) {
    if (row !== null && typeof row === 'object' && 'currency' in row && 'sum' in row && typeof row.sum === 'bigint')
      totals[String(row.currency)] = row.sum;
  }
  return { rows: Number(rows), totals };
}

/** Exports what the filter shows and gives the downloaded file. */
async function exportFile(app: Page, expected: RegExp): Promise<string> {
  await new PaymentsPage(app).export.click();
  return orderedFile(app, expected);
}

async function orderedFile(app: Page, expected: RegExp): Promise<string> {
  const dialog = app.getByRole('dialog');
  await expect(dialog.getByText(expected)).toBeVisible();
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(dialog.getByText(/were written/)).toBeVisible({ timeout: 30_000 });
  const download = app.waitForEvent('download');
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeFocused();
  await app.keyboard.press('Enter');
  return (await download).path();
}

test('the CSV of everything equals the book', async ({ app, home }) => {
  const file = await exportFile(app, /payments will be written/);
  const text = readFileSync(file, 'utf8');
  const sums = sumsOfFile(text);
  expect(sums).toEqual(sumsOfBook(home, '1 = 1'));
  expect(sums.rows).toBeGreaterThan(1500);
  const dialog = app.getByRole('dialog');
  await expect(dialog).toContainText(createHash('sha256').update(readFileSync(file)).digest('hex'));
  await expect(dialog).toContainText(new Intl.NumberFormat('en').format(sums.rows));
});

test('the CSV of a filter holds exactly what it shows', async ({ app, home }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.choose('Currency', 'KWD');
  const shown = await payments.count();
  const sums = sumsOfFile(readFileSync(await exportFile(app, new RegExp(`^${shown} payments will`)), 'utf8'));
  expect(sums.rows).toBe(shown);
  expect(sums).toEqual(sumsOfBook(home, "status = 'Completed' AND currency = 'KWD'"));
  expect(Object.keys(sums.totals)).toEqual(['KWD']);
});

test('the CSV of chosen rows holds these and no others, and of all but some the rest', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.settled();
  await payments.choose('Currency', 'KWD');
  const references = (await payments.column('Reference', 3)).sort();
  for (const index of [0, 1, 2]) await payments.row(index).getByRole('checkbox').click();
  await app.getByRole('button', { name: 'Export selected' }).press('Enter');
  await expect(app.getByRole('dialog')).toContainText('Exactly the chosen rows.');
  const { data } = Papa.parse<Record<string, string>>(
    readFileSync(await orderedFile(app, /^3 payments will be written/), 'utf8'),
    { header: true, skipEmptyLines: true },
  );
  expect(data.map((row) => row.reference ?? '').sort()).toEqual(references);
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Clear selection' }).click();
  const shown = await payments.count();
  await payments.row(0).getByRole('gridcell').nth(1).focus();
  await app.keyboard.press('ControlOrMeta+a');
  await payments.row(4).getByRole('checkbox').click();
  await app.getByRole('button', { name: 'Export selected' }).click();
  const rest = sumsOfFile(readFileSync(await orderedFile(app, new RegExp(`^${shown - 1} payments will`)), 'utf8'));
  expect(rest.rows).toBe(shown - 1);
  await app.keyboard.press('Escape');
  await app.getByRole('link', { name: 'Exports' }).click();
  await expect(app.getByText('3 chosen payments')).toBeVisible();
  await expect(app.getByText('Completed · KWD · without 1')).toBeVisible();
});

test('each export stands in the log, and can be fetched again', async ({ app }) => {
  await exportFile(app, /payments will be written/);
  await app.keyboard.press('Escape');
  await app.getByRole('link', { name: 'Exports' }).click();
  const receipts = app.getByRole('listitem').filter({ hasText: 'Payments, CSV' });
  await expect(receipts).toHaveCount(1);
  await expect(receipts).toContainText('SHA-256');
  const download = app.waitForEvent('download');
  await receipts.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});
