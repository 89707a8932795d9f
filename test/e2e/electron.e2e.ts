/** The same window in the real Electron, where its binary is; where it is not, one line says so. */
import { _electron, expect, test } from '@playwright/test';
import { electronPath } from '../../scripts/electron-path.ts';
import { untilSynced } from './journey';
import { isAlive, makeHome, waitFor } from './shell';

test('Electron shows the book, keeps the page in, and starts its engine again', async () => {
  const program = electronPath();
  if (program === null) {
    console.log('Electron did not run: its binary is not here (npm exec --no -- install-electron fetches it).');
    return;
  }
  const home = makeHome();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const env = { ...inherited, COUNTERFOIL_HOME: home.folder } as Record<string, string>;
  const app = await _electron.launch({ executablePath: program, args: ['.', ...asRoot], env });
  try {
    const page = await app.firstWindow();
    await untilSynced(page);
    const seen = await page.evaluate(() => ({
      origin: location.origin,
      node: [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')],
      opened: window.open('https://evil.example') === null,
    }));
    expect(seen).toEqual({ origin: 'app://counterfoil', node: ['undefined', 'undefined'], opened: true });
    await page.evaluate(() => {
      location.href = 'https://evil.example/';
    });
    expect(page.url()).toMatch(/^app:\/\/counterfoil\//);
    const pids = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().flatMap(({ pid, name }) => (name === 'Counterfoil engine' ? [pid] : [])),
    );
    expect(pids).toHaveLength(1);
    const [engine = 0] = pids;
    process.kill(engine, 'SIGKILL');
    await waitFor(
      () => (isAlive(engine) ? undefined : true),
      5000,
      () => 'the engine outlived SIGKILL',
    );
    await untilSynced(page);
    await page.getByRole('row').nth(2).click();
  } finally {
    await app.close();
    home.remove();
  }
});
