/** Every fault on the way, and every oddity in a row: what came before stays good, what is good beside it comes. */
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/kernel/failure';
import { Pulled, pullInto } from '../../support/simulator';
import { at, type Driver, type OpenAccount, onList, put, type Word } from './driver';
import { lasting, misplaced, passing } from './network';
import { expectAllPaid } from './pulling';

const SHORT_MS = 1_500;

/** Pulls until it fails; gives the failure and what came before. */
async function pullUntilFailure(account: OpenAccount): Promise<{ failure: Failure; pulled: Pulled }> {
  const pulled = new Pulled();
  try {
    await pullInto(account.gateway, pulled);
  } catch (error) {
    if (error instanceof Failure) return { failure: error, pulled };
    throw error;
  }
  throw new Error('the pull did not fail');
}

export function describeFaults(driver: Driver): void {
  describe('a fault that stays', () => {
    for (const { name, fault, codes, params, isSlow } of lasting) {
      test(`${name}: ${codes.join(' or ')}; what came stays, and the next pull completes`, async () => {
        const patience = isSlow ? { timeoutMs: SHORT_MS, tries: 1 } : {};
        const account = await driver.open({ payments: driver.manyPayments, patience });
        account.setFaults(onList(driver, 3, fault));
        const { failure, pulled } = await pullUntilFailure(account);
        expect(codes).toContain(failure.code);
        expect(failure.params).toMatchObject({ gateway: driver.kind.label, ...params });
        expect(pulled.payments().length).toBeGreaterThan(0);
        account.setFaults(null);
        await pullInto(account.gateway, pulled);
        expectAllPaid(account, pulled);
      });
    }
  });

  describe('a fault that passes is asked again, and nobody sees it', () => {
    for (const { name, fault, isSlow } of passing) {
      test(name, async () => {
        const account = await driver.open({ payments: 20, patience: isSlow ? { timeoutMs: SHORT_MS } : {} });
        account.setFaults(onList(driver, 1, fault, 1));
        expectAllPaid(account, await pullInto(account.gateway));
      });
    }
  });

  describeStrange(driver);
  describeKey(driver);
  describeRows(driver);
}

function describeStrange(driver: Driver): void {
  test('JSON cut off anywhere is never taken for the whole', async () => {
    const account = await driver.open({ payments: 3, patience: { tries: 1 } });
    const { cursor } = await pullInto(account.gateway);
    for (let keep = 0; keep < 1_000; keep += 23) {
      account.setFaults(onList(driver, 1, { kind: 'truncated', keep, framed: keep % 2 === 0 }));
      const again = pullInto(account.gateway, Object.assign(new Pulled(), { cursor }));
      await expect(again, `${keep} bytes`).rejects.toMatchObject({ code: 'gateway-broken-answer' });
    }
  });

  test('nobody listens: it is offline', async () => {
    const account = await driver.open({ payments: 3 });
    await account.close();
    expect((await pullUntilFailure(account)).failure).toMatchObject({ code: 'gateway-offline' });
  });

  describe('pages that come wrong', () => {
    for (const { name, fault, ends } of misplaced(driver)) {
      test(name, async () => {
        const account = await driver.open({ payments: driver.manyPayments });
        account.setFaults(onList(driver, 2, fault, ends ? Number.POSITIVE_INFINITY : 1));
        const pulled = new Pulled();
        const pull = pullInto(account.gateway, pulled);
        if (ends) await expect(pull).rejects.toMatchObject({ code: 'gateway-endless-pages' });
        else await pull;
        account.setFaults(null);
        account.advance(4 * 3_600_000);
        await pullInto(account.gateway, pulled);
        expectAllPaid(account, pulled);
      });
    }
  });
}

function describeKey(driver: Driver): void {
  describe('the key', () => {
    test('one that is wrong is refused at once, and only its last four characters are named', async () => {
      const account = await driver.open({ payments: 5 });
      account.revokeKey();
      const { failure } = await pullUntilFailure(account);
      expect(failure).toMatchObject({ code: 'key-refused', params: { gateway: driver.kind.label } });
      expect(String(failure.params.last4).length).toBe(4);
      expect(account.requests.length).toBeLessThanOrEqual(3);
    });

    test('one that is revoked in the middle ends the pull; what came stays', async () => {
      const account = await driver.open({ payments: driver.manyPayments });
      const pulled = new Pulled();
      const pull = async () => {
        for await (const page of account.gateway.pull(null)) {
          pulled.take(page);
          if (page.payments.length > 0) account.revokeKey();
        }
      };
      await expect(pull()).rejects.toMatchObject({ code: 'key-refused' });
      expect(pulled.payments().length).toBeGreaterThan(0);
      const before = account.requests.length;
      await expect(pullInto(account.gateway, pulled)).rejects.toMatchObject({ code: 'key-refused' });
      expect(account.requests.length).toBeLessThanOrEqual(before + 3);
    });
  });
}

