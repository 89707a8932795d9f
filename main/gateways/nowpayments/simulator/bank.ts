/**
 * What the simulated account holds, and what happens to it: invoices that payers open, payments in coins that come whole, short,
 * late or twice. The same seed gives the same ids. Times are UTC milliseconds.
 */
import { between, type Random, randomFrom } from '../../random';
import { inCoin } from './coins';
import type { SimulatedInvoice, SimulatedPayment } from './objects';

const WAITS_MS = 7 * 86_400_000;

export interface PaymentWish {
  at: number;
  /** Decimal text: `25.00`. */
  price?: string;
  /** `usd` */
  currency?: string;
  coin?: string;
  invoice?: string | null;
  orderId?: string | null;
  description?: string | null;
}

export interface InvoiceWish {
  at: number;
  price: string;
  currency: string;
  orderId: string | null;
  description: string | null;
  returnUrl?: string | null;
}

/** A part of what was asked for: two thirds is `{ of: 2n, in: 3n }`. */
export type Part = Parameters<typeof inCoin>[2];

export class Bank {
  readonly invoices = new Map<string, SimulatedInvoice>();
  /** From the oldest to the newest. */
  readonly payments: SimulatedPayment[] = [];
  readonly accountId: string;
  private readonly byId = new Map<string, SimulatedPayment>();
  private random: Random;

  constructor(seed = 'nowpayments') {
    this.random = randomFrom(seed);
    this.accountId = this.newId();
  }

  /** Ids come from another seed from now on. */
  reseed(seed: string): void {
    this.random = randomFrom(seed);
  }

  payment(id: string): SimulatedPayment | undefined {
    return this.byId.get(id);
  }

  addInvoice(wish: InvoiceWish): SimulatedInvoice {
    const { at, price, currency, orderId, description, returnUrl = null } = wish;
    const invoice = {
      id: this.newId(),
      priceAmount: price,
      priceCurrency: currency,
      orderId,
      description,
      returnUrl,
      createdAt: at,
    };
    this.invoices.set(invoice.id, invoice);
    return invoice;
  }

  /** A payer opened the page and chose a coin. Gives the payment's id. */
  open(invoiceId: string, at: number, coin: string): string {
    const invoice = this.invoices.get(invoiceId);
    if (!invoice) throw new Error(`no invoice ${invoiceId}`);
    const { priceAmount: price, priceCurrency: currency, orderId, description } = invoice;
    return this.addPayment({ at, price, currency, coin, invoice: invoiceId, orderId, description });
  }

  /** A payment that waits for its coins. Gives its id. */
  addPayment(wish: PaymentWish): string {
    const { at, price = '25.00', currency = 'usd', coin = 'trx' } = wish;
    const payAmount = inCoin(price, coin);
    return this.put({
      id: this.newId(),
      invoice: wish.invoice ?? null,
      parent: null,
      children: [],
      status: 'waiting',
      priceAmount: price,
      priceCurrency: currency,
      payAmount,
      payCurrency: coin,
      actuallyPaid: '0',
      outcomeAmount: inCoin(price, coin, less),
      outcomeCurrency: coin,
      orderId: wish.orderId ?? null,
      description: wish.description ?? 'Account top-up',
      purchase: this.newId(),
      createdAt: at,
      updatedAt: at,
    }).id;
  }

  /** The coins are seen on their chain: `confirming`, `confirmed`, `sending`. */
  progress(id: string, at: number, status: string): void {
    const payment = this.get(id);
    this.change(id, { status, actuallyPaid: payment.payAmount, updatedAt: at });
  }

  /** The coins came, whole or that part of them, and were credited. */
  finish(id: string, at: number, part?: Part): void {
    const { payAmount, priceAmount, payCurrency } = this.get(id);
    const actuallyPaid = part ? inCoin(priceAmount, payCurrency, part) : payAmount;
    this.change(id, { status: 'finished', actuallyPaid, updatedAt: at });
  }

  /** Less came than was asked for, and it waits for a decision. */
  payShort(id: string, at: number, part: Part): void {
    const { priceAmount, payCurrency } = this.get(id);
    const paid = inCoin(priceAmount, payCurrency, part);
    this.change(id, { status: 'partially_paid', actuallyPaid: paid, outcomeAmount: paid, updatedAt: at });
  }

  end(id: string, at: number, status: 'failed' | 'expired' | 'cancelled'): void {
    this.change(id, { status, updatedAt: at });
  }

  refund(id: string, at: number): void {
    this.change(id, { status: 'refunded', updatedAt: at });
  }

  /** What came is credited in money, as accounts can choose: both as decimal text and ticker. */
  credit(id: string, amount: string, ticker: string): void {
    this.change(id, { outcomeAmount: amount, outcomeCurrency: ticker });
  }

  /** Coins came again to the address of a payment: a payment of its own, tied to the first. Gives its id. */
  depositAgain(parentId: string, at: number, part?: Part): string {
    const parent = this.get(parentId);
    const { priceAmount, payCurrency, payAmount } = parent;
    const actuallyPaid = part ? inCoin(priceAmount, payCurrency, part) : payAmount;
    const status = 'finished';
    const times = { createdAt: at, updatedAt: at };
    const child = this.put({
      ...parent,
      ...times,
      id: this.newId(),
      parent: parentId,
      children: [],
      status,
      actuallyPaid,
    });
    parent.children.push(child.id);
    return child.id;
  }

  /** Any change at all, for what the other acts do not do. */
  change(id: string, change: Partial<SimulatedPayment>): void {
    Object.assign(this.get(id), change);
  }

  /** Payments that nobody paid in seven days expire. */
  catchUp(nowMs: number): void {
    for (const payment of this.payments) {
      if (payment.status !== 'waiting' || payment.createdAt + WAITS_MS > nowMs) continue;
      this.end(payment.id, payment.createdAt + WAITS_MS, 'expired');
    }
  }

  private get(id: string): SimulatedPayment {
    const payment = this.byId.get(id);
    if (!payment) throw new Error(`no payment ${id}`);
    return payment;
  }

  private put(payment: SimulatedPayment): SimulatedPayment {
    this.byId.set(payment.id, payment);
    let place = this.payments.length;
    while (place > 0 && (this.payments[place - 1]?.createdAt ?? 0) > payment.createdAt) place--;
    this.payments.splice(place, 0, payment);
    return payment;
  }

  private newId(): string {
    for (;;) {
      const id = `${between(this.random, 4_000_000, 6_999_999)}${String(between(this.random, 0, 999)).padStart(3, '0')}`;
      // Of a hundred thousand payments two would have the same one.
      if (!this.byId.has(id)) return id;
    }
  }
}

/** What is kept of a deposit on its way. */
const less: Part = { of: 199n, in: 200n };
