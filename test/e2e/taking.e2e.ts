/** Taking payments, each way to its end: by bank transfer, from credit, and by a gateway's own page; offline and back; refunds. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { chooseWay, fillIn, openPanel } from './taking-panel';

/** A double click, whose second half comes when the first one has already brought something else there. */
async function twice(page: Page, pressed: Locator, comes: Locator): Promise<void> {
  const box = await pressed.boundingBox();
  if (!box) throw new Error('There is nothing to press.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x, y);
  await comes.waitFor();
  await page.mouse.move(x, y);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

test('a bank transfer is asked for, waits for the bank, is marked as received, and pays from credit', async ({
  app,
}) => {
  test.slow();
  const payments = new PaymentsPage(app);
  const panel = await openPanel(app);
  await expect(panel.getByRole('button', { name: 'Review' })).toBeDisabled();
  await fillIn(app, panel, { customer: 'Ñandú', amount: '20.00', via: /^Bank transfer/ });
  await panel.getByRole('button', { name: 'Back' }).click();
  await panel.getByRole('textbox', { name: 'Amount' }).fill('15000.01');
  await expect(panel.getByText(/^It must be from 0\.50 to 15,000\.00/)).toBeVisible();
  await panel.getByRole('group', { name: 'Usual amounts' }).getByRole('button', { name: '200.00' }).click();
  await picture(app, 'taking-form');
  await panel.getByRole('button', { name: 'Review' }).click();
  await expect(panel.getByText('Nothing moves until it is paid. Then:')).toBeVisible();
  await panel.getByRole('button', { name: 'Debit and credit' }).click();
  await expect(panel.getByRole('cell', { name: 'clearing:bank-transfer' })).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'taking-review');
  // Twice at once: it is one payment, and what came under the second click is not pressed by it.
  await twice(app, panel.getByRole('button', { name: 'Pay', exact: true }), panel.getByText(/^RF\d\d/));
  await expect(panel.getByText(/^Pending: waiting for the bank/)).toBeVisible();
  await expect(panel.getByText(/^RF\d\d/)).toBeVisible();
  await picture(app, 'taking-transfer');
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  await payments.stub.getByRole('button', { name: 'Mark as received' }).click();
  const received = app.getByRole('dialog', { name: 'Mark as received' });
  await received.getByRole('textbox', { name: 'What shows it' }).fill('statement 11, line 4');
  await expectAccessible(app);
  await picture(app, 'taking-received');
  await received.getByRole('button', { name: 'Mark as received' }).click();
  await expect(payments.stub.getByText('Completed').first()).toBeVisible();
  await expect(payments.stub.getByText('What it moved')).toBeVisible();
  // What came in is credit, and pays at once: never more than is held.
  const again = await openPanel(app);
  await fillIn(app, again, { customer: 'Ñandú', amount: '14000.00', via: /^Account credit/ });
  await again.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(again.getByText(/of credit, which is less than this/)).toBeVisible();
  await again.getByRole('button', { name: 'Back' }).click();
  await again.getByRole('textbox', { name: 'Amount' }).fill('1.50');
  await again.getByRole('button', { name: 'Review' }).click();
  await again.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(again.getByText(/^Completed: 1\.50 \w+ is in the book/)).toBeVisible();
  await picture(app, 'taking-credit');
});

test('a gateway’s own page is opened by the payer, and the payment is Completed here', async ({ app, context }) => {
  test.slow();
  const panel = await openPanel(app);
  await fillIn(app, panel, { customer: 'Ñandú', amount: '120.00', via: /^Stripe/ });
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^Pending: waiting for the customer/)).toBeVisible();
  await expect(panel.getByRole('img', { name: 'QR code of the link for the payer' })).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'taking-page');
  const link = await panel.locator('.hosted-link .mono').innerText();
  const payer = await context.newPage();
  await payer.goto(link);
  await picture(payer, 'taking-page-of-the-gateway');
  // Left, declined and asked by the bank before it is paid: it is one payment all the time.
  await payer.getByRole('button', { name: 'Leave without paying' }).click();
  await expect(payer.getByText('The page stays open.')).toBeVisible();
  await payer.goto(link);
  await payer.getByRole('button', { name: 'Pay with a card that is declined' }).click();
  await expect(payer.getByText('Your card was declined.')).toBeVisible();
  await payer.getByRole('button', { name: 'Pay with a card that asks for 3-D Secure' }).click();
  await payer.getByRole('button', { name: 'It is me: confirm' }).click();
  await expect(payer.getByText('Thank you. The payment was confirmed.')).toBeVisible();
  await payer.close();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  const payments = new PaymentsPage(app);
  await payments.stub.getByRole('button', { name: 'Check now' }).click();
  await expect(payments.stub.getByText('Completed').first()).toBeVisible();
  await picture(app, 'taking-page-paid');
});

/** Their first card at the gateway is charged without a page. */
const NAME = 'Bluewater Telephone Cooperative';

async function chooseCard(app: Page): Promise<Locator> {
  const panel = await openPanel(app);
  await panel.getByRole('combobox', { name: 'Customer' }).fill('Bluewater');
  await app.getByRole('option').filter({ hasText: NAME }).first().click();
  await panel.getByRole('textbox', { name: 'Amount' }).fill('33.00');
  await chooseWay(panel, /^Mastercard ···· 0280/);
  return panel;
}

/** By the demo's own switch, under what the bar says of the gateways. */
type Play = keyof typeof shown;
const shown = {
  'Try being offline': 'offline',
  'Try losing answers': 'losing-answers',
  'Be online again': 'online-again',
  'Hear answers again': 'answers-again',
};

