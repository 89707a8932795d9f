import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', new URL('http://127.0.0.1:4000/'));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const load = async () => ({ ...(await import('./client')), ...(await import('./live')) });

/** What has become of a call so far. */
function fateOf(call: Promise<unknown>): { now: string } {
  const fate = { now: 'waits' };
  call.then(
    () => Object.assign(fate, { now: 'answered' }),
    (error: Error) => Object.assign(fate, { now: error.name }),
  );
  return fate;
}

it('waits for a first engine as long as the shell does not say that it failed', async () => {
  const { api, connection } = await load();
  const fate = fateOf(api.books.info());
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(fate.now).toBe('waits');
  expect(connection.get().gaveUp).toBe(false);
  connection.set({ ...connection.get(), phase: 'broken' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(fate.now).toBe('EngineAway');
  expect(connection.get().gaveUp).toBe(true);
});

it.each([
  ['asks again, over the first way, for what was given up before it', true, 2],
  ['asks nothing twice where nothing was given up', false, 1],
])('%s', async (_, gaveUp, times) => {
  const { connection, startLive } = await load();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  const asked = [
    ['payments', 'totals'],
    ['preference', 'theme'],
  ].map((queryKey) => {
    const queryFn = vi.fn(() => Promise.reject(new Error('no engine')));
    new QueryObserver(queries, { queryKey, queryFn }).subscribe(() => {});
    return queryFn;
  });
  startLive(queries);
  await vi.advanceTimersByTimeAsync(1000);
  connection.set({ ...connection.get(), gaveUp });
  connection.set({ ...connection.get(), phase: 'open', round: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  for (const queryFn of asked) expect(queryFn).toHaveBeenCalledTimes(times);
  expect(connection.get().gaveUp).toBe(false);
});
