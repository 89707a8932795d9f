/** Opens a simulated NOWPayments account and the gateway on it, for one test; everything is closed after the test. */
import { onTestFinished } from 'vitest';
import type { Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import { connectNowpayments } from '../../main/gateways/nowpayments/index';
import { type NowpaymentsSimulator, startNowpaymentsSimulator } from '../../main/gateways/nowpayments/simulator';
import { Bank } from '../../main/gateways/nowpayments/simulator/bank';
import type { Patience } from '../../main/gateways/patience';
import { impatience } from './simulator';

/** 2026-03-01 12:00:00 UTC, in milliseconds. */
export const START_MS = Date.UTC(2026, 2, 1, 12);
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const KEY = 'SIMUL8T-ABCDEFG-1234567-KEYabcd';
export const EMAIL = 'Office@northgate.example';
export const PASSWORD = 'correct horse Battery';
export const LIST = '/v1/payment/';

export interface TestNowpayments {
  bank: Bank;
  simulator: NowpaymentsSimulator;
  gateway: Gateway;
  requests: SimulatedRequest[];
  /** UTC milliseconds; tests move it. */
  clock: { now: number };
}

export interface TestNowpaymentsOptions {
  bank?: Bank;
  faults?: Faults;
  patience?: Partial<Patience>;
  /** This computer's clock less the account's. */
  skewMs?: number;
  pageSize?: number;
  /** The key alone, without a sign-in. */
  keyOnly?: boolean;
  password?: string;
}

export async function openNowpayments(options: TestNowpaymentsOptions = {}): Promise<TestNowpayments> {
  const bank = options.bank ?? new Bank('test');
  const clock = { now: START_MS };
  const requests: SimulatedRequest[] = [];
  const simulator = await startNowpaymentsSimulator({
    bank,
    key: KEY,
    email: EMAIL,
    password: PASSWORD,
    now: () => clock.now,
    seen: (request) => requests.push(request),
    faults: options.faults,
  });
  onTestFinished(() => simulator.close());
  const signIn: Record<string, string> = options.keyOnly
    ? {}
    : { email: EMAIL, password: options.password ?? PASSWORD };
  const now = () => clock.now + (options.skewMs ?? 0);
  const connect = { credentials: { key: KEY, ...signIn }, baseUrl: simulator.url, now };
  const gateway = connectNowpayments(connect, { ...impatience, ...options.patience }, options.pageSize ?? 50);
  return { bank, simulator, gateway, requests, clock };
}

/** `count` payments, one a minute, the last a minute before `endMs`; of every five three are paid, one waits, one expired. */
export function stockedBank(count: number, endMs = START_MS): Bank {
  const bank = new Bank('stocked');
  for (let n = 0; n < count; n++) {
    const at = endMs - (count - n) * MINUTE_MS;
    const id = bank.addPayment({
      at,
      price: `${5 + (n % 90)}.${10 + (n % 90)}`,
      currency: n % 3 === 0 ? 'eur' : 'usd',
    });
    if (n % 5 < 3) bank.finish(id, at + 1000);
    else if (n % 5 === 4) bank.end(id, at + 2000, 'expired');
  }
  return bank;
}
