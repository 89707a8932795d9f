/** The book itself: checked from the window, another one made and opened, and the engine killed while one works. */
import { expect, test, untilSynced } from './journey';
import { PaymentsPage } from './payments-page';
import { isAlive, waitFor } from './shell';

test('Check the book reads everything and finds it in order', async ({ app }) => {
  await app.getByRole('link', { name: 'Settings' }).click();
  await app.getByRole('button', { name: 'Check the book' }).click();
  await expect(app.getByText(/^The book is in order: [\d,]+ events and [\d,]+ postings/)).toBeVisible({
    timeout: 40_000,
  });
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
  await app.getByRole('menuitem', { name: 'demo' }).click();
  await untilSynced(app);
  await expect(app.getByText('Demo company')).toBeVisible();
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
