/** The panel in which a payment is made, as a person speaks of it. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './expect';

export interface Wanted {
  /** Letters of the customer's name. */
  customer: string;
  amount: string;
  /** Another than the customer's own. */
  currency?: string;
  /** The name of the way, as it stands there. */
  via: RegExp;
}

/** Opens the panel with its key. */
export async function openPanel(app: Page): Promise<Locator> {
  await app.keyboard.press('n');
  const panel = app.getByRole('dialog', { name: 'Make a payment' });
  await expect(panel.getByRole('combobox', { name: 'Customer' })).toBeFocused();
  return panel;
}

/** Chooses how it is paid, once nothing that the gateways keep of the payer can come between any more. */
export async function chooseWay(panel: Locator, name: RegExp): Promise<void> {
  await expect(panel.getByRole('group', { name: 'Pay via' })).toHaveAttribute('aria-busy', 'false', {
    timeout: 20_000,
  });
  await panel.getByRole('radio', { name }).check();
}

/** Fills the panel in up to the review. */
export async function fillIn(app: Page, panel: Locator, { customer, amount, currency, via }: Wanted): Promise<void> {
  await panel.getByRole('combobox', { name: 'Customer' }).fill(customer);
  await app.getByRole('option').filter({ hasText: customer }).first().click();
  const field = panel.getByRole('combobox', { name: 'Currency' });
  // The customer's own comes with the customer.
  const isOwn = await expect(field)
    .toHaveValue(currency ?? /./, { timeout: 3_000 })
    .then(() => true)
    .catch(() => false);
  if (currency !== undefined && !isOwn) {
    await field.fill(currency);
    await app.getByRole('option', { name: currency }).click();
  }
  await panel.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await chooseWay(panel, via);
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await expect(panel.getByRole('button', { name: 'Pay', exact: true })).toBeFocused();
}
