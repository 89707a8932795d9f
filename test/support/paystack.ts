/** Opens a simulated Paystack account and the gateway on it, for one test; everything is closed after the test. */
import { onTestFinished } from 'vitest';
import type { ChargeAsk, PageAsk, RefundAsk } from '../../main/gateways/ask';
import type { Fault, Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import type { Patience } from '../../main/gateways/patience';
import { connectPaystack } from '../../main/gateways/paystack/index';
import { type PaystackSimulator, startPaystackSimulator } from '../../main/gateways/paystack/simulator';
import { Bank, type PaymentWish } from '../../main/gateways/paystack/simulator/bank';
import type { Transaction } from '../../main/gateways/paystack/simulator/store';
import type { SimulatorAnswer, SimulatorCall } from '../../main/gateways/simulator-server';
import { minor } from '../../main/kernel/money';
import { impatience } from './simulator';

/** 2026-03-01 12:00:00 UTC. */
export const START_MS = Date.UTC(2026, 2, 1, 12);
export const PAYSTACK_KEY = 'sk_test_simulated0key0abcd';
export const KEY = '0190c0de-1111-7222-8333-444455556666';

export interface PaystackAccount {
  bank: Bank;
  simulator: PaystackSimulator;
  gateway: Gateway;
  requests: SimulatedRequest[];
  /** UTC milliseconds; tests move it. */
  clock: { now: number };
}

export interface PaystackAccountOptions {
  bank?: Bank;
  faults?: Faults;
  patience?: Partial<Patience>;
  /** This computer's clock less the account's. */
  skewMs?: number;
  answered?(call: SimulatorCall, answer: SimulatorAnswer): void;
}

export async function openPaystack(options: PaystackAccountOptions = {}): Promise<PaystackAccount> {
  const bank = options.bank ?? new Bank('test');
  const clock = { now: START_MS };
  const requests: SimulatedRequest[] = [];
  const simulator = await startPaystackSimulator({
    bank,
    key: PAYSTACK_KEY,
    now: () => clock.now,
    seen: (request) => requests.push(request),
    faults: options.faults,
    ...(options.answered ? { answered: options.answered } : {}),
  });
  onTestFinished(() => simulator.close());
  const now = () => clock.now + (options.skewMs ?? 0);
  const connect = { credentials: { key: PAYSTACK_KEY }, baseUrl: simulator.url, now };
  const gateway = connectPaystack(connect, { ...impatience, ...options.patience });
  return { bank, simulator, gateway, requests, clock };
}

/** A payment of 50.00 NGN by Ada, in whatever way it differs. */
export function payment(bank: Bank, at: number, wish: Partial<PaymentWish> = {}): Transaction {
  return bank.makePayment({ amount: 5000, customer: 'ada@customer.example', ...wish, at });
}

/** So many payments, the last one just before `START_MS`, one a minute. */
export function busyBank(payments: number, seed = 'busy'): Bank {
  const bank = new Bank(seed);
  for (let n = 0; n < payments; n++) {
    const customer = `c${n % 50}@load.example`;
    payment(bank, START_MS - (payments - n) * 60_000, { amount: 10_000 + n, customer });
  }
  return bank;
}

/** Some of everything, one payment an hour, the last an hour before `START_MS`. */
export function livelyBank(payments: number): Bank {
  const bank = new Bank('lively');
  for (let n = 0; n < payments; n++) {
    const at = START_MS - (payments - n) * 3_600_000;
    const currency = n % 9 === 8 ? 'GHS' : 'NGN';
    const metadata = n % 3 === 0 ? { purpose: 'top-up', reference: `L-${n}` } : null;
    const status = n % 10 === 7 ? 'failed' : n % 10 === 6 ? 'abandoned' : 'success';
    const paid = payment(bank, at, {
      amount: 100_000 + n,
      currency,
      metadata,
      status,
      customer: `c${n % 20}@x.example`,
    });
    if (n % 10 === 3) bank.refund(paid.id, at + 120_000, 500, '', 'processed');
    if (n % 25 === 4) bank.dispute(paid.id, at + 180_000);
    if (n % 60 === 59) {
      const payout = bank.payOut(at + 240_000, 'NGN');
      if (payout) bank.arrive(payout.id, at + 300_000);
    }
  }
  return bank;
}

const payer = { customer: null, name: 'Ada Example', email: 'ada@customer.example', phone: null };
const shared = { currency: 'NGN', description: 'Account top-up', purpose: 'top-up', payer } as const;

export function pageAsk(change: Partial<PageAsk> = {}): PageAsk {
  const asked = { key: KEY, amount: minor(5000), saveMethod: false, returnUrl: 'https://northgate.example/paid' };
  return { ...shared, ...asked, ...change };
}

export function chargeAsk(method: string, change: Partial<ChargeAsk> = {}): ChargeAsk {
  return { ...shared, key: KEY, amount: minor(5000), method, ...change };
}

export function refundAsk(payment: number | string, change: Partial<RefundAsk> = {}): RefundAsk {
  return { key: KEY, payment: String(payment), amount: minor(2000), currency: 'NGN', reason: null, ...change };
}

/** Presses a button on the provider's page, as a payer's browser would. Gives the page that follows. */
export async function press(link: string, choice: string): Promise<string> {
  const body = new URLSearchParams({ choice });
  return (await fetch(link, { method: 'POST', body })).text();
}

/** After the work was done, the answer never comes; or it comes and cannot be read. */
export const lostAnswers: readonly [string, Fault][] = [
  ['silence', { kind: 'silence-after' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['a 500', { kind: 'broken-after' }],
  ['an answer cut off', { kind: 'truncated', keep: 40, framed: false }],
  ['an answer of another kind', { kind: 'rewrite', change: () => ({ status: true, data: 'ok' }) }],
  ['a refusal that is none', { kind: 'rewrite', change: () => ({ status: false, message: 'Charge attempted' }) }],
];
/** Nothing was done, and nothing says so. */
export const lostRequests: readonly [string, Fault][] = [
  ['silence', { kind: 'silence' }],
  ['a 502', { kind: 'status', status: 502 }],
  ['a sign-in page', { kind: 'sign-in-page' }],
];

/** How often something was asked for. */
export function written(account: PaystackAccount, path: string): number {
  return account.requests.filter((request) => request.method === 'POST' && request.path === path).length;
}
