/** The first minute: one command, and a newcomer sits in front of a synced book that is marked as a demo. */
import { expect, expectAccessible, test, untilSynced, watch } from './journey';
import { PaymentsPage } from './payments-page';
import { picture } from './pictures';
import { BrowserShell, makeHome } from './shell';

test('a fresh home folder opens the demo company', async ({ page }) => {
  const home = makeHome();
  const shell = BrowserShell.start(home.folder);
  const faults = watch(page, []);
  const beganAt = performance.now();
  await page.goto(await shell.freshLink(true));
  await untilSynced(page);
  const payments = new PaymentsPage(page);
  await expect.poll(() => payments.count(), { timeout: 30_000 }).toBeGreaterThan(1500);
  // How fast is the bench's business; a loaded machine may take its time here.
  console.log(`demo company ready after ${((performance.now() - beganAt) / 1000).toFixed(1)} s`);
  await expect(page.getByText('Demo company')).toBeVisible();
  await expect(page).toHaveTitle(/Payments · .+ · Counterfoil/);
  expect(faults).toEqual([]);
  await page.close();
  await shell.stop();
  home.remove();
});

test('the link works once, and Enter gives a fresh one', async ({ app, context, shell, browser }) => {
  await expect(app).toHaveURL(/#\/payments|#\/$/);
  const used = await shell.freshLink();
  const first = await context.newPage();
  await first.goto(used);
  await untilSynced(first);
  // Another tab of the same browser has no session of its own; nor has another browser.
  const stranger = await browser.newContext();
  const second = await stranger.newPage();
  await second.goto(used);
  await expect(second.getByRole('heading', { name: 'This window needs a fresh link' })).toBeVisible();
  await expectAccessible(second);
  await picture(second, 'link-used');
  await stranger.close();
});

test('a reload keeps the window, and the address keeps the place', async ({ app }) => {
  const payments = new PaymentsPage(app);
  await payments.tab('Pending').click();
  await expect(payments.tab('Pending')).toHaveAttribute('aria-current', 'true');
  const count = await payments.tabCount('Pending');
  await expect.poll(() => payments.count()).toBe(count);
  await app.reload();
  await untilSynced(app);
  await expect(payments.tab('Pending')).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => payments.count()).toBe(count);
});

test('an engine that takes minutes to open its book is waited for', async ({ shell, page }) => {
  await page.clock.install();
  let letThrough = () => {};
  const up = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const engine = socket.connectToServer();
    socket.onMessage((message) => void up.then(() => engine.send(message)));
  });
  await page.goto(await shell.freshLink(true));
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await page.clock.fastForward(45_000);
  await page.clock.fastForward(45_000);
  await expect(page.getByRole('status').filter({ hasText: 'The book is being opened.' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'opening-takes-long');
  letThrough();
  await untilSynced(page);
  await expect(page.getByText('The book is being opened.')).toHaveCount(0);
  await page.close();
});

test('a link is not lost with a request that broke off', async ({ shell, page }) => {
  let tries = 0;
  await page.route('**/session', (route) => (tries++ === 0 ? route.abort('connectionreset') : route.continue()));
  await page.goto(await shell.freshLink(true));
  await untilSynced(page);
  expect(tries).toBe(2);
  expect(new URL(page.url()).hash).not.toContain('c=');
  await page.close();
});
