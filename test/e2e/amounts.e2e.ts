/** Amounts in Spanish: typed as Spanish writes them, shown so again, and asked for once more where they could be a thousand times off. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

async function inSpanish(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'Settings' }).click();
  await app.getByText('Español', { exact: true }).click();
  await expect(app.getByRole('heading', { name: 'Ajustes', level: 1 })).toBeVisible();
  await app.getByRole('link', { name: /^Pagos/ }).click();
  await expect(app.getByRole('heading', { name: 'Pagos', level: 1 })).toBeVisible();
}

/** What a filter keeps is written out again when it is opened anew: as it stood in the book it was no amount here. */
async function filters(app: Page): Promise<void> {
  const chip = app.getByRole('button', { name: /(^|, )Total$/ });
  await chip.click();
  const from = app.getByRole('textbox', { name: 'Desde' });
  await from.fill('1.234,56');
  await from.press('Enter');
  await app.keyboard.press('Escape');
  await expect(chip).toContainText('1.234,56');
  await chip.click();
  await expect(from).toHaveValue('1.234,56');
  await expect(from).not.toHaveAttribute('aria-invalid', 'true');
  await from.fill('1,234.56');
  await expect(app.getByText('No es un importe. Escríbelo como 1.234,5.')).toBeVisible();
  await from.fill('');
  await from.press('Enter');
  await app.keyboard.press('Escape');
}

async function payment(app: Page): Promise<void> {
  await app.keyboard.press('n');
  const panel = app.getByRole('dialog');
  const currency = panel.getByRole('combobox', { name: 'Moneda' });
  await currency.fill('QQQ');
  await expect(app.getByText('Nada coincide', { exact: true })).toBeVisible();
  await picture(app, 'choice-nothing-fits');
  await currency.fill('EUR');
  await currency.press('Enter');
  const amount = panel.getByRole('textbox', { name: 'Importe' });
  await amount.fill('1.234,56');
  await expect(amount).not.toHaveAttribute('aria-invalid', 'true');
  // Fifteen hundred in English, one and a half in Spanish.
  for (const text of ['1,500', '1,234.56']) {
    await amount.fill(text);
    await amount.press('Enter');
    await expect(panel.getByText('No es un importe mayor que cero. Escríbelo como 1.234,00.')).toBeVisible();
  }
  await expectAccessible(app);
  await picture(app, 'amount-other-language');
  await app.keyboard.press('Escape');
  await expect(panel).toBeHidden();
}

test('an amount is read and shown as Spanish writes it, and one of another language is asked for again', async ({
  app,
}) => {
  await inSpanish(app);
  await filters(app);
  await payment(app);
});
