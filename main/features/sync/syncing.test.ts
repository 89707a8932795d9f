import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryBook, START_MS, type TestClock, testClock } from '../../../test/support/book';
import { FakeGateway, gate, settle } from '../../../test/support/fake-gateway';
import { page, payment } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { idFromBytes } from '../../kernel/id';
import { nextCheckAfterMs } from './connection';
import { SyncRunner } from './syncing';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let clock: TestClock;
let book: Book;
let gateway: FakeGateway;
let syncing: SyncRunner;
let unexpected: unknown[];
let told: string[];

beforeEach(() => {
  clock = testClock();
  book = memoryBook(clock);
  gateway = new FakeGateway();
  unexpected = [];
  told = [];
  syncing = new SyncRunner({
    book,
    healthy: Promise.resolve(),
    clock,
    operator: 'ada',
    changed: (topics) => void told.push(...topics),
    unexpected: (_message, error) => unexpected.push(error),
  });
  syncing.take('stripe', 'sandbox', 'acct_1', gateway);
});

afterEach(async () => {
  await syncing.close();
  book.db.close();
});

const offline = () => new Failure('gateway-offline', { gateway: 'Stripe' });
const refused = () => new Failure('key-refused', { gateway: 'Stripe', last4: 'abcd' });
const cursorOf = () => one<{ cursor: string }>(book.db, 'SELECT cursor FROM sync_cursor')?.cursor;
const connection = () => syncing.connections()[0];
const numbered = (from: number, count: number, more = {}) =>
  Array.from({ length: count }, (_, n) => payment(`pi_${from + n}`, more));

/** Ticks each second (or in other steps) for this long. */
async function live(ms: number, step = 1_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    clock.at += step;
    syncing.tick();
    await settle();
  }
}

describe('a sync', () => {
  test('books what it pulls and the cursor behind it, a thousand items to a commit', async () => {
    const pages = Array.from({ length: 25 }, (_, n) => page({ payments: numbered(n * 100, 100), cursor: `c${n}` }));
    gateway.pulls = [pages];
    expect(await syncing.now().result).toEqual({ fetched: 2_500, added: 2_501, changed: 0, parked: 0 });
    expect(cursorOf()).toBe('c24');
    const batches = all<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event GROUP BY request ORDER BY request');
    expect(batches.map((batch) => batch.n)).toEqual([1_002, 1_001, 501]);
    expect(connection()).toMatchObject({
      failure: null,
      lastAt: START_MS,
      nextAt: START_MS + 2 * MINUTE,
      running: null,
    });
  });

  test('tells whoever shows invoices: what came in may have paid one', async () => {
    gateway.pulls = [[page({ payments: numbered(0, 1), cursor: 'c0' })], [page({ payments: [], cursor: 'c0' })]];
    await syncing.now().result;
    expect(told).toEqual(expect.arrayContaining(['payments', 'customers', 'invoices']));
    told = [];
    await syncing.now().result;
    expect(new Set(told)).toEqual(new Set(['sync']));
  });

  test('that fails keeps the pages before, and the next goes on behind them', async () => {
    gateway.pulls = [
      [page({ payments: numbered(0, 3), cursor: 'one' }), page({ payments: numbered(3, 3), cursor: 'two' }), offline()],
      [page({ payments: numbered(6, 1), cursor: 'three' })],
    ];
    await expect(syncing.now().result).rejects.toMatchObject({ code: 'gateway-offline' });
    expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: 6 });
    expect(cursorOf()).toBe('two');
    await syncing.now().result;
    expect(gateway.begun).toEqual([null, 'two']);
    expect(cursorOf()).toBe('three');
  });

  test('that meets a bug of ours is logged, told as a failure, and loses nothing', async () => {
    gateway.pulls = [[page({ payments: numbered(0, 3), cursor: 'one' }), new TypeError('a bug') as unknown as Failure]];
    await expect(syncing.now().result).rejects.toMatchObject({ code: 'gateway-error' });
    expect(unexpected).toHaveLength(1);
    expect(cursorOf()).toBe('one');
  });

  test('that runs is joined, not doubled', async () => {
    const { wait, open } = gate();
    gateway.pulls = [[wait, page({ payments: numbered(0, 1) })]];
    const results = [syncing.now().result, syncing.now('stripe').result];
    syncing.tick();
    expect(connection()?.running).not.toBeNull();
    open();
    expect((await Promise.all(results)).map((result) => result.fetched)).toEqual([1, 1]);
    expect(gateway.begun).toHaveLength(1);
  });

  test('of a gateway that is not there, or whose key is sealed, says so', async () => {
    expect(() => syncing.now('paypal')).toThrow(expect.objectContaining({ code: 'gateway-none' }));
    expect(() => syncing.take('nowhere', 'live', 'x', gateway)).toThrow(
      expect.objectContaining({ code: 'gateway-none' }),
    );
    syncing.take('stripe', 'sandbox', 'acct_1', null);
    await expect(syncing.now().result).rejects.toMatchObject({ code: 'passphrase-needed' });
  });

  test('that is closed in the middle books nothing more', async () => {
    const { wait, open } = gate();
    gateway.pulls = [
      [page({ payments: numbered(0, 2), cursor: 'one' }), wait, page({ payments: numbered(2, 2), cursor: 'two' })],
    ];
    const running = syncing.now().result;
    await settle();
    const closing = syncing.close();
    open();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
    expect(cursorOf()).toBeUndefined();
    expect(connection()).toMatchObject({ lastAt: null, failure: null });
  });

  test('waits until the book was found healthy', async () => {
    const { wait, open } = gate();
    const careful = new SyncRunner({
      book,
      healthy: wait(),
      clock,
      operator: 'ada',
      changed: () => {},
      unexpected: () => {},
    });
    careful.take('stripe', 'sandbox', 'acct_1', gateway);
    gateway.pulls = [[page({ payments: numbered(0, 1) })]];
    const running = careful.now().result;
    await settle();
    expect(one(book.db, 'SELECT count(*) AS n FROM event')).toEqual({ n: 0 });
    open();
    await running;
    expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: 1 });
    await careful.close();
  });
});

