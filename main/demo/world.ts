/**
 * The sample company's Stripe account: twelve months of history and a life that goes on with the clock. Its content is a pure
 * function of (seed, base, now): started again later from the same seed and base it has the same ids and the same past.
 */

import { between, idStream, oneOf, randomFrom } from '../gateways/random';
import { accountObject } from '../gateways/stripe/simulator/account';
import {
  answerDispute,
  arrive,
  closeDispute,
  openDispute,
  payOut,
  refund,
} from '../gateways/stripe/simulator/aftermath';
import {
  addCustomer,
  type Bank,
  cancel,
  createIntent,
  decline,
  type Payer,
  process,
  requireAction,
  settleCharge,
  succeed,
} from '../gateways/stripe/simulator/bank';
import { returnDebit } from '../gateways/stripe/simulator/debits';
import { methodObject } from '../gateways/stripe/simulator/methods';
import { type CardFacts, chargeObject } from '../gateways/stripe/simulator/objects';
import { Store } from '../gateways/stripe/simulator/store';
import type { Purpose } from '../kernel/payment';
import { DAY, demoPlan, HISTORY_S, type Plan, planOf, told } from './plan';
import type { Story } from './story';
import { Timeline } from './timeline';

const COMPANY = 'Northgate Hosting';
/** Payouts go on Mondays, in each currency that the account holds. */
const PAYOUT_CURRENCIES = ['usd', 'eur', 'gbp', 'jpy'];
const WEEK = 7 * DAY;
/** 1970-01-05 06:00 UTC, a Monday. */
const MONDAY = 4 * DAY + 6 * 3600;
const LIVE_EVERY_S = 600;
const LIVE_FIRST_NUMBER = 10_001;
const livePurposes: readonly Purpose[] = ['top-up', 'top-up', 'invoice', 'order', 'renewal'];

/** What charging a second card comes to: paid, asked for by its bank (3-D Secure), declined. */
const likes = ['pm_card_visa', 'pm_card_authenticationRequired', 'pm_card_chargeDeclinedInsufficientFunds'];

/** Two who would never be charged again: there is one of each end to be seen. By place in the plan. */
const ended: ReadonlyMap<number, string> = new Map([
  [72, 'pm_card_chargeDeclinedExpiredCard'],
  [102, 'pm_card_chargeDeclinedLostCard'],
]);

const likeOf = (n: number) => ended.get(n) ?? likes[(n / 3) % likes.length] ?? '';

export interface SecondCard {
  /** The customer's id at this account. */
  customer: string;
  like: string;
}

export interface DemoWorld {
  store: Store;
  /** Every third customer has one. */
  secondCards: readonly SecondCard[];
  /** For what a client writes: its ids are none of the plan's, so that the plan's stay as they are. */
  bank: Bank;
  /** Plays everything up to that time (UTC ms); never goes back. */
  catchUp(nowMs: number): void;
}

/**
 * `baseMs`: UTC milliseconds; nothing has happened until the first `catchUp`. `life`: told apart from the lives of this account
 * before, so that what a client writes never has an id of theirs.
 */
export function demoWorld(seedNumber: number, baseMs: number, life = ''): DemoWorld {
  const seed = `${seedNumber}`;
  const base = Math.floor(baseMs / 1000);
  const plan = planOf('stripe', demoPlan(seedNumber, baseMs));
  const idOf = idStream(randomFrom(`${seed}/ids`));
  const store = new Store(accountObject(idOf('acct').replace('_', '_1').slice(0, 21), COMPANY, base - 500 * DAY));
  const player = new Player(seed, { store, newId: idOf }, plan);
  player.planAll(base);
  const bank = { store, newId: idStream(randomFrom(`${seed}/written/${life}`)) };
  const secondCards = plan.customers.flatMap(({ id }, n) => (n % 3 === 0 ? [{ customer: id, like: likeOf(n) }] : []));
  return { store, bank, secondCards, catchUp: (nowMs) => player.timeline.runUntil(Math.floor(nowMs / 1000)) };
}

