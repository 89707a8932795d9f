import { describe, expect, it, vi } from 'vitest';
import { createPages, type PageRequest } from './pages';

/** A list of `count` numbers, with a cursor that names the row it stands behind. */
function list(count: number) {
  const requests: PageRequest[] = [];
  const source = { count, fail: false };
  const load = async (request: PageRequest) => {
    requests.push(request);
    if (source.fail) throw new Error('away');
    const from = request.after === undefined ? (request.offset ?? 0) : Number.parseInt(request.after, 10);
    const rows = Array.from({ length: Math.max(0, Math.min(request.limit, source.count - from)) }, (_, i) => from + i);
    const next = from + rows.length;
    return { rows, next: next < source.count ? String(next) : null };
  };
  return { source, requests, load };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('pages', () => {
  it('asks for what is looked at, by cursor next door and by number after a jump', async () => {
    const { load, requests } = list(100_000);
    const pages = createPages(load, () => {});
    pages.look(0, 30);
    await settled();
    pages.look(90, 130);
    await settled();
    pages.look(50_000, 50_030);
    await settled();
    expect(requests).toEqual([{ limit: 100 }, { limit: 100, after: '100' }, { limit: 100, offset: 50_000 }]);
    expect(pages.row(130)).toBe(130);
    expect(pages.row(50_007)).toBe(50_007);
    expect(pages.row(70_000)).toBeUndefined();
  });

  it('breaks off what is no longer looked at', async () => {
    const signals: AbortSignal[] = [];
    const pages = createPages<number>(
      (_, signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
      () => {},
    );
    pages.look(0, 10);
    pages.look(9000, 9010);
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('tells when all that is looked at is of one version, and where a row stands in it', async () => {
    const { load } = list(500);
    const source = { before: 0 };
    const pages = createPages(
      async (request: PageRequest) => {
        const { rows, next } = await load(request);
        return { rows: rows.map((row) => row - source.before), next };
      },
      () => {},
    );
    pages.look(90, 130);
    await settled();
    const first = pages.version();
    expect(first).not.toBeNull();
    expect(pages.find((row) => row === 99)).toBe(99);
    // Two rows came in above: 99 stands on the next page now.
    source.before = 2;
    pages.refresh();
    expect(pages.version()).toBeNull();
    expect(pages.find((row) => row === 99)).toBeNull();
    await settled();
    expect(pages.version()).not.toBe(first);
    expect(pages.find((row) => row === 99)).toBe(101);
    expect(pages.find((row) => row === 600)).toBeNull();
  });

  it('keeps showing old rows until the new ones are there', async () => {
    const { load, source } = list(10);
    const pages = createPages(load, () => {});
    pages.look(0, 10);
    await settled();
    source.count = 12;
    pages.refresh();
    expect(pages.row(3)).toBe(3);
    await settled();
    expect(pages.known()).toEqual({ count: 12, whole: true });
  });

  it('shows a list that changes faster than it answers', async () => {
    const answers: (() => void)[] = [];
    const pages = createPages<number>(
      (_, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          answers.push(() => resolve({ rows: [answers.length], next: null }));
        }),
      () => {},
    );
    pages.look(0, 10);
    for (let change = 0; change < 5; change++) pages.refresh();
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await settled();
    expect(pages.row(0)).toBe(1);
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await settled();
    expect(answers).toHaveLength(2);
    expect(pages.known()).toEqual({ count: 1, whole: true });
  });

  it('forgets pages that were left long ago', async () => {
    const { load } = list(100_000);
    const pages = createPages(load, () => {});
    for (let page = 0; page < 200; page++) {
      pages.look(page * 100, page * 100 + 20);
      await settled();
    }
    expect(pages.row(0)).toBeUndefined();
    expect(pages.row(19_950)).toBe(19_950);
  });

  it('keeps a failure until it is tried again, and does not hammer', async () => {
    const { load, source, requests } = list(500);
    const changed = vi.fn();
    const pages = createPages(load, changed);
    source.fail = true;
    pages.look(0, 10);
    await settled();
    pages.look(0, 12);
    await settled();
    expect(pages.failure()).toBeInstanceOf(Error);
    expect(requests).toHaveLength(1);
    source.fail = false;
    pages.retry();
    await settled();
    expect(pages.failure()).toBeNull();
    expect(pages.row(5)).toBe(5);
  });

  it('gives a range over page borders', async () => {
    const { load } = list(1000);
    const pages = createPages(load, () => {});
    const rows = await pages.range(95, 205, new AbortController().signal);
    expect(rows[0]).toBe(95);
    expect(rows).toHaveLength(111);
    expect(rows.at(-1)).toBe(205);
  });
});
