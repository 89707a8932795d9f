/**
 * Where the engine listens: a socket beside the book that only this user can reach. Windows speak oRPC on `/rpc`,
 * shells answer questions on `/shell`; an engine that nobody is connected to ends by itself.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CallerShell } from '../context';
import { Failure } from '../kernel/failure';
import { largestFrameBytes } from '../shell/shell';
import { withHeader } from './past-calls';
import { type EngineContext, router } from './router';
import { type ShellLinks, shellLinks } from './shell-links';

/** The longest path that a Unix socket can have on all systems, less one. */
const LONGEST_SOCKET_PATH = 100;
const MOST_CONNECTIONS = 64;
const GRACE_AT_START_MS = 15_000;
const GRACE_MS = 5_000;
/** The close code of a shell that ends or moves to another book. */
const GOODBYE = 4000;

export interface EngineSocket {
  close(): Promise<void>;
  /** The shell of this key, for a window that comes by a port instead. */
  shellOf(key: string): CallerShell;
  /** Counts a window that came by a port; call the result when it has gone. */
  arrived(): () => void;
}

export function socketOf(bookFile: string): string {
  const name = createHash('sha256').update(path.resolve(bookFile)).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\counterfoil-${name}`;
  const beside = `${bookFile}.sock`;
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  const folder = path.join(tmpdir(), `counterfoil-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, `${name}.sock`);
}

export interface Listening {
  /** Makes what the handlers of one connection get. */
  contextFor: (shell: CallerShell, source: string) => EngineContext;
  /** Nobody is left. */
  idle: () => void;
  /** Nobody is at the computer: the windows are to be locked. */
  lock: () => void;
}

/** Starts to listen. */
export async function listen(socket: string, { contextFor, idle, lock }: Listening): Promise<EngineSocket> {
  if (process.platform !== 'win32') rmSync(socket, { force: true });
  const links = shellLinks(lock);
  const handler = new RPCHandler<EngineContext>(router, {
    interceptors: [({ next, ...of }) => next({ ...of, context: withHeader(of.context, of.request.headers) })],
  });
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes, perMessageDeflate: false });
  const life = countConnections(idle);
  const server = http.createServer((_request, response) => {
    response.writeHead(426).end();
  });
  server.on('upgrade', (request, stream: Duplex, head) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    if ((url.pathname !== '/rpc' && url.pathname !== '/shell') || webSockets.clients.size >= MOST_CONNECTIONS) {
      stream.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      life.opened(webSocket);
      if (url.pathname === '/shell') links.take(webSocket);
      else serveWindow(webSocket, url.searchParams.get('shell') ?? '', links, handler, contextFor);
    });
  });
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket, resolve);
    });
  } finally {
    process.umask(mask);
  }
  return {
    shellOf: links.shellOf,
    arrived: life.arrived,
    async close() {
      life.stop();
      for (const webSocket of webSockets.clients) webSocket.close(1012);
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const webSocket of webSockets.clients) webSocket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serveWindow(
  webSocket: WebSocket,
  key: string,
  links: ShellLinks,
  handler: RPCHandler<EngineContext>,
  contextFor: (shell: CallerShell, source: string) => EngineContext,
): void {
  const fromCommandLine = key === 'none' || key === '';
  const shell: CallerShell = fromCommandLine ? noShell : links.shellOf(key);
  void handler.upgrade(webSocket, { context: contextFor(shell, fromCommandLine ? 'command-line' : 'screen') });
}

const noShell: CallerShell = {
  kind: 'none',
  ask: () =>
    Promise.reject(new Failure('not-allowed', { detail: 'this needs a window, and the command line has none' })),
};

/** Calls `idle` once nobody has been connected for a while. */
function countConnections(idle: () => void) {
  let timer = setTimeout(idle, GRACE_AT_START_MS);
  let connected = 0;
  const arrived = () => {
    connected++;
    clearTimeout(timer);
    let here = true;
    return (goodbye = false) => {
      if (!here) return;
      here = false;
      connected--;
      if (connected > 0) return;
      clearTimeout(timer);
      timer = setTimeout(idle, goodbye ? 50 : GRACE_MS);
    };
  };
  return {
    arrived: () => {
      const left = arrived();
      return () => left();
    },
    opened(webSocket: WebSocket) {
      const left = arrived();
      // What follows an error is always a close.
      webSocket.on('error', () => {});
      // A shell that says goodbye ends the wait; otherwise it may only be starting again.
      webSocket.on('close', (code) => left(code === GOODBYE));
    },
    stop: () => clearTimeout(timer),
  };
}