describe('by itself', () => {
  test('it syncs at once, then every two minutes', async () => {
    await live(10 * MINUTE);
    expect(gateway.begun.length).toBe(5);
  });

  test('after a failure it waits longer each time, up to a quarter of an hour', async () => {
    gateway.pulls = Array.from({ length: 100 }, () => [offline()]);
    const begun: number[] = [];
    for (let turn = 0; turn < 1_000; turn++) {
      const before = gateway.begun.length;
      await live(10_000, 10_000);
      if (gateway.begun.length > before) begun.push(clock.at);
    }
    const waits = begun.slice(1).map((at, n) => (at - (begun[n] ?? 0)) / 1_000);
    expect(waits.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  test('a refused key stops it until there is another; the cursor stays', async () => {
    gateway.pulls = [[page({ payments: numbered(0, 2), cursor: 'one' }), refused()]];
    await live(6 * HOUR, 10_000);
    expect(gateway.begun).toHaveLength(1);
    expect(connection()).toMatchObject({ nextAt: null, failure: { code: 'key-refused' } });
    const better = new FakeGateway();
    syncing.take('stripe', 'sandbox', 'acct_1', better);
    await live(1_000);
    expect(better.begun).toEqual(['one']);
  });

  test('after sleep it syncs at once', async () => {
    await live(MINUTE);
    const before = gateway.begun.length;
    clock.at += 8 * HOUR;
    syncing.tick();
    await settle();
    expect(gateway.begun.length).toBe(before + 1);
  });

  test('a clock that is set back does not stop it', async () => {
    await live(MINUTE);
    clock.at -= 30 * DAY;
    const before = gateway.begun.length;
    await live(1_000);
    expect(gateway.begun.length).toBe(before + 1);
  });
});

describe('what is Pending', () => {
  test('is asked for each minute in its first hour, each ten in its first day, hourly in its first week, then daily', () => {
    const samples: [number, number][] = [
      [0, MINUTE],
      [HOUR - 1, MINUTE],
      [HOUR, 10 * MINUTE],
      [DAY - 1, 10 * MINUTE],
      [DAY, HOUR],
      [7 * DAY - 1, HOUR],
      [7 * DAY, DAY],
      [90 * DAY, DAY],
    ];
    for (const [age, wait] of samples) expect(nextCheckAfterMs(age), `${age}`).toBe(wait);
  });

  async function pending(more = {}): Promise<void> {
    gateway.pulls = [[page({ payments: [payment('pi_1', { status: 'Pending', ...more })] })]];
    gateway.present.set('pi_1', payment('pi_1', { status: 'Pending', ...more }));
    await syncing.now().result;
  }

  test('is checked by its age, and no more once it is Completed', async () => {
    await pending();
    await live(10 * MINUTE);
    expect(gateway.asked.length).toBe(10);
    gateway.present.set('pi_1', payment('pi_1'));
    await live(2 * MINUTE);
    expect(one(book.db, 'SELECT status FROM payment')).toEqual({ status: 'Completed' });
    expect(one(book.db, 'SELECT next_at FROM payment_check')).toEqual({ next_at: null });
    const before = gateway.asked.length;
    await live(10 * MINUTE);
    expect(gateway.asked.length).toBe(before);
  });

  test('is checked at once after sleep, and when the network is back', async () => {
    await pending({ createdAt: START_MS - 3 * DAY });
    await live(MINUTE);
    expect(gateway.asked.length).toBe(0);
    clock.at += 10 * MINUTE;
    syncing.tick();
    await settle();
    expect(gateway.asked.length).toBe(1);
    gateway.pulls = [[offline()]];
    await live(4 * MINUTE);
    expect(gateway.asked.length).toBe(2);
  });

  test('is left alone for a minute when the gateway does not answer, all of it at once', async () => {
    gateway.pulls = [[page({ payments: numbered(0, 50, { status: 'Pending' }) })]];
    await syncing.now().result;
    gateway.checkFailure = offline();
    clock.at += MINUTE;
    await live(10 * MINUTE);
    expect(gateway.asked.length).toBeLessThanOrEqual(11);
    gateway.checkFailure = null;
    for (const each of numbered(0, 50, { status: 'Pending' })) gateway.present.set(each.externalId, each);
    await live(2 * MINUTE);
    expect(new Set(gateway.asked).size).toBe(50);
  });

  test('is not asked for with a key that was refused', async () => {
    gateway.pulls = [[page({ payments: numbered(0, 50, { status: 'Pending' }) })]];
    await syncing.now().result;
    gateway.checkFailure = refused();
    gateway.pulls = Array.from({ length: 100 }, () => [refused()]);
    await live(HOUR);
    expect(gateway.asked.length).toBe(1);
    expect(connection()).toMatchObject({ nextAt: null, failure: { code: 'key-refused' } });
  });

  test('is not asked for each second when the answer says nothing of it', async () => {
    await pending();
    gateway.present.clear();
    await live(10 * MINUTE);
    expect(gateway.asked.length).toBeLessThanOrEqual(11);
    expect(one(book.db, 'SELECT count(*) AS n FROM parked')).toEqual({ n: 1 });
  });

  test('can be checked now', async () => {
    await pending({ createdAt: START_MS - 30 * DAY });
    gateway.present.set('pi_1', payment('pi_1', { createdAt: START_MS - 30 * DAY }));
    const id = idFromBytes(one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM payment')?.uuid ?? Buffer.alloc(16));
    await syncing.checkPayment(id);
    expect(one(book.db, 'SELECT status FROM payment')).toEqual({ status: 'Completed' });
    await expect(syncing.checkPayment(book.newId())).rejects.toMatchObject({ code: 'payment-unknown' });
    gateway.checkFailure = offline();
    await expect(syncing.checkPayment(id)).rejects.toMatchObject({ code: 'gateway-offline' });
  });
});
