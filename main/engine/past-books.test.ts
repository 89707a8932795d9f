/** Side books are made once, the least used go first, and one that cannot be made says why and stands in nobody's way. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openTestBook } from '../../test/support/book';
import { customer, page, payment } from '../../test/support/told';
import type { ReaderJob, StepProgress } from '../db/reader';
import { all, one } from '../db/sql';
import { ingest } from '../features/sync/ingest';
import { PastBooks, type PastReader } from './past-books';

function world() {
  const { book, folder, clock } = openTestBook();
  for (const name of ['1', '2', '3', '4', '5']) {
    const told = page({
      customers: [customer(`cus_${name}`)],
      payments: [payment(`pay_${name}`, { customer: `cus_${name}` })],
    });
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [told], null);
  }
  const made: string[] = [];
  const closed: string[] = [];
  const busy = new Set<string>();
  /** What the next one that is made ends with. */
  const fails: Error[] = [];
  async function* job<Input, Output>(
    work: ReaderJob<Input, Output>,
    input: Input,
    signal?: AbortSignal,
  ): AsyncGenerator<StepProgress, Output> {
    const failure = fails.pop();
    if (failure) throw failure;
    made.push(JSON.stringify(input));
    const steps = work.run(book.db, input);
    for (let step = steps.next(); ; step = steps.next()) {
      signal?.throwIfAborted();
      if (step.done) return step.value;
      yield step.value;
    }
  }
  const read = (file: string): PastReader => ({
    ask: () => Promise.reject(new Error('nobody asks')),
    job,
    get busy() {
      return busy.has(file);
    },
    async close() {
      closed.push(path.basename(file));
    },
  });
  const cache = path.join(folder, 'cache');
  const past = new PastBooks({ bookFile: book.file, folder: cache, read, heavy: { job } });
  onTestFinished(() => past.close());
  const seqs = all<{ seq: number }>(book.db, "SELECT seq FROM event WHERE kind = 'payment.recorded' ORDER BY seq");
  /** As known when the n-th payment was the last, from 1. */
  const at = async (n: number) => {
    const position = seqs[n - 1]?.seq ?? 0;
    const { book: then } = await past.at({ position, asOf: null, knownMs: clock.at }, book);
    return one<{ n: number }>(then.db, 'SELECT count(*) AS n FROM payment')?.n;
  };
  return { past, at, made, closed, busy, fails, cache, book, seqs };
}

test('the same point twice, also at the same time, is one book', async () => {
  const { at, made } = world();
  expect(await Promise.all([at(2), at(2), at(1)])).toEqual([2, 2, 1]);
  expect(await at(2)).toBe(2);
  expect(made).toHaveLength(2);
});

test('three are kept: the least used goes, with its file and its reader, and is made again when it is asked for', async () => {
  const { at, made, closed, cache, seqs } = world();
  await at(1);
  await at(2);
  await at(3);
  await at(1);
  await at(4);
  const name = (n: number) => `known-${seqs[n - 1]?.seq}.side`;
  expect(closed).toEqual([name(2)]);
  expect(readdirSync(cache).sort()).toEqual([name(1), name(3), name(4)].sort());
  expect(await at(2)).toBe(2);
  expect(made).toHaveLength(5);
});

test('one that somebody reads stays, whatever else is asked for', async () => {
  const { at, busy, closed, cache, seqs } = world();
  await at(1);
  busy.add(path.join(cache, `known-${seqs[0]?.seq}.side`));
  for (const n of [2, 3, 4, 5]) await at(n);
  expect(closed).not.toContain(`known-${seqs[0]?.seq}.side`);
  expect(await at(1)).toBe(1);
});

test('a replay that fails is told by its own words, leaves nothing, and the next one is made', async () => {
  const { at, fails, cache, made } = world();
  fails.push(new Error('event 7 payment.recorded: customer-unknown'));
  await expect(at(2)).rejects.toThrow('event 7 payment.recorded: customer-unknown');
  expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  expect(await at(2)).toBe(2);
  expect(made).toHaveLength(1);
});

test('one that is stopped leaves nothing, and the folder goes when the engine ends', async () => {
  const { past, at, cache, seqs } = world();
  const stop = new AbortController();
  const steps = past.make({ position: seqs[2]?.seq ?? 0, asOf: null }, stop.signal);
  await steps.next();
  stop.abort();
  await expect(steps.next()).rejects.toThrow();
  expect(readdirSync(cache).filter((name) => name.endsWith('.side'))).toEqual([]);
  expect(await at(3)).toBe(3);
  await past.close();
  expect(existsSync(cache)).toBe(false);
});
