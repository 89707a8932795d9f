/** The real preload on a fake Electron: it asks for one port, hands on what comes, and leaves nothing in the page. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// By a name that the compiler does not follow: the preload is checked against the window's types, this test against Node's.
const preload = join(import.meta.dirname, '../../preload/index.ts');
const bridge = vi.fn();
const invoke = vi.fn((_channel: string) => Promise.resolve());
const listeners: Record<string, (event: { ports: object[] }) => void> = {};
const electron = {
  contextBridge: { exposeInMainWorld: bridge, exposeInIsolatedWorld: bridge },
  ipcRenderer: {
    invoke,
    on: (channel: string, listener: (event: { ports: object[] }) => void) => {
      listeners[channel] = listener;
    },
  },
};

class FakeWindow extends EventTarget {
  readonly location = { origin: 'app://counterfoil' };
  readonly posted: unknown[][] = [];
  postMessage(...args: unknown[]): void {
    this.posted.push(args);
  }
}
let fakeWindow: FakeWindow;

beforeEach(async () => {
  fakeWindow = new FakeWindow();
  vi.stubGlobal('window', fakeWindow);
  vi.resetModules();
  vi.doMock('electron', () => electron);
  await import(preload);
});
afterEach(() => {
  vi.doUnmock('electron');
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

it('asks once, when the page listens, and sends nothing with it', () => {
  expect(invoke).not.toHaveBeenCalled();
  fakeWindow.dispatchEvent(new Event('DOMContentLoaded'));
  fakeWindow.dispatchEvent(new Event('DOMContentLoaded'));
  expect(invoke.mock.calls).toEqual([['counterfoil:connect']]);
});

it('hands on each port, to its own page only', () => {
  const [first, second] = [{}, {}];
  listeners['counterfoil:port']?.({ ports: [first] });
  listeners['counterfoil:port']?.({ ports: [second] });
  expect(fakeWindow.posted).toEqual([
    ['counterfoil:port', 'app://counterfoil', [first]],
    ['counterfoil:port', 'app://counterfoil', [second]],
  ]);
  expect(fakeWindow.posted[0]?.[2]).toEqual([first]);
});

it('exposes nothing', () => {
  expect(bridge).not.toHaveBeenCalled();
  expect(Object.keys(fakeWindow)).toEqual(['location', 'posted']);
  expect(Object.keys(listeners)).toEqual(['counterfoil:port']);
});

it('does not take the page’s messages to the shell', () => {
  for (const data of ['counterfoil:connect', 'counterfoil:port', { channel: 'x' }]) {
    fakeWindow.dispatchEvent(new MessageEvent('message', { data }));
  }
  expect(invoke).not.toHaveBeenCalled();
});
