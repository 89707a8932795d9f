/** Gateway accounts in the settings: another account of a provider, its health, pausing, removing; and the passphrase over all keys. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture, pictures } from './pictures';

const PASSPHRASE = 'correct horse battery';
const SECRET = 'sk_test_northgateEU000000000001';

async function openSettings(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'Settings' }).click();
  await expect(app.getByRole('heading', { name: 'Gateways' })).toBeVisible();
}

function account(app: Page, name: string): Locator {
  return app.getByRole('region', { name, exact: true });
}

async function choose(app: Page, gateway: string, deed: string): Promise<void> {
  await app.getByRole('button', { name: `What can be done with ${gateway}`, exact: true }).click();
  await app.getByRole('menuitem', { name: deed }).click();
}

/** Fills in the dialog for a second Stripe account. */
async function fillIn(app: Page, key: string, label: string): Promise<Locator> {
  await app.getByRole('button', { name: 'Add a gateway' }).click();
  const dialog = app.getByRole('dialog', { name: 'Add a gateway' });
  await dialog.getByRole('combobox', { name: 'Gateway' }).click();
  await app.getByRole('option', { name: 'Stripe' }).click();
  await dialog.getByText('Sandbox', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Secret key' }).fill(key);
  await dialog.getByRole('textbox', { name: 'Name in this book' }).fill(label);
  return dialog;
}

async function connectSecond(app: Page): Promise<void> {
  const dialog = await fillIn(app, SECRET, 'Stripe EU');
  await dialog.getByLabel('Passphrase of this book').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Test and connect' }).click();
  await expect(dialog.getByText(/^Connected as Stripe EU: Northgate Hosting \(acct_/)).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

/** Those of the second account: its key is `stripe-2`. */
async function openPaymentsOfSecond(app: Page): Promise<PaymentsPage> {
  await app.evaluate(() => {
    location.hash = '#/payments?gateway=stripe-2';
  });
  const payments = new PaymentsPage(app);
  await expect(payments.grid.locator('[role="row"][aria-rowindex="2"]:not([aria-busy])')).toBeVisible();
  return payments;
}

test('a second account of a provider has a name, payments and a health of its own', async ({ app }) => {
  test.slow();
  await openSettings(app);
  const wrong = await fillIn(app, 'pk_test_northgateEU0001', 'Stripe EU');
  await wrong.getByLabel('Passphrase of this book').fill(PASSPHRASE);
  await expectAccessible(app);
  await picture(app, 'gateways-add');
  await wrong.getByRole('button', { name: 'Test and connect' }).click();
  await expect(wrong.getByRole('alert')).toContainText('This is a publishable key');
  await wrong.getByRole('button', { name: 'Cancel' }).click();
  await connectSecond(app);
  const second = account(app, 'Stripe EU');
  await expect(second.getByText('Sandbox')).toBeVisible();
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await second.getByText('Health and abilities').click();
  await expect(second.getByText('No trouble since it was connected.')).toBeVisible();
  await expect(second.getByText(/^It holds what its clearing account says/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'gateways-second');
  const payments = await openPaymentsOfSecond(app);
  await payments.grid.locator('[role="row"][aria-rowindex="2"]').click();
  await expect(payments.stub.getByText('Stripe EU (sandbox)')).toBeVisible();
  await picture(app, 'gateways-payments');
});

test('an account is paused, goes on, and is removed; its history stays', async ({ app }) => {
  test.slow();
  await openSettings(app);
  await connectSecond(app);
  const second = account(app, 'Stripe EU');
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await choose(app, 'Stripe EU', 'Pause');
  const pause = app.getByRole('dialog', { name: 'Pause · Stripe EU' });
  await expect(pause.getByText(/^Nothing is fetched from Stripe EU/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'gateways-pause');
  await pause.getByRole('button', { name: 'Pause' }).click();
  await expect(second.getByText('Paused', { exact: true })).toBeVisible();
  await picture(app, 'gateways-paused');
  await choose(app, 'Stripe EU', 'Go on');
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await choose(app, 'Stripe EU', 'Rename');
  await app.getByRole('textbox', { name: 'Name in this book' }).fill('Stripe Europe');
  await app.getByRole('button', { name: 'Save' }).last().click();
  await expect(account(app, 'Stripe Europe')).toBeVisible();
  await choose(app, 'Stripe Europe', 'Remove');
  const removal = app.getByRole('dialog', { name: 'Remove · Stripe Europe' });
  await expect(removal.getByText(/payments stay in this book, under the name Stripe Europe\.$/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'gateways-remove');
  await removal.getByRole('button', { name: 'Remove' }).click();
  await expect(account(app, 'Stripe Europe')).toHaveCount(0);
  const payments = await openPaymentsOfSecond(app);
  await payments.grid.locator('[role="row"][aria-rowindex="2"]').click();
  await expect(payments.stub.getByText('Stripe Europe (sandbox)')).toBeVisible();
});

test('the passphrase locks, unlocks and is changed; a wrong one is refused', async ({ app }) => {
  test.slow();
  await openSettings(app);
  await connectSecond(app);
  await app.getByRole('button', { name: 'Lock now' }).click();
  const second = account(app, 'Stripe EU');
  await expect(second.getByText('Key is sealed', { exact: true })).toBeVisible();
  const unlock = app.locator('form.unlock');
  await unlock.getByLabel('Passphrase of this book').fill('not the passphrase');
  await unlock.getByRole('button', { name: 'Unlock' }).click();
  await expect(unlock.getByRole('alert')).toContainText('The passphrase does not open the keys of this book.');
  await expectAccessible(app);
  await picture(app, 'gateways-locked');
  await unlock.getByLabel('Passphrase of this book').fill(PASSPHRASE);
  await unlock.getByRole('button', { name: 'Unlock' }).click();
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await app.getByRole('button', { name: 'Change passphrase' }).click();
  const change = app.getByRole('dialog', { name: 'Change passphrase' });
  await change.getByLabel('Passphrase until now').fill(PASSPHRASE);
  await change.getByLabel('New passphrase', { exact: true }).fill('a better passphrase');
  await change.getByLabel('New passphrase, once more').fill('a better passphrasf');
  await expect(change.getByText('The two are not the same.')).toBeVisible();
  await change.getByLabel('New passphrase, once more').fill('a better passphrase');
  await expectAccessible(app);
  await picture(app, 'gateways-passphrase');
  await change.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(change.getByText(/^The passphrase is changed\./)).toBeVisible();
});

test('the gateways and their keys are legible in both themes, wide and narrow', async ({ app }) => {
  test.slow();
  await openSettings(app);
  await connectSecond(app);
  await expect(account(app, 'Stripe EU').getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await account(app, 'Stripe').getByText('Health and abilities').click();
  await expectAccessible(app);
  await app.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(app, 'colours');
  await pictures(app, 'gateways', account(app, 'Stripe'));
  await pictures(app, 'gateways-keys', app.getByRole('heading', { name: 'After paying' }));
});
