/**
 * A company of any size, for measuring: the facts that a pull would bring, made without a provider, in the order of their time.
 * A pure function of (seed, base, payments). Thousands a page, so that the journal can take a page as one batch.
 */
import type {
  PulledCustomer,
  PulledDispute,
  PulledPayment,
  PulledPayout,
  PulledRefund,
  Settlement,
} from '../gateways/pulled';
import { between, type Random, randomFrom } from '../gateways/random';
import { type Minor, minor } from '../kernel/money';
import type { Purpose, Reason, Status } from '../kernel/payment';
import { type DemoCustomer, demoCustomers } from './customers';
import { phrasesFor } from './phrases';

const DAY_MS = 86_400_000;
const YEARS_MS = 3 * 365 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;
const PAGE = 1_000;
const PAYMENTS_PER_CUSTOMER = 200;
const SMALLEST = 150;

export interface BigPage {
  customers: PulledCustomer[];
  payments: PulledPayment[];
  refunds: PulledRefund[];
  disputes: PulledDispute[];
  payouts: PulledPayout[];
}

export interface BigWorldOptions {
  seed: number;
  /** UTC milliseconds: the end of its three years. */
  baseMs: number;
  payments: number;
}

interface BigCustomer extends PulledCustomer {
  currency: string;
  label: string;
  texts: readonly (readonly string[])[];
  payer: { name: string; email: string | null };
}

const purposes: readonly Purpose[] = ['top-up', 'invoice', 'renewal', 'order', 'migration'];

/** Yields pages of about 1,000 payments; the customers come with the first ones. */
export function* bigWorld({ seed, baseMs, payments }: BigWorldOptions): Generator<BigPage> {
  const random = randomFrom(`${seed}/big`);
  const startMs = baseMs - YEARS_MS;
  const customers = bigCustomers(`${seed}`, Math.max(SMALLEST, Math.ceil(payments / PAYMENTS_PER_CUSTOMER)), startMs);
  const payouts = new Payouts(startMs);
  let page = emptyPage();
  page.customers.push(...customers.map(withoutExtras));
  for (let n = 0; n < payments; n++) {
    const atMs = startMs + Math.floor(((YEARS_MS - DAY_MS) / payments) * n) + (random() % 1000);
    page.payouts.push(...payouts.dueBefore(atMs));
    const customer = customers[random() % customers.length];
    if (!customer) break;
    const payment = bigPayment(random, n, atMs, baseMs, customer);
    page.payments.push(payment);
    if (payment.settlement) {
      payouts.add(payment.settlement);
      addAftermath(random, page, payment, baseMs, payouts);
    }
    if (page.payments.length === PAGE) {
      yield page;
      page = emptyPage();
    }
  }
  page.payouts.push(...payouts.dueBefore(baseMs));
  yield page;
}

function emptyPage(): BigPage {
  return { customers: [], payments: [], refunds: [], disputes: [], payouts: [] };
}

function bigCustomers(seed: string, count: number, startMs: number): BigCustomer[] {
  const models = demoCustomers(seed);
  const names = ['', ' North', ' South', ' East', ' West', ' Labs', ' Online', ' Trade'];
  return Array.from({ length: count }, (_, n) => {
    const model = models[n % models.length];
    if (!model) throw new RangeError('no customers');
    const turn = Math.floor(n / models.length);
    const suffix = turn === 0 ? '' : `${names[turn % names.length]} ${turn}`;
    return bigCustomer(model, n, suffix, startMs);
  });
}

function bigCustomer(model: DemoCustomer, n: number, suffix: string, startMs: number): BigCustomer {
  const name = `${model.name}${suffix}`;
  const email = `billing@b${n + 1}.example`;
  const { line1, postal_code, city, country } = model.address;
  return {
    externalId: `cus_big${String(n).padStart(11, '0')}`,
    createdAt: startMs - DAY_MS,
    name,
    email,
    phone: model.phone,
    address: [line1, `${postal_code} ${city}`],
    country,
    language: model.place.language,
    currency: model.place.currency.toUpperCase(),
    label: `${model.card.brand.charAt(0).toUpperCase()}${model.card.brand.slice(1)} ···· ${model.card.last4}`,
    texts: purposes.map((purpose) => phrasesFor(model.place.language, purpose)),
    payer: { name, email },
  };
}

function withoutExtras({ currency: _, label: __, texts: ___, payer: ____, ...pulled }: BigCustomer): PulledCustomer {
  return pulled;
}

