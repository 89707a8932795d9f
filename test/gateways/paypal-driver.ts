/** Opens a simulated PayPal account and the gateway on it, for one test; everything is closed after the test. */
import { onTestFinished } from 'vitest';
import type { ChargeAsk, PageAsk, RefundAsk } from '../../main/gateways/ask';
import type { Faults, SimulatedRequest } from '../../main/gateways/fault';
import type { Gateway } from '../../main/gateways/gateway';
import type { Patience } from '../../main/gateways/patience';
import { connectPaypal } from '../../main/gateways/paypal/index';
import { type PaypalSimulator, startPaypalSimulator } from '../../main/gateways/paypal/simulator';
import { makePayment, openDispute, payOut, refund } from '../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../main/gateways/paypal/simulator/bank';
import { minor } from '../../main/kernel/money';
import { impatience, type Pulled, START } from '../support/simulator';

export const START_MS = START * 1000;
export const KEYS = {
  clientId: 'AeSimulatedClientId0000000000000000000wxyz',
  clientSecret: 'EESimulatedSecret00000000000000000000000abcd',
};

export interface PaypalUnderTest {
  bank: Bank;
  simulator: PaypalSimulator;
  gateway: Gateway;
  requests: SimulatedRequest[];
  /** UTC milliseconds; tests move it. */
  clock: { now: number };
  /** Another connection to the same account, without what the first remembers. */
  connect(): Gateway;
}

export interface PaypalWish {
  bank?: Bank;
  faults?: Faults;
  patience?: Partial<Patience>;
  /** This computer's clock less PayPal's. */
  skewMs?: number;
  lagMs?: number;
  maxRows?: number;
  pageSize?: number;
}

export async function openPaypal(wish: PaypalWish = {}): Promise<PaypalUnderTest> {
  const bank = wish.bank ?? new Bank('test');
  const clock = { now: START_MS };
  const requests: SimulatedRequest[] = [];
  const simulator = await startPaypalSimulator({
    bank,
    keys: KEYS,
    now: () => clock.now,
    seen: (request) => requests.push(request),
    lagMs: wish.lagMs ?? 0,
    maxRows: wish.maxRows ?? 10_000,
    ...(wish.faults ? { faults: wish.faults } : {}),
  });
  onTestFinished(() => simulator.close());
  const now = () => clock.now + (wish.skewMs ?? 0);
  const options = { credentials: KEYS, environment: 'sandbox' as const, baseUrl: simulator.url, now };
  const connect = () => connectPaypal(options, { ...impatience, ...wish.patience }, wish.pageSize ?? 100);
  return { bank, simulator, gateway: connect(), requests, clock, connect };
}

/** The gateway's asks, all of which PayPal has. */
export function asksOf({ gateway }: Pick<PaypalUnderTest, 'gateway'>) {
  const {
    openPage,
    checkPage,
    closePage,
    charge,
    refund,
    findPage,
    findCharge,
    findRefund,
    listMethods,
    removeMethod,
  } = gateway;
  if (!openPage || !checkPage || !closePage || !charge || !refund) throw new Error('an ask is missing');
  if (!findPage || !findCharge || !findRefund || !listMethods || !removeMethod) throw new Error('a look-up is missing');
  return {
    openPage,
    checkPage,
    closePage,
    charge,
    refund,
    findPage,
    findCharge,
    findRefund,
    listMethods,
    removeMethod,
  };
}

/** An account with its asks at hand, and what was taken in it. */
export async function opened(wish: PaypalWish = {}) {
  const account = await openPaypal(wish);
  return { ...account, asks: asksOf(account), captures: () => [...account.bank.captures.values()] };
}

const payer = { customer: null, name: 'Jane Buyer', email: 'jane@buyer.example', phone: null };

export function pageAsk(key: string, wish: Partial<PageAsk> = {}): PageAsk {
  return {
    key,
    amount: minor(12_000),
    currency: 'EUR',
    description: 'Top-up of account 1042',
    purpose: 'top-up',
    payer,
    saveMethod: false,
    returnUrl: 'https://counterfoil.example/done',
    ...wish,
  };
}

export function chargeAsk(key: string, method: string, wish: Partial<ChargeAsk> = {}): ChargeAsk {
  const { saveMethod: _save, returnUrl: _url, ...ask } = pageAsk(key);
  return { ...ask, method, ...wish };
}

export function refundAsk(key: string, payment: string, wish: Partial<RefundAsk> = {}): RefundAsk {
  return { key, payment, amount: minor(500), currency: 'USD', reason: 'Paid twice', ...wish };
}

const SECOND = 1000;
const DAY = 86_400_000;

/** Some of everything over `days` days up to START. */
export function livelyBank(payments: number, days = 80): Bank {
  const bank = new Bank('lively');
  const payer = bank.makeCustomer({ given: 'Åsa', surname: 'Ökvist', email: 'asa@buyer.example', country: 'SE' });
  for (let n = 0; n < payments; n++) {
    const at = START_MS - DAY - Math.floor(((payments - n) * days * DAY) / payments / SECOND) * SECOND;
    const status = n % 17 === 16 ? 'pending' : n % 23 === 22 ? 'declined' : 'completed';
    const made = makePayment(bank, at, {
      amount: 1000 + n,
      payer: n % 3 === 0 ? payer : bank.makeCustomer(),
      status,
      reference: `INV-${n}`,
      ...(n % 7 === 5 ? { settledIn: 'EUR' } : {}),
    });
    if (status !== 'completed') continue;
    if (n % 10 === 3) refund(bank, at + 60_000, made.id, { amount: 500, note: 'Paid twice' });
    if (n % 25 === 4) openDispute(bank, at + 120_000, made.id, { money: n % 2 === 0 ? 'hold' : 'chargeback' });
    if (n % 40 === 20) payOut(bank, at + 1000, 'USD');
  }
  return bank;
}

/** How many rows of a kind were pulled. */
export function counted(pulled: Pulled, kind: string): number {
  return [...pulled.rows.keys()].filter((key) => key.startsWith(kind)).length;
}

/** What a payer does in a browser: opens the page, presses a button (each names where it is sent). */
export async function press(link: string, choice: string): Promise<string> {
  const page = await fetch(link);
  const text = await page.text();
  const action = [...text.matchAll(/ formaction="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .find((each) => each.startsWith(`/checkoutnow/${choice}?`));
  if (action === undefined) throw new Error(`no button ${choice} on ${text}`);
  const answer = await fetch(new URL(action, link), { method: 'POST', body: new URLSearchParams({ choice }) });
  return answer.text();
}
