/** Every gateway's own page, opened as the payer would, the payment Completed here by what the gateway then tells, and the balance right. */
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { fillIn, openPanel } from './taking-panel';

/** In currencies of which the customer holds nothing yet. */
const pages = [
  { gateway: 'PayPal', amount: '120.00', currency: 'GBP' },
  { gateway: 'Razorpay', amount: '1200.00', currency: 'INR' },
  { gateway: 'Paystack', amount: '1200.00', currency: 'NGN' },
  { gateway: 'NOWPayments', amount: '120.00', currency: 'USD' },
] as const;

for (const { gateway, amount, currency } of pages) {
  test(`${gateway}: paid on its page, Completed here`, async ({ app, context }) => {
    test.slow();
    const panel = await openPanel(app);
    await fillIn(app, panel, { customer: 'Ñandú', amount, currency, via: new RegExp(`^${gateway}`) });
    await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
    await expect(panel.getByText(/^Pending: waiting for the customer/)).toBeVisible({ timeout: 30_000 });
    const link = await panel.locator('.hosted-link .mono').innerText();
    const payer = await context.newPage();
    await payer.goto(link);
    await picture(payer, `page-of-${gateway.toLowerCase()}`);
    // The first of its buttons pays.
    await payer.getByRole('button').first().click();
    await expect(payer.getByText(/Thank you|was paid|Paid/i).first()).toBeVisible();
    await payer.close();
    await panel.getByRole('button', { name: 'Show the payment' }).click();
    const { stub } = new PaymentsPage(app);
    await expect(stub.getByText('Pending').or(stub.getByText('Completed')).first()).toBeVisible();
    await expect(async () => {
      const check = stub.getByRole('button', { name: 'Check now' });
      if (await check.isVisible()) await check.click();
      await expect(stub.getByText('Completed').first()).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 40_000 });
    await picture(app, `paid-by-${gateway.toLowerCase()}`);
    await stub.getByRole('link', { name: /Ñandú/ }).click();
    const balance = app.getByRole('list', { name: 'Balances' }).getByRole('listitem').filter({ hasText: currency });
    await expect(balance.locator('.figure')).toContainText(amount.replace(/^1200/, '1,200'));
  });
}