function bigPayment(random: Random, n: number, atMs: number, baseMs: number, customer: BigCustomer): PulledPayment {
  const luck = random() % 1000;
  const isRecent = atMs > baseMs - 3 * DAY_MS;
  const status: Status = luck < 930 ? 'Completed' : luck < 990 || !isRecent ? 'Cancelled' : 'Pending';
  const reason: Reason | null = status === 'Completed' ? null : status === 'Pending' ? 'waiting-customer' : 'declined';
  const completedAt = status === 'Completed' ? atMs + 1000 + (random() % 5000) : null;
  const kind = luck % purposes.length;
  const texts = customer.texts[kind] ?? [];
  const reference = `B-${n}`;
  const whole = 500 + (random() % 200_000);
  const amount = minor(customer.currency === 'KWD' ? whole * 10 : whole);
  const externalId = `pi_big${String(n).padStart(18, '0')}`;
  return {
    externalId,
    createdAt: atMs,
    amount,
    currency: customer.currency,
    status,
    reason,
    providerStatus: status === 'Completed' ? 'succeeded' : status === 'Pending' ? 'requires_action' : 'canceled',
    detail: status === 'Cancelled' ? 'Your card was declined. (generic_decline)' : null,
    flag: null,
    completedAt,
    customer: customer.externalId,
    payer: customer.payer,
    method: 'card',
    methodLabel: customer.label,
    description: (texts[luck % texts.length] ?? '').replace('{reference}', reference),
    reference,
    purpose: purposes[kind] ?? null,
    link: status === 'Pending' ? `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${externalId}` : null,
    settlement: status === 'Completed' ? settled(`txn_big${n}`, amount, customer.currency, true) : null,
  };
}

/** KWD is settled in USD at a stated rate, the others in themselves. */
function settled(externalId: string, amount: number, currency: string, hasFee: boolean): Settlement {
  const isForeign = currency === 'KWD';
  const leg = isForeign ? Math.round((amount * 325_420) / 1_000_000) : amount;
  const fee = hasFee ? Math.round((leg * 29) / 1000) + 30 : 0;
  return {
    externalId,
    amount: minor(leg),
    fee: minor(fee),
    net: minor(leg - fee),
    currency: isForeign ? 'USD' : currency,
    rate: isForeign ? '3.2542' : null,
  };
}

function addAftermath(random: Random, page: BigPage, payment: PulledPayment, baseMs: number, payouts: Payouts): void {
  const luck = random() % 1000;
  const atMs = payment.createdAt + between(random, 3_600, 20 * 86_400) * 1000;
  if (luck >= 40 || atMs >= baseMs) return;
  const number = payment.externalId.slice(6);
  if (luck < 35) {
    const amount = minor(luck < 20 ? payment.amount : Math.max(10, Math.floor(payment.amount / 30) * 10));
    const settlement = settled(`txn_bigr${number}`, -amount, payment.currency, false);
    payouts.add(settlement);
    page.refunds.push({
      externalId: `re_big${number}`,
      payment: payment.externalId,
      createdAt: atMs,
      amount,
      currency: payment.currency,
      status: 'completed',
      providerStatus: 'succeeded',
      reason: 'requested_by_customer',
      settlement,
    });
    return;
  }
  const withdrawal = withDisputeFee(settled(`txn_bigd${number}`, -payment.amount, payment.currency, false));
  payouts.add(withdrawal);
  page.disputes.push({
    externalId: `du_big${number}`,
    payment: payment.externalId,
    openedAt: atMs,
    closedAt: null,
    amount: payment.amount,
    currency: payment.currency,
    state: 'open',
    providerStatus: 'needs_response',
    reason: 'fraudulent',
    dueAt: atMs + 14 * DAY_MS,
    withdrawal,
    reinstatement: null,
  });
}

function withDisputeFee(movement: Settlement): Settlement {
  const fee = movement.currency === 'JPY' ? 1_300 : 1_500;
  return { ...movement, fee: minor(fee), net: minor(movement.amount - fee) };
}

/** Gathers what each weekly payout takes along. */
class Payouts {
  private nextMs: number;
  private number = 0;
  private waiting = new Map<string, { net: number; ids: string[] }>();

  constructor(startMs: number) {
    this.nextMs = startMs + WEEK_MS;
  }

  add(movement: Settlement): void {
    const held = this.waiting.get(movement.currency) ?? { net: 0, ids: [] };
    held.net += movement.net;
    held.ids.push(movement.externalId);
    this.waiting.set(movement.currency, held);
  }

  /** The payouts that went before that time; one that would be negative waits for the next week. */
  *dueBefore(atMs: number): Generator<PulledPayout> {
    for (; this.nextMs <= atMs; this.nextMs += WEEK_MS) {
      for (const [currency, { net, ids }] of this.waiting) {
        if (net <= 0) continue;
        this.waiting.delete(currency);
        yield this.payout(minor(net), currency, ids);
      }
    }
  }

  private payout(amount: Minor, currency: string, settlements: string[]): PulledPayout {
    return {
      externalId: `po_big${String(this.number++).padStart(8, '0')}`,
      createdAt: this.nextMs,
      arrivalDay: new Date(this.nextMs + 2 * DAY_MS).toISOString().slice(0, 10),
      amount,
      currency,
      status: 'arrived',
      providerStatus: 'paid',
      descriptor: 'NORTHGATE',
      settlements,
    };
  }
}
