/** The browser shell's pages: joined to the engine, moved, told what happened, and given their downloads. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ShellUnderTest, startShell } from '../support/browser-shell-under-test';
import type { FakeRouter } from '../support/fake-router';

let under: ShellUnderTest;
let nowMs = 1_700_000_000_000;
beforeEach(async () => {
  under = await startShell({ clock: { now: () => nowMs } });
});
afterEach(() => under.stop());

const origin = () => `http://127.0.0.1:${under.port}`;
const get = (path: string, headers: Record<string, string> = {}) => fetch(origin() + path, { headers });

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
const apiOf = (webSocket: WebSocket): RouterClient<FakeRouter> =>
  createORPCClient(new RPCLink({ websocket: webSocket as unknown as globalThis.WebSocket }));
const closed = (webSocket: WebSocket) =>
  new Promise<[number, string]>((resolve) =>
    webSocket.once('close', (number, reason) => resolve([number, reason.toString()])),
  );

describe('downloads', () => {
  const offer = async (file: string, name = 'payments.csv') => {
    const webSocket = await page(await under.token());
    const answer = JSON.parse(await apiOf(webSocket).ask({ ask: { kind: 'offer-download', file, name } }));
    webSocket.close();
    return answer;
  };

  it('leave once by a ticket, under their own name', async () => {
    const file = join(under.places.exports, 'a.csv');
    writeFileSync(file, 'id,amount\n1,12.50\n');
    const { ticket } = await offer(file, 'Zahlungen "März"/2026 ’#1.csv');
    const answer = await get(`/download/${ticket}`);
    expect(await answer.text()).toBe('id,amount\n1,12.50\n');
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Zahlungen%20-M%C3%A4rz--2026%20%E2%80%99%231.csv",
    );
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect((await get(`/download/${ticket}`)).status).toBe(410);
    expect((await get('/download/never-given-out')).status).toBe(410);
  });

  it('are not used up by a HEAD, are empty when the file is, and end after a minute', async () => {
    const file = join(under.places.exports, 'empty.csv');
    writeFileSync(file, '');
    const { ticket } = await offer(file);
    expect((await fetch(`${origin()}/download/${ticket}`, { method: 'HEAD' })).status).toBe(405);
    expect(await (await get(`/download/${ticket}`)).text()).toBe('');
    const late = await offer(file);
    nowMs += 60_001;
    expect((await get(`/download/${late.ticket}`)).status).toBe(410);
  });

  it('never leave from outside of the export folder', async () => {
    writeFileSync(join(under.places.home, 'secret.txt'), 'secret');
    symlinkSync(join(under.places.home, 'secret.txt'), join(under.places.exports, 'link.csv'));
    for (const file of [
      '/etc/passwd',
      join(under.places.exports, 'link.csv'),
      join(under.places.exports, '../secret.txt'),
      under.places.exports,
      'nothing.csv',
    ])
      expect(await offer(file)).toMatchObject({ kind: 'refused' });
  });

  it('are not for other sites', async () => {
    const file = join(under.places.exports, 'a.csv');
    writeFileSync(file, 'x');
    const { ticket } = await offer(file);
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect((await get(`/download/${ticket}`, { 'sec-fetch-site': site })).status).toBe(403);
    }
    expect((await get(`/download/${ticket}`, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('pages and the engine', () => {
  it('are joined, and told when the engine died; they come back with the same token', async () => {
    const token = await under.token();
    const webSocket = await page(token);
    expect(webSocket.protocol).toBe('counterfoil');
    const { pid } = await apiOf(webSocket).who();
    process.kill(pid, 'SIGKILL');
    expect(await closed(webSocket)).toEqual([1012, '']);
    const again = await page(token);
    expect((await apiOf(again).who()).pid).not.toBe(pid);
  });

  it('are moved to another book, or stay when it cannot be opened', async () => {
    const token = await under.token();
    const webSocket = await page(token);
    const refused = await apiOf(webSocket).ask({
      ask: { kind: 'open-book', file: join(under.places.books, 'damaged.counterfoil') },
    });
    expect(JSON.parse(refused)).toMatchObject({ kind: 'refused', failure: { code: 'book-damaged' } });
    const other = join(under.places.books, 'other.counterfoil');
    apiOf(webSocket)
      .ask({ ask: { kind: 'open-book', file: other } })
      .catch(() => {});
    expect(await closed(webSocket)).toEqual([4001, '']);
    expect((await apiOf(await page(token)).who()).book).toBe('other.counterfoil');
    expect(readFileSync(under.places.lastBook, 'utf8')).toBe('books/other.counterfoil\n');
  });

  it('may not send frames over eight mebibytes, and get their connection closed for it', async () => {
    const webSocket = await page(await under.token());
    webSocket.on('error', () => {});
    webSocket.send('x'.repeat(8 * 1024 * 1024 + 1));
    expect((await closed(webSocket))[0]).toBe(1009);
  });

  it('get large answers whole and in order', async () => {
    const api = apiOf(await page(await under.token()));
    const text = '€'.repeat(200_000);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => api.echo({ value: `${at}${text}` })));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, at) => `${at}${text}`));
  });

  it('are told why when the engine cannot start, and may ask for another try or the demo company', async () => {
    const failing = await startShell({ book: 'damaged' });
    const headers = { 'x-counterfoil-token': await failing.token() };
    const at = `http://127.0.0.1:${failing.port}`;
    const webSocket = new WebSocket(
      `${at.replace('http', 'ws')}/rpc`,
      ['counterfoil', `token.${headers['x-counterfoil-token']}`],
      { origin: at },
    );
    expect(await closed(webSocket)).toEqual([4004, 'book-damaged']);
    const file = join(failing.places.books, 'damaged.counterfoil');
    expect(await (await fetch(`${at}/status`, { headers })).json()).toEqual({
      engine: 'failed',
      book: { file, demo: false },
      failure: { code: 'book-damaged', params: { file } },
    });
    const ask = async (body: object) =>
      (
        await fetch(`${at}/engine`, {
          method: 'POST',
          headers: { ...headers, origin: at, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    expect(await ask({ do: 'retry' })).toMatchObject({ engine: 'failed' });
    expect(await ask({ do: 'demo' })).toEqual({
      engine: 'up',
      book: { file: failing.places.demoBook, demo: true },
      failure: null,
    });
    await failing.stop();
  });
});
