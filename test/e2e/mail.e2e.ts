/** Notices by e-mail: set up against a real server on loopback, tried, sent once about a declined charge, and found again. */
import type { Locator, Page } from '@playwright/test';
import { headLine, partOf, startSmtp } from '../support/smtp-server';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';
import { chooseWay, openPanel } from './taking-panel';

/** Its second card is declined. */
const customer = 'Mesa Verde Outfitters';

async function setUp(app: Page, card: Locator, port: number): Promise<void> {
  await card.getByRole('switch', { name: 'Send notices to customers' }).check();
  await card.getByRole('textbox', { name: 'Mail server (SMTP)' }).fill('127.0.0.1');
  // What is no port is not passed over by a word that all is saved.
  await card.getByRole('textbox', { name: 'Port' }).fill('smtp');
  await card.getByRole('textbox', { name: 'Port' }).press('Enter');
  await expect(card.getByText('A whole number', { exact: true })).toBeVisible();
  await expect(card.getByText('Saved.', { exact: true })).toHaveCount(0);
  await card.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await card.getByText('None', { exact: true }).click();
  await expect(card.getByText(/^Everything is readable on the way/)).toBeVisible();
  await card.getByRole('textbox', { name: 'User name' }).fill('northgate');
  await card.getByRole('textbox', { name: 'Sender’s name' }).fill('Northgate Hosting');
  await card.getByRole('textbox', { name: 'Sender’s address' }).fill('billing@northgate');
  await card.getByRole('textbox', { name: 'Password', exact: true }).fill('wrong');
  await card.getByRole('textbox', { name: /passphrase/i }).fill('correct horse battery');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Saved.', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(app);
}

async function tryOut(app: Page, card: Locator): Promise<void> {
  const test = card.getByRole('button', { name: 'Send a test message' });
  await card.getByRole('textbox', { name: 'To which address' }).fill('ada@northgate.example');
  await test.click();
  await expect(card.getByText(/refused the user name or the password/)).toBeVisible();
  await card.getByRole('textbox', { name: 'Password', exact: true }).fill('right');
  await card.getByRole('textbox', { name: 'Sender’s address' }).fill('billing@northgate.example');
  const save = card.getByRole('button', { name: 'Save' });
  await save.press('Enter');
  await expect(card.getByText('Saved.', { exact: true })).toBeVisible();
  // It was busy, and kept the keys.
  await expect(save).toBeFocused();
  await test.click();
  await expect(card.getByText(/^Sent\. The server said/)).toBeVisible();
  await picture(app, 'mail-settings');
}

/** A text with a blank that nobody knows is refused; a right one is what is sent. */
async function write(app: Page, card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Edit the texts' }).click();
  const dialog = app.getByRole('dialog', { name: 'Texts of the notices' });
  const subject = dialog.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Please look: {amout}');
  await expect(dialog.getByText('“{amout}” is not known here.')).toBeVisible();
  await subject.fill('Please look at your payment of {amount} <now>');
  await expect(dialog.getByText('Please look at your payment of 1,234.50 EUR <now>')).toBeVisible();
  await expectAccessible(app);
  await picture(app, 'mail-texts-light');
  await app.emulateMedia({ colorScheme: 'dark' });
  await picture(app, 'mail-texts-dark');
  await app.emulateMedia({ colorScheme: 'light' });
  // What was typed is not lost by a key, nor by a look at another language.
  await app.keyboard.press('Escape');
  await expect(dialog.getByText('What was typed here is not kept anywhere yet.')).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('Enter');
  const language = dialog.getByRole('combobox', { name: 'Language' });
  for (const name of ['Japanese', 'English']) {
    await language.click();
    await app.getByRole('option', { name }).click();
  }
  await expect(subject).toHaveValue('Please look at your payment of {amount} <now>');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('This text was changed here.')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

async function decline(app: Page): Promise<void> {
  const panel = await openPanel(app);
  await panel.getByRole('combobox', { name: 'Customer' }).fill(customer);
  await app.getByRole('option').filter({ hasText: customer }).first().click();
  await panel.getByRole('textbox', { name: 'Amount' }).fill('44.00');
  await chooseWay(panel, /^Mastercard ···· 4444/);
  await panel.getByRole('button', { name: 'Review' }).press('Enter');
  await panel.getByRole('button', { name: 'Pay', exact: true }).press('Enter');
  await expect(panel.getByText(/^Not paid: Your card has insufficient funds/)).toBeVisible({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Close' }).first().click();
}

async function pictures(app: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme });
    await picture(app, `${name}-${colorScheme}`);
  }
  await app.emulateMedia({ colorScheme: 'light' });
  await app.setViewportSize({ width: 1024, height: 700 });
  await picture(app, `${name}-small`);
  await app.setViewportSize({ width: 1440, height: 900 });
}

test('mail is set up and tried, and a declined charge is told to its customer once', async ({ app }) => {
  test.slow();
  const server = await startSmtp({ password: 'right' });
  try {
    await app.getByRole('link', { name: 'Settings' }).click();
    const card = app.locator('section.card').filter({ has: app.getByRole('heading', { name: 'Notices by e-mail' }) });
    await setUp(app, card, server.port);
    await tryOut(app, card);
    await write(app, card);
    await decline(app);
    const ours = () => server.mails.filter((mail) => headLine(mail, 'Subject').startsWith('Please look'));
    await expect.poll(() => ours().length, { timeout: 20_000 }).toBe(1);
    const [mail] = ours();
    if (!mail) throw new Error('no mail');
    expect(headLine(mail, 'Subject')).toBe('Please look at your payment of 44.00 USD <now>');
    expect(headLine(mail, 'From')).toBe('Northgate Hosting <billing@northgate.example>');
    expect(partOf(mail, 'text/plain')).toContain('your bank or card issuer declined it');
    expect(server.mails.map(({ user }) => user)).not.toContain(undefined);
    await app.getByRole('link', { name: /^Customers/ }).click();
    await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill(customer);
    const row = app
      .getByRole('grid', { name: 'Customers' })
      .locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
    await expect(row).toContainText(customer);
    await row.click();
    const sent = app.getByRole('list', { name: 'Notices sent' }).getByRole('listitem');
    await expect(sent).toHaveCount(1);
    await expect(sent).toContainText('Charge failed');
    await expect(sent).toContainText('Sent');
    await expect(sent).toContainText(mail.to[0] ?? '?');
    await sent.scrollIntoViewIfNeeded();
    await expectAccessible(app);
    await pictures(app, 'customer-mail');
    await sent.getByRole('button', { name: 'Send again' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => ours().length, { timeout: 20_000 }).toBe(2);
    await app.getByRole('link', { name: /^Outbox/ }).click();
    await app.getByRole('button', { name: /^Notices by e-mail/ }).click();
    const all = app
      .getByRole('list', { name: 'Notices by e-mail' })
      .getByRole('listitem')
      .filter({ hasText: customer });
    await expect(all).toHaveCount(2);
    await expect(all.first()).toContainText('Sent again by');
    await expectAccessible(app);
    await pictures(app, 'outbox-mail');
  } finally {
    await server.close();
  }
});
