/** A due invoice whose charge fails: it stands in the workbench until another card pays it, and then the queue says that it is empty. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { counterfoil } from './command';
import { expect, expectAccessible, test } from './journey';
import { picture } from './pictures';

/** Asks the engine that the window is at, as a script would. */
async function call<Answer>(home: string, procedure: string, input?: object): Promise<Answer> {
  const words = ['call', procedure, ...(input ? [JSON.stringify(input)] : [])];
  return JSON.parse(await counterfoil(home, ...words)) as Answer; // from outside: the command line's answer
}

/** A UUIDv7 of now. */
function newId(): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-7${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}

const NAME = 'Mesa Verde Outfitters';

interface Method {
  id: string;
  label: string;
  primary: boolean;
}

/** The customer's two cards; the second, which its bank declines for funds, is the primary one and may be charged by itself. */
async function prepare(home: string): Promise<void> {
  // What failed in the sample company's own past is written off, so that the queue is this journey's.
  const ownOnes = async () => (await call<{ rows: { id: string }[] }>(home, 'charges.list', { view: 'person' })).rows;
  await expect.poll(async () => (await ownOnes()).length, { timeout: 30_000 }).toBe(4);
  for (const { id } of await ownOnes())
    await call(home, 'invoices.writeOff', { request: newId(), id, reason: 'Not collected' });
  const found = await call<{ rows: { id: string; name: string }[] }>(home, 'customers.page', {
    ...{ filter: { text: 'Mesa Verde' }, sort: { column: 'name', direction: 'asc' }, limit: 5 },
  });
  const customer = found.rows.find(({ name }) => name === NAME)?.id ?? '';
  await call(home, 'methods.sync', { customer });
  const methods = await call<Method[]>(home, 'methods.list', { customer });
  const second = methods.find(({ label }) => label.endsWith('4444'));
  expect(second, JSON.stringify(methods)).toBeDefined();
  const id = second?.id ?? '';
  await call(home, 'methods.makePrimary', { request: newId(), id });
  const today = new Date().toISOString().slice(0, 10);
  await call(home, 'methods.consent', { request: newId(), id, consent: { on: today, terms: 'Contract 7, clause 4' } });
  const line = { description: 'Managed hosting, business', product: 'hosting', quantity: '1', price: '89.00' };
  const content = { customer, currency: 'USD', dueDay: today, lines: [line] };
  await call(home, 'invoices.save', { request: newId(), content, issue: true });
}

async function turnOn(app: Page) {
  await app.getByRole('link', { name: 'Set it up' }).click();
  const card = app.locator('section.card', { has: app.getByRole('heading', { name: 'Automatic charges' }) });
  await card.getByRole('switch', { name: 'Charge due invoices automatically' }).press('Space');
  await card.getByLabel('Hour of the day').click();
  await app.getByRole('option', { name: '00:00' }).click();
  await picture(app, 'charge-rules');
  await card.getByRole('button', { name: 'Save the rules' }).click();
  await expect(card.getByRole('status')).toContainText('Saved');
}

/** What the view shows leaves as a file, counted before and after. */
async function exported(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Export…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Export failed charges' });
  await expect(dialog.getByText(/^1 row will be written/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText('1 row was written.')).toBeVisible();
  const download = app.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(NAME);
  expect(lines[1]).toContain('"planned","funds","insufficient_funds","Your card has insufficient funds.');
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** From wherever the keys are. */
async function stepTo(app: Page, item: Locator): Promise<void> {
  await expect(item).toBeVisible();
  await app.keyboard.press('j');
  await expect(item).toBeFocused();
}

test('a card is declined: the invoice stands in the workbench, another card pays it, and the queue is empty', async ({
  app,
  home,
}) => {
  test.slow();
  await prepare(home);
  await app.getByRole('link', { name: /^Failed charges/ }).click();
  await expect(app.getByText('No failed charge waits for you')).toBeVisible();
  await expect(app.getByText('Automatic charging is off')).toBeVisible();
  await turnOn(app);
  await app.getByRole('link', { name: /^Failed charges/ }).click();
  await app.getByRole('button', { name: 'Charge what is due' }).click();
  await app.getByRole('button', { name: /^Tried again 1/ }).click();
  const item = app.getByRole('list', { name: 'Failed charges' }).getByRole('listitem');
  await expect(item).toContainText('Declined for funds');
  await expect(item).toContainText('Your card has insufficient funds.');
  await expect(item).toContainText(NAME);
  await expectAccessible(app);
  await picture(app, 'failed-charges');
  await exported(app);
  // With the keyboard alone: a link is looked at and left, stop, resume, then another card.
  await stepTo(app, item);
  await app.keyboard.press('l');
  const link = app.getByRole('dialog', { name: 'Send link' });
  await expect(link.getByRole('button', { name: 'Make the link' })).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(item).toBeFocused();
  await app.keyboard.press('s');
  await app.getByRole('dialog', { name: 'Stop' }).getByRole('textbox').fill('They call their bank');
  await app.getByRole('dialog', { name: 'Stop' }).getByRole('button', { name: 'Stop' }).press('Enter');
  const said = app.getByRole('status').filter({ hasText: /^INV-/ });
  await expect(said).toContainText('is not charged by itself any more. It stands under Stopped.');
  await app.getByRole('button', { name: /^Stopped 1/ }).click();
  await expect(item).toContainText('They call their bank');
  await stepTo(app, item);
  await app.keyboard.press('s');
  await app.getByRole('dialog', { name: 'Resume' }).getByRole('button', { name: 'Resume' }).press('Enter');
  await expect(said).toContainText('is no longer stopped.');
  await app.getByRole('button', { name: /^Tried again 1/ }).click();
  await stepTo(app, item);
  await app.keyboard.press('m');
  const dialog = app.getByRole('dialog', { name: 'Switch method' });
  await expect(dialog).toContainText('only you charge it');
  await expectAccessible(app);
  await picture(app, 'charge-switch');
  await dialog.getByRole('button', { name: 'Switch method' }).press('Enter');
  await expect(dialog).toBeHidden();
  // The line is gone: what came of it stands above the list.
  await expect(said).toContainText(/is paid: 89\.00 USD was charged to Visa ···· \d{4}\./);
  await expect(app.getByText('Nothing is tried again')).toBeVisible();
  // The item is gone that had the keys: they are on the screen, not on nothing.
  await expect(app.getByRole('main')).toBeFocused();
  await app.getByRole('button', { name: /^For you 0/ }).click();
  await expect(app.getByText('No failed charge waits for you')).toBeVisible();
});
