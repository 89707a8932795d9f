/** Asking for money: one attempt is one page, one charge, one refund at most, whatever the network does, and it is found by its key. */
import { describe, expect, test } from 'vitest';
import { type Answered, OutcomeUnknown, type PageAsk } from '../../../main/gateways/ask';
import type { Fault, SimulatedRequest } from '../../../main/gateways/fault';
import { Failure } from '../../../main/kernel/failure';
import { minor } from '../../../main/kernel/money';
import { pullInto } from '../../support/simulator';
import type { ChargeDriver, Driver, OpenAccount, PageDriver, RefundDriver, Replay } from './driver';

const KEY = '0192f0c1-2f00-7000-8000-0123456789ab';
const SHORT_MS = 700;

const afterAcceptance: readonly [string, Fault][] = [
  ['silence', { kind: 'silence-after' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['a 500', { kind: 'broken-after' }],
  ['an answer cut off', { kind: 'truncated', keep: 20, framed: true }],
];

/** What a provider may answer instead of doing it. */
const refusals = [
  ['that something is wrong with it', 400],
  ['that the key is refused', 401],
  ['that the key may not', 403],
  ['that an earlier one under its key is still at work', 409],
] as const;

export function describeAsks(driver: Driver): void {
  describe('what may be asked', () => {
    test('is declared truly', async () => {
      const { gateway } = await driver.open({ payments: 0 });
      const { hostedPage, chargeSaved, refund, balance } = driver.kind.capabilities;
      expect([gateway.openPage, gateway.checkPage, gateway.findPage].map(Boolean)).toEqual(Array(3).fill(hostedPage));
      expect([gateway.charge, gateway.findCharge].map(Boolean)).toEqual(Array(2).fill(chargeSaved));
      expect([gateway.refund, gateway.findRefund].map(Boolean)).toEqual(Array(2).fill(refund));
      expect(Boolean(gateway.balance)).toBe(balance);
      const tried = [driver.page, driver.charge, driver.refund].map(Boolean);
      expect(tried, 'the driver tries what is declared').toEqual([hostedPage, chargeSaved, refund]);
    });

    test('each secret has a field, and each method is declared', async () => {
      expect(driver.kind.credentials.some((field) => field.secret)).toBe(true);
      expect(driver.kind.methods.length).toBeGreaterThan(0);
      expect(driver.kind.allowedHosts.length).toBeGreaterThan(0);
    });
  });
  if (driver.page) describePage(driver, driver.page);
  if (driver.charge) describeCharge(driver, driver.charge);
  if (driver.refund) describeRefund(driver, driver.refund);
}

/** One kind of asking: the call, how it is looked up, and what the provider has made of it. */
interface Asking<Result> {
  replay: Replay;
  ask(account: OpenAccount): Promise<Result>;
  find(account: OpenAccount): Promise<Result | null>;
  made(account: OpenAccount): number;
  isWrite(request: SimulatedRequest): boolean;
  idOf(result: Result): string;
  /** Whether a look-up finds what was made, with nothing more happening to it. */
  isFound: boolean;
  /** The look-up opens what is not there. */
  findOpens: boolean;
}

function describeOnce<Result>(driver: Driver, name: string, asking: Asking<Result>): void {
  const open = () => driver.open({ payments: 2, patience: { timeoutMs: SHORT_MS } });

  describeRefused({ open, name, asking });

  test(`${name}: the same key once more`, async () => {
    const account = await open();
    const { ask, made, idOf, replay } = asking;
    const first = await ask(account);
    const once = made(account);
    if (replay === 'refused') await expect(ask(account)).rejects.toBeInstanceOf(Failure);
    else {
      const second = await ask(account);
      expect(idOf(second) === idOf(first)).toBe(replay === 'same');
    }
    expect(made(account) - once).toBe(replay === 'another' ? 1 : 0);
  });

  test.each(afterAcceptance)(`${name}, then %s: never done twice, and found by its key`, async (_name, fault) => {
    const account = await open();
    const { ask, find, made, idOf, isFound, isWrite } = asking;
    const before = made(account);
    let isBroken = false;
    account.setFaults((request) => {
      if (isBroken || !isWrite(request)) return null;
      isBroken = true;
      return fault;
    });
    const outcome: unknown = await ask(account).catch((caught: unknown) => caught);
    account.setFaults(null);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(OutcomeUnknown);
    expect(made(account) - before).toBe(1);
    const found = await find(account);
    expect(found !== null).toBe(isFound);
    if (found && !(outcome instanceof Error)) expect(idOf(found)).toBe(idOf(outcome as Result)); // from the call itself
    expect(made(account) - before).toBe(1);
  });

  test(`${name}: nobody listens: a plain failure, and nothing was done`, async () => {
    const account = await open();
    const { ask, made } = asking;
    const before = made(account);
    await account.close();
    const error: unknown = await ask(account).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'gateway-offline' });
    expect(made(account)).toBe(before);
  });

  test(`${name}: a key that was never used is not found, or opened once`, async () => {
    const account = await open();
    const { find, findOpens, made, idOf } = asking;
    const before = made(account);
    const found = await find(account);
    expect(found !== null).toBe(findOpens);
    const again = await find(account);
    expect(again && idOf(again)).toBe(found && idOf(found));
    expect(made(account) - before).toBe(findOpens ? 1 : 0);
  });
}

