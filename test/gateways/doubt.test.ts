/** A write that was tried twice: what the second try met says nothing of what the first one did. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { type Call, HttpAccount } from '../../main/gateways/http';
import { patience } from '../../main/gateways/patience';

/** Reads one request, breaks the connection without an answer, and is gone: who asks again finds nobody. */
async function goneAfterOne(): Promise<{ account: HttpAccount; read: () => number }> {
  let requests = 0;
  const server: Server = createServer((request) => {
    requests++;
    request.resume().on('end', () => {
      server.close();
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const account = new HttpAccount({
    ...{ label: 'Test', home: 'https://api.test.example', baseUrl: `http://127.0.0.1:${port}` },
    ...{ secrets: [], last4: '0000', now: () => performance.now() },
    patience: { ...patience, timeoutMs: 500, firstWaitMs: 1, longestWaitMs: 1 },
  });
  return { account, read: () => requests };
}

const write: Call = { method: 'POST', path: '/charges', json: { amount: 1 }, what: 'charges', repeat: 'freely' };

test('a first try without an answer leaves doubt, although the second certainly never arrived', async () => {
  const { account, read } = await goneAfterOne();
  await expect(account.line().ask(write)).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(read()).toBe(1);
});

test('a reading leaves none', async () => {
  const { account } = await goneAfterOne();
  await expect(
    account.line().ask({ method: 'GET', path: '/charges', what: 'charges', repeat: 'freely' }),
  ).rejects.toMatchObject({
    code: 'gateway-offline',
  });
});

test('what never arrived at all is no doubt either', async () => {
  const { account } = await goneAfterOne();
  await account
    .line()
    .ask(write)
    .catch(() => {});
  await expect(account.line().ask(write)).rejects.toMatchObject({ code: 'gateway-offline' });
});
