/** A list under which the book changes: the keyboard stays with its payment, and what was scrolled to stays where it is seen. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { counterfoil } from './command';
import { expect, test } from './journey';
import { PaymentsPage } from './payments-page';

/** Somebody else asks for a transfer, which is the newest payment then. */
async function payElsewhere(home: string, amount: string): Promise<void> {
  const file = path.join(home, 'customers.csv');
  await counterfoil(home, 'export', 'customers', '--out', file, '--overwrite');
  const [customer = ''] = /[\da-f-]{36}/.exec(readFileSync(file, 'utf8')) ?? [];
  const wish = ['--customer', customer, '--amount', amount, '--currency', 'EUR', '--via', 'bank-transfer'];
  await counterfoil(home, 'pay', ...wish);
}

/** What stays the same of a payment while the demo's own gateways go on with it. */
async function referenceIn(payments: PaymentsPage, row: Locator): Promise<string> {
  const place = await payments.heading('Reference').getAttribute('aria-colindex');
  return row.locator(`[aria-colindex="${place}"]`).innerText();
}

test('a new payment above it does not put another one under the keyboard', async ({ app, home }) => {
  test.slow();
  const payments = new PaymentsPage(app);
  const count = await payments.count();
  for (const key of ['j', 'j', 'j', 'j']) await app.keyboard.press(key);
  const focused = payments.grid.locator('[role="row"]:has(:focus)');
  await expect(focused).toHaveCount(1);
  const mine = await referenceIn(payments, focused);
  await payElsewhere(home, '71.35');
  await expect.poll(() => payments.count()).toBe(count + 1);
  await expect(payments.row(0)).toContainText('71.35');
  await expect.poll(() => referenceIn(payments, focused)).toBe(mine);
  // What is chosen and opened is what was looked at.
  await app.keyboard.press('Space');
  await expect(focused).toHaveAttribute('aria-selected', 'true');
  await expect(payments.grid.locator('[role="row"][aria-selected="true"]')).toHaveCount(1);
  expect(await referenceIn(payments, focused)).toBe(mine);
});

test('rows that were scrolled to stay where they are seen', async ({ app, home }) => {
  test.slow();
  const payments = new PaymentsPage(app);
  const count = await payments.count();
  await payments.row(0).hover();
  await app.mouse.wheel(0, 3_200);
  const seen = payments.row(105);
  await expect(seen).toBeInViewport();
  const [mine, place] = [await referenceIn(payments, seen), await seen.boundingBox()];
  await payElsewhere(home, '71.36');
  await expect.poll(() => payments.count()).toBe(count + 1);
  const same = payments.row(106);
  await expect.poll(() => referenceIn(payments, same)).toBe(mine);
  expect(await same.boundingBox()).toEqual(place);
  // At the top, the list shows what is new.
  await app.mouse.wheel(0, -10_000);
  await expect(payments.row(0)).toContainText('71.36');
});
