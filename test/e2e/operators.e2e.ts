/** Several people at one book: signing in, what a role may not do, and a credit that takes two of them. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture, pictures } from './pictures';
import { menu, PASSPHRASE, switchTo } from './switch-operator';

async function openCustomer(app: Page, name: string): Promise<void> {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill(name);
  await app.waitForTimeout(400);
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText(name);
  await row.click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(name);
}

test('the sample company opens signed in; locked, it asks who is there, and a wrong passphrase says so', async ({
  app,
}) => {
  await expect(menu(app)).toHaveAccessibleName('Operator Marta Olsen, Administrator');
  await app.keyboard.press('Control+Shift+L');
  await expect(app.getByRole('heading', { name: 'Northgate Hosting is locked' })).toBeVisible();
  await expect(app.getByRole('grid')).toHaveCount(0);
  await expectAccessible(app);
  await pictures(app, 'sign-in');
  await app.getByLabel('Passphrase').fill('not this one');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toContainText('The passphrase is not that of Marta Olsen.');
  await picture(app, 'sign-in-wrong-light');
  await app.getByLabel('Passphrase').fill(PASSPHRASE);
  await app.keyboard.press('Enter');
  await expect(menu(app)).toHaveAccessibleName('Operator Marta Olsen, Administrator');
  await expect(app.locator('[role="row"][aria-rowindex="3"]:not([aria-busy])')).toBeVisible();
});

test('support looks things up; what the role may not do says why; loading the page again changes nothing', async ({
  app,
}) => {
  await switchTo(app, 'Aiko Tanaka');
  const take = app.getByRole('button', { name: /Make a payment/ });
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  await take.hover();
  await expect(app.getByRole('tooltip')).toHaveText('The role Support does not have this right.');
  await picture(app, 'support-light');
  await app.mouse.move(0, 0);
  await expect(app.getByRole('tooltip')).toHaveCount(0);
  // With the keys too.
  await app.keyboard.press('Tab');
  await take.focus();
  await expect(app.getByRole('tooltip')).toHaveText('The role Support does not have this right.');
  await app.keyboard.press('n');
  await expect(app.getByRole('dialog')).toHaveCount(0);
  await app.getByRole('link', { name: /^Failed charges/ }).click();
  await app.getByRole('list', { name: 'Failed charges' }).getByRole('listitem').first().focus();
  await app.keyboard.press('s');
  await expect(app.getByRole('dialog')).toHaveCount(0);
  await app.reload();
  await expect(menu(app)).toHaveAccessibleName('Operator Aiko Tanaka, Support');
  await openCustomer(app, 'Ashgrove');
  await expect(app.getByRole('button', { name: /^Adjust/ })).toHaveAttribute('aria-disabled', 'true');
  // The gateways are asked only by those who may: whoever looks up sees what the book holds, without a failure.
  const methods = app.getByRole('region', { name: 'Saved methods' });
  await expect(
    methods
      .getByRole('listitem')
      .or(methods.getByText('No payer has a saved method', { exact: false }))
      .first(),
  ).toBeVisible();
  await expect(methods).not.toHaveAttribute('aria-busy', 'true');
  await expect(app.getByRole('alert')).toHaveCount(0);
  await expectAccessible(app);
});

test('one’s own PIN is set by keys alone: its field has the keys, and Enter means what they stand in', async ({
  app,
}) => {
  await app.keyboard.press('ControlOrMeta+k');
  await app.getByRole('dialog').getByRole('combobox').fill('pin');
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Your passphrase and PIN' });
  await expect(dialog.getByLabel('Your passphrase now')).toBeFocused();
  await app.keyboard.type(PASSPHRASE);
  await dialog.getByLabel('PIN for approvals').focus();
  await app.keyboard.type('1234');
  await app.keyboard.press('Enter');
  await expect(dialog.getByText('Saved.')).toBeVisible();
  await expect(dialog.getByText('You have a PIN.')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.getByRole('main')).toBeFocused();
});

/** What the page lists leaves as a file, counted before and after. */
async function exportAdjustments(app: Page, made: Locator): Promise<void> {
  const listed = await made.getByRole('list').locator('> .adjustment').count();
  await made.getByRole('button', { name: 'Export…' }).press('Enter');
  const leaving = app.getByRole('dialog', { name: 'Export adjustments' });
  const rows = listed === 1 ? '1 row' : `${listed} rows`;
  await expect(leaving.getByText(`${rows} will be written.`)).toBeVisible();
  await expectAccessible(app);
  await leaving.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(leaving.getByText(new RegExp(`^${rows} (was|were) written`))).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(leaving).toBeHidden();
}

