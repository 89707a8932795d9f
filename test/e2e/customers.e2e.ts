/** A customer calls and asks why: found by name, its page, and the balance explained down to the figure. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';

async function openCustomers(app: Page): Promise<Locator> {
  await app.getByRole('link', { name: /^Customers/ }).click();
  const grid = app.getByRole('grid', { name: 'Customers' });
  await expect(grid.locator('[role="row"][aria-rowindex="3"]:not([aria-busy])')).toBeVisible();
  return grid;
}

/** `−1,405.18` gives -140518n: figures of one currency, so their points stand alike. */
function minorOf(text: string): bigint {
  const digits = BigInt(text.replace(/\D/g, '') || '0');
  return /[-−]/.test(text) ? -digits : digits;
}

/** Opens the first customer that the list shows for a word. */
async function openCustomer(app: Page, name: string): Promise<void> {
  const grid = await openCustomers(app);
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill(name);
  await app.waitForTimeout(300);
  const row = grid.locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText(name);
  await row.click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(name);
}

test.use({ looksOnly: true });

test('customers are listed with a balance per currency, and those who owe apart', async ({ app }) => {
  const grid = await openCustomers(app);
  await expect(grid).toHaveAttribute('aria-rowcount', '164');
  const lists = app.getByRole('navigation', { name: 'Which customers' });
  await lists.getByRole('button', { name: /^Something due/ }).click();
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeLessThan(164);
  const place = await grid.getByRole('columnheader', { name: 'Amount due' }).getAttribute('aria-colindex');
  for (const index of [2, 3, 4]) {
    const due = grid.locator(`[aria-rowindex="${index}"] [aria-colindex="${place}"]`);
    // The count may come a moment before the rows that it counts.
    await expect.poll(async () => minorOf(await due.innerText()) > 0n).toBe(true);
  }
});

