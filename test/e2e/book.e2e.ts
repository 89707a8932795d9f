/** The book itself: checked from the window, another one made and opened, and the engine killed while one works. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, expectAccessible, test, untilSynced } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { isAlive, waitFor } from './shell';

test('Check the book reads everything and finds it in order', async ({ app }) => {
  await app.getByRole('link', { name: 'Settings' }).click();
  await app.getByRole('button', { name: 'Check the book' }).press('Enter');
  const check = app.getByRole('region', { name: 'Check the book' });
  await expect(check.getByText(/^The book is in order: [\d,]+ events and [\d,]+ postings/)).toBeVisible({
    timeout: 40_000,
  });
  await expect(check.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  const replay = app.getByRole('region', { name: 'Rebuild and compare' });
  await replay.getByRole('button', { name: 'Rebuild and compare' }).press('Enter');
  await expect(replay.getByText(/^The same: [\d,]+ events were played again/)).toBeVisible({ timeout: 40_000 });
});

test('a backup is made from the window, checked, listed and taken along', async ({ app, home }) => {
  await app.keyboard.press('ControlOrMeta+k');
  await app.getByRole('combobox').fill('back up');
  await app.getByRole('option', { name: 'Back up now' }).click();
  const backup = app.getByRole('region', { name: 'Backup' });
  await expect(backup.getByText(/^Backed up and checked: demo .*\.counterfoil, [\d.]+ MB/)).toBeVisible({
    timeout: 40_000,
  });
  const kept = backup.getByRole('list', { name: 'Backups of this book' }).getByRole('listitem');
  await expect(kept).toHaveCount(1);
  const download = app.waitForEvent('download');
  await kept.getByRole('button', { name: /^Download demo/ }).press('Enter');
  const file = await (await download).path();
  const copy = new Database(file, { readonly: true });
  const payments = copy.prepare('SELECT count(*) FROM payment').pluck().get();
  copy.close();
  expect(Number(payments)).toBeGreaterThan(1500);
  const [name = ''] = readdirSync(join(home, 'backups'));
  expect(readFileSync(join(home, 'backups', name)).equals(readFileSync(file))).toBe(true);
  await expectAccessible(app);
  await picture(app, 'settings-cared-for');
});

test('a new book is made beside the demo, and the way back is in reach', async ({ app }) => {
  await app.getByRole('button', { name: 'Northgate Hosting' }).click();
  await app.getByRole('menuitem', { name: 'New book…' }).click();
  const dialog = app.getByRole('dialog', { name: 'New book' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fjord Data');
  await dialog.getByRole('button', { name: 'Make the book' }).click();
  await expect(app.getByRole('button', { name: 'Fjord Data' })).toBeVisible({ timeout: 20_000 });
  await expect(app.getByText('Demo company')).toHaveCount(0);
  await expect(app.getByText('No payments yet')).toBeVisible();
  await app.getByRole('button', { name: 'Fjord Data' }).click();
  await app.getByRole('menuitem', { name: 'Northgate Hosting' }).click();
  await untilSynced(app);
  await expect(app.getByText('Demo company')).toBeVisible();
});

test('an export that runs is not broken off unasked, neither by another book nor by a new one', async ({
  app,
  shell,
}) => {
  const menu = app.getByRole('button', { name: 'Northgate Hosting' });
  await menu.click();
  await expect(app.getByRole('menuitem', { name: 'Northgate Hosting' })).toBeVisible();
  await app.keyboard.press('Escape');
  await app.keyboard.press('e');
  const order = app.getByRole('dialog', { name: 'Export payments' });
  await expect(order.getByText(/will be written/)).toBeVisible();
  // A demo is exported in no time: its engine is halted in the middle of it.
  const engine = await shell.enginePid();
  process.kill(engine, 'SIGSTOP');
  try {
    await order.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(order.getByText('Writing the file')).toBeVisible();
    await app.keyboard.press('Escape');
    await menu.click();
    await app.getByRole('menuitem', { name: 'New book…' }).click();
    const asks = app.getByRole('dialog', { name: 'Make a new book now?' });
    await expect(asks.getByText('The export that is running ends')).toBeVisible();
    await asks.getByRole('button', { name: 'Cancel' }).click();
    await expect(asks).toBeHidden();
    await menu.click();
    await app.getByRole('menuitem', { name: 'New book…' }).click();
    await asks.getByRole('button', { name: 'End the export and go on' }).press('Enter');
    await expect(app.getByRole('dialog', { name: 'New book' })).toBeVisible();
  } finally {
    process.kill(engine, 'SIGCONT');
  }
});

test.describe('the engine is killed', () => {
  test.use({ expectedNoise: [/WebSocket|ERR_CONNECTION|Failed to load resource/] });

  test('the window says so, it starts again, and nothing is lost', async ({ app, shell }) => {
    const payments = new PaymentsPage(app);
    await payments.tab('Completed').click();
    await payments.settled();
    const count = await payments.count();
    const first = await payments.cellText(0, 'Reference');
    const before = await shell.enginePid();
    process.kill(before, 'SIGKILL');
    await expect(app.getByText(/stopped and is starting again|way to the book is interrupted/)).toBeVisible();
    // What is on screen stays.
    expect(await payments.cellText(0, 'Reference')).toBe(first);
    await expect(app.getByText(/starting again|interrupted/)).toHaveCount(0, { timeout: 30_000 });
    await untilSynced(app);
    await expect.poll(() => payments.count()).toBeGreaterThanOrEqual(count);
    const after = await waitFor(
      () => shell.enginePidNow(),
      5000,
      () => 'no engine',
    );
    expect(after).not.toBe(before);
    expect(isAlive(after)).toBe(true);
    await app.getByRole('link', { name: 'Settings' }).click();
    await app.getByRole('button', { name: 'Check the book' }).click();
    await expect(app.getByText(/^The book is in order/)).toBeVisible({ timeout: 40_000 });
  });
});
