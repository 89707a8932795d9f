/** A simulated account that lives on between two syncs: new payments, and things that happen to old ones. */
import { arrive, closeDispute, openDispute, payOut, refund } from '../../main/gateways/stripe/simulator/aftermath';
import { type Bank, cancel, decline, succeed } from '../../main/gateways/stripe/simulator/bank';
import { pick } from '../support/seed';
import { newCustomer, newIntent, paidIntent, visa } from '../support/simulator';

export class GatewayLife {
  readonly #bank: Bank;
  readonly #next: () => number;
  readonly #customers: string[] = [];
  #waiting: string[] = [];
  #charges: string[] = [];
  #disputes: string[] = [];
  #payouts: string[] = [];

  constructor(bank: Bank, next: () => number) {
    this.#bank = bank;
    this.#next = next;
  }

  /** `payments` new ones from `at` (Unix seconds) on, a few seconds apart, and what happens meanwhile. Gives the time at the end. */
  goOn(at: number, payments: number): number {
    let now = at;
    for (let n = 0; n < payments; n++) {
      now += 1 + pick(this.#next, 40);
      this.#pay(now);
      this.#happen(now);
    }
    return now + 1;
  }

  #pay(at: number): void {
    const bank = this.#bank;
    if (this.#customers.length === 0 || pick(this.#next, 6) === 0) this.#customers.push(newCustomer(bank, at));
    const customer =
      pick(this.#next, 9) === 0 ? null : (this.#customers[pick(this.#next, this.#customers.length)] ?? null);
    const currency = ['usd', 'usd', 'eur', 'jpy'][pick(this.#next, 4)] ?? 'usd';
    const wish = { amount: 1_000 + pick(this.#next, 90_000), currency, customer };
    if (pick(this.#next, 5) === 0) this.#waiting.push(newIntent(bank, at, wish));
    else this.#charges.push(paidIntent(bank, at, wish).charge);
  }

  #happen(at: number): void {
    const bank = this.#bank;
    const lot = pick(this.#next, 24);
    const waiting = this.#waiting.at(0);
    if (lot < 4 && waiting !== undefined) {
      this.#waiting = this.#waiting.slice(1);
      if (lot < 2) this.#charges.push(succeed(bank, at, waiting, visa).id);
      else if (lot === 2) cancel(bank, at, waiting, 'abandoned');
      else
        decline(bank, at, waiting, visa, {
          code: 'card_declined',
          declineCode: 'generic_decline',
          message: 'Declined.',
        });
    } else if (lot < 7)
      this.#withCharge((charge) => refund(bank, at, charge, 1 + pick(this.#next, 900), 'requested_by_customer'));
    else if (lot < 9) this.#withCharge((charge) => this.#disputes.push(openDispute(bank, at, charge, 'fraudulent').id));
    else if (lot < 11) {
      const dispute = this.#disputes.shift();
      if (dispute) closeDispute(bank, at, dispute, lot === 9 ? 'won' : 'lost');
    } else if (lot === 11) {
      const payout = payOut(bank, at, pick(this.#next, 2) === 0 ? 'usd' : 'eur');
      if (payout) this.#payouts.push(payout.id);
    } else if (lot === 12) {
      const payout = this.#payouts.shift();
      if (payout) arrive(bank, at, payout);
    }
  }

  /** Each charge meets at most one refund or one dispute. */
  #withCharge(happens: (charge: string) => void): void {
    const n = pick(this.#next, Math.max(1, this.#charges.length));
    const charge = this.#charges[n];
    if (charge === undefined) return;
    this.#charges = this.#charges.filter((_, other) => other !== n);
    happens(charge);
  }
}
