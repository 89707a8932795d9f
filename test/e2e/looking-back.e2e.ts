/** The book as it was: every screen of the window as of a day, with the way back, and an export that says so. */
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';
import { pictures } from './pictures';

const MONTH_MS = 30 * 86_400_000;

test('the window looks at the book as of a day, where nothing can be changed, and comes back to now', async ({
  app,
}) => {
  const day = new Date(Date.now() - MONTH_MS).toISOString().slice(0, 10);
  await app.getByRole('link', { name: /^Payments/ }).click();
  const payments = new PaymentsPage(app);
  await expect(payments.row(0)).toBeVisible();
  const now = await payments.count();
  await app.keyboard.press('d');
  const dialog = app.getByRole('dialog', { name: 'The book as it was' });
  await dialog.getByLabel('As of', { exact: true }).fill(day);
  await pictures(app, 'past-picker');
  await dialog.getByRole('button', { name: 'Show' }).click();
  const banner = app.getByRole('region', { name: 'The book as it was' });
  await expect(banner).toContainText('nothing can be changed here', { timeout: 60_000 });
  await expect(banner.getByRole('button', { name: 'Back to now' })).toBeFocused();
  await expect(payments.row(0)).toBeVisible();
  const then = await payments.count();
  expect(then).toBeGreaterThan(0);
  expect(then).toBeLessThan(now);
  await pictures(app, 'past-payments');
  for (const screen of ['Overview', 'Customers', 'Invoices', 'Vouchers', 'Reconcile', 'Charts', 'Close', 'Exports']) {
    await app.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
    await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(app.getByRole('alert')).toHaveCount(0);
    await expect(banner).toBeVisible();
    await pictures(app, `past-${screen.toLowerCase()}`);
  }
  await app.getByRole('link', { name: /^Payments/ }).click();
  await payments.export.click();
  const exporting = app.getByRole('dialog', { name: /^Export/ });
  await exporting.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(exporting.getByText(/written/).first()).toBeVisible({ timeout: 30_000 });
  await exporting.getByRole('link', { name: 'All exports' }).click();
  await expect(app.getByRole('listitem').first()).toContainText('as of');
  await banner.getByRole('button', { name: 'Back to now' }).click();
  await expect(banner).toHaveCount(0);
  await app.getByRole('link', { name: /^Payments/ }).click();
  await expect(payments.row(0)).toBeVisible();
  expect(await payments.count()).toBeGreaterThanOrEqual(now);
});