class Player {
  readonly timeline = new Timeline();
  private readonly seed: string;
  private readonly bank: Bank;
  private readonly plan: Plan;
  /** Of debits that were paid. */
  private readonly chargeOf = new Map<Story, string>();

  constructor(seed: string, bank: Bank, plan: Plan) {
    this.seed = seed;
    this.bank = bank;
    this.plan = plan;
  }

  planAll(base: number): void {
    const methodIdOf = idStream(randomFrom(`${this.seed}/methods`));
    for (const [n, customer] of this.plan.customers.entries()) {
      const { id, name, email, phone, address, place, joinedAt, card } = customer;
      const facts = {
        id,
        created: joinedAt,
        name,
        email,
        phone,
        address,
        locale: place.language,
        currency: customer.currency,
      };
      const method = { id: methodIdOf('pm'), created: joinedAt, customer: id, name, email, card, other: null };
      const second = { ...method, id: methodIdOf('pm'), created: joinedAt + DAY, card: secondCard(base, card.country) };
      this.timeline.plan(joinedAt, () => {
        addCustomer(this.bank, facts);
        this.bank.store.put('payment_method', methodObject(method));
      });
      if (n % 3 !== 0) continue;
      this.timeline.plan(joinedAt + DAY, () => {
        this.bank.store.put('payment_method', methodObject(second));
        this.bank.store.likeOf.set(second.id, likeOf(n));
      });
    }
    for (const story of this.plan.stories) this.timeline.plan(story.at, () => this.begin(story));
    const start = base - HISTORY_S;
    const monday = start - ((start - MONDAY) % WEEK) + WEEK;
    for (const currency of PAYOUT_CURRENCIES) this.timeline.plan(monday, (at) => this.payOutWeekly(at, currency));
    this.planReturns(base);
    this.planLive(base, 0);
  }

  /** A few debits of the last months were taken back by their banks, weeks after they were paid. */
  private planReturns(base: number): void {
    const debited = this.plan.stories.filter(({ path }) => path.kind === 'debited');
    for (const [n, story] of debited.entries()) {
      const at = story.at + story.path.after + 18 * DAY;
      if (n % 20 !== 7 || at > base || story.refund || story.dispute) continue;
      this.timeline.plan(at, () => {
        const charge = this.chargeOf.get(story);
        if (charge !== undefined) returnDebit(this.bank, at, charge);
      });
    }
  }

  /** One more payment about every ten minutes, for as long as the clock runs. */
  private planLive(base: number, k: number): void {
    const random = randomFrom(`${this.seed}/live/${k}`);
    const at = base + 300 + k * LIVE_EVERY_S + between(random, 0, 200);
    this.timeline.plan(at, () => {
      const customer = oneOf(random, this.plan.customers);
      const story = told(this.seed, { at, customer, purpose: oneOf(random, livePurposes) }, LIVE_FIRST_NUMBER + k);
      const after = between(random, 60, 130);
      const kind = between(random, 0, 11) === 0 ? 'unconfirmed' : 'confirmed';
      this.begin({ ...story, customer, alone: false, dispute: null, path: { kind, after } });
      this.planLive(base, k + 1);
    });
  }

  private payOutWeekly(at: number, currency: string): void {
    const sent = payOut(this.bank, at, currency);
    if (sent) this.timeline.plan(sent.arrival_date + 9 * 3600, (then) => arrive(this.bank, then, sent.id));
    this.timeline.plan(at + WEEK, (then) => this.payOutWeekly(then, currency));
  }

