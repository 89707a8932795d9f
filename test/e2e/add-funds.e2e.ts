/** A customer adds funds: an invoice goes out as PDF, its transfer comes, and what came in is credit. */
import { readFileSync } from 'node:fs';
import { pdfText } from '../support/read-pdf';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { fillIn, openPanel } from './taking-panel';

const NAME = 'Cigüeña';

test('add funds: an invoice, its PDF, the transfer that pays it, and the credit that is there then', async ({
  app,
}) => {
  test.slow();
  const panel = await openPanel(app);
  await fillIn(app, panel, { customer: NAME, amount: '37.25', via: /^Invoice/ });
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^RF\d\d/)).toBeVisible();
  const reference = await panel.getByText(/^RF\d\d/).innerText();
  await panel.getByRole('button', { name: 'Close' }).first().click();
  // The invoice is of the series that is no tax series.
  await app.getByRole('link', { name: /^Invoices/ }).click();
  await app.getByRole('textbox', { name: /^Find/ }).fill(NAME);
  const grid = app.getByRole('grid', { name: 'Invoices' });
  await grid.getByRole('row').filter({ hasText: '37.25' }).first().click();
  const stub = app.getByRole('region', { name: /^Invoice/ });
  const number = /AF-\d{4}-\d+/.exec(await stub.getByText(/^AF-\d{4}-\d+ ·/).innerText())?.[0] ?? 'none';
  const download = app.waitForEvent('download', { timeout: 60_000 });
  await stub.getByRole('button', { name: 'PDF', exact: true }).press('Enter');
  const text = pdfText(readFileSync(await (await download).path()));
  for (const said of [number, NAME, '37.25', reference.replaceAll(' ', '').slice(0, 4)]) expect(text).toContain(said);
  await expectAccessible(app);
  await picture(app, 'add-funds-invoice');
  const payments = new PaymentsPage(app);
  await app.getByRole('link', { name: /^Payments/ }).click();
  await payments.find.fill(reference.replaceAll(' ', ''));
  // The newest payment stands above until the reference is found: it is the same one, and goes as its row.
  await expect(payments.grid).toHaveAttribute('aria-rowcount', '2');
  await payments.row(0).click();
  await payments.stub.getByRole('button', { name: 'Mark as received' }).click();
  const received = app.getByRole('dialog', { name: 'Mark as received' });
  await received.getByRole('textbox', { name: 'What shows it' }).fill('statement 12, line 7');
  await received.getByRole('button', { name: 'Mark as received' }).click();
  await expect(payments.stub.getByText('Completed').first()).toBeVisible();
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill(NAME);
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText(NAME);
  await row.click();
  await expect(app.getByText('37.25').first()).toBeVisible();
  await picture(app, 'add-funds-credit');
});
