/** The two ways to the engine: a WebSocket to the browser shell, or a port that the Electron shell hands over. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { openSession } from './session';

export interface Wire {
  link: ClientLink<ClientContext>;
  /** Resolves with the close code (1006 when there is none) once the way is gone. */
  closed: Promise<number>;
  close(): void;
}

export const isElectron = location.protocol === 'app:';
const ABNORMAL = 1006;
const OPEN_WITHIN_MS = 10_000;

/** Rejects with SocketClosed, or when the socket does not open within ten seconds, or when the session is refused. */
async function openSocket(): Promise<Wire> {
  const token = await openSession();
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(`${scheme}//${location.host}/rpc`, ['counterfoil', `token.${token}`]);
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener('close', (event) => resolve(event.code || ABNORMAL), { once: true });
  });
  const link = new SocketLink({ websocket: socket });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error('the socket did not open'));
    }, OPEN_WITHIN_MS);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve();
    });
    void closed.then((code) => {
      clearTimeout(timer);
      reject(new SocketClosed(code));
    });
  });
  return { link, closed, close: () => socket.close(1000) };
}

export class SocketClosed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`closed with ${code}`);
    this.code = code;
  }
}

type PortListener = (port: MessagePort) => void;
const waiting: PortListener[] = [];
const offered: MessagePort[] = [];

if (isElectron) {
  // The preload posts one port per connection, also a new one after the engine was started again.
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== 'counterfoil:port' || port === undefined) return;
    const listener = waiting.shift();
    if (listener) listener(port);
    else offered.push(port);
  });
}

function nextPort(): Promise<MessagePort> {
  const newest = offered.pop();
  offered.length = 0;
  if (newest) return Promise.resolve(newest);
  return new Promise((resolve) => waiting.push(resolve));
}

async function openPort(): Promise<Wire> {
  const port = await nextPort();
  const ended = new AbortController();
  const closed = new Promise<number>((resolve) => {
    port.addEventListener('close', () => resolve(ABNORMAL), { once: true });
    // A port that is closed on this side tells only the other.
    ended.signal.addEventListener('abort', () => resolve(ABNORMAL), { once: true });
  });
  const link = new PortLink({ port });
  port.start();
  const close = () => {
    port.close();
    ended.abort();
  };
  return { link, closed, close };
}

export function openWire(): Promise<Wire> {
  return isElectron ? openPort() : openSocket();
}