function describeRefused<Result>({
  open,
  name,
  asking,
}: {
  open(): Promise<OpenAccount>;
  name: string;
  asking: Asking<Result>;
}): void {
  test.each(refusals)(
    `${name}, and the answer %s: never taken for done, and not asked for ever`,
    async (_name, status) => {
      const account = await open();
      const { ask, made, isWrite } = asking;
      const before = made(account);
      account.setFaults((request) => (isWrite(request) ? { kind: 'status', status, body: '{}' } : null));
      const outcome: unknown = await ask(account).catch((caught: unknown) => caught);
      expect(outcome instanceof Failure || outcome instanceof OutcomeUnknown, String(outcome)).toBe(true);
      expect(account.requests.filter(isWrite).length).toBeLessThanOrEqual(5);
      expect(made(account)).toBe(before);
    },
  );
}

const payer = { name: 'Ada Example', phone: null };

function missing(): never {
  throw new Error('the gateway does not offer it');
}

function describePage(driver: Driver, page: PageDriver): void {
  const pageAsk: PageAsk = {
    key: KEY,
    amount: minor(12_000),
    currency: page.currency,
    description: 'Account top-up <b>',
    purpose: 'top-up',
    payer: { ...payer, customer: null, email: 'ada@customer.example' },
    saveMethod: false,
    returnUrl: 'https://northgate.example/paid',
  };
  describeOnce(driver, 'a page', {
    replay: page.replay,
    ask: ({ gateway }) => gateway.openPage?.(pageAsk) ?? missing(),
    find: (account) => account.gateway.findPage?.(pageAsk, account.now()) ?? missing(),
    made: page.made,
    isWrite: page.isWrite,
    idOf: (opened) => opened.page,
    isFound: page.findsUnopened,
    findOpens: page.findOpens,
  });

  test('a page is open until it is paid, and the payment carries the attempt’s key', async () => {
    const account = await driver.open({ payments: 2 });
    const { gateway } = account;
    const opened = await (gateway.openPage?.(pageAsk) ?? missing());
    expect(driver.kind.allowedHosts.length > 0 && URL.parse(opened.link)).not.toBeNull();
    const check = () => gateway.checkPage?.(opened.page, KEY) ?? missing();
    expect((await check()).state).toBe('open');
    await page.pay(account, opened);
    const { state, facts } = await check();
    expect(state).toBe('finished');
    const { amount, currency } = pageAsk;
    expect(facts.payments).toMatchObject([{ status: 'Completed', amount, currency, attempt: KEY }]);
    // Whoever looks later finds the same page, and a pull ties the payment to the attempt too.
    expect(await gateway.findPage?.(pageAsk, account.now())).toMatchObject({ page: opened.page });
    account.advance(4 * 3_600_000);
    const pulled = await pullInto(gateway);
    expect(pulled.payments().filter((row) => row.attempt === KEY)).toMatchObject([
      { status: 'Completed', amount, currency },
    ]);
  });
}

function describeCharge(driver: Driver, charge: ChargeDriver): void {
  const askOf = (account: OpenAccount) => {
    const { customer, email, method, currency } = charge.saved(account);
    const to = { ...payer, customer, email };
    return { key: KEY, amount: minor(12_000), currency, description: 'Renewal', purpose: null, payer: to, method };
  };
  describeOnce<Answered>(driver, 'a charge', {
    replay: charge.replay,
    ask: (account) => account.gateway.charge?.(askOf(account)) ?? missing(),
    find: (account) => account.gateway.findCharge?.(askOf(account), account.now()) ?? missing(),
    made: (account) => charge.made(account, KEY),
    isWrite: charge.isWrite,
    idOf: (answered) => (answered.kind === 'accepted' ? answered.externalId : answered.detail),
    isFound: true,
    findOpens: false,
  });
}

function describeRefund(driver: Driver, refund: RefundDriver): void {
  const askOf = (account: OpenAccount) => {
    const { payment, currency } = refund.payment(account);
    return { key: KEY, payment, amount: minor(400), currency, reason: null };
  };
  describeOnce<Answered>(driver, 'a refund', {
    replay: refund.replay,
    ask: (account) => account.gateway.refund?.(askOf(account)) ?? missing(),
    find: (account) => account.gateway.findRefund?.(askOf(account), account.now()) ?? missing(),
    made: refund.made,
    isWrite: refund.isWrite,
    idOf: (answered) => (answered.kind === 'accepted' ? answered.externalId : answered.detail),
    isFound: true,
    findOpens: false,
  });
}
