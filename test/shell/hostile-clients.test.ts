/**
 * Every combination of Host, Origin, Sec-Fetch-Site, method and token against the real loopback server, by raw sockets.
 * The accepted cells are listed here on their own, not taken from the gate.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ShellUnderTest, startShell } from '../support/browser-shell-under-test';
import { rawRequest } from '../support/raw-client';

const hosts = ['own', 'localhost', 'evil', 'evil:port', 'own.', 'empty', 'two', 'IPv6'] as const;
const origins = ['own', 'absent', 'null', 'evil', 'https', 'other port', 'prefix'] as const;
const sites = ['same-origin', 'same-site', 'cross-site', 'none', 'absent'] as const;
const methods = ['GET', 'POST', 'PUT', 'OPTIONS', 'WebSocket'] as const;
const tokens = ['right', 'wrong', 'absent', 'query', 'cookie', 'old run'] as const;
/** Where a cell is tried; a WebSocket goes to `/rpc` only. */
const places = ['/', '/assets/index-1a.js', '/status', '/engine'] as const;

interface Cell {
  host: (typeof hosts)[number];
  origin: (typeof origins)[number];
  site: (typeof sites)[number];
  method: (typeof methods)[number];
  token: (typeof tokens)[number];
  place: string;
}

function allCells(): Cell[] {
  const cells: Cell[] = [];
  let turn = 0;
  for (const host of hosts)
    for (const origin of origins)
      for (const site of sites)
        for (const method of methods)
          for (const token of tokens) {
            // The table has 8,400 cells; the places take turns over them, and each place meets each of our own host's.
            const at =
              method === 'WebSocket' ? ['/rpc'] : host === 'own' ? places : [places[turn++ % places.length] ?? '/'];
            for (const place of at) cells.push({ host, origin, site, method, token, place });
          }
  return cells;
}

/** The accepted cells, in words. */
function accepted({ host, origin, site, method, token, place }: Cell): boolean {
  if (host !== 'own') return false;
  const ownOrigin = origin === 'own' || (origin === 'absent' && method === 'GET');
  if (!ownOrigin) return false;
  if (site !== 'same-origin' && site !== 'absent') {
    return site === 'none' && method === 'GET' && place === '/' && token !== 'query';
  }
  if (method === 'GET' && (place === '/' || place.startsWith('/assets/'))) return token !== 'query';
  if (method === 'GET' && place === '/status') return token === 'right';
  if (method === 'POST' && place === '/engine') return token === 'right';
  return method === 'WebSocket' && place === '/rpc' && token === 'right';
}

let under: ShellUnderTest;
let right = '';
let oldRun = '';

beforeAll(async () => {
  const before = await startShell();
  oldRun = await before.token();
  await before.stop();
  under = await startShell();
  right = await under.token();
  await under.shell.host.up();
});
afterAll(() => under.stop());

function send(cell: Cell, port: number) {
  const own = `127.0.0.1:${port}`;
  const hostValues: Record<Cell['host'], string[]> = {
    own: [own],
    localhost: [`localhost:${port}`],
    evil: ['evil.example'],
    'evil:port': [`evil.example:${port}`],
    'own.': [`127.0.0.1.:${port}`],
    empty: [''],
    two: [own, 'evil.example'],
    IPv6: [`[::1]:${port}`],
  };
  const originValues: Record<Cell['origin'], string | null> = {
    own: `http://${own}`,
    absent: null,
    null: 'null',
    evil: 'http://evil.example',
    https: `https://${own}`,
    'other port': `http://127.0.0.1:${port === 65535 ? 1024 : port + 1}`,
    prefix: `http://${own}.evil`,
  };
  const tokenText = { right, wrong: 'A'.repeat(43), 'old run': oldRun, absent: null, query: null, cookie: null }[
    cell.token
  ];
  const headers: [string, string][] = hostValues[cell.host].map((value) => ['Host', value]);
  const origin = originValues[cell.origin];
  if (origin !== null) headers.push(['Origin', origin]);
  if (cell.site !== 'absent') headers.push(['Sec-Fetch-Site', cell.site]);
  if (cell.token === 'cookie') headers.push(['Cookie', `token=${right}; X-Counterfoil-Token=${right}`]);
  const target = cell.token === 'query' ? `${cell.place}?token=${right}` : cell.place;
  if (cell.method === 'WebSocket') {
    const protocols = tokenText === null ? 'counterfoil' : `counterfoil, token.${tokenText}`;
    headers.push(['Connection', 'Upgrade'], ['Upgrade', 'websocket'], ['Sec-WebSocket-Version', '13']);
    headers.push(['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='], ['Sec-WebSocket-Protocol', protocols]);
    return rawRequest(port, `GET ${target} HTTP/1.1`, headers);
  }
  if (tokenText !== null) headers.push(['X-Counterfoil-Token', tokenText]);
  const body = cell.method === 'POST' || cell.method === 'PUT' ? '{"do":"retry"}' : '';
  if (body !== '') headers.push(['Content-Type', 'application/json'], ['Content-Length', String(body.length)]);
  return rawRequest(port, `${cell.method} ${target} HTTP/1.1`, [...headers, ['Connection', 'close']], body);
}

/** A wrong token that gets as far as being compared is counted by the shell. */
function sounds(cell: Cell): boolean {
  const compared = ['/status', '/engine', '/rpc'].includes(cell.place) && accepted({ ...cell, token: 'right' });
  return compared && (cell.token === 'wrong' || cell.token === 'old run');
}

it('lets in the listed cells and no other', async () => {
  const cells = allCells();
  const statuses: Record<number, number> = {};
  const wrong: string[] = [];
  let alarmed = await startShell();
  let alarms = 0;
  for (const cell of cells) {
    // A fresh shell takes every five of those, so that the alarm neither delays nor ends the table.
    if (sounds(cell) && ++alarms % 5 === 0) {
      await alarmed.stop();
      alarmed = await startShell();
    }
    const answer = await send(cell, sounds(cell) ? alarmed.port : under.port);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const open = answer.status === 101 || (answer.status >= 200 && answer.status < 300);
    const leaks = !open && /nonce|engine|export \{\}/.test(answer.body);
    if (open !== accepted(cell) || leaks || answer.status === 0) wrong.push(`${answer.status} ${JSON.stringify(cell)}`);
  }
  await alarmed.stop();
  console.log(
    `hostile clients: ${cells.length} requests, ${cells.filter(accepted).length} welcome; by status`,
    statuses,
  );
  expect(wrong).toEqual([]);
  expect(under.ends).toEqual([]);
  expect(cells.length).toBeGreaterThanOrEqual(8400);
}, 300_000);
