/** The sample company's NOWPayments account: prices in dollars and euros, paid in coins: whole, short, late, twice, or never. */
import { Bank } from '../gateways/nowpayments/simulator/bank';
import { between, oneOf, randomFrom } from '../gateways/random';
import { DAY, HISTORY_S } from './plan';
import { type LivingAccount, living } from './stage';
import { Timeline } from './timeline';

export interface CoinsWorld extends LivingAccount {
  bank: Bank;
}

const PAYMENTS = 80;
const HOUR = 3600;
const coins = ['btc', 'usdttrc20', 'usdttrc20'];
const currencies = ['usd', 'usd', 'eur'];
const prices = ['25.00', '50.00', '50.00', '100.00', '200.00', '500.00'];
const descriptions = ['Account top-up', 'Prepaid credit', 'Top-up for voice traffic'];
/** Seconds before the base of those that are not over then. */
const fresh = [20 * 60, 3 * HOUR, 9 * HOUR, 2 * DAY];

/** `base`: Unix seconds. `life`: as for Stripe's account. */
export function coinsWorld(seed: string, base: number, life: string): CoinsWorld {
  const bank = new Bank(`${seed}/coins`);
  const timeline = new Timeline();
  const random = randomFrom(`${seed}/coins plan`);
  for (let n = 0; n < PAYMENTS; n++) {
    const ago = fresh[n] ?? between(random, 8 * DAY, HISTORY_S);
    const luck = between(random, 0, 99);
    const wish = {
      price: oneOf(random, prices),
      currency: oneOf(random, currencies),
      coin: oneOf(random, coins),
      orderId: `COIN-${String(n + 1).padStart(5, '0')}`,
      description: oneOf(random, descriptions),
    };
    timeline.plan(base - ago, (at) => {
      const id = bank.addPayment({ ...wish, at: at * 1000 });
      if (n in fresh) return wait(bank, timeline, id, at, n);
      timeline.plan(at + 20 * 60, (then) => end(bank, id, then * 1000, luck));
    });
  }
  return { bank, ...living(timeline, base, () => bank.reseed(`${seed}/coins/written/${life}`)) };
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
