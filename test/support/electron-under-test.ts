/** Runs the real entry of the Electron shell on a fake Electron, with a home folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type FakeContents, type FakeElectron, type FakePort, makeFakeElectron } from './fake-electron';
import { HOME_BYTES, quickPlace } from './quick-place';

export interface ElectronUnderTest {
  fake: FakeElectron;
  home: string;
  contents: FakeContents;
  /** Asks for the way to the engine as the preload does, and gives the port that comes. */
  connect(): Promise<FakePort>;
  stop(): Promise<void>;
}

export async function startElectron(
  prepare: (fake: FakeElectron, home: string) => void | Promise<void> = () => {},
): Promise<ElectronUnderTest> {
  const home = mkdtempSync(join(quickPlace(HOME_BYTES), 'counterfoil-electron-'));
  const fake = makeFakeElectron();
  await prepare(fake, home);
  process.env.COUNTERFOIL_HOME = home;
  vi.resetModules();
  vi.doMock('electron', () => fake.electron);
  await import('../../main/index');
  await vi.waitFor(() => {
    if (fake.windows.length === 0 && fake.calls.quit === undefined && fake.calls.exit === undefined)
      throw new Error('not yet');
  });
  const contents = fake.windows[0]?.webContents as FakeContents;
  const connect = async () => {
    const before = contents.posted.length;
    const event = { sender: contents, senderFrame: contents.mainFrame };
    await fake.channels.get('counterfoil:connect')?.(event);
    await vi.waitFor(() => contents.posted.length > before || Promise.reject(new Error('no port yet')), 20_000);
    return contents.posted.at(-1)?.ports[0] as FakePort;
  };
  const stop = async () => {
    if (fake.windows.length > 0) {
      const quits = fake.calls.quit?.length ?? 0;
      fake.electron.app.emit('will-quit', { preventDefault() {} });
      await vi.waitFor(() => (fake.calls.quit?.length ?? 0) > quits || Promise.reject(new Error('not quit')), 15_000);
    }
    for (const { child } of fake.forks) child.kill('SIGKILL');
    vi.doUnmock('electron');
    delete process.env.COUNTERFOIL_HOME;
    rmSync(home, { recursive: true, force: true });
  };
  return { fake, home, contents, connect, stop };
}
