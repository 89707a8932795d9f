/** The window's own client on ports, as in Electron: an engine that ends or is replaced, and the calls that go on with the next. */
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// By names that the compiler does not follow: the page is checked against the window's types, this test against Node's.
const page = (file: string) => join(import.meta.dirname, '../../renderer/rpc', file);

interface Client {
  connection: { get(): { phase: string; round: number } };
  api: { books: { info(): Promise<{ name: string }> } };
  keepConnected(): Promise<void>;
}

class FakeWindow extends EventTarget {
  /** As the preload posts it. */
  give(port: MessagePort): void {
    const event = Object.assign(new Event('message'), { source: this, data: 'counterfoil:port', ports: [port] });
    this.dispatchEvent(event);
  }
}

let fakeWindow: FakeWindow;
let client: Client;
const ends: MessagePort[] = [];

/** An engine that calls its book by `name`; gives the page's end of the port, and the engine's. */
function engine(name: string): { given: MessagePort; own: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const router = {
    books: { info: os.handler(() => ({ name })) },
    live: {
      watch: os.handler(async function* ({ signal }) {
        yield { topics: [] };
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      }),
    },
  };
  new RPCHandler(router).upgrade(port1);
  port1.start();
  ends.push(port1, port2);
  return { given: port2, own: port1 };
}

const phase = () => client.connection.get().phase;
const opened = (round: number) =>
  vi.waitFor(() => expect(client.connection.get()).toMatchObject({ phase: 'open', round }), { timeout: 10_000 });

beforeEach(async () => {
  fakeWindow = new FakeWindow();
  vi.stubGlobal('window', fakeWindow);
  vi.stubGlobal('location', { protocol: 'app:', pathname: '/', hash: '' });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.resetModules();
  client = await import(page('client.ts'));
  void client.keepConnected();
});
afterEach(() => {
  for (const port of ends.splice(0)) port.close();
  vi.unstubAllGlobals();
});

it('goes on by the next port when the engine has ended, and a call that came meanwhile waits for it', async () => {
  const first = engine('first');
  fakeWindow.give(first.given);
  await opened(1);
  expect(await client.api.books.info()).toEqual({ name: 'first' });
  first.own.close();
  await vi.waitFor(() => expect(phase()).toBe('restarting'));
  const waiting = client.api.books.info();
  fakeWindow.give(engine('second').given);
  expect(await waiting).toEqual({ name: 'second' });
  await opened(2);
});

it('goes over to a new port at once, also while the old one seems to live', async () => {
  const first = engine('first');
  fakeWindow.give(first.given);
  await opened(1);
  let toldFirst = false;
  first.own.addEventListener('close', () => {
    toldFirst = true;
  });
  fakeWindow.give(engine('second').given);
  await opened(2);
  expect(await client.api.books.info()).toEqual({ name: 'second' });
  await vi.waitFor(() => expect(toldFirst).toBe(true));
});

it('takes the newest of several, and none whose engine ended before it was taken', async () => {
  const first = engine('first');
  fakeWindow.give(first.given);
  await opened(1);
  const stale = engine('stale');
  const newest = engine('newest');
  fakeWindow.give(stale.given);
  fakeWindow.give(newest.given);
  newest.own.close();
  await vi.waitFor(() => expect(phase()).toBe('restarting'));
  const waiting = client.api.books.info();
  fakeWindow.give(engine('last').given);
  expect(await waiting).toEqual({ name: 'last' });
});

it('listens to no port but the preload’s', async () => {
  const { given } = engine('stranger');
  const strange = { source: {}, data: 'counterfoil:port', ports: [given] };
  fakeWindow.dispatchEvent(Object.assign(new Event('message'), strange));
  fakeWindow.dispatchEvent(Object.assign(new Event('message'), { ...strange, source: fakeWindow, data: 'other' }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(phase()).toBe('connecting');
});
