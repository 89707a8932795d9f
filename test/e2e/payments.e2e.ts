/** A day at the payments table: finding, narrowing, sorting, walking with the keyboard, opening and choosing rows. */
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';

test.use({ looksOnly: true });

test('a payment is found by its reference, and by words of its customer', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.settled();
  const reference = await payments.cellText(2, 'Reference');
  const customer = await payments.cellText(2, 'Customer');
  await app.keyboard.press('/');
  await expect(payments.find).toBeFocused();
  await app.keyboard.type(reference);
  await payments.settled();
  await expect.poll(() => payments.count()).toBe(1);
  expect(await payments.cellText(0, 'Reference')).toBe(reference);
  // From the field the keys go on to what was found.
  await app.keyboard.press('Enter');
  await expect(app.locator('[role="row"][data-row="0"]:focus-within')).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(payments.stub.getByText(reference).first()).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(payments.stub).toBeHidden();
  await app.keyboard.press('/');
  await app.keyboard.press('ArrowDown');
  await expect(app.locator('[role="row"][data-row="0"]:focus-within')).toBeVisible();
  await payments.search(customer.split(' ')[0] ?? customer);
  await expect.poll(() => payments.count()).toBeGreaterThan(0);
  expect(await payments.column('Customer', 1)).toEqual([expect.stringContaining(customer.split(' ')[0] ?? customer)]);
  await app.keyboard.press('Escape');
  await expect(payments.find).toHaveValue('');
});

test('text that is nowhere says so, and one press brings everything back', async ({ app }) => {
  const payments = new PaymentsPage(app);
  const all = await payments.count();
  await payments.search('<script>alert(1)</script> no such thing');
  await expect(app.getByText('No payment fits this filter')).toBeVisible();
  await app.getByRole('button', { name: 'Clear all' }).last().click();
  await expect.poll(() => payments.count()).toBeGreaterThanOrEqual(all);
});

test('the tabs split all payments, and filters narrow them with their totals', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await expect
    .poll(async () => {
      const [all, ...parts] = await Promise.all(
        (['All', 'Pending', 'Completed', 'Cancelled'] as const).map((name) => payments.tabCount(name)),
      );
      return (all ?? 0) - parts.reduce((sum, part) => sum + part, 0);
    })
    .toBe(0);
  await payments.tab('Completed').click();
  const completed = await payments.tabCount('Completed');
  await payments.choose('Currency', 'JPY');
  await expect.poll(() => payments.count()).toBeLessThan(completed);
  for (const amount of await payments.column('Total', 5)) expect(amount).toMatch(/ JPY$/);
  await expect(app.locator('.totals')).toContainText('JPY');
  await expect(app.locator('.totals')).not.toContainText('EUR');
  await expect(payments.export).toContainText(String(await payments.count()));
  await app.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(() => payments.count()).toBeGreaterThanOrEqual(completed);
});

test('any column sorts, both ways', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.choose('Currency', 'EUR');
  const figures = async () => (await payments.column('Total', 12)).map((text) => minorOf(text));
  await payments.heading('Total').click();
  await expect(payments.heading('Total')).toHaveAttribute('aria-sort', 'descending');
  await payments.settled();
  const falling = await figures();
  expect(falling).toEqual([...falling].sort((a, b) => b - a));
  await payments.heading('Total').click();
  await expect(payments.heading('Total')).toHaveAttribute('aria-sort', 'ascending');
  await payments.settled();
  const rising = await figures();
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  expect(rising[0]).toBeLessThan(falling[0] ?? 0);
});

/** `−1,250.40 EUR` gives -125040: enough for comparing amounts of one currency. */
function minorOf(text: string): number {
  const sign = /^[-−]/.test(text) ? -1 : 1;
  return sign * Number(text.replace(/\D/g, ''));
}

test('the keyboard walks, opens, steps with the drawer open, and closes', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Cancelled').click();
  await payments.settled();
  for (const key of ['j', 'j', 'k']) await app.keyboard.press(key);
  await app.keyboard.press('Enter');
  await expect(payments.stub).toBeVisible();
  const first = await payments.stub.getAttribute('aria-label');
  await expect(payments.stub).toContainText('Cancelled');
  await app.keyboard.press('j');
  await expect.poll(() => payments.stub.getAttribute('aria-label')).not.toBe(first);
  await app.keyboard.press('k');
  await expect.poll(() => payments.stub.getAttribute('aria-label')).toBe(first);
  await app.keyboard.press('Escape');
  await expect(payments.stub).toHaveCount(0);
});

