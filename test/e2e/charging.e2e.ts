/** Charging saved methods: with the keyboard alone, declined with its notice, asked for by the bank; and saving one without a payment. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test, untilSynced } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { chooseWay, openPanel } from './taking-panel';

/** Their second cards are paid, declined and asked for by the bank, in this order. */
const [paid, declined, asked] = ['Bluewater Telephone Cooperative', 'Mesa Verde Outfitters', 'Prairie Fiber Partners'];

async function choose(app: Page, panel: Locator, customer: string): Promise<void> {
  await panel.getByRole('combobox', { name: 'Customer' }).fill(customer);
  await app.getByRole('option').filter({ hasText: customer }).first().click();
}

/** By the second card of the customer, up to what came of it. */
async function chargeSecond(app: Page, customer: string, amount: string): Promise<Locator> {
  const panel = await openPanel(app);
  await choose(app, panel, customer);
  await panel.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await chooseWay(panel, /^Mastercard ···· 4444/);
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  return panel;
}

test('a payment with the keyboard alone: N, customer, amount, the primary method, review, Enter', async ({ app }) => {
  test.slow();
  const panel = await openPanel(app);
  await app.keyboard.type(paid.slice(0, 9));
  await expect(app.getByRole('option').filter({ hasText: paid })).toBeVisible();
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  const amount = panel.getByRole('textbox', { name: 'Amount' });
  for (let n = 0; n < 4 && !(await amount.evaluate((field) => field === document.activeElement)); n++)
    await app.keyboard.press('Tab');
  await expect(amount).toBeFocused();
  await app.keyboard.type('12.50');
  // The primary method is chosen by default, and only this customer's are there.
  await expect(panel.getByRole('radio', { name: /^Mastercard ···· 0280/ })).toBeChecked({ timeout: 20_000 });
  await app.keyboard.press('Enter');
  const pay = panel.getByRole('button', { name: 'Pay', exact: true });
  await expect(pay).toBeFocused();
  await picture(app, 'charging-review');
  await app.keyboard.press('Enter');
  await expect(panel.getByText('Completed: 12.50 USD is in the book.')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(app);
  await picture(app, 'charging-done');
});

test('what a slow gateway keeps moves nothing from under the pointer', async ({ shell, page }) => {
  test.slow();
  let letThrough = () => {};
  const answered = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const engine = socket.connectToServer();
    socket.onMessage((message) => {
      if (String(message).includes('methods/sync')) void answered.then(() => engine.send(message));
      else engine.send(message);
    });
  });
  await page.goto(await shell.freshLink(true));
  await untilSynced(page);
  const panel = await openPanel(page);
  await choose(page, panel, paid);
  const ways = panel.getByRole('group', { name: 'Pay via' });
  await expect(ways.getByText('Asking the gateways what they keep…')).toBeVisible();
  // Nobody waits for it longer than a second.
  const transfer = ways.getByRole('radio', { name: /^Bank transfer/ });
  await expect(transfer).toBeEnabled();
  const before = await transfer.boundingBox();
  await picture(page, 'charging-slow-gateway');
  letThrough();
  // What it tells of stands below, and the primary is chosen as ever.
  await expect(ways.getByRole('radio', { name: /^Mastercard ···· 0280/ })).toBeChecked({ timeout: 20_000 });
  await expect(ways.getByText(/^Told of later, below the others: Mastercard ···· 0280, /)).toBeVisible();
  expect(await transfer.boundingBox()).toEqual(before);
  await expectAccessible(page);
  await picture(page, 'charging-slow-gateway-told');
  await page.close();
});

test('a declined charge is Cancelled, and the notice of it leads to the payment', async ({ app }) => {
  test.slow();
  const panel = await chargeSecond(app, declined, '44.00');
  await expect(panel.getByText(/^Not paid: Your card has insufficient funds/)).toBeVisible({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Close' }).first().click();
  const bell = app.getByRole('button', { name: /^Notices/ });
  await expect(bell).toHaveAccessibleName(/unread/, { timeout: 15_000 });
  await bell.press('Enter');
  const notice = app.getByRole('list', { name: 'Notices' }).getByRole('listitem').filter({ hasText: declined });
  await expect(notice).toContainText(`44.00 USD of ${declined} was not paid: Your card has insufficient funds.`);
  await expectAccessible(app);
  await picture(app, 'notices-light');
  await app.emulateMedia({ colorScheme: 'dark' });
  await picture(app, 'notices-dark');
  await app.emulateMedia({ colorScheme: 'light' });
  await notice.getByRole('link').click();
  const { stub } = new PaymentsPage(app);
  await expect(stub.getByText('Cancelled').first()).toBeVisible();
  await expect(stub.getByText('Your card has insufficient funds.').first()).toBeVisible();
  // What was opened was read; the others are marked at once.
  await bell.click();
  await expect(notice.getByRole('button', { name: 'Mark as read' })).toHaveCount(0);
  const all = app.getByRole('button', { name: 'Mark all as read' });
  if (await all.isVisible()) await all.click();
  await expect(bell).toHaveAccessibleName('Notices');
});

test('a bank that asks for its payer: Pending with the link, and Completed once it was confirmed', async ({
  app,
  context,
}) => {
  test.slow();
  const panel = await chargeSecond(app, asked, '61.00');
  await expect(panel.getByText(/^Pending: waiting for the customer/)).toBeVisible({ timeout: 30_000 });
  await picture(app, 'charging-secure');
  const payer = await context.newPage();
  await payer.goto(await panel.locator('.hosted-link .mono').innerText());
  await payer.getByRole('button', { name: 'It is me: confirm' }).click();
  await expect(payer.getByText(/was confirmed/)).toBeVisible();
  await payer.close();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  const { stub } = new PaymentsPage(app);
  await stub.getByRole('button', { name: 'Check now' }).click();
  await expect(stub.getByText('Completed').first()).toBeVisible();
});

test('a method is saved without a payment, on the gateway’s page', async ({ app, context }) => {
  test.slow();
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('Bluewater');
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText(paid);
  await row.click();
  const card = app.getByRole('region', { name: 'Saved methods' });
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await card.getByRole('button', { name: 'Save a method' }).press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Save a method' });
  await expect(dialog.getByText('Nothing is charged.')).toBeVisible();
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Open the page' }).press('Enter');
  await expect(dialog.getByRole('img', { name: 'QR code of the link for the payer' })).toBeVisible();
  await picture(app, 'save-method');
  const payer = await context.newPage();
  await payer.goto(await dialog.locator('.hosted-link .mono').innerText());
  await payer.getByRole('button', { name: 'Save this card' }).click();
  await expect(payer.getByText(/The card was saved/)).toBeVisible();
  await payer.close();
  await expect(card.getByRole('listitem')).toHaveCount(3, { timeout: 40_000 });
  await expect(card.getByText('Visa ···· 4242')).toBeVisible();
});
