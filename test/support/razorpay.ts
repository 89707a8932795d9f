/** Opens a simulated Razorpay account and the gateway on it, for one test; everything is closed after the test. */
import { onTestFinished } from 'vitest';
import type { ChargeAsk, PageAsk, RefundAsk } from '../../main/gateways/ask';
import type { Fault, Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import type { Patience } from '../../main/gateways/patience';
import { connectRazorpay } from '../../main/gateways/razorpay/index';
import { type RazorpaySimulator, startRazorpaySimulator } from '../../main/gateways/razorpay/simulator';
import { closeDispute, openDispute, payOut, refund } from '../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../main/gateways/razorpay/simulator/bank';
import { minor } from '../../main/kernel/money';
import { impatience } from './simulator';

/** 2026-03-01 12:00:00 UTC, in Unix seconds. */
export const START = Date.UTC(2026, 2, 1, 12) / 1000;
export const DAY = 86_400;
export const KEY_ID = 'rzp_test_Simulated0Abcd';
export const KEY_SECRET = 'simulatedsecret0wxyz';
export const KEY = '0190c0de-1111-7222-8333-444455556666';

export interface RazorpayAccount {
  bank: Bank;
  simulator: RazorpaySimulator;
  gateway: Gateway;
  requests: SimulatedRequest[];
  /** Unix seconds; tests move it. */
  clock: { now: number };
}

export interface RazorpayAccountOptions {
  bank?: Bank;
  faults?: Faults;
  patience?: Partial<Patience>;
  /** This computer's clock less the account's. */
  skewMs?: number;
}

export async function openRazorpay(options: RazorpayAccountOptions = {}): Promise<RazorpayAccount> {
  const bank = options.bank ?? new Bank('test');
  const clock = { now: START };
  const requests: SimulatedRequest[] = [];
  const simulator = await startRazorpaySimulator({
    bank,
    keyId: KEY_ID,
    keySecret: KEY_SECRET,
    now: () => clock.now * 1000,
    seen: (request) => requests.push(request),
    ...(options.faults ? { faults: options.faults } : {}),
  });
  onTestFinished(() => simulator.close());
  const now = () => clock.now * 1000 + (options.skewMs ?? 0);
  const connect = { credentials: { keyId: KEY_ID, keySecret: KEY_SECRET }, baseUrl: simulator.url, now };
  const gateway = connectRazorpay(connect, { ...impatience, ...options.patience });
  return { bank, simulator, gateway, requests, clock };
}

/** So many captured payments of INR, one a minute, the last one a minute before `START`. */
export function busyBank(payments: number, seed = 'busy'): Bank {
  const bank = new Bank(seed);
  for (let n = 0; n < payments; n++) bank.makePayment({ at: START - (payments - n) * 60, amount: 1000 + n });
  return bank;
}

/** Some of everything, an hour apart. */
export function livelyBank(payments: number, seed = 'lively'): Bank {
  const bank = new Bank(seed);
  for (let n = 0; n < payments; n++) {
    const at = START - (payments - n) * 3600;
    const customer =
      n % 7 === 0 ? bank.makeCustomer({ at, name: `Customer ${n}`, email: `c${n}@customer.example` }) : null;
    const payment = bank.makePayment({ at, amount: 100_000 + n, customer, currency: n % 9 === 8 ? 'USD' : 'INR' });
    if (n % 10 === 3) refund(bank, { at: at + 60, payment, amount: 500 });
    if (n % 25 === 4)
      closeDispute(bank, at + 180, openDispute(bank, { at: at + 120, payment, deduct: true }).id, 'won');
    if (n % 40 === 5) bank.makePayment({ at, amount: 900, status: 'failed' });
    if (n % 60 === 59) payOut(bank, at);
  }
  return bank;
}

const payer = { customer: null, name: 'Ada Example', email: 'ada@customer.example', phone: '+919876543210' };

export function pageAsk(wish: Partial<PageAsk> = {}): PageAsk {
  return {
    key: KEY,
    amount: minor(120_000),
    currency: 'INR',
    description: 'Account top-up',
    purpose: 'top-up',
    payer,
    saveMethod: false,
    returnUrl: 'https://northgate.example/paid',
    ...wish,
  };
}

export function chargeAsk(customer: string, method: string, wish: Partial<ChargeAsk> = {}): ChargeAsk {
  const { saveMethod: _save, returnUrl: _url, ...ask } = pageAsk();
  return { ...ask, payer: { ...payer, customer }, method, ...wish };
}

export function refundAsk(payment: string, wish: Partial<RefundAsk> = {}): RefundAsk {
  return { key: KEY, payment, amount: minor(400), currency: 'INR', reason: 'goodwill', ...wish };
}

/** What a payer does on the provider's page. Gives the page that then comes. */
export async function onPage(link: string, outcome: string): Promise<string> {
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ outcome }) });
  return answer.text();
}

/** The work is done, and its answer lost. */
export const lost: readonly [string, Fault][] = [
  ['no answer', { kind: 'silence-after' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['a 500 once the work was done', { kind: 'broken-after' }],
  ['an answer cut off', { kind: 'truncated', keep: 10, framed: false }],
];
