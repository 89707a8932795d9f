/** The day at a glance: each chart's figures are also a table, and lead to the rows behind them. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';

const charts = ['Payments by day', 'Gross, fees, net by week', 'By gateway', 'Age of Pending'] as const;

async function openOverview(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'Overview' }).click();
  await expect(app.getByRole('heading', { name: 'Payments by day' })).toBeVisible();
}

function card(app: Page, title: string): Locator {
  return app.locator('section.card').filter({ has: app.getByRole('heading', { name: title, exact: true }) });
}

test.use({ looksOnly: true });

test('one true sentence, and what needs a person', async ({ app }) => {
  await openOverview(app);
  await expect(app.locator('.screen-title p')).toHaveText(/\.$/);
  await expect(card(app, 'Needs a person').getByRole('listitem').first()).toBeVisible();
});

test('each chart is also a table', async ({ app }) => {
  await openOverview(app);
  for (const title of charts) {
    const chart = card(app, title);
    await expect(chart.getByRole('img').first()).toHaveAttribute(
      'aria-label',
      new RegExp(title.split(',')[0] ?? title),
    );
    await chart.getByRole('button', { name: `${title} as a table` }).click();
    await expect(chart.getByRole('table')).toBeVisible();
    expect(await chart.getByRole('row').count()).toBeGreaterThan(1);
    await chart.getByRole('button', { name: `${title} as a chart` }).click();
    await expect(chart.getByRole('img').first()).toBeVisible();
  }
});

test('a figure leads to exactly the payments behind it', async ({ app }) => {
  await openOverview(app);
  const chart = card(app, 'Age of Pending');
  await chart.getByRole('button', { name: 'Age of Pending as a table' }).click();
  const row = chart.getByRole('row', { name: /^since yesterday/ });
  const told = Number(await row.getByRole('cell').first().innerText());
  expect(told).toBeGreaterThan(0);
  await row.getByRole('link').click();
  const payments = new PaymentsPage(app);
  await expect(payments.tab('Pending')).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => payments.count()).toBe(told);
});

test('a click on a bar opens its day', async ({ app }) => {
  await openOverview(app);
  const chart = card(app, 'Payments by day');
  await chart.getByRole('button', { name: 'Payments by day as a table' }).click();
  await expect(chart.getByRole('table')).toBeVisible();
  const counts = await chart.getByRole('row').allInnerTexts();
  await chart.getByRole('button', { name: 'Payments by day as a chart' }).click();
  await chart.locator('.chart-bar path').nth(5).click({ force: true });
  const payments = new PaymentsPage(app);
  await expect(app).toHaveURL(/#\/payments\?.*from=/);
  await payments.settled();
  const count = await payments.count();
  expect(counts.some((text) => text.split(/\s+/).includes(String(count)))).toBe(true);
});