  private begin(story: Story): void {
    const payer = payerOf(story);
    const metadata = { purpose: story.purpose, reference: story.reference };
    const { at, amount, currency, description } = story;
    const isDebit = payer.other !== null;
    const shared = {
      created: at,
      amount,
      currency,
      description,
      metadata,
      customer: story.customer?.id ?? null,
      paymentMethod: null,
    };
    if (story.alone) {
      const facts = { ...shared, ...payer, id: this.bank.newId('ch'), paymentIntent: null, payer };
      settleCharge(this.bank, at, chargeObject(facts));
      return;
    }
    const methodType = isDebit ? (payer.other?.type ?? 'card') : 'card';
    const { id } = createIntent(this.bank, {
      ...shared,
      id: this.bank.newId('pi'),
      methodType,
      captureMethod: 'automatic',
    });
    this.follow(story, id, payer);
  }

  private follow(story: Story, id: string, payer: Payer): void {
    const { at, path } = story;
    const then = (run: (at: number) => void) => this.timeline.plan(at + path.after, run);
    const paid = (when: number) => this.paid(story, succeed(this.bank, when, id, payer).id, when);
    switch (path.kind) {
      case 'paid':
        then(paid);
        return;
      case 'confirmed':
      case 'unconfirmed': {
        const page = `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${id}`;
        requireAction(this.bank, at, id, page, 'https://northgate.example/paid');
        then(path.kind === 'confirmed' ? paid : (when) => cancel(this.bank, when, id, 'abandoned'));
        return;
      }
      case 'debited':
      case 'returned':
        process(this.bank, at, id, payer);
        then(path.kind === 'debited' ? paid : (when) => this.returned(id, when, payer));
        return;
      case 'declined':
        decline(this.bank, at, id, payer, path.why);
        if (path.next === 'paid') then(paid);
        if (path.next === 'cancelled') then((when) => cancel(this.bank, when, id, 'abandoned'));
        return;
      case 'withdrawn':
        then((when) => cancel(this.bank, when, id, 'requested_by_customer'));
        return;
    }
  }

  /** The debit came back: the bank refused it. */
  private returned(id: string, at: number, payer: Payer): void {
    const message = 'The customer’s bank account has insufficient funds.';
    decline(this.bank, at, id, payer, {
      code: 'payment_intent_payment_attempt_failed',
      declineCode: 'insufficient_funds',
      message,
    });
    cancel(this.bank, at, id, 'failed_invoice');
  }

  private paid(story: Story, charge: string, at: number): void {
    const { refund: back, dispute } = story;
    if (story.path.kind === 'debited') this.chargeOf.set(story, charge);
    if (back)
      this.timeline.plan(at + back.after, (when) =>
        refund(this.bank, when, charge, back.amount, 'requested_by_customer'),
      );
    if (!dispute) return;
    this.timeline.plan(at + dispute.after, (when) => {
      const { id } = openDispute(
        this.bank,
        when,
        charge,
        dispute.closed?.outcome === 'lost' ? 'product_not_received' : 'fraudulent',
      );
      const { closed } = dispute;
      if (!closed) return;
      this.timeline.plan(when + 4 * DAY, (day) => answerDispute(this.bank, day, id));
      this.timeline.plan(when + closed.after, (day) => closeDispute(this.bank, day, id, closed.outcome));
    });
  }
}

/** Some keep a second card, which expires in the month after the company's history ends. */
function secondCard(base: number, country: string): CardFacts {
  const soon = new Date((base + 30 * DAY) * 1000);
  return {
    brand: 'mastercard',
    last4: '4444',
    country,
    expMonth: soon.getUTCMonth() + 1,
    expYear: soon.getUTCFullYear(),
  };
}

function payerOf(story: Story): Payer {
  const { customer, path } = story;
  const isDebit = path.kind === 'debited' || path.kind === 'returned';
  if (!customer) {
    const card = { brand: 'visa', last4: '1881', country: 'US', expMonth: 4, expYear: 2031 };
    return { name: 'Walk-in customer', email: null, address: null, card, other: null };
  }
  const { name, email, address, card, debit } = customer;
  return { name, email, address, card, other: isDebit ? debit : null };
}
