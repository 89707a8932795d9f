/** Staff keep a customer by hand: add, edit, tag, annotate, add a payer, archive, take back. By keyboard where a hand would. */
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

const heading = (app: Page) => app.getByRole('heading', { level: 1 });
const about = (app: Page) => app.getByRole('complementary', { name: 'About this customer' });

async function addCustomer(app: Page, name: string): Promise<void> {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await expect(app.getByRole('grid', { name: 'Customers' })).toBeVisible();
  await app.keyboard.press('c');
  const dialog = app.getByRole('dialog', { name: 'New customer' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await app.keyboard.type(name);
  await app.keyboard.press('Tab');
  await app.keyboard.type('billing@novabroadband');
  await expect(dialog.getByText('This is not an e-mail address.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add' })).toBeDisabled();
  await app.keyboard.type('.example');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('Calle Mayor 1\n28013 Madrid');
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Spa');
  await app.getByRole('option', { name: 'Spain' }).click();
  await dialog.getByRole('textbox', { name: 'Tax number' }).fill('ESB12345678');
}

test('a customer that no gateway knows is added, kept by hand, and found again', async ({ app }) => {
  await addCustomer(app, 'Nova Broadband');
  await expectAccessible(app);
  await picture(app, 'customer-new');
  await app.keyboard.press('Enter');
  await expect(heading(app)).toHaveText('Nova Broadband');
  await expect(about(app)).toContainText('ESB12345678');
  await about(app).getByRole('combobox', { name: 'Tags' }).fill('reseller');
  await app.keyboard.press('Enter');
  await expect(about(app).getByText('reseller')).toBeVisible();
  const note = about(app).getByRole('textbox', { name: 'Write a note' });
  // Typed letter by letter: a list that closes must not take the focus back to its field.
  await note.focus();
  await app.keyboard.type('Pays by transfer, on the 5th.', { delay: 5 });
  await app.keyboard.press('Control+Enter');
  await expect(about(app).getByRole('list', { name: 'Notes' })).toContainText('Pays by transfer, on the 5th.');
  await about(app).getByRole('button', { name: 'Add payer' }).click();
  const payer = app.getByRole('dialog', { name: 'Add payer' });
  await payer.getByRole('textbox', { name: 'Name' }).fill('Lucía Vega');
  await app.keyboard.press('Enter');
  await about(app).getByRole('button', { name: 'What can be done with Lucía Vega' }).click();
  await app.getByRole('menuitem', { name: 'Send notices here' }).click();
  await expect(about(app)).toContainText('gets the notices');
  await expectAccessible(app);
  await picture(app, 'customer-by-hand');
  await app.getByRole('link', { name: 'All customers' }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('reseller');
  await expect(app.getByRole('grid', { name: 'Customers' })).toHaveAttribute('aria-rowcount', '2');
});

test('a text is taken out of a note, and a customer goes to the archive and comes back', async ({ app }) => {
  await addCustomer(app, 'Short Visit');
  await app.keyboard.press('Enter');
  await expect(heading(app)).toHaveText('Short Visit');
  await about(app).getByRole('textbox', { name: 'Write a note' }).fill('A mistake');
  await about(app).getByRole('button', { name: 'Add note' }).click();
  await about(app).getByRole('button', { name: 'Take the text out' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Take the text out' }).click();
  await expect(about(app)).toContainText('The text was taken out.');
  await about(app).getByRole('button', { name: 'Archive' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(about(app).getByRole('button', { name: 'Take back from the archive' })).toBeVisible();
  await app.getByRole('link', { name: 'All customers' }).click();
  const lists = app.getByRole('navigation', { name: 'Which customers' });
  await expect(lists.getByRole('button', { name: /^Archived/ })).toContainText('1');
  await lists.getByRole('button', { name: /^Archived/ }).click();
  await expect(app.getByRole('grid', { name: 'Customers' })).toContainText('Short Visit');
  await expectAccessible(app);
});

test('a customer that still holds something is not archived, and says why', async ({ app }) => {
  await app.getByRole('link', { name: /^Customers/ }).click();
  await app.getByRole('textbox', { name: 'Find by name or e-mail' }).fill('Ashgrove');
  const row = app.getByRole('grid', { name: 'Customers' }).locator('[role="row"][aria-rowindex="2"]:not([aria-busy])');
  await expect(row).toContainText('Ashgrove');
  await row.click();
  await about(app).getByRole('button', { name: 'Archive' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(dialog).toContainText(
    'This customer still holds credit, owes something, or has a payment that is Pending.',
  );
});

/** Both presses come before the window has drawn the first: a busy machine hands them over together. */
async function sendTwice(dialog: Locator): Promise<void> {
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    form.requestSubmit();
  });
  await expect(dialog).toBeHidden();
}

test('Enter twice in one breath adds one customer, records one purchase, writes one note', async ({ app }) => {
  await addCustomer(app, 'Once Only');
  const count = app.getByRole('link', { name: /^Customers/ });
  await expect(count).toContainText('163');
  await sendTwice(app.getByRole('dialog', { name: 'New customer' }));
  await expect(heading(app)).toHaveText('Once Only');
  await expect(count).toContainText('164');
  await app.keyboard.press('p');
  const purchase = app.getByRole('dialog', { name: 'Record a purchase' });
  await purchase.getByRole('textbox', { name: 'Amount' }).fill('2');
  await purchase.getByRole('textbox', { name: 'What was bought' }).fill('A disk');
  await sendTwice(purchase);
  await expect(app.getByRole('row', { name: /A disk/ })).toHaveCount(1);
  const note = about(app).getByRole('textbox', { name: 'Write a note' });
  await note.fill('Said once');
  await about(app)
    .locator('form.note-form')
    .evaluate((one: HTMLFormElement) => {
      one.requestSubmit();
      one.requestSubmit();
    });
  await expect(note).toHaveValue('');
  await note.fill('Said once');
  await app.keyboard.press('Control+Enter');
  // Written again on purpose it is a second one.
  await expect(about(app).getByRole('list', { name: 'Notes' }).getByText('Said once')).toHaveCount(2);
});
