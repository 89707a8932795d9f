/** Taking payments: from the panel to what came of it, by each way that needs no gateway, and what happens afterwards. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';

/** Opens the panel with its key, and chooses the first customer whose name has these letters. */
async function begin(app: Page, letters: string) {
  await app.keyboard.press('n');
  const panel = app.getByRole('dialog', { name: 'Make a payment' });
  await panel.getByRole('combobox', { name: 'Customer' }).fill(letters);
  await app.getByRole('option').first().click();
  return panel;
}

test('a bank transfer is asked for and waits for the bank', async ({ app }) => {
  test.slow();
  const panel = await begin(app, 'an');
  await expect(panel.getByRole('button', { name: 'Review' })).toBeDisabled();
  await panel.getByRole('textbox', { name: 'Amount' }).fill('15000.01');
  await expect(panel.getByText(/^It must be from 0\.50 to 15,000\.00/)).toBeVisible();
  await panel.getByRole('group', { name: 'Usual amounts' }).getByRole('button', { name: '200.00' }).click();
  await panel.getByRole('radio', { name: /^Bank transfer/ }).check();
  await expectAccessible(app);
  await picture(app, 'taking-form');
  await panel.getByRole('button', { name: 'Review' }).click();
  await expect(panel.getByText('Nothing moves until it is paid. Then:')).toBeVisible();
  await panel.getByRole('button', { name: 'Debit and credit' }).click();
  await expect(panel.getByRole('cell', { name: 'clearing:bank-transfer' })).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'taking-review');
  const payments = new PaymentsPage(app);
  const before = await payments.tabCount('Pending');
  // Twice at once: it is one payment.
  await panel.getByRole('button', { name: 'Pay', exact: true }).dblclick();
  await expect(panel.getByText(/^Pending: waiting for the bank/)).toBeVisible();
  await expect(panel.getByText(/^RF\d\d/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'taking-transfer');
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  await expect(payments.stub.getByText('Pending').first()).toBeVisible();
  await expect.poll(() => payments.tabCount('Pending')).toBe(before + 1);
});
