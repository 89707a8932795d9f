/** More open lines than the workbench begins with: a link, and what was found by searching, still open the line that was meant. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { counterfoil } from './command';
import { expect, test } from './journey';

/** 520 lines; the last two say what no other says. */
function twoFar(): string[] {
  return Array.from({ length: 520 }, (_, n) => {
    const day = n < 518 ? '2026-01-15' : '2026-03-15';
    const text = n < 518 ? `Card machine ${n}` : n === 518 ? 'Needle in the hay' : 'Thimble beside it';
    return `${day},${text},${n + 1}.25`;
  });
}

async function importLines(home: string, rows: readonly string[]): Promise<void> {
  const file = path.join(mkdtempSync(path.join(home, 'statement-')), 'many.csv');
  writeFileSync(file, `Date,Description,Amount\n${rows.join('\n')}\n`);
  await counterfoil(home, 'import', 'statement', file, '--bank', 'main');
}

/** A bank transfer of 400 EUR that somebody was asked for today. */
async function awaitedTransfer(home: string): Promise<{ reference: string; day: string }> {
  const file = path.join(home, 'customers.csv');
  await counterfoil(home, 'export', 'customers', '--out', file);
  const [customer = ''] = /[\da-f-]{36}/.exec(readFileSync(file, 'utf8')) ?? [];
  const wish = ['--customer', customer, '--amount', '400', '--currency', 'EUR', '--via', 'bank-transfer'];
  const { reference } = JSON.parse(await counterfoil(home, 'pay', ...wish));
  return { reference, day: new Date().toISOString().slice(0, 10) };
}

test('a line behind the first 500 is opened by its link, and stays open when what found it is cleared', async ({
  app,
  home,
}) => {
  await importLines(home, twoFar());

  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await app
    .getByRole('navigation', { name: 'Parts of reconciling' })
    .getByRole('button', { name: 'Bank lines' })
    .click();
  await app.getByLabel('Find name, text, reference, sum').fill('Needle');
  await app.getByRole('row').filter({ hasText: 'Needle' }).getByRole('gridcell').nth(2).click();
  await app.locator('.stub').getByRole('link', { name: 'Match or book' }).click();
  const open = app.getByRole('option', { selected: true });
  await expect(open).toHaveCount(1);
  await expect(open).toContainText('Needle in the hay');
  await expect(app.locator('.standing')).toContainText('519.25');

  const search = app.getByRole('textbox', { name: 'Find amount, name, reference' });
  await search.fill('Thimble');
  await app.getByRole('option').filter({ hasText: 'Thimble' }).click();
  await search.fill('');
  await expect(app.getByRole('option').nth(100)).toBeVisible();
  await expect(open).toHaveCount(1);
  await expect(open).toContainText('Thimble beside it');
  await expect(app.locator('.standing')).toContainText('520.25');

  // What is chosen stays chosen while another line is looked for, and comes to one sum with it.
  await search.fill('Needle');
  await app
    .getByRole('option')
    .filter({ hasText: 'Needle' })
    .click({ modifiers: ['Control'] });
  await expect(app.getByRole('option')).toHaveCount(1);
  await expect(app.locator('.standing')).toContainText('1,039.50');
});

test('a proposal brings all of its lines, also those behind the first 500', async ({ app, home }) => {
  const { reference, day } = await awaitedTransfer(home);
  const filler = Array.from({ length: 518 }, (_, n) => `${day},Card machine ${n},${n + 1}.25`);
  const rows = [`${day},First part ${reference},300.00`, ...filler, `${day},Second part ${reference},100.00`];
  await importLines(home, rows);

  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await app.getByRole('combobox', { name: 'Bank account' }).click();
  await app.getByRole('option', { name: /^Northgate Euro account/ }).click();
  const standing = app.locator('.standing');
  await expect(standing).toContainText('Explained400.00');
  // It is open already: what explains it stays.
  await app.getByRole('option').filter({ hasText: 'First part' }).click();
  await expect(standing).toContainText('Explained400.00');
  await expect(standing).toContainText('Bank line400.00');
  await expect(app.getByRole('option', { selected: true })).toHaveCount(2);
  await standing.getByRole('button', { name: /^Match 1/ }).click();
  await expect(app.getByRole('option').filter({ hasText: reference })).toHaveCount(0);
});
