/**
 * The same table of calls through every way from a page to an engine: the browser shell's relayed WebSocket, Electron's
 * port handed straight to its engine, and Electron's port relayed to an engine of another program. The answers must be
 * the same, which is what makes the browser shell's end-to-end tests count for Electron.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { findEngine } from '../../main/shell/engine-socket';
import { fakeEngineFile, startShell } from '../support/browser-shell-under-test';
import { startElectron } from '../support/electron-under-test';
import type { FakePort } from '../support/fake-electron';
import { type FakeRouter, fakeRouter } from '../support/fake-router';

type Api = RouterClient<FakeRouter>;
interface Way {
  api: Api;
  close(): Promise<void>;
}

async function throughBrowser(): Promise<Way> {
  const under = await startShell();
  const own = `http://127.0.0.1:${under.port}`;
  const webSocket = new WebSocket(`${own.replace('http', 'ws')}/rpc`, ['counterfoil', `token.${await under.token()}`], {
    origin: own,
  });
  const api: Api = createORPCClient(new SocketLink({ websocket: webSocket as unknown as globalThis.WebSocket }));
  return { api, close: () => under.stop() };
}

function portApi(port: FakePort): Api {
  const api: Api = createORPCClient(new PortLink({ port: port.port }));
  port.start();
  return api;
}

async function throughOwnEngine(): Promise<Way> {
  const under = await startElectron();
  const engine = { who: () => ({ pid: 1, book: 'b', create: null, demo: false }), locks: () => 0, ask: async () => '' };
  under.fake.engine.takePort = (_message, port) => {
    // Frames wait in a port until it is started, as they do in Electron.
    new PortHandler(fakeRouter(engine)).upgrade(port);
    port.start();
  };
  return { api: portApi(await under.connect()), close: () => under.stop() };
}

async function throughOthersEngine(): Promise<Way> {
  const argv = [...process.argv];
  const under = await startElectron(async (_fake, home) => {
    const file = join(home, 'others.counterfoil');
    spawn(process.execPath, [fakeEngineFile, '--book', file], { stdio: 'ignore' }).unref();
    await vi.waitFor(async () => expect(await findEngine(file)).not.toBe(null), 20_000);
    process.argv.push('--book', file);
  });
  process.argv = argv;
  const port = await under.connect();
  expect(under.fake.forks).toEqual([]);
  return { api: portApi(port), close: () => under.stop() };
}

const large = 'π€😀'.repeat(50_000);
const values: [string, unknown][] = [
  ['text', 'Ünïcode 日本 \u0000 \u2028'],
  ['large text', large],
  ['nothing', null],
  ['undefined', undefined],
  ['a date', new Date(1_700_000_000_123)],
  ['a large integer', 2n ** 70n],
  ['a time', 1_700_000_000_123],
  ['money as text', { amount: '90071992547409.91', currency: 'USD' }],
  ['nested', { list: [1, [2, { three: true }]], map: new Map([['k', new Set([1])]]) }],
];

describe.each([
  ['the browser shell', throughBrowser],
  ['Electron, own engine', throughOwnEngine],
  ['Electron, another’s engine', throughOthersEngine],
])('%s', (_name, open) => {
  let way: Way;
  beforeAll(async () => {
    way = await open();
  });
  afterAll(() => way.close());

  it.each(values)('carries %s both ways', async (_kind, value) => {
    expect(await way.api.echo({ value })).toEqual(value);
  });

  it('carries declared errors with their data', async () => {
    const error = await way.api.fail().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ORPCError);
    expect(error).toMatchObject({ code: 'FAILURE', data: { code: 'cancelled', params: {} } });
  });

  it('carries what is wrong with an input', async () => {
    // @ts-expect-error a page that is out of step
    const error = await way.api.add({ a: '1', b: 2 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', data: { issues: [{ path: ['a'] }] } });
  });

  it('answers many calls at once, each with its own', async () => {
    const sums = await Promise.all(Array.from({ length: 200 }, (_, a) => way.api.add({ a, b: 1 })));
    expect(sums).toEqual(Array.from({ length: 200 }, (_, a) => a + 1));
  });

  it('streams progress and then the result', async () => {
    const steps = await way.api.count({ to: 50 });
    const seen: unknown[] = [];
    for (;;) {
      const step = await steps.next();
      seen.push(step.value);
      if (step.done) break;
    }
    expect(seen).toEqual([...Array.from({ length: 50 }, (_, at) => ({ done: at + 1 })), 'finished']);
  });

  it('lets a stream be cancelled, by leaving it and by a signal, and the engine hears of it', async () => {
    for await (const tick of await way.api.forever()) if (tick === 3) break;
    const control = new AbortController();
    const ticks = await way.api.forever(undefined, { signal: control.signal });
    await ticks.next();
    control.abort();
    await expect(
      ticks.next().then((step) => (step.done ? Promise.reject(new Error('ended')) : ticks.next())),
    ).rejects.toThrow();
    await vi.waitFor(async () => expect(await way.api.endings()).toEqual(['forever ended', 'forever ended']), 5000);
  });
});
