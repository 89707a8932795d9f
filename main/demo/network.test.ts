/** Playing without a network: the sample company's simulators refuse connections, and answer again at the same address. */
import { call } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { engineWorld } from '../../test/support/engine-context';
import { type SyncContext, syncHandlers } from '../features/sync/handlers';
import { startSimulatorServer } from '../gateways/simulator-server';
import { DemoNetwork } from './network';

const answer = () => ({ status: 200, body: '{"here":true}' });

async function started() {
  const simulator = startSimulatorServer({ now: () => 0, answer, limited: answer, failed: answer });
  onTestFinished(async () => (await simulator).close());
  return simulator;
}

const reached = (url: string) =>
  fetch(url).then(
    async (answer) =>
      answer.text().then(
        () => answer.status,
        () => 'lost',
      ),
    (error: unknown) => Object(Object(error).cause).code,
  );

test('while it is cut every simulator refuses connections, also one that starts meanwhile; then it answers where it was', async () => {
  const network = new DemoNetwork();
  const first = await network.join(started());
  expect(await reached(first.url)).toBe(200);
  await network.cut(true);
  const second = await network.join(started());
  expect(network.isCut).toBe(true);
  expect([await reached(first.url), await reached(second.url)]).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
  // Clicked twice, and back and forth: what was said last counts.
  await Promise.all([network.cut(true), network.cut(false), network.cut(true), network.cut(false)]);
  expect([await reached(first.url), await reached(second.url)]).toEqual([200, 200]);
  await network.cut(true);
  await first.close();
});

test('a book whose gateways are no simulators refuses to play; the sample company’s asks each gateway at once', async () => {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => void book.db.close());
  const { context, sessions, told } = engineWorld(book, clock);
  const own = context(sessions.connect('screen'));
  const asked: string[] = [];
  const connection = (key: string, paused: boolean) => ({ key, paused, gateway: {} });
  const syncing = {
    connections: () => [connection('stripe', false), connection('paypal', true)],
    now: (key: string) => {
      asked.push(key);
      return { result: Promise.reject(new Error('offline')) };
    },
  };
  // from outside: only what the handler asks of it
  const among = (network: SyncContext['network']) => ({ ...own, syncing, network }) as unknown as SyncContext;
  const play = (network: SyncContext['network'], offline: boolean) =>
    call(syncHandlers.tryOffline, { offline }, { context: among(network) });
  await expect(play(null, true)).rejects.toThrow('demo-only');
  expect([asked, told]).toEqual([[], []]);
  const network = new DemoNetwork();
  await play(network, true);
  expect([network.isCut, asked, told]).toEqual([true, ['stripe'], ['sync']]);
  await play(network, false);
  expect([network.isCut, asked]).toEqual([false, ['stripe', 'stripe']]);
});

test('while answers are lost each request is done and nobody hears of it, also where a simulator starts meanwhile', async () => {
  const network = new DemoNetwork();
  const first = await network.join(started());
  network.loseAnswers(true);
  const second = await network.join(started());
  expect(network.losesAnswers).toBe(true);
  expect([await reached(first.url), await reached(second.url)]).toEqual(['lost', 'lost']);
  expect([first.requests, second.requests]).toEqual([1, 1]);
  network.loseAnswers(false);
  expect([await reached(first.url), await reached(second.url)]).toEqual([200, 200]);
});
