/** The browser shell over its real port: links, tokens, alarms, headers, limits. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ShellUnderTest, startShell } from '../support/browser-shell-under-test';
import { rawBytes, rawRequest } from '../support/raw-client';

let under: ShellUnderTest;
let nowMs = 1_700_000_000_000;
beforeEach(async () => {
  under = await startShell({ clock: { now: () => nowMs } });
});
afterEach(() => under.stop());

const origin = () => `http://127.0.0.1:${under.port}`;
const get = (path: string, headers: Record<string, string> = {}) => fetch(origin() + path, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(origin() + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: origin(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const code = () => new URL(under.shell.link()).hash.slice('#c='.length);

async function page(token: string): Promise<WebSocket> {
  const webSocket = new WebSocket(`${origin().replace('http', 'ws')}/rpc`, ['counterfoil', `token.${token}`], {
    origin: origin(),
  });
  await new Promise((resolve, reject) => {
    webSocket.once('open', resolve);
    webSocket.once('error', reject);
  });
  return webSocket;
}
describe('links and tokens', () => {
  it('exchange a code once, within a minute', async () => {
    const first = code();
    const token = await (await post('/session', { code: first })).json();
    expect(token).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await post('/session', { code: first })).status).toBe(410);
    const late = code();
    nowMs += 60_000;
    expect((await post('/session', { code: late })).status).toBe(410);
    expect((await post('/session', { code: 'never-given-out-1234' })).status).toBe(401);
  });

  it('keep the token of a run for pages that come back', async () => {
    const [one, two] = [await under.token(), await under.token()];
    expect(one).toBe(two);
    nowMs += 30 * 24 * 3_600_000;
    expect((await get('/status', { 'x-counterfoil-token': one })).status).toBe(200);
  });

  it.each([['{}'], ['{"code":1}'], ['{"code":"x","more":1}'], ['not json'], ['[]'], ['null']])(
    'refuse a body such as %s',
    async (body) => {
      expect((await post('/session', body)).status).toBe(400);
    },
  );

  it('refuse other content and large bodies', async () => {
    expect((await post('/session', 'code=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    );
    expect((await post('/session', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/session', { code: 'x'.repeat(5000) })).status).toBe(413);
  });

  it('slow down after 5 wrong tokens and end after 50', async () => {
    const wrong = async () => {
      const began = performance.now();
      expect((await get('/status', { 'x-counterfoil-token': 'B'.repeat(43) })).status).toBe(401);
      return performance.now() - began;
    };
    for (let tries = 1; tries <= 5; tries++) expect(await wrong()).toBeLessThan(900);
    expect(await wrong()).toBeGreaterThan(950);
    expect(under.ends).toEqual([]);
    // Fewer at once than the server takes in all.
    for (let round = 1; round <= 2; round++) await Promise.all(Array.from({ length: 22 }, wrong));
    expect(under.ends).toEqual(['attacked']);
  });

  it('count wrong codes and wrong WebSocket tokens too, but not missing ones', async () => {
    for (let tries = 0; tries < 60; tries++) expect((await get('/status')).status).toBe(401);
    expect(under.ends).toEqual([]);
    for (let round = 1; round <= 2; round++) {
      const bad = Array.from({ length: 12 }, () => post('/session', { code: 'guess-guess-guess-1' }));
      const worse = Array.from({ length: 13 }, () => page('C'.repeat(43)).catch((error: Error) => error.message));
      expect(await Promise.all(worse)).toEqual(Array.from({ length: 13 }, () => 'Unexpected server response: 401'));
      for (const answer of await Promise.all(bad)) expect(answer.status).toBe(401);
    }
    expect(under.ends).toEqual(['attacked']);
  });
});

describe('what is served', () => {
  it('carries every header, and a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (let times = 0; times < 3; times++) {
      const answer = await get('/');
      const html = await answer.text();
      const nonce = /content="([^"]+)"/.exec(html)?.[1] ?? '';
      nonces.add(nonce);
      expect(html).not.toContain('__NONCE__');
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default`,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
      });
    }
    expect(nonces.size).toBe(3);
  });

  it('never allows another origin, and says nothing of itself', async () => {
    const token = await under.token();
    const answers = await Promise.all([
      get('/'),
      get('/assets/index-1a.js'),
      get('/nothing'),
      get('/status', { 'x-counterfoil-token': token }),
      post('/session', {}),
      fetch(`${origin()}/`, {
        method: 'OPTIONS',
        headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
      }),
    ]);
    for (const answer of answers) {
      const names = [...answer.headers.keys()];
      expect(
        names.filter((name) => name.startsWith('access-control') || name === 'x-powered-by' || name === 'set-cookie'),
      ).toEqual([]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    }
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 404, 200, 400, 403]);
  });

  it.each([
    '/index.html',
    '/../package.json',
    '/assets/../index.html',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/index-1a.js.map',
    '/assets/index-1a.js?x=1',
    '/assets/index-1a.js/',
    '/assets/',
    '//etc/passwd',
    '/assets\\index-1a.js',
    '/./',
    '/%00',
    '/session/',
    '/download/',
    '/download/../session',
    '/__proto__',
    '/constructor',
  ])('has nothing at %s', async (path) => {
    const answer = await rawRequest(under.port, `GET ${path} HTTP/1.1`, [['Host', `127.0.0.1:${under.port}`]]);
    expect(answer.status).toBe(404);
  });

  it('refuses a whole address in the request line, and requests without a host', async () => {
    const host = `127.0.0.1:${under.port}`;
    expect((await rawRequest(under.port, 'GET http://evil.example/ HTTP/1.1', [['Host', host]])).status).toBe(421);
    expect((await rawRequest(under.port, `GET http://${host}/ HTTP/1.1`, [['Host', host]])).status).toBe(421);
    expect((await rawRequest(under.port, 'GET / HTTP/1.1', [])).status).toBe(421);
    expect((await rawRequest(under.port, 'GET / HTTP/1.0', [])).status).toBe(421);
    expect((await rawRequest(under.port, `CONNECT ${host} HTTP/1.1`, [['Host', host]])).status).toBe(405);
  });

  it('answers HEAD without a body', async () => {
    const answer = await fetch(`${origin()}/`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('drops what is no request, and heads that are too large', async () => {
    expect((await rawBytes(under.port, '\x16\x03\x01\x02\x00')).status).toBe(400);
    const large = await rawRequest(under.port, 'GET / HTTP/1.1', [
      ['Host', `127.0.0.1:${under.port}`],
      ['X-Large', 'x'.repeat(9000)],
    ]);
    expect(large.status).toBe(431);
    const smuggled = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${under.port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect((await rawBytes(under.port, smuggled)).status).toBe(400);
  });

  it('is bound to the loopback address and to no other', async () => {
    const others = await new Promise<string>((resolve) => {
      const socket = connect({ port: under.port, host: '127.0.0.2' });
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    expect(others).toBe('ECONNREFUSED');
  });

  it('leaves a runtime file that only the user can read and that holds no secret', async () => {
    const [name] = readdirSync(under.places.run);
    const file = join(under.places.run, name ?? '');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(under.places.run).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ port: under.port, pid: process.pid });
    await under.shell.stop();
    expect(existsSync(file)).toBe(false);
  });
});
