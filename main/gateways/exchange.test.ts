/** What never reached a provider is told apart from what may have: names that nobody knows, and hosts that cannot prove who they are. */
import { createServer, type Server } from 'node:http';
import type { LookupFunction } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ExchangeLimits, exchange, keptAgents } from './exchange';

const limits: ExchangeLimits = { agents: keptAgents(), signal: null, maxBytes: 1_000, timeoutMs: 20_000 };
const body = '{"amount":12000}';

async function listening(): Promise<{ server: Server; port: number; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('utf8')));
    request.on('end', () => response.end('{}'));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0, bodies };
}

const never = { kind: 'offline', mayHaveArrived: false };

test('a name that nobody knows: offline, and certainly nothing arrived', async () => {
  // As the system's own: never at once.
  const lookup: LookupFunction = (_host, _options, told) =>
    void setImmediate(() => told(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), ''));
  const asked = { host: 'api.gateway.invalid', method: 'POST', lookup };
  await expect(exchange(true, asked, body, limits)).rejects.toMatchObject({ ...never, message: 'ENOTFOUND' });
});

test('a host without a certificate gets no byte of the request', async () => {
  const { port, bodies } = await listening();
  await expect(exchange(true, { host: '127.0.0.1', port, method: 'POST' }, body, limits)).rejects.toMatchObject(never);
  expect(bodies).toEqual([]);
});

test('a port at which nobody listens: offline, and certainly nothing arrived', async () => {
  const { server, port } = await listening();
  await new Promise((resolve) => server.close(resolve));
  await expect(exchange(false, { host: '127.0.0.1', port, method: 'POST' }, body, limits)).rejects.toMatchObject(never);
});

test('a connection that is broken after it was made: it may have arrived', async () => {
  const { server, port } = await listening();
  server.prependListener('request', (_request, response) => response.socket?.resetAndDestroy());
  const asking = exchange(false, { host: '127.0.0.1', port, method: 'POST' }, body, limits);
  await expect(asking).rejects.toMatchObject({ mayHaveArrived: true });
});
