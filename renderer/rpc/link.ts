/** The two ways to the engine: a WebSocket to the browser shell, or a port that the Electron shell hands over. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { ENGINE_RESTARTING } from './connection';
import { pastHeaders } from './past-point';
import { Ports } from './ports';
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
  const link = new SocketLink({ websocket: socket, headers: pastHeaders });
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

const ports = new Ports(ENGINE_RESTARTING, ABNORMAL);

if (isElectron) {
  // The preload posts one port per connection, also a new one after the engine was started again.
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== 'counterfoil:port' || port === undefined) return;
    ports.receive(port);
  });
}

async function openPort(): Promise<Wire> {
  const { port, closed, end } = await ports.take();
  const link = new PortLink({ port, headers: pastHeaders });
  port.start();
  return { link, closed, close: () => end(ABNORMAL) };
}

export function openWire(): Promise<Wire> {
  return isElectron ? openPort() : openSocket();
}