test('a new invoice of the customer who is looked at begins with what it is for', async ({ app }) => {
  await openCustomer(app, 'Ashgrove');
  await app.keyboard.press('i');
  const edit = app.getByRole('dialog', { name: 'New invoice' });
  await expect(edit.getByRole('combobox', { name: 'Customer' })).toHaveValue('Ashgrove Lettings Ltd');
  await expect(edit.getByRole('textbox', { name: 'Line 1: Description' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(edit).toBeHidden();
});

test('Why this balance adds up, line by line, to the figure on the page', async ({ app }) => {
  await openCustomer(app, 'Ashgrove');
  const balance = app.getByRole('list', { name: 'Balances' }).getByRole('listitem').filter({ hasText: 'GBP' });
  const figure = await balance.locator('.figure').innerText();
  await app.keyboard.press('y');
  const why = app.getByRole('region', { name: 'Why this balance' });
  await expect(why).toBeVisible();
  // The first balance is explained; this customer has one in another currency too.
  await balance.getByRole('button').click();
  await expect(why.getByText('Ashgrove Lettings Ltd holds')).toContainText('GBP');
  await expect(why.getByText('The lines add up to the balance that the book keeps.')).toBeVisible();
  const lines = why.getByRole('region', { name: 'What moved it' }).getByRole('listitem');
  let running = 0n;
  for (const line of await lines.all()) {
    running += minorOf(await line.locator('.why-sums > .amount').innerText());
    expect(minorOf(await line.locator('.why-running .amount').innerText())).toBe(running);
  }
  expect(running).toBe(minorOf(figure));
  await lines.first().getByRole('button').click();
  await expect(lines.first().getByRole('link').first()).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'customer-light');
  await why.getByRole('button', { name: 'As of today' }).click();
  await app.getByRole('button', { name: 'Month before' }).click();
  await app.getByRole('button', { name: /^1 \p{L}+ \d{4}$/u }).click();
  await expect(why.getByRole('button', { name: /^As of 1 \p{L}+/u })).toBeVisible();
  await expect(why.getByText('The lines add up to the balance that the book keeps.')).toBeVisible();
  await expect(why.getByRole('listitem').filter({ hasText: 'Booked after 1 ' })).toBeVisible();
  await why.getByRole('button', { name: 'Close' }).focus();
  await app.keyboard.press('Escape');
  await expect(why).toBeHidden();
});

test('every line left out names its rule, and leads to its payments', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Cancelled').click();
  await payments.settled();
  const customer = await payments.cellText(0, 'Customer');
  await openCustomer(app, customer);
  await app.getByRole('button', { name: 'Why this balance' }).click();
  const why = app.getByRole('region', { name: 'Why this balance' });
  const line = why.getByRole('listitem').filter({ hasText: 'Cancelled: never counts' });
  await expect(line).toBeVisible();
  await line.getByRole('button').click();
  await line.getByRole('link').first().click();
  await expect(payments.stub).toContainText('Cancelled');
});

test('a customer’s payments open on the payments screen', async ({ app }) => {
  await openCustomer(app, 'Ashgrove');
  const grid = app.getByRole('grid', { name: /^Payments of Ashgrove/ });
  const rows = await grid.getAttribute('aria-rowcount');
  await app.getByRole('link', { name: 'Open in Payments' }).click();
  const payments = new PaymentsPage(app);
  await expect.poll(() => payments.grid.getAttribute('aria-rowcount')).toBe(rows);
  for (const name of await payments.column('Customer', 5)) expect(name).toContain('Ashgrove');
});

test('Ctrl K finds a customer, a payment, a screen and a duty, and begins it', async ({ app }) => {
  await app.keyboard.press('ControlOrMeta+k');
  const field = app.getByRole('dialog').getByRole('combobox');
  await field.fill('Ashgrove');
  const found = app.getByRole('listbox');
  await expect(found.getByRole('option', { name: 'Ashgrove Lettings Ltd' }).first()).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'palette-light');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { level: 1 })).toContainText('Ashgrove');
  await app.keyboard.press('ControlOrMeta+k');
  await field.fill('exp');
  await app.getByRole('option', { name: /Exports/ }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Exports' })).toBeVisible();
  // The keys came along: what is pressed next is of that screen, not of the rail.
  await expect(app.getByRole('main')).toBeFocused();
  await app.keyboard.press('ControlOrMeta+k');
  await field.fill('smtp');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { name: 'Papers and mail' })).toBeFocused();
  await app.keyboard.press('ControlOrMeta+k');
  await field.fill('new inv');
  await app.keyboard.press('Enter');
  // By keys alone: what was typed is chosen, and leaving the field keeps it.
  const customer = app.getByRole('dialog', { name: 'New invoice' }).getByRole('combobox', { name: 'Customer' });
  await expect(customer).toBeFocused();
  await app.keyboard.type('ashgrove lett');
  await app.keyboard.press('Enter');
  await expect(customer).toHaveValue('Ashgrove Lettings Ltd');
  await app.keyboard.press('Tab');
  await expect(customer).toHaveValue('Ashgrove Lettings Ltd');
  await app.keyboard.press('Escape');
});

test('a currency is typed over the one that stands there, taken with Tab, and one that is none sends nothing off', async ({
  app,
}) => {
  await openCustomer(app, 'Ashgrove');
  await app.keyboard.press('a');
  const dialog = app.getByRole('dialog', { name: 'Adjust the balance' });
  await expect(dialog.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  await app.keyboard.type('80');
  await app.keyboard.press('Tab');
  const currency = dialog.getByRole('combobox', { name: 'Currency' });
  await expect(currency).toBeFocused();
  await app.keyboard.type('KWD');
  await expect(app.getByRole('option')).toHaveText(['KWD']);
  await app.keyboard.press('Tab');
  await expect(currency).toHaveValue('KWD');
  await expect(dialog.getByRole('region', { name: 'What it does now' })).toContainText('80.000 KWD');
  // What stands there already is typed over itself, and passed by: it stays. So it is at the end of a long list.
  for (const [typed, key] of [
    ['KWD', 'Tab'],
    ['kwd', 'Enter'],
    ['ZAR', 'Enter'],
    ['ZAR', 'Tab'],
    ['', 'Tab'],
    ['usd', 'Tab'],
  ] as const) {
    await dialog.getByRole('textbox', { name: 'Amount' }).focus();
    await app.keyboard.press('Tab');
    await app.keyboard.type(typed);
    await app.keyboard.press(key);
    if (key === 'Enter') await app.keyboard.press('Tab');
    await expect(currency).toHaveValue(typed === '' ? 'ZAR' : typed.toUpperCase());
  }
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Typed by hand');
  await currency.focus();
  await app.keyboard.type('EURO');
  await expect(app.getByRole('option')).toHaveCount(0);
  await app.keyboard.press('Enter');
  await expect(currency).toHaveValue('EURO');
  await app.keyboard.press('Escape');
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
