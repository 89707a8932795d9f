/** The end of a month: looked at, closed by two people, and not changed any more. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, expectAccessible, test } from './journey';
import { PaymentsPage } from './payments-page';
import { picture, pictures } from './pictures';
import { switchTo } from './switch-operator';
import { fillIn, openPanel } from './taking-panel';

/** Opens the page that the bundle holds, as whoever got the file would, and lets it check both. */
async function checkedByPage(context: BrowserContext, bundle: string): Promise<void> {
  const bytes = readFileSync(bundle);
  const files = unzipSync(bytes);
  const page = path.join(path.dirname(bundle), 'verify.html');
  writeFileSync(page, files['verify.html'] ?? '');
  const window = await context.newPage();
  await window.goto(pathToFileURL(page).href);
  await window.getByLabel('Bundle').setInputFiles(bundle);
  await expect(window.getByText(/^Whole: 10 files are as they were sealed/)).toBeVisible();
  await picture(window, 'close-verify-whole');
  const changed = Buffer.from(bytes);
  const at = bytes.indexOf(Buffer.from(files['payments.csv'] ?? [])) + 300;
  changed[at] = (changed[at] ?? 0) ^ 1;
  const tampered = path.join(path.dirname(bundle), 'tampered.zip');
  writeFileSync(tampered, changed);
  await window.getByLabel('Bundle').setInputFiles(tampered);
  await expect(
    window.getByText(/^payments\.csv: it was changed: SHA-256 expected [0-9a-f]{64}, found [0-9a-f]{64}/),
  ).toBeVisible();
  await expect(window.getByText(/^Whole/)).toHaveCount(0);
  await picture(window, 'close-verify-tampered');
  // The same name again, with another file behind it: it is looked at anew, and what cannot be read is named.
  for (const [member, named] of [
    ['manifest.json', /manifest\.json was changed/],
    ['manifest.sig', /manifest\.sig was changed/],
  ] as const) {
    const broken = Buffer.from(bytes);
    broken.write('?', bytes.indexOf(Buffer.from(files[member] ?? [])));
    writeFileSync(tampered, broken);
    const choosing = window.waitForEvent('filechooser');
    await window.getByLabel('Bundle').click();
    await (await choosing).setFiles(tampered);
    await expect(window.getByText(named)).toBeVisible();
  }
  await window.close();
  await checkedInSpanish(context, page, bundle);
}

/** It speaks as the browser does of whoever got it. */
async function checkedInSpanish(context: BrowserContext, page: string, bundle: string): Promise<void> {
  const other = await context.browser()?.newContext({ locale: 'es-ES' });
  const window = await other?.newPage();
  if (!window) throw new Error('no browser of its own');
  await window.goto(pathToFileURL(page).href);
  await expect(window.getByRole('heading', { name: 'Comprobar un paquete de Counterfoil' })).toBeVisible();
  await window.getByLabel('Paquete').setInputFiles(bundle);
  await expect(window.getByText(/^Íntegro: los 10 archivos están tal como se sellaron/)).toBeVisible();
  await expect(window.getByText(/^Clave pública/)).toBeVisible();
  await other?.close();
}

/** A transfer that the bank shows on a day of the closed month, and nobody had seen. */
async function receivesLate(app: Page, day: string): Promise<void> {
  const panel = await openPanel(app);
  await fillIn(app, panel, { customer: 'Ñandú', amount: '200.00', via: /^Bank transfer/ });
  await panel.getByRole('button', { name: 'Pay', exact: true }).click();
  await panel.getByRole('button', { name: 'Show the payment' }).click();
  const { stub } = new PaymentsPage(app);
  await stub.getByRole('button', { name: 'Mark as received' }).click();
  const received = app.getByRole('dialog', { name: 'Mark as received' });
  await received.getByLabel('Day on the statement').fill(day);
  await received.getByRole('textbox', { name: 'What shows it' }).fill('statement 10, line 9');
  await received.getByRole('button', { name: 'Mark as received' }).click();
  await expect(stub.getByText('Completed').first()).toBeVisible();
  await expect(stub.getByText(/^Came late for a closed month/)).toBeVisible();
}

