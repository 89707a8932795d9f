/** Bank lines are explained: what is beyond doubt at once, one match undone, the rest by keys, exceptions let be, proof and paper. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture, pictures } from './pictures';

async function part(app: Page, name: string) {
  await app.getByRole('navigation', { name: 'Parts of reconciling' }).getByRole('button', { name }).click();
}

/** A newcomer has no bank's files yet: the demo company brings its own, which are looked at like any others. */
async function looksAtOwn(app: Page): Promise<void> {
  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await expect(app.getByText('No statement of this bank yet')).toBeVisible();
  await app.keyboard.press('i');
  const dialog = app.getByRole('dialog', { name: 'Import bank statements' });
  await dialog.getByRole('button', { name: 'Take the demo company’s statements' }).press('Enter');
  await expect(dialog.getByText('main-', { exact: false }).first()).toBeVisible({ timeout: 60_000 });
  // A bank's CSV does not say whose it is: the keys are on what is asked.
  await expect(dialog.getByRole('combobox', { name: 'Bank account' }).first()).toBeFocused();
  await pictures(app, 'reconcile-demo-files');
  await expectAccessible(app);
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

const cli = path.resolve(import.meta.dirname, '../../out/main/cli.js');

/** As a script would, at the engine that the window is at. */
async function run(home: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, COUNTERFOIL_HOME: home };
  return (await promisify(execFile)(process.execPath, [cli, ...words], { env, maxBuffer: 10_000_000 })).stdout;
}

/** A payout's line: its proof holds, though PayPal does not say what is in it, and is a paper. */
async function proves(app: Page, line: Locator): Promise<void> {
  await line.getByRole('button', { name: 'Deposit proof' }).click();
  const proof = app.getByRole('dialog', { name: 'Deposit proof' });
  await expect(proof.getByText('It adds up: nothing is missing.')).toBeVisible();
  await expect(proof.getByText('PayPal does not say what a payout holds.')).toBeVisible();
  await pictures(app, 'match-proof');
  const downloading = app.waitForEvent('download', { timeout: 60_000 });
  await proof.getByRole('button', { name: 'PDF' }).click();
  const paper = readFileSync(await (await downloading).path());
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  await proof.getByRole('button', { name: 'Close', exact: true }).last().click();
}

/** What nothing explains is booked as a deposit of nobody, by keys alone, until the bank has no line left. */
async function worksToZero(app: Page): Promise<void> {
  const lines = app.getByRole('listbox', { name: 'Bank lines' });
  const none = app.getByText('Every line of this bank is explained');
  const left = lines.getByRole('option');
  for (let count = await left.count(); count > 0; count--) {
    await lines.press('b');
    const booking = app.getByRole('dialog', { name: 'Book what nothing explains' });
    await booking.getByRole('button', { name: 'Add to the match' }).press('Enter');
    // Back on the lines by itself.
    await expect(booking).toBeHidden();
    await expect(lines).toBeFocused();
    await app.keyboard.press('Enter');
    await expect(left).toHaveCount(count - 1);
  }
  await expect(none).toBeVisible();
  // Where to go on, with the keys on it.
  await expect(app.getByRole('link', { name: /: \d+ open lines$|^Look at \d+ exceptions$/ })).toBeFocused();
  await pictures(app, 'match-zero');
}

/** Let be by keys alone: with each that leaves, the keys are on the same deed of the next one. */
async function letsBe(app: Page): Promise<void> {
  const rows = app.getByRole('list', { name: 'Exceptions' }).getByRole('listitem');
  const count = await rows.count();
  await rows.nth(0).getByRole('button', { name: 'Let be' }).press('Enter');
  for (const left of [count - 1, count - 2]) {
    const asked = app.getByRole('dialog', { name: 'Let this exception be?' });
    await expect(asked.getByRole('textbox', { name: 'Why' })).toBeFocused();
    await app.keyboard.type('Known to the bank');
    await app.keyboard.press('Enter');
    await expect(rows).toHaveCount(left);
    await expect(rows.nth(0).getByRole('button', { name: 'Let be' })).toBeFocused();
    if (left === count - 1) await app.keyboard.press('Enter');
  }
}

test('statements by the command line, what is beyond doubt at once, one match undone and made again by keys', async ({
  app,
  home,
}) => {
  await looksAtOwn(app);
  const folder = mkdtempSync(path.join(home, 'statements-'));
  await run(home, 'demo', 'statements', folder);
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const isCsv = (file: string) => file.endsWith('.csv');
  const bring = async (...words: string[]) =>
    JSON.parse(await run(home, 'import', 'statement', ...words, '--json')).stored;
  expect(await bring(...files.filter((file) => !isCsv(file)))).toBeGreaterThan(28);
  // A bank's CSV does not say whose it is.
  for (const file of files.filter(isCsv))
    expect(await bring(file, '--bank', path.basename(file).split('-')[0] ?? '')).toBeGreaterThan(6);

  await app.getByRole('link', { name: /^Reconcile/ }).click();
  await part(app, 'Match');
  await app.getByRole('button', { name: 'Accept all exact' }).press('Enter');
  const exact = app.getByRole('dialog', { name: 'Accept what is beyond doubt?' });
  await expect(exact.getByRole('listitem').first()).toBeVisible({ timeout: 60_000 });
  await expect(exact.getByRole('button', { name: 'Accept all' })).toBeFocused();
  await picture(app, 'match-exact-light');
  await expectAccessible(app);
  await app.keyboard.press('Enter');
  await expect(app.getByText(/^\d+ lines were matched\.$/)).toBeVisible();

  await app.getByRole('button', { name: /^Matched \d/ }).click();
  const matched = app.getByRole('list', { name: 'Matched' }).getByRole('listitem');
  const line = matched.filter({ hasText: 'PAYPAL' }).first();
  await line.getByRole('button').first().click();
  await pictures(app, 'match-matched');
  await expectAccessible(app);
  await proves(app, line);
  await line.getByRole('button', { name: 'Un-match' }).click();
  await expect(app.getByText('The match is undone: line and items are open again.')).toBeVisible();
  await app.getByRole('button', { name: /^To do \d/ }).click();
  await app
    .getByRole('option')
    .filter({ hasText: /reference|words/ })
    .click();
  const match = app.getByRole('button', { name: /^Match \d+ item/ });
  await expect(match).toBeEnabled();
  await pictures(app, 'match-workbench');
  await expectAccessible(app);
  await app.getByRole('listbox', { name: 'Bank lines' }).press('Enter');
  await expect(app.getByRole('option').filter({ hasText: /reference|words/ })).toHaveCount(0);
  await worksToZero(app);
  for (const name of ['Exceptions', 'Unknown receipts', 'Claims', 'Rules']) {
    await part(app, name);
    if (name === 'Exceptions') await expect(app.getByText('Missing at the bank').nth(2)).toBeVisible();
    await pictures(app, `match-${name.toLowerCase()}`);
    await expectAccessible(app);
    if (name === 'Exceptions') await letsBe(app);
  }
});