test('an adjustment above its limit waits until a different operator approves it', async ({ app }) => {
  await switchTo(app, 'Tomás Rey');
  await openCustomer(app, 'Ashgrove');
  await app.keyboard.press('a');
  const dialog = app.getByRole('dialog', { name: 'Adjust the balance' });
  await dialog.getByRole('combobox', { name: 'Currency' }).fill('EUR');
  await app.getByRole('option', { name: 'EUR' }).click();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('250.005');
  await expect(dialog.getByText('That is more digits behind the point than EUR has.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('250');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('A day of outage on the mail cluster');
  const effect = dialog.getByRole('region', { name: 'What it does now' });
  await expect(effect).toContainText('Granted credit');
  await expect(dialog.getByText(/Above 100\.00 EUR this takes two/)).toBeVisible();
  // Larger than what a window may send at once was once.
  const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_000_000, 0x20)]);
  await dialog.locator('input[type="file"]').setInputFiles([
    { name: 'ticket 4711.txt', mimeType: 'text/plain', buffer: Buffer.from('Mail was down from 9 to 17 on Monday.\n') },
    { name: 'status page.pdf', mimeType: 'application/pdf', buffer: scan },
  ]);
  await expectAccessible(app);
  await pictures(app, 'adjust');
  await dialog.getByRole('button', { name: 'Send the request' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await dialog.getByRole('link', { name: 'Show the requests' }).click();
  const request = app.getByRole('list', { name: 'Requests' }).getByRole('listitem').first();
  await expect(request).toContainText('A day of outage on the mail cluster');
  await expect(request).toContainText('You asked for this, so a different operator must approve it.');
  await expect(request.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await picture(app, 'requests-own-light');
  await switchTo(app, 'Marta Olsen');
  await pictures(app, 'requests');
  await expectAccessible(app);
  await request.getByRole('button', { name: 'ticket 4711.txt' }).click();
  const look = app.getByRole('dialog', { name: 'ticket 4711.txt' });
  await expect(look).toContainText('Mail was down from 9 to 17 on Monday.');
  await expectAccessible(app);
  await pictures(app, 'attached');
  const downloading = app.waitForEvent('download');
  await look.getByRole('button', { name: 'Save' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^attachment .*\.txt$/);
  await app.keyboard.press('Escape');
  await request.getByRole('button', { name: 'Approve' }).click();
  await app.getByRole('dialog', { name: 'Approve this?' }).getByRole('button', { name: 'Approve' }).click();
  await expect(app.getByText('Nothing waits for a second operator')).toBeVisible();
  await expect(app.getByRole('main')).toBeFocused();
  await openCustomer(app, 'Ashgrove');
  const made = app.getByRole('region', { name: 'Adjustments' });
  await expect(made).toContainText(/Tomás Rey, approved by Marta Olsen/);
  await expect(made.getByRole('button', { name: 'status page.pdf' })).toBeVisible();
  await made.scrollIntoViewIfNeeded();
  await picture(app, 'adjustments-light');
  await exportAdjustments(app, made);
  // The one who asked need not look for what came of it.
  await switchTo(app, 'Tomás Rey');
  await app.getByRole('link', { name: /^Requests/ }).click();
  const answered = app.getByRole('region', { name: 'Answered to you in the last seven days' });
  await expect(answered).toContainText(/Approved by Marta Olsen/);
});

test('a request that is answered in another window says who answered it and how, where it was just going to be approved', async ({
  app,
  context,
  shell,
}) => {
  await switchTo(app, 'Tomás Rey');
  await openCustomer(app, 'Ashgrove');
  await app.keyboard.press('a');
  const dialog = app.getByRole('dialog', { name: 'Adjust the balance' });
  await dialog.getByRole('combobox', { name: 'Currency' }).fill('EUR');
  await app.getByRole('option', { name: 'EUR' }).click();
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('250');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('A day of outage');
  await dialog.getByRole('button', { name: 'Send the request' }).press('Enter');
  await dialog.getByRole('link', { name: 'Show the requests' }).click();
  const other = await context.newPage();
  await other.goto(await shell.freshLink());
  await expect(menu(other)).toHaveAccessibleName(/Marta Olsen/);
  await other.getByRole('link', { name: /^Requests/ }).click();
  const approve = other.getByRole('button', { name: 'Approve', exact: true });
  await expect(approve).toBeVisible();
  await other.keyboard.press('j');
  await expect(approve).toBeFocused();
  await other.keyboard.press('Enter');
  await expect(other.getByRole('dialog', { name: 'Approve this?' })).toBeVisible();
  await app.getByRole('button', { name: 'Take back…' }).click();
  const back = app.getByRole('dialog', { name: 'Take this back?' });
  await back.getByRole('textbox', { name: 'Why' }).fill('Asked twice');
  await back.getByRole('button', { name: 'Take back' }).click();
  await expect(back).toBeHidden();
  const told = other.getByRole('dialog', { name: 'This does not wait any more' });
  await expect(told).toContainText(/Taken back by Tomás Rey.*Asked twice/);
  await expectAccessible(other);
  await expect(told.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await other.keyboard.press('Enter');
  await expect(told).toBeHidden();
  await expect(other.getByText('Nothing waits for a second operator')).toBeVisible();
  // And an undo says of which change it is.
  await app.keyboard.press('ControlOrMeta+z');
  const question = app.getByRole('dialog', { name: 'Undo your last change?' });
  await expect(question).toContainText(/Request refused or taken back.*A day of outage · Ashgrove.*250\.00/);
});

test('the settings hold the operators and what takes two of them', async ({ app }) => {
  await app.getByRole('link', { name: 'Settings' }).click();
  await app.getByRole('heading', { name: 'Operators', exact: true }).scrollIntoViewIfNeeded();
  await expect(app.getByText('Ruth Adler')).toBeVisible();
  await expectAccessible(app);
  await pictures(app, 'operators', app.getByRole('button', { name: 'Add an operator' }));
  await app.getByRole('button', { name: 'Add an operator' }).click();
  const dialog = app.getByRole('dialog', { name: 'Add an operator' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nils Berg');
  await dialog.getByLabel('Passphrase').fill('a passphrase of his');
  await picture(app, 'operator-add-light');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(app.getByText('Nils Berg')).toBeVisible();
  await app.getByRole('combobox', { name: 'Role: Marta Olsen' }).click();
  await app.getByRole('option', { name: 'Support' }).click();
  await expect(app.getByRole('alert')).toContainText('Marta Olsen is the last administrator of this book.');
  // Whoever may not change them reads them: no field takes what could not be saved.
  await switchTo(app, 'Ruth Adler');
  await app.getByRole('link', { name: 'Settings' }).click();
  const charges = app.locator('section.card').filter({ has: app.getByRole('heading', { name: 'Automatic charges' }) });
  await expect(charges.getByRole('textbox', { name: 'Days after the due day' })).toBeDisabled();
  await expect(charges.getByRole('button', { name: 'Save the rules' })).toBeDisabled();
  await expect(charges.getByText('The role Auditor does not have this right.')).toBeVisible();
  await expectAccessible(app);
});
