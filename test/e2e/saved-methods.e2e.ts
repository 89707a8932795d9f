/** The saved methods of a customer: listed when its page is opened, changed, and the primary one deleted. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

/** A customer of the sample company that keeps two cards. */
const NAME = 'Bluewater Telephone Cooperative';

async function openCustomer(app: Page) {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('Bluewater');
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText(NAME);
  await row.click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(NAME);
  const card = app.getByRole('region', { name: 'Saved methods' });
  await expect(card.getByRole('listitem')).toHaveCount(2);
  return card;
}

test('delete the primary card: what that changes is told first, and the next one becomes primary', async ({ app }) => {
  test.slow();
  const card = await openCustomer(app);
  const [first, second] = [card.getByRole('listitem').nth(0), card.getByRole('listitem').nth(1)];
  await expect(first).toContainText('Mastercard ···· 0280');
  await expect(first).toContainText('Primary');
  await expect(first).toContainText('Confirmed');
  await expect(second).toContainText('Mastercard ···· 4444');
  await expect(second).toContainText('Expires soon');
  await expect(second).not.toContainText('Primary');
  await expectAccessible(app);
  await picture(app, 'saved-methods');
  // With the keyboard alone.
  await first.getByRole('button', { name: 'Change Mastercard ···· 0280' }).press('Enter');
  await app.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  const dialog = app.getByRole('dialog', { name: /^Delete/ });
  await expect(dialog).toContainText('Stripe deletes it first, then it goes here.');
  await expect(dialog).toContainText('Mastercard ···· 4444 becomes primary.');
  await expectAccessible(app);
  await picture(app, 'saved-method-delete');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(card.getByRole('listitem')).toHaveCount(1);
  await expect(card.getByRole('listitem')).toContainText('Mastercard ···· 4444');
  await expect(card.getByRole('listitem')).toContainText('Primary');
});

test('a method is made primary, gets a nickname, a verification mark and a consent', async ({ app }) => {
  test.slow();
  const card = await openCustomer(app);
  const change = async (method: string, deed: string) => {
    await card.getByRole('button', { name: `Change ${method}` }).click();
    await app.getByRole('menuitem', { name: deed }).click();
    return app.getByRole('dialog');
  };
  let dialog = await change('Mastercard ···· 4444', 'Make primary');
  await expect(dialog).toContainText('Mastercard ···· 0280 is not primary any more.');
  await dialog.getByRole('button', { name: 'Make primary' }).click();
  const first = card.getByRole('listitem').first();
  await expect(first).toContainText('Mastercard ···· 4444');
  await expect(first).toContainText('Primary');
  dialog = await change('Mastercard ···· 4444', 'Nickname');
  await expectAccessible(app);
  await dialog.getByRole('textbox', { name: 'Nickname' }).fill('Office card');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(first).toContainText('Office card');
  dialog = await change('Office card', 'Verification mark');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Called back');
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Verified' }).click();
  await expect(first).toContainText('Payment details verified by');
  await expect(first).toContainText('Called back');
  dialog = await change('Office card', 'Consent to automatic charges');
  await dialog.getByRole('textbox', { name: 'Terms that the payer agreed to' }).fill('Contract 7, clause 4');
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(first).toContainText('Contract 7, clause 4');
});
