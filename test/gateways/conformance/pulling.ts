/** The pull: everything once, whatever happens between two pages, and whatever the clocks say. */
import { describe, expect, test } from 'vitest';
import { Pulled, pullInto } from '../../support/simulator';
import type { Driver, OpenAccount } from './driver';

const HOUR_MS = 3_600_000;

/** All that the account was paid, and nothing that it was not. */
export function expectAllPaid(account: OpenAccount, pulled: Pulled): void {
  const completed = pulled.payments().filter((row) => row.status === 'Completed');
  expect(completed.map((row) => row.externalId).sort()).toEqual([...account.paid()].sort());
}

export function describePulling(driver: Driver): void {
  const many = () => driver.open({ payments: driver.manyPayments });

  describe('the pull', () => {
    test('brings everything in pages of at most 500 rows, and says what is covered', async () => {
      const account = await many();
      const pulled = await pullInto(account.gateway);
      expectAllPaid(account, pulled);
      const filled = pulled.pages.filter((page) => page.payments.length > 0);
      expect(filled.length).toBeGreaterThanOrEqual(3);
      for (const page of pulled.pages) expect(page.payments.length).toBeLessThanOrEqual(500);
      const { covered } = pulled.pages.at(-1) ?? { covered: null };
      expect(covered?.toMs).toBeLessThanOrEqual(account.now());
      expect(covered?.toMs).toBeGreaterThan(account.now() - 2 * HOUR_MS);
      const oldest = Math.min(...pulled.payments().map((row) => row.createdAt));
      expect(covered?.fromMs).toBeLessThanOrEqual(oldest);
      expect(pulled.parked).toEqual([]);
    });

    test('once more it brings nothing new', async () => {
      const account = await many();
      const pulled = await pullInto(account.gateway);
      const before = pulled.sorted();
      const { cursor } = pulled;
      account.advance(HOUR_MS);
      await pullInto(account.gateway, pulled);
      expect(pulled.sorted()).toEqual(before);
      expect(pulled.cursor).not.toBe(cursor);
    });

    test('rows that are added between two pages are lost in no pull', async () => {
      const account = await many();
      const pulled = new Pulled();
      for await (const page of account.gateway.pull(null)) {
        pulled.take(page);
        account.advance(7_000);
        account.pay(account.now());
        account.pay(account.now() - 60_000);
      }
      account.advance(4 * HOUR_MS);
      await pullInto(account.gateway, pulled);
      expectAllPaid(account, pulled);
    });
  });
  describeBeginnings(driver);
  describeStops(driver);
  describeClocks(driver);
}

function describeBeginnings(driver: Driver): void {
  describe('where a pull begins', () => {
    test('an empty account is no trouble', async () => {
      const account = await driver.open({ payments: 0 });
      const pulled = await pullInto(account.gateway);
      expect(pulled.payments()).toEqual([]);
      expect(pulled.pages.at(-1)?.covered).not.toBeNull();
    });

    test('a cursor that this program did not write is refused, and nothing is sent', async () => {
      const account = await driver.open({ payments: 0 });
      for (const cursor of ['', '{}', 'null', '{"version":99}', '[1', `{"x":"${'y'.repeat(20_000)}"}`]) {
        const pulled = Object.assign(new Pulled(), { cursor });
        await expect(pullInto(account.gateway, pulled), cursor.slice(0, 20)).rejects.toMatchObject({
          code: 'cursor-invalid',
        });
      }
      expect(account.requests).toEqual([]);
    });
  });
}

function describeStops(driver: Driver): void {
  const many = () => driver.open({ payments: driver.manyPayments });

  describe('a pull that is stopped', () => {
    test('stopped at every page that holds something and gone on with, it gives the same', async () => {
      const account = await many();
      const whole = await pullInto(account.gateway);
      const filled = whole.pages.flatMap((page, n) => (page.payments.length > 0 ? [n + 1] : []));
      for (const stop of filled) {
        const pulled = new Pulled();
        for await (const page of account.gateway.pull(null)) {
          pulled.take(page);
          if (pulled.pages.length === stop) break;
        }
        await pullInto(account.gateway, pulled);
        expect(pulled.sorted(), `stopped after page ${stop}`).toEqual(whole.sorted());
      }
    });

    test('a process that dies again and again, one page further where it got nowhere, comes to the end', async () => {
      const account = await many();
      const whole = await pullInto(account.gateway);
      const pulled = new Pulled();
      let stored = 1;
      for (let lives = 0; lives < 3 * whole.pages.length && !pulled.pages.at(-1)?.covered; lives++) {
        const { cursor } = pulled;
        let pages = 0;
        for await (const page of account.gateway.pull(cursor)) {
          pulled.take(page);
          if (++pages === stored) break;
        }
        stored = pulled.cursor === cursor ? stored + 1 : 1;
      }
      expect(pulled.pages.at(-1)?.covered).not.toBeNull();
      expect(pulled.sorted()).toEqual(whole.sorted());
    });

    test('a stop between pages ends it quietly, and one in the middle of a request too', async () => {
      const account = await many();
      const stop = new AbortController();
      let pages = 0;
      for await (const _page of account.gateway.pull(null, stop.signal)) {
        pages++;
        stop.abort();
      }
      expect(pages).toBe(1);
      account.setFaults(() => ({ kind: 'silence' }));
      const late = new AbortController();
      setTimeout(() => late.abort(), 30);
      for await (const page of account.gateway.pull(null, late.signal)) throw new Error(`a page: ${page.phase}`);
    });
  });
}

function describeClocks(driver: Driver): void {
  describe('a clock that is off', () => {
    test.each([HOUR_MS, -HOUR_MS])('this computer’s by %d ms: it is reported and hides nothing', async (skewMs) => {
      const account = await driver.open({ payments: 12, skewMs });
      const pulled = await pullInto(account.gateway);
      // A Date header counts in seconds.
      for (const page of pulled.pages) expect(Math.abs((page.clockSkewMs ?? 0) - skewMs)).toBeLessThanOrEqual(1_000);
      expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(account.now());
      await expectLateOne(account, pulled);
    });

    test.each([HOUR_MS, -HOUR_MS, null])('a Date header by %d ms hides nothing', async (offsetMs) => {
      const account = await driver.open({ payments: 12 });
      account.setFaults(() => ({ kind: 'date', offsetMs }));
      const pulled = await pullInto(account.gateway);
      expect(pulled.pages.at(-1)?.covered?.toMs).toBeLessThanOrEqual(account.now());
      await expectLateOne(account, pulled);
    });
  });
}

/** One that became visible a little after its time is found by the next pull. */
async function expectLateOne(account: OpenAccount, pulled: Pulled): Promise<void> {
  account.advance(600_000);
  account.pay(account.now() - 400_000);
  account.advance(4 * HOUR_MS);
  await pullInto(account.gateway, pulled);
  expectAllPaid(account, pulled);
}
