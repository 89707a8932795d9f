/**
 * The sample company's NOWPayments account: prices in dollars and euros, paid in coins: whole, short, late, twice, or never. Nearly
 * all were asked for from the company's own book, so that it knows whose they are; a few came past it.
 */
import { createHash } from 'node:crypto';
import { Bank } from '../gateways/nowpayments/simulator/bank';
import { between, oneOf, randomFrom } from '../gateways/random';
import { positiveStated } from '../kernel/amount';
import { type Id, idFromBytes } from '../kernel/id';
import { DAY, HISTORY_S, type Plan } from './plan';
import { type LivingAccount, living } from './stage';
import { Timeline } from './timeline';

/** What the company asked a customer for, on a page of NOWPayments. */
export interface AskedInCoins {
  /** The attempt's key, which is the order's id there. */
  key: Id;
  /** As the plan names the customer. */
  customer: string;
  /** Minor units of `currency` (ISO 4217). */
  amount: number;
  currency: string;
  description: string;
  /** UTC milliseconds. */
  at: number;
  /** The invoice. */
  page: string;
  /** Nobody can pay on it any more. */
  isOver: boolean;
}

export interface CoinsWorld extends LivingAccount {
  bank: Bank;
  /** In the order of their time. The history must have been played. */
  asked(): readonly AskedInCoins[];
}

const PAYMENTS = 80;
const HOUR = 3600;
const coins = ['btc', 'usdttrc20', 'usdttrc20'];
const currencies = ['usd', 'usd', 'eur'];
const prices = ['25.00', '50.00', '50.00', '100.00', '200.00', '500.00'];
const descriptions = ['Account top-up', 'Prepaid credit', 'Top-up for voice traffic'];
/** Seconds before the base of those that are not over then. */
const fresh = [20 * 60, 3 * HOUR, 9 * HOUR, 2 * DAY];
/** One in so many came past the book: an order id of another system, and nobody known. */
const STRANGE = 27;

/** `base`: Unix seconds. `life`: as for Stripe's account. `customers`: who is asked. */
export function coinsWorld(seed: string, base: number, life: string, customers: Plan['customers']): CoinsWorld {
  const bank = new Bank(`${seed}/coins`);
  const timeline = new Timeline();
  const random = randomFrom(`${seed}/coins plan`);
  const asked: AskedInCoins[] = [];
  for (let n = 0; n < PAYMENTS; n++) {
    const ago = fresh[n] ?? between(random, 8 * DAY, HISTORY_S);
    const luck = between(random, 0, 99);
    const price = oneOf(random, prices);
    const currency = oneOf(random, currencies);
    const coin = oneOf(random, coins);
    const description = oneOf(random, descriptions);
    timeline.plan(base - ago, (at) => {
      const customer = ownerOf(`${seed}/coins owner/${n}`, customers, currency, at);
      const key = n % STRANGE === STRANGE - 1 || customer === null ? null : keyOf(`${seed}/coins/${n}`, at * 1000);
      const wish = { at: at * 1000, price, currency, orderId: key ?? orderOf(n), description };
      const invoice = bank.addInvoice(wish);
      const id = bank.open(invoice.id, at * 1000, coin);
      if (key !== null && customer !== null) {
        const amount = positiveStated(price, currency.toUpperCase());
        const shared = { key, customer, amount, currency: currency.toUpperCase(), description };
        asked.push({ ...shared, at: at * 1000, page: invoice.id, isOver: !(n in fresh) });
      }
      if (n in fresh) return wait(bank, timeline, id, at, n);
      timeline.plan(at + 20 * 60, (then) => end(bank, id, then * 1000, luck));
    });
  }
  const account = living(timeline, base, () => bank.reseed(`${seed}/coins/written/${life}`));
  return { bank, ...account, asked: () => asked };
}

/** One of those who count in that currency and were there by then. */
function ownerOf(seed: string, customers: Plan['customers'], currency: string, at: number): string | null {
  const known = customers.filter((one) => one.currency === currency && one.joinedAt < at);
  return known.length === 0 ? null : oneOf(randomFrom(seed), known).id;
}

function orderOf(n: number): string {
  return `COIN-${String(n + 1).padStart(5, '0')}`;
}

/** An id such as the book makes, the same for the same seed and time (UTC milliseconds). */
function keyOf(seed: string, atMs: number): Id {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes.writeUIntBE(atMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return idFromBytes(bytes);
}

/** One is confirmed on its chain while one watches; the others wait for their payers. */
function wait(bank: Bank, timeline: Timeline, id: string, at: number, n: number): void {
  if (n > 0) return;
  timeline.plan(at + 15 * 60, (then) => bank.progress(id, then * 1000, 'confirming'));
  timeline.plan(at + 22 * 60, (then) => bank.finish(id, then * 1000));
}

function end(bank: Bank, id: string, at: number, luck: number): void {
  if (luck < 4) bank.payShort(id, at, { of: 2n, in: 3n });
  else if (luck < 12) bank.end(id, at, 'expired');
  else if (luck < 15) bank.end(id, at, 'failed');
  else {
    bank.finish(id, at);
    if (luck >= 97) bank.depositAgain(id, at + HOUR * 1000);
    else if (luck >= 94) bank.refund(id, at + DAY * 1000);
  }
}
