/** What an engine asks of the Electron shell, over the real control connection, with dialogs that answer by themselves. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterEach, expect, it } from 'vitest';
import { openEngineSocket, opened } from '../../main/shell/engine-socket';
import { type ElectronUnderTest, startElectron } from '../support/electron-under-test';
import type { FakeElectron } from '../support/fake-electron';
import type { FakeRouter } from '../support/fake-router';

let under: ElectronUnderTest;
afterEach(() => under.stop());

/** A second way to the shell's engine, as a command has one. */
async function reachEngine() {
  // A port comes when the engine is up; only then does the text beside the book say where it listens, and whole.
  await under.connect();
  const holder = join(under.home, 'books', 'demo.counterfoil.holder');
  const { socket } = JSON.parse(readFileSync(holder, 'utf8')) as { socket: string };
  const webSocket = await opened(openEngineSocket(socket, '/rpc?shell=test'));
  const api: RouterClient<FakeRouter> = createORPCClient(new RPCLink({ websocket: webSocket as unknown as WebSocket }));
  return { api, webSocket };
}

/** Makes the engine ask, and gives what it was answered. */
async function askThrough(
  ask: (home: string) => Record<string, unknown>,
  prepare: (fake: FakeElectron, home: string) => void = () => {},
) {
  under = await startElectron(prepare);
  const { api, webSocket } = await reachEngine();
  const answer: unknown = JSON.parse(await api.ask({ ask: ask(under.home) }));
  webSocket.terminate();
  return answer;
}

const page = (url: string) => () => ({ kind: 'open-page', url, hosts: ['dashboard.stripe.com'] });

it('opens a gateway’s own page in the system’s browser', async () => {
  expect(await askThrough(page('https://dashboard.stripe.com/payments/pi_1'))).toEqual({ kind: 'done' });
  expect(under.fake.calls.openExternal).toEqual([['https://dashboard.stripe.com/payments/pi_1']]);
});

it('opens no other page', async () => {
  expect(await askThrough(page('file:///etc/passwd'))).toMatchObject({ kind: 'refused' });
  expect(under.fake.calls.openExternal).toBe(undefined);
});

it('saves an export where the person says, whole', async () => {
  const answer = await askThrough(
    (home) => ({ kind: 'offer-download', file: join(home, 'from.csv'), name: '../payments.csv' }),
    (fake, home) => {
      writeFileSync(join(home, 'from.csv'), 'a,b\n');
      writeFileSync(join(home, 'to.csv'), 'before');
      fake.dialogs.responses.showSaveDialog = [{ canceled: false, filePath: join(home, 'to.csv') }];
    },
  );
  expect(answer).toEqual({ kind: 'saved', file: join(under.home, 'to.csv') });
  expect(under.fake.calls.showSaveDialog?.[0]?.[1]).toEqual({ defaultPath: 'payments.csv' });
  expect(readFileSync(join(under.home, 'to.csv'), 'utf8')).toBe('a,b\n');
  expect(readdirSync(under.home).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('says so when the export cannot be saved there, and leaves nothing', async () => {
  const answer = await askThrough(
    (home) => ({ kind: 'offer-download', file: join(home, 'missing.csv'), name: 'payments.csv' }),
    (fake, home) => {
      fake.dialogs.responses.showSaveDialog = [{ canceled: false, filePath: join(home, 'to.csv') }];
    },
  );
  expect(answer).toMatchObject({ kind: 'refused' });
  expect(readdirSync(under.home).filter((name) => name.startsWith('to.csv'))).toEqual([]);
});

it('lets the person change their mind', async () => {
  const answer = await askThrough(() => ({ kind: 'offer-download', file: '/x.csv', name: 'x.csv' }));
  expect(answer).toEqual({ kind: 'cancelled' });
});

it('notifies', async () => {
  expect(await askThrough(() => ({ kind: 'notify', title: 'Paid', body: '12.50 EUR' }))).toEqual({ kind: 'done' });
  expect(under.fake.calls.notify).toEqual([[{ title: 'Paid', body: '12.50 EUR' }]]);
});

it('locks the windows when the computer is locked or goes to sleep, and empties what a page might have stored', async () => {
  under = await startElectron();
  const { api, webSocket } = await reachEngine();
  expect(await api.locks()).toBe(0);
  for (const [n, event] of ['lock-screen', 'suspend'].entries()) {
    under.fake.electron.powerMonitor.emit(event);
    await expect.poll(() => api.locks()).toBe(n + 1);
  }
  const storages = ['cookies', 'filesystem', 'indexdb', 'serviceworkers', 'cachestorage'];
  expect(under.fake.calls.clearStorageData).toEqual([[{ storages }], [{ storages }]]);
  webSocket.terminate();
});
