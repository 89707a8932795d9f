/** More open lines than the workbench begins with: a link, and what was found by searching, still open the line that was meant. */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './journey';

const cli = path.resolve(import.meta.dirname, '../../out/main/cli.js');

/** 520 lines; the last two say what no other says. */
function statement(): string {
  const rows = Array.from({ length: 520 }, (_, n) => {
    const day = n < 518 ? '2026-01-15' : '2026-03-15';
    const text = n < 518 ? `Card machine ${n}` : n === 518 ? 'Needle in the hay' : 'Thimble beside it';
    return `${day},${text},${n + 1}.25`;
  });
  return `Date,Description,Amount\n${rows.join('\n')}\n`;
}

test('a line behind the first 500 is opened by its link, and stays open when what found it is cleared', async ({
  app,
  home,
}) => {
  const file = path.join(mkdtempSync(path.join(home, 'statement-')), 'many.csv');
  writeFileSync(file, statement());
  const env = { ...process.env, COUNTERFOIL_HOME: home };
  await promisify(execFile)(process.execPath, [cli, 'import', 'statement', file, '--bank', 'main', '--json'], { env });

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
});
