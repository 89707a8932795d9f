/** The loopback server: its address, its limits, and the one place where a request meets the gate. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { contentSecurityPolicy, fixedHeaders } from '../policy';
import { judge, type Own, type Route, type Verdict } from './gate';
import type { Alarm } from './secrets';

export interface Handlers {
  own: Own;
  alarm: Alarm;
  handle: (route: Route, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
}

const loopback = '127.0.0.1';
const reasons: Readonly<Record<number, string>> = {
  401: 'Open Counterfoil from the link that it prints.',
  403: 'Only Counterfoil’s own window may ask this.',
  404: 'There is nothing here.',
  405: 'This cannot be asked here in this way.',
  410: 'This link was used before, or its minute is over.',
  413: 'This is too large.',
  415: 'Only JSON is understood here.',
  421: 'This is not the address of Counterfoil’s window.',
};

function refusalHeaders(status: number): Record<string, string> {
  return {
    ...fixedHeaders,
    'content-security-policy': contentSecurityPolicy('none'),
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(reasonOf(status))),
  };
}

const reasonOf = (status: number) => `${reasons[status] ?? 'This did not work.'}\n`;

export function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  // The rest of an unwelcome request is not read.
  response.writeHead(status, { ...refusalHeaders(status), connection: 'close' });
  response.end(response.req.method === 'HEAD' ? undefined : reasonOf(status));
}

function refuseUpgrade(stream: Duplex, status: number): void {
  const headers = Object.entries({ ...refusalHeaders(status), connection: 'close' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  stream.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\n${lines}\r\n${reasonOf(status)}`);
}

function wait(verdict: Verdict & { open: false }, alarm: Alarm): Promise<void> {
  const delayMs = verdict.bad ? alarm.bad() : 0;
  return delayMs === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** Makes the server, not yet listening. */
export function makeServer(handlers: () => Handlers): http.Server {
  const server = http.createServer({
    maxHeaderSize: 8192,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 2000,
    insecureHTTPParser: false,
    // A request without a host gets the same answer as one with a wrong one.
    requireHostHeader: false,
  });
  server.maxConnections = 32;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { own, alarm, handle } = handlers();
    const verdict = judge(request, own, false);
    if (!verdict.open) {
      await wait(verdict, alarm);
      return refuse(response, verdict.status);
    }
    await handle(verdict.route, request, response);
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      refuse(response, 500);
    });
  });
  server.on('connect', (_request, stream) => refuseUpgrade(stream, 405));
  server.on('upgrade', async (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const { own, alarm, upgrade } = handlers();
    const verdict = judge(request, own, true);
    if (verdict.open) return upgrade(request, stream, head);
    await wait(verdict, alarm);
    refuseUpgrade(stream, verdict.status);
  });
  return server;
}

/** Listens on the loopback address only. Gives the port. Throws when the system binds it elsewhere. */
export async function listenOnLoopback(server: http.Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string' || address.address !== loopback) {
    server.close();
    throw new Error('the window’s server was not bound to 127.0.0.1');
  }
  return address.port;
}