function describeRows(driver: Driver): void {
  const { amount, currency, status, created } = driver.fields;
  const bad: readonly [string, string | readonly string[], unknown][] = [
    ['no amount', amount, null],
    ['a missing amount', amount, undefined],
    ['an amount that is a word', amount, 'many'],
    ['an amount of 1e21', amount, 1e21],
    ['an amount with a part of a cent', amount, 12.345],
    ['an amount past what is exact', amount, '99999999999999999999'],
    ['a currency that is none', currency, 'xqq'],
    ['a missing currency', currency, undefined],
    ['no status', status, null],
    ['a time of 1970', created, driver.epoch],
    ['a time in thousandths', created, 1_772_366_400_000],
    ['no time', created, undefined],
  ];
  describe('one bad row is parked, and the others come', () => {
    for (const [name, path, value] of bad) {
      test(name, async () => {
        const account = await driver.open({ payments: 3 });
        const act = (row: unknown) => {
          for (const each of [path].flat()) put(row, each, value);
        };
        account.setFaults(onList(driver, 1, tampered(driver, act)));
        const pulled = await pullInto(account.gateway);
        expect(pulled.payments().length).toBe(2);
        expect(pulled.parked.length).toBeGreaterThan(0);
        for (const { why } of pulled.parked) expect(why.length).toBeGreaterThan(10);
        account.setFaults(null);
        account.advance(4 * 3_600_000);
        await pullInto(account.gateway, pulled);
        expectAllPaid(account, pulled);
      });
    }
  });
  describeOdd(driver);
  describeWords(driver);
}

function describeOdd(driver: Driver): void {
  test('an amount that is written as text is read exactly, or parked', async () => {
    const account = await driver.open({ payments: 1 });
    const path = driver.fields.amount;
    const [wanted] = (await pullInto(account.gateway)).payments();
    account.setFaults(
      onList(
        driver,
        1,
        tampered(driver, (row) => put(row, path, String(at(row, path)))),
      ),
    );
    const pulled = await pullInto(account.gateway);
    const [got] = pulled.payments();
    if (got) expect([got.amount, got.currency]).toEqual([wanted?.amount, wanted?.currency]);
    else expect(pulled.parked.length).toBe(1);
  });

  test('a field that nobody knows is no matter', async () => {
    const account = await driver.open({ payments: 3 });
    account.setFaults(
      onList(
        driver,
        1,
        tampered(driver, (row) => put(row, 'moon_phase', { is: 'new' })),
      ),
    );
    const pulled = await pullInto(account.gateway);
    expectAllPaid(account, pulled);
    expect(pulled.parked).toEqual([]);
  });
}

/** Changes the first row of each answer; the same row each time. */
function tampered(driver: Driver, act: (row: unknown) => void): NonNullable<ReturnType<ReturnType<typeof onList>>> {
  return {
    kind: 'rewrite',
    change: (answer) => {
      const row = driver.rowsOf(answer)?.[0];
      if (row !== undefined) act(row);
      return answer;
    },
  };
}

function describeWords(driver: Driver): void {
  describe('the provider’s words', () => {
    const unknown = { word: 'in_the_moonlight', status: 'Pending', reason: null, flag: 'unknown-status' } as const;
    for (const each of [...driver.words, unknown]) {
      const { word, status, reason, flag, change, shown }: Word = each;
      test(`${word}: ${status}`, async () => {
        const account = await driver.open({ payments: 1 });
        const act = (row: unknown) => {
          put(row, driver.fields.status, word);
          if (typeof row === 'object' && row !== null) change?.(row);
        };
        account.setFaults(onList(driver, 1, tampered(driver, act)));
        const [payment, ...others] = (await pullInto(account.gateway)).payments();
        expect(others).toEqual([]);
        expect(payment).toMatchObject({ status, providerStatus: shown ?? word });
        if (reason !== undefined) expect(payment?.reason).toBe(reason);
        if (flag !== undefined) expect(payment?.flag).toBe(flag);
        if (status !== 'Completed') expect(payment).toMatchObject({ completedAt: null, settlement: null });
      });
    }
  });
}