async function play(app: Page, name: Play, then: RegExp): Promise<void> {
  const bar = app.getByRole('banner');
  await bar.getByRole('button', { name: /^(Synced|Syncing|Offline)|needs a look$/ }).click();
  await app.getByRole('button', { name }).click();
  await expect(bar.getByRole('button', { name: then })).toBeVisible({ timeout: 40_000 });
  await picture(app, shown[name]);
  await app.keyboard.press('Escape');
}

test('offline a charge becomes a draft, asks again before it goes, and goes out once when there is a network', async ({
  app,
}) => {
  test.slow();
  // Its gateway has told of the cards while it could.
  const seen = await chooseCard(app);
  await seen.press('Escape');
  await expect(seen).toBeHidden();
  await play(app, 'Try being offline', /^Offline/);
  const panel = await chooseCard(app);
  await expect(panel.getByText('Offline now: it waits in the outbox.').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^Kept in the outbox as a draft/)).toBeVisible({ timeout: 40_000 });
  await picture(app, 'offline-drafted');
  await panel.getByRole('button', { name: 'Close' }).click();
  await app.getByRole('link', { name: /^Outbox/ }).click();
  const attempts = app.getByRole('list', { name: 'Outbox' }).getByRole('listitem');
  await expect(attempts).toHaveCount(1);
  await expect(attempts.getByText('Drafted')).toBeVisible();
  await expect(attempts.getByText(/^It was not sent then: Stripe .*cannot be reached/)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'outbox-draft');
  await play(app, 'Be online again', /^Synced/);
  // It does not go by itself: money that was meant then may not be meant now.
  await expect(attempts.getByText('Drafted')).toBeVisible();
  await attempts.getByRole('button', { name: 'Send it now' }).click();
  const asked = app.getByRole('dialog');
  await expect(asked.getByText(`33.00 USD is charged to ${NAME} now.`)).toBeVisible();
  await expect(asked.getByText('It is checked against the present state before it goes.')).toBeVisible();
  await picture(app, 'outbox-asks-again');
  await asked.getByRole('button', { name: 'Send it now' }).dblclick();
  await expect(app.getByText('Nothing is on its way')).toBeVisible();
  await app.getByRole('navigation', { name: 'Which attempts' }).getByRole('button', { name: /^All/ }).click();
  const done = attempts.filter({ hasText: '33.00' });
  await expect(done).toHaveCount(1);
  await expect(done.getByText('Done', { exact: true })).toBeVisible();
  await picture(app, 'outbox-done');
  await done.getByRole('link').last().click();
  await expect(new PaymentsPage(app).stub.getByText('Completed').first()).toBeVisible();
  await losesTheAnswer(app);
});

/** The charge is made, and its answer never comes: that is said, nothing is charged twice, and the look-up tells the truth. */
async function losesTheAnswer(app: Page): Promise<void> {
  await play(app, 'Try losing answers', /needs a look$/);
  const panel = await chooseCard(app);
  await panel.getByRole('textbox', { name: 'Amount' }).fill('120.00');
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  const sentence = 'We sent 120.00 USD and got no answer. Do not pay again. Checking…';
  await expect(panel.getByText(sentence)).toBeVisible({ timeout: 40_000 });
  await expectAccessible(app);
  await picture(app, 'taking-no-answer');
  await panel.getByRole('button', { name: 'Close' }).click();
  await app.getByRole('link', { name: /^Outbox/ }).click();
  const attempts = app.getByRole('list', { name: 'Outbox' }).getByRole('listitem');
  await expect(attempts.getByText(sentence)).toBeVisible();
  await picture(app, 'outbox-no-answer');
  await play(app, 'Hear answers again', /^Synced/);
  // It is looked up by itself, or at once when it is asked for.
  await expect(async () => {
    const lookUp = attempts.getByRole('button', { name: 'Look it up' });
    if (await lookUp.isVisible()) await lookUp.click({ timeout: 2_000 });
    await expect(app.getByText('Nothing is on its way')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await app.getByRole('navigation', { name: 'Which attempts' }).getByRole('button', { name: /^All/ }).click();
  const known = attempts.filter({ hasText: '120.00' });
  await expect(known).toHaveCount(1);
  await expect(known.getByText('Done', { exact: true })).toBeVisible();
  await known.getByRole('link').last().click();
  await expect(new PaymentsPage(app).stub.getByText('Completed').first()).toBeVisible();
}

test('a refund says what it will do, goes out, and is told of', async ({ app }) => {
  test.slow();
  const payments = new PaymentsPage(app);
  // One of this moment, of which nothing is spent yet.
  const panel = await chooseCard(app);
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  await payments.stub.getByRole('button', { name: 'Refund' }).click();
  const refund = app.getByRole('dialog', { name: 'Refund' });
  await refund.getByText('To credit').click();
  await expect(refund.getByText(/^This payment is credit of the customer already/)).toBeVisible();
  await refund.getByText('Back to the method').click();
  await refund.getByRole('textbox', { name: 'Amount' }).fill('1');
  await expect(refund.getByText(/back the way they came/)).toBeVisible();
  await expect(refund.getByText(`${NAME} holds 1.00 USD less.`)).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'refund');
  await refund.getByRole('button', { name: 'Refund now' }).click();
  await expect(refund.getByText('Refunded. The book shows it.')).toBeVisible();
  await picture(app, 'refund-done');
});