/** What came late leaves as a file, counted before and after: a transfer that was received moved one thing. */
async function exportsLate(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Export…' }).press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Export late items' });
  await expect(dialog.getByText('1 row will be written.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  await expect(dialog.getByText('1 row was written.')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Each open point leads to what it counts, and to no more: not to what came after the month. */
async function followsTheChecklist(app: Page): Promise<void> {
  const checklist = app.getByRole('list', { name: 'Checklist' });
  const close = app.url();
  const last = `${/close\/(\d{4}-\d{2})/.exec(close)?.[1]}-`;
  await checklist.getByRole('link', { name: 'Payments that need a look' }).click();
  await expect(app.getByRole('button', { name: 'Flagged', pressed: true })).toBeVisible();
  expect(app.url()).toContain(`to=${last}`);
  await app.goBack();
  await checklist.getByRole('link', { name: 'Bank statements complete' }).click();
  await expect(app.getByText('No statement yet')).toBeVisible();
  await app.goBack();
  await expect(checklist).toBeVisible();
}

test('a month is asked for by one, approved by another, sealed in a bundle; what comes late is shown', async ({
  app,
  context,
}, testInfo) => {
  test.slow();
  await app.getByRole('link', { name: 'Close', exact: true }).click();
  await expect(app.getByRole('list', { name: 'Checklist' })).toBeVisible();
  const months = app.getByRole('navigation', { name: 'Months' });
  const month = (await months.getByRole('link').nth(1).locator('span').first().textContent()) ?? '';
  await months.getByRole('link').nth(1).click();
  await expect(app.getByRole('list', { name: 'Checklist' }).getByRole('listitem')).toHaveCount(10);
  await followsTheChecklist(app);
  await expectAccessible(app);
  await pictures(app, 'close-open');
  await app.getByRole('button', { name: `Close ${month}` }).click();
  const dialog = app.getByRole('dialog', { name: `Close ${month}?` });
  await picture(app, 'close-dialog-light');
  await dialog.getByRole('textbox').fill('Two lines wait for the bank');
  await dialog.getByRole('button', { name: 'Ask for the close' }).press('Enter');
  await expect(app.getByText('You asked for this, so a different operator must approve.')).toBeVisible();
  // What was pressed is gone: the keys are at what became of it, not on nothing.
  await expect(app.getByRole('region', { name: month })).toBeFocused();
  await expect(app.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await switchTo(app, 'Tomás Rey');
  await picture(app, 'close-waiting-light');
  await app.getByRole('button', { name: 'Approve' }).press('Enter');
  await app.getByRole('dialog').getByRole('button', { name: 'Approve' }).press('Enter');
  await expect(app.getByText(/Closed by .*Marta Olsen.*approved by .*Tomás Rey/)).toBeVisible();
  const write = app.getByRole('button', { name: 'Write the bundle' });
  await expect(app.getByRole('region', { name: month })).toBeFocused();
  await expect(months.getByRole('link').nth(2)).toContainText('Closed');
  const downloading = app.waitForEvent('download');
  await write.press('Enter');
  const bundle = testInfo.outputPath('bundle.zip');
  await (await downloading).saveAs(bundle);
  await expect(app.getByText(/^Public key/)).toBeVisible();
  // It was disabled while it wrote.
  await expect(app.getByRole('region', { name: 'Sealed bundle' })).toBeFocused();
  await pictures(app, 'close-closed');
  await checkedByPage(context, bundle);
  const lastDay = /close\/(\d{4}-\d{2})/.exec(app.url())?.[1] ?? '';
  await receivesLate(app, `${lastDay}-28`);
  await app.getByRole('link', { name: 'Close', exact: true }).click();
  await app.getByRole('button', { name: /^Late items 1/ }).click();
  const late = app.getByRole('list', { name: 'Late items' }).getByRole('listitem').first();
  await expect(late).toContainText('clearing:bank-transfer');
  await expect(late).toContainText(/recorded a payment for /);
  await expectAccessible(app);
  await pictures(app, 'close-late');
  await exportsLate(app);
  await late.getByRole('button', { name: 'Accept' }).click();
  await app.getByRole('dialog').getByLabel('Note').fill('The statement came in November');
  await app.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await expect(late.getByText(/^Accepted by/)).toBeVisible();
});

test.describe('with the keys alone', () => {
  test.use({ looksOnly: true });

  test('the months are one stop: the arrows choose, and the next stop is what closes the chosen one', async ({
    app,
  }) => {
    await app.getByRole('link', { name: 'Close', exact: true }).click();
    await expect(app.getByRole('list', { name: 'Checklist' })).toBeVisible();
    const months = app.getByRole('navigation', { name: 'Months' }).getByRole('link');
    await months.and(app.locator('[aria-current]')).focus();
    await app.keyboard.press('End');
    await expect(months.last()).toBeFocused();
    await app.keyboard.press('Home');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowDown');
    await expect(months.nth(2)).toBeFocused();
    const month = (await months.nth(2).locator('span').first().textContent()) ?? '';
    await app.keyboard.press('Enter');
    const close = app.getByRole('button', { name: `Close ${month}` });
    await expect(close).toBeEnabled();
    await expect(months.nth(2)).toBeFocused();
    await app.keyboard.press('Tab');
    await expect(close).toBeFocused();
  });
});
