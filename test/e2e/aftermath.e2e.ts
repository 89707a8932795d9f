/** What comes after: a dispute that is answered, one transfer for several customers, and a page that outlives a restart. */
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { fillIn, openPanel } from './taking-panel';

test('a dispute is answered once, with a file, before its day', async ({ app }) => {
  await app.getByRole('link', { name: 'Overview' }).click();
  const { stub } = new PaymentsPage(app);
  const answer = stub.getByRole('button', { name: 'Answer the dispute' });
  const disputes = app.getByRole('link', { name: /^(Dispute of|A dispute)/ });
  await expect(disputes.first()).toBeVisible();
  // Those of one gateway are answered in its dashboard.
  for (let n = 0; n < (await disputes.count()); n++) {
    await disputes.nth(n).click();
    await expect(answer.or(stub.getByText(/takes no answers from here/))).toBeVisible();
    if (await answer.isVisible()) break;
    await app.getByRole('link', { name: 'Overview' }).click();
    await expect(disputes.first()).toBeVisible();
  }
  await answer.press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Answer the dispute' });
  const send = dialog.getByRole('button', { name: 'Send the answer' });
  await expect(send).toBeDisabled();
  await dialog
    .getByRole('textbox', { name: 'Why the payment is right' })
    .fill('The service was used for three months.');
  const receipt = { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a receipt') };
  await dialog.locator('input[type="file"]').first().setInputFiles(receipt);
  await expectAccessible(app);
  await picture(app, 'dispute-answer');
  await send.click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
  await expect(stub.getByText(/has the answer/).first()).toBeVisible();
  await expect(answer).toBeHidden();
  await stub.getByText('What was sent, with 1 file').click();
  await expect(stub.getByText('The service was used for three months.')).toBeVisible();
  await expect(stub.getByText('receipt.pdf')).toBeVisible();
  await picture(app, 'dispute-answered');
});

test('one transfer pays for several customers: the parts must come to its sum', async ({ app }) => {
  for (const [customer, amount] of [
    ['Bluewater', '100.00'],
    ['Mesa Verde', '220.00'],
  ] as const) {
    const panel = await openPanel(app);
    await fillIn(app, panel, { customer, amount, currency: 'USD', via: /^Bank transfer/ });
    await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
    await expect(panel.getByText(/^Pending: waiting for the bank/)).toBeVisible();
    await panel
      .getByRole('button', { name: customer === 'Bluewater' ? 'Close' : 'Show the payment' })
      .first()
      .click();
  }
  const { stub } = new PaymentsPage(app);
  await stub.getByRole('button', { name: 'Mark as received' }).click();
  const dialog = app.getByRole('dialog', { name: 'Mark as received' });
  const deed = dialog.getByRole('button', { name: 'Mark as received' });
  await dialog.getByRole('textbox', { name: 'Received, in USD' }).fill('320.00');
  await dialog.getByRole('textbox', { name: 'What shows it' }).fill('statement 12, line 1');
  await dialog.getByRole('button', { name: 'It pays for another customer too' }).click();
  const part = dialog.getByRole('group', { name: 'Part 2' });
  await part.getByRole('combobox', { name: 'Customer' }).fill('Bluewater');
  await app.getByRole('option').filter({ hasText: 'Bluewater' }).first().click();
  await part.getByRole('textbox', { name: 'Amount, in USD' }).fill('90.00');
  await expect(dialog.getByText('10.00 USD left to divide')).toBeVisible();
  await expect(deed).toBeDisabled();
  await part.getByRole('textbox', { name: 'Amount, in USD' }).fill('');
  await part.getByRole('combobox', { name: 'What it pays' }).click();
  await app
    .getByRole('option', { name: /^RF.*100\.00/ })
    .first()
    .click();
  await expect(dialog.getByText('All of it is divided')).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'taking-received-parts');
  await deed.click();
  await expect(dialog).toBeHidden();
  await expect(stub.getByText('Completed').first()).toBeVisible();
});

test('what waits at a page still waits there when the engine was started again, and is paid then', async ({
  app,
  shell,
  context,
}) => {
  const panel = await openPanel(app);
  await fillIn(app, panel, { customer: 'Bluewater', amount: '77.00', via: /^Stripe/ });
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^Pending: waiting for the customer/)).toBeVisible({ timeout: 30_000 });
  const link = await panel.locator('.hosted-link .mono').innerText();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  const address = new URL(app.url()).hash;
  await app.goto('about:blank');
  await shell.stop();
  shell.startAgain();
  await app.goto(await shell.freshLink(true));
  await app.evaluate((hash) => {
    location.hash = hash;
  }, address);
  const payer = await context.newPage();
  await expect(async () => {
    await payer.goto(link);
    await payer.getByRole('button', { name: 'Pay', exact: true }).click({ timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
  await expect(payer.getByText(/was paid/)).toBeVisible();
  await payer.close();
  const { stub } = new PaymentsPage(app);
  await stub.getByRole('button', { name: 'Check now' }).click();
  await expect(stub.getByText('Completed').first()).toBeVisible({ timeout: 20_000 });
});
