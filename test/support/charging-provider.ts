/**
 * A provider that charges, with a ledger of its own: what it was asked, what it did, and how often. It may do things late, forget
 * to answer, and repeat what it tells; it never lies about money.
 */
import type { Facts, PulledPage, PulledPayment, PulledRefund } from '../../main/gateways/pulled';
import type { Decline } from '../../main/kernel/decline';
import { pick } from './seed';
import { customer, page as pageOf, settled, payment as toldPayment, refund as toldRefund } from './told';

export interface Charge {
  id: string;
  key: string;
  amount: number;
  currency: string;
  customer: string | null;
  status: 'waiting' | 'paid' | 'declined' | 'expired';
  at: number;
  /** Why it was declined. */
  decline?: Decline;
}

export interface ProviderPage {
  id: string;
  key: string;
  state: 'open' | 'finished' | 'expired' | 'cancelled';
  /** Made when the payer comes to pay. */
  charge: string | null;
  amount: number;
  currency: string;
  customer: string | null;
  at: number;
}

export interface Refund {
  id: string;
  key: string;
  charge: string;
  amount: number;
  at: number;
}

export interface Habits {
  /** Answers a repeated key with what came of the first; else does it again. */
  honoursKeys: boolean;
  /** Keeps our key on what it tells of payments. */
  tellsKeys: boolean;
  /** Can be asked by key what became of it. */
  finds: boolean;
  /** Names the customer of a payment. */
  tellsCustomers: boolean;
  /** Refuses to refund more than there is; else only we stand in the way. */
  guardsRefunds: boolean;
}

/** How long what was done stays out of sight of those who look for it. */
const OUT_OF_SIGHT_MS = 5 * 60_000;

export class ChargingProvider {
  readonly charges: Charge[] = [];
  readonly pages: ProviderPage[] = [];
  readonly refunds: Refund[] = [];
  /** Done at `at`, whoever waits for it or not. */
  late: { at: number; run: () => void }[] = [];
  readonly habits: Habits;
  /** What becomes of the next charge of a saved method; left out: chance decides. */
  verdict?: (token: string) => Decline | 'paid';
  readonly #now: () => number;
  readonly #next: () => number;
  /** Ids in the order in which they changed: what a pull goes through. */
  readonly #changes: string[] = [];

  constructor(habits: Habits, now: () => number, next: () => number) {
    this.habits = habits;
    this.#now = now;
    this.#next = next;
  }

