/**
 * Every gateway's own page, opened as the payer would: left, declined, asked by the bank, and paid in the end; the payment Completed
 * here by what the gateway then tells, and the balance right.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { fillIn, openPanel } from './taking-panel';

const left = ['Leave without paying'];
const declined = ['Pay with a card that is declined'];

/** In currencies of which the customer holds nothing yet. `visits`: what the payer presses, each time they open the page. */
const pages = [
  {
    ...{ gateway: 'PayPal', amount: '120.00', currency: 'GBP' },
    visits: [['Cancel and go back'], declined, ['Pay with a card that asks for 3-D Secure', 'It is me']],
  },
  {
    ...{ gateway: 'Razorpay', amount: '1200.00', currency: 'INR' },
    visits: [left, declined, ['Pay with 3-D Secure', 'Confirm']],
  },
  {
    ...{ gateway: 'Paystack', amount: '1200.00', currency: 'NGN' },
    visits: [left, declined, ['Pay with a card that asks for 3-D Secure', 'Confirm the payment']],
  },
  {
    ...{ gateway: 'NOWPayments', amount: '120.00', currency: 'USD' },
    visits: [['Choose the coin and leave'], ['Send the whole amount']],
  },
];

/** Opens the page and presses its buttons, one after the other. It stays open: closed while it goes on, Chromium may never be done. */
async function visit(context: BrowserContext, link: string, buttons: readonly string[], name: string): Promise<Page> {
  const payer = await context.newPage();
  await payer.goto(link);
  for (const [at, button] of buttons.entries()) {
    await payer.getByRole('button', { name: button, exact: true }).click();
    if (at < buttons.length - 1) await picture(payer, `${name}-asks`);
  }
  return payer;
}

/** Makes a payment by the gateway's page; gives the link for the payer, and the payment is shown. */
async function openPage(app: Page, wanted: { gateway: string; amount: string; currency: string }): Promise<string> {
  const panel = await openPanel(app);
  const { gateway, amount, currency } = wanted;
  await fillIn(app, panel, { customer: 'Ñandú', amount, currency, via: new RegExp(`^${gateway}`) });
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^Pending: waiting for the customer/)).toBeVisible({ timeout: 30_000 });
  const link = await panel.locator('.hosted-link .mono').innerText();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  await expect(new PaymentsPage(app).stub.getByText('Pending').first()).toBeVisible();
  return link;
}

/** Asks at once, or hears of it by itself. */
async function checkedUntil(app: Page, status: 'Completed' | 'Cancelled'): Promise<void> {
  const { stub } = new PaymentsPage(app);
  const check = stub.getByRole('button', { name: 'Check now' });
  await expect(async () => {
    if (await check.isVisible()) await check.click({ timeout: 2_000 });
    await expect(stub.getByText(status).first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
}

for (const { visits, ...wanted } of pages) {
  const { gateway, amount, currency } = wanted;
  test(`${gateway}: left, declined and paid on its page, Completed here`, async ({ app, context }) => {
    test.slow();
    const link = await openPage(app, wanted);
    const { stub } = new PaymentsPage(app);
    const name = `page-of-${gateway.toLowerCase()}`;
    const opened = await visit(context, link, [], name);
    await picture(opened, name);
    await opened.close();
    for (const buttons of visits.slice(0, -1)) {
      await visit(context, link, buttons, name);
      await stub.getByRole('button', { name: 'Check now' }).click();
      // The page stays open until it is paid: nothing is Cancelled by a payer who left or was declined.
      await expect(stub.getByText('Pending').first()).toBeVisible();
    }
    const payer = await visit(context, link, visits.at(-1) ?? [], name);
    await expect(payer.getByText(/Thank you|was paid|Paid|has been paid/i).first()).toBeVisible();
    await payer.close();
    await checkedUntil(app, 'Completed');
    await picture(app, `paid-by-${gateway.toLowerCase()}`);
    await stub.getByRole('link', { name: /Ñandú/ }).click();
    const balance = app.getByRole('list', { name: 'Balances' }).getByRole('listitem').filter({ hasText: currency });
    await expect(balance.locator('.figure')).toContainText(amount.replace(/^1200/, '1,200'));
    if (gateway === 'NOWPayments') await fails(app, context);
  });
}

/** Coins that cannot be sent on end a payment for good: it is Cancelled, and a notice says so. */
async function fails(app: Page, context: BrowserContext): Promise<void> {
  const link = await openPage(app, { gateway: 'NOWPayments', amount: '77.00', currency: 'USD' });
  await visit(context, link, ['Let it fail'], 'page-of-nowpayments');
  await checkedUntil(app, 'Cancelled');
  const bell = app.getByRole('button', { name: /^Notices/ });
  await bell.press('Enter');
  const notice = app.getByRole('list', { name: 'Notices' }).getByRole('listitem').filter({ hasText: '77.00 USD' });
  await expect(notice).toContainText(/77\.00 USD of .*Ñandú.* was not paid/, { timeout: 20_000 });
  await picture(app, 'notice-of-nowpayments');
}
