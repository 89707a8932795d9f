/** Another one of the sample company's people takes the window, as they would: all of them have the same passphrase. */
import type { Page } from '@playwright/test';
import { expect } from './expect';

export const PASSPHRASE = 'counterfoil';

/** Whose window it is. */
export const menu = (app: Page) => app.getByRole('button', { name: /^Operator / });

export async function switchTo(app: Page, name: string): Promise<void> {
  await menu(app).click();
  await app.getByRole('menuitem', { name: 'Switch operator…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Switch operator' });
  await dialog.getByRole('combobox', { name: 'Operator' }).click();
  await app.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Switch' }).click();
  await expect(menu(app)).toHaveAccessibleName(new RegExp(name));
}
