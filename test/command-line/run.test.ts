/** `run`: one line of JSON for each pass, until it is stopped in order. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Home, makeHome } from './counterfoil';

let home: Home;
let book: string;
beforeAll(async () => {
  home = makeHome();
  book = path.join(home.folder, 'mine.counterfoil');
  expect((await home.counterfoil(['new', 'Mine', '--book', book])).code).toBe(0);
}, 60_000);
afterAll(() => home.remove());

it('--once: one pass, and nothing more', async () => {
  const { code, stdout } = await home.counterfoil(['run', '--once', '--book', book]);
  expect(code).toBe(0);
  const [line, ...more] = stdout.trim().split('\n');
  expect(more).toEqual([]);
  expect(JSON.parse(line ?? '')).toEqual({
    at: expect.stringMatching(/Z$/),
    ...{ sync: null, charges: { charged: 0, declined: 0, open: 0, failed: 0 }, failures: [] },
    mail: null,
  });
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it in order: exit code 0, and the book is free',
  async (signal) => {
    const child = home.start(['run', '--book', book]);
    const first = await new Promise<string>((resolve) => {
      child.stdout?.setEncoding('utf8').once('data', resolve);
    });
    expect(JSON.parse(first)).toMatchObject({ failures: [] });
    child.kill(signal);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect((await home.counterfoil(['run', '--once', '--book', book])).code).toBe(0);
  },
  30_000,
);

it('a wait that makes no sense is refused before anything is done', async () => {
  expect((await home.counterfoil(['run', '--every', '0', '--book', book])).code).toBe(2);
});