  /** Time has passed: what was under way gets done. */
  settleLate(): void {
    const due = this.late.filter(({ at }) => at <= this.#now());
    this.late = this.late.filter(({ at }) => at > this.#now());
    for (const { run } of due) run();
  }

  openPage(key: string, amount: number, currency: string, of: string | null): ProviderPage {
    const known = this.habits.honoursKeys ? this.pages.find((each) => each.key === key) : undefined;
    if (known) return known;
    const id = `page_${this.pages.length}`;
    const made: ProviderPage = {
      id,
      key,
      state: 'open',
      charge: null,
      amount,
      currency,
      customer: of,
      at: this.#now(),
    };
    this.pages.push(made);
    return made;
  }

  /** The payer comes to an open page, pays or is declined. */
  pay(of: ProviderPage, succeeds: boolean): void {
    if (of.state !== 'open') return;
    const made = this.#newCharge(of.key, of.amount, of.currency, of.customer, succeeds ? 'paid' : 'declined');
    of.charge = made.id;
    of.state = succeeds ? 'finished' : 'expired';
  }

  charge(key: string, amount: number, currency: string, of: string | null, token = ''): Charge {
    const known = this.habits.honoursKeys ? this.charges.find((each) => each.key === key) : undefined;
    if (known) return known;
    const verdict = this.verdict?.(token) ?? (pick(this.#next, 6) === 0 ? 'declined' : 'paid');
    const made = this.#newCharge(key, amount, currency, of, verdict === 'paid' ? 'paid' : 'declined');
    if (typeof verdict === 'object') made.decline = verdict;
    return made;
  }

  /** Null: more than is left of the payment. */
  refund(key: string, charge: string, amount: number): Refund | null {
    const known = this.habits.honoursKeys ? this.refunds.find((each) => each.key === key) : undefined;
    if (known) return known;
    const of = this.charges.find((each) => each.id === charge);
    const before = this.refunds.filter((each) => each.charge === charge).reduce((sum, each) => sum + each.amount, 0);
    if (of?.status !== 'paid' || (this.habits.guardsRefunds && before + amount > of.amount)) return null;
    const made = { id: `re_${this.refunds.length}`, key, charge, amount, at: this.#now() };
    this.refunds.push(made);
    this.#changes.push(made.id);
    return made;
  }

  /** What is found by key: a provider's lists are behind what it does. */
  seen<Item extends { key: string; at: number }>(items: readonly Item[], key: string): Item | null {
    if (!this.habits.finds) return null;
    return items.find((item) => item.key === key && item.at + OUT_OF_SIGHT_MS <= this.#now()) ?? null;
  }

  told(of: Charge): PulledPayment {
    const status = of.status === 'paid' ? 'Completed' : of.status === 'waiting' ? 'Pending' : 'Cancelled';
    const { amount, currency, at } = of;
    const owner = this.habits.tellsCustomers ? of.customer : null;
    const settlement = status === 'Completed' ? settled(`txn_${of.id}`, amount, 30, { currency }) : null;
    return toldPayment(of.id, {
      ...{ amount, currency, customer: owner, createdAt: at, status, settlement, description: '', reference: '' },
      attempt: this.habits.tellsKeys ? of.key : null,
    });
  }

  toldRefund({ id, charge, amount, at, key }: Refund): PulledRefund {
    const { currency } = this.charges.find((each) => each.id === charge) ?? { currency: 'EUR' };
    const kept = this.habits.tellsKeys ? { attempt: key } : {};
    return { ...toldRefund(id, charge, amount, { currency, createdAt: at }), ...kept };
  }

  /** One payment with what followed it. */
  factsOf(id: string): Facts {
    const payments = this.charges.filter((each) => each.id === id).map((each) => this.told(each));
    const refunds = this.refunds.filter((each) => each.charge === id).map((each) => this.toldRefund(each));
    return pageOf({ payments, refunds });
  }

  customers(count: number): PulledPage {
    return pageOf({ customers: Array.from({ length: count }, (_, n) => customer(`cus_${n}`)) });
  }

  /** All changes from `from` on, two to a page; `untidy`: pages are told twice, in another order, and with what was told before. */
  pagesFrom(from: number, untidy: boolean): PulledPage[] {
    const start = untidy ? Math.max(0, from - pick(this.#next, 4)) : from;
    const pages: PulledPage[] = [];
    for (let at = start; at < this.#changes.length; at += 2) {
      const ids = this.#changes.slice(at, at + 2);
      pages.push(this.#pageOf(ids, Math.max(from, Math.min(at + 2, this.#changes.length))));
      if (untidy && pick(this.#next, 3) === 0) pages.push(this.#pageOf(ids.toReversed(), Math.max(from, at)));
    }
    const end = this.#pageOf([], this.#changes.length);
    return [...pages, end];
  }

  #pageOf(ids: readonly string[], cursor: number): PulledPage {
    const payments = this.charges.filter((each) => ids.includes(each.id)).map((each) => this.told(each));
    const refunds = this.refunds.filter((each) => ids.includes(each.id)).map((each) => this.toldRefund(each));
    return pageOf({ payments, refunds, cursor: String(cursor) });
  }

  #newCharge(key: string, amount: number, currency: string, of: string | null, status: Charge['status']): Charge {
    const id = `pi_${this.charges.length}`;
    const made: Charge = { id, key, amount, currency, customer: of, status, at: this.#now() };
    this.charges.push(made);
    this.#changes.push(id);
    return made;
  }
}