test('rows are chosen with Shift, Ctrl and Ctrl+A, and the rest of the filter with them', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.settled();
  const tick = (index: number) => payments.row(index).getByRole('checkbox');
  await tick(1).click();
  await tick(4).click({ modifiers: ['Shift'] });
  await expect(app.getByText('4 payments selected')).toBeVisible();
  await tick(2).click();
  await expect(app.getByText('3 payments selected')).toBeVisible();
  await payments.row(6).click({ modifiers: ['ControlOrMeta'] });
  await expect(app.getByText('4 payments selected')).toBeVisible();
  await app.keyboard.press('ControlOrMeta+a');
  await expect(app.getByText(/^[\d,]+ payments selected/)).toContainText(await withGroups(payments));
  await app.keyboard.press('Escape');
  await expect(app.getByText(/payments selected/)).toHaveCount(0);
});

async function withGroups(payments: PaymentsPage): Promise<string> {
  return new Intl.NumberFormat('en').format(await payments.count());
}

test.describe('in a book of its own', () => {
  test.use({ looksOnly: false });
  test('columns are chosen, moved, and remembered', async ({ app }) => {
    const payments = new PaymentsPage(app);
    await openColumns(app);
    await app.getByRole('checkbox', { name: 'Fee', exact: true }).check();
    await app.getByRole('button', { name: 'Move Status to the left' }).click();
    await app.keyboard.press('Escape');
    const order = () => payments.grid.getByRole('columnheader').allInnerTexts();
    const place = (names: string[], name: string) => names.findIndex((one) => one.trim() === name);
    await expect.poll(async () => place(await order(), 'Status') < place(await order(), 'Total')).toBe(true);
    // Saved with the book, a moment later.
    await app.waitForTimeout(1000);
    await app.reload();
    await expect.poll(async () => place(await order(), 'Status')).toBeGreaterThan(0);
    await expect.poll(async () => place(await order(), 'Status') < place(await order(), 'Total')).toBe(true);
  });
});

async function openColumns(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Columns' }).click();
}

test('the drawer holds every side of a payment', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.settled();
  const reference = await payments.cellText(3, 'Reference');
  await payments.row(3).click();
  await expect(payments.stub).toHaveAttribute('aria-label', new RegExp(reference));
  for (const said of ['Completed', 'Gateway’s word', 'What happened', 'What it moved', 'Check now'])
    await expect(payments.stub).toContainText(said);
  await payments.stub.getByRole('button', { name: 'Check now' }).click();
  await expect(payments.stub.getByText(/^Asked just now/)).toBeVisible({ timeout: 20_000 });
  await payments.stub.getByRole('button', { name: 'Close' }).click();
  await expect(payments.stub).toHaveCount(0);
});

test('the scrollbar reaches the end at once', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Completed').click();
  await payments.settled();
  const count = await payments.count();
  await payments.grid.evaluate((area) => {
    area.scrollTop = area.scrollHeight;
  });
  await expect(payments.row(count - 1)).toBeVisible();
  expect(await payments.cellText(count - 1, 'Status')).toContain('Completed');
});

test('at 1024 pixels the chip of a chart’s bar tells all of what it stands for', async ({ app }) => {
  await app.setViewportSize({ width: 1024, height: 700 });
  await app.evaluate(() => {
    location.hash = '#/payments?reversed=dispute&reversedFrom=2026-09-21&reversedTo=2026-12-31&reversedIn=EUR';
  });
  const chip = app.getByRole('button', { name: /^Disputes booked · .* · EUR$/ });
  await expect(chip).toBeVisible();
  const { shown, needed } = await chip.evaluate((at) => ({ shown: at.clientWidth, needed: at.scrollWidth }));
  expect(needed).toBeLessThanOrEqual(shown);
  await picture(app, 'payments-reversed-narrow-light');
});
