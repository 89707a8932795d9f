/** The simulated account, and what happens in it: customers, saved methods, payments. Times are Unix seconds. */
import { idStream, randomFrom } from '../../random';
import {
  type CardObject,
  type CustomerObject,
  type DisputeObject,
  type InvoiceObject,
  type LinkObject,
  notesObject,
  type OrderObject,
  type PaymentObject,
  type ReconObject,
  type RefundObject,
  type SettlementObject,
  type TokenObject,
} from './objects';
import { Shelf } from './shelf';
import { feeOf, inPaise } from './terms';

export type Outcome = 'succeed' | 'decline' | 'decline-hard' | 'wait';

export interface PaymentWish {
  at: number;
  /** Minor units. */
  amount: number;
  currency?: string;
  /** As Razorpay calls it; captured when left out. */
  status?: 'created' | 'authorized' | 'captured' | 'failed';
  customer?: string | null;
  token?: string;
  method?: 'card' | 'upi' | 'netbanking' | 'wallet' | 'emandate';
  card?: { last4: string; network: string; name?: string };
  email?: string;
  contact?: string;
  description?: string | null;
  notes?: Record<string, string>;
  order?: string;
  invoice?: string;
  failure?: { reason: string; description: string };
}

export const defaultFailure = {
  reason: 'payment_failed',
  description: 'Your payment could not be completed as it was declined by the bank.',
};

export class Bank {
  readonly customers = new Shelf<CustomerObject>();
  readonly payments = new Shelf<PaymentObject>();
  readonly refunds = new Shelf<RefundObject>();
  readonly disputes = new Shelf<DisputeObject>();
  /** Names of uploaded files, by the document's id. */
  readonly documents = new Map<string, string>();
  readonly settlements = new Shelf<SettlementObject>();
  readonly orders = new Shelf<OrderObject>();
  readonly links = new Shelf<LinkObject>();
  readonly invoices = new Shelf<InvoiceObject>();
  readonly cards = new Map<string, CardObject>();
  /** By customer. */
  readonly tokens = new Map<string, TokenObject[]>();
  /** What came of charging a token from now on; succeeds when left out. */
  readonly outcomes = new Map<string, Outcome>();
  /** Every movement, settled or not. */
  readonly movements: ReconObject[] = [];
  /** Those that no settlement has taken yet. */
  unsettled: ReconObject[] = [];
  /** What each settlement took, by its id. */
  readonly contents = new Map<string, readonly ReconObject[]>();
  private stream: (head: string) => string;

  /** The same seed gives the same ids. */
  constructor(seed: string) {
    this.stream = idStream(randomFrom(seed));
  }

  /** Ids come from another seed from now on. */
  reseed(seed: string): void {
    this.stream = idStream(randomFrom(seed));
  }

  /** `pay_` and 14 letters and digits. */
  newId(head: string): string {
    return this.stream(head).slice(0, head.length + 15);
  }

  makeCustomer(wish: { at: number; name: string; email?: string | null; phone?: string | null; id?: string }): string {
    const { at, name, email = null, phone = null, id = this.newId('cust') } = wish;
    const facts = { name, email, contact: phone, gstin: null, notes: notesObject(undefined), created_at: at };
    return this.customers.add({ id, entity: 'customer', ...facts }).id;
  }

  makeToken(
    customer: string,
    wish: { at: number; last4?: string; network?: string; status?: string; outcome?: Outcome },
  ): string {
    const { at, last4 = '1111', network = 'Visa', status = 'confirmed', outcome = 'succeed' } = wish;
    const card = { entity: 'card' as const, name: this.customers.need(customer).name, last4, network, type: 'credit' };
    const token: TokenObject = {
      id: this.newId('token'),
      entity: 'token',
      token: this.newId('x').slice(2),
      bank: null,
      wallet: null,
      method: 'card',
      card: {
        ...card,
        issuer: 'HDFC',
        international: false,
        emi: false,
        sub_type: 'consumer',
        expiry_month: 12,
        expiry_year: 2034,
      },
      recurring: status === 'confirmed',
      recurring_details: { status, failure_reason: null },
      auth_type: null,
      mrn: null,
      used_at: at,
      created_at: at,
      expired_at: 2_051_202_599,
      dcc_enabled: false,
    };
    this.tokens.set(customer, [...(this.tokens.get(customer) ?? []), token]);
    this.outcomes.set(token.id, outcome);
    return token.id;
  }

  makeOrder(wish: {
    at: number;
    amount: number;
    currency: string;
    receipt: string | null;
    notes?: Record<string, string>;
  }) {
    const { at, amount, currency, receipt, notes } = wish;
    const facts = { amount, amount_paid: 0, amount_due: amount, currency, receipt, offer_id: null };
    const order: OrderObject = {
      id: this.newId('order'),
      entity: 'order',
      ...facts,
      status: 'created',
      attempts: 0,
      notes: notesObject(notes),
      created_at: at,
    };
    return this.orders.add(order);
  }

  makePayment(wish: PaymentWish): string {
    const payment = this.payments.add(this.createdPayment(wish));
    const order = wish.order === undefined ? undefined : this.orders.get(wish.order);
    if (order) Object.assign(order, { attempts: order.attempts + 1, status: 'attempted' });
    const { status = 'captured' } = wish;
    if (status === 'failed') this.fail(payment.id, wish.failure);
    else if (status === 'authorized') this.authorize(payment.id);
    else if (status === 'captured') this.capture(wish.at, payment.id);
    return payment.id;
  }

  private createdPayment(wish: PaymentWish): PaymentObject {
    const { at, amount, currency = 'INR', method = 'card', customer, token } = wish;
    const international = currency !== 'INR';
    const cardId = method === 'card' ? this.makeCard(wish.card, international) : null;
    return {
      id: this.newId('pay'),
      entity: 'payment',
      amount,
      currency,
      base_amount: inPaise(amount, currency),
      ...(international ? { base_currency: 'INR' } : {}),
      status: 'created',
      order_id: wish.order ?? null,
      invoice_id: wish.invoice ?? null,
      international,
      method,
      amount_refunded: 0,
      refund_status: null,
      captured: false,
      description: wish.description ?? null,
      card_id: cardId,
      bank: method === 'netbanking' || method === 'emandate' ? 'HDFC' : null,
      wallet: method === 'wallet' ? 'payzapp' : null,
      vpa: method === 'upi' ? 'ada@okhdfcbank' : null,
      email: wish.email ?? 'void@razorpay.com',
      contact: wish.contact ?? '+919000090000',
      ...(customer ? { customer_id: customer } : {}),
      ...(token ? { token_id: token } : {}),
      notes: notesObject(wish.notes),
      fee: null,
      tax: null,
      ...noError,
      acquirer_data: method === 'card' ? { auth_code: null } : {},
      created_at: at,
    };
  }

  private makeCard(wish: PaymentWish['card'], international: boolean): string {
    const { last4, network, name = '' } = wish ?? { last4: '1111', network: 'Visa' };
    const id = this.newId('card');
    const facts = { name, last4, network, type: 'credit', issuer: 'HDFC', international, emi: false };
    this.cards.set(id, { id, entity: 'card', ...facts, sub_type: 'consumer', token_iin: null });
    return id;
  }

  authorize(id: string): void {
    Object.assign(this.payments.need(id), { status: 'authorized', ...noError });
  }

  capture(at: number, id: string): void {
    const payment = this.payments.need(id);
    if (payment.captured) return;
    const { fee, tax } = feeOf(payment.base_amount, payment.international);
    Object.assign(payment, { status: 'captured', captured: true, fee, tax, ...noError });
    const order = payment.order_id === null ? undefined : this.orders.get(payment.order_id);
    if (order) Object.assign(order, { status: 'paid', amount_paid: payment.amount, amount_due: 0 });
    const sums = { debit: 0, credit: payment.base_amount - fee, amount: payment.base_amount, fee, tax };
    this.move(at, { ...sums, entity_id: payment.id, type: 'payment', payment, order_receipt: order?.receipt ?? null });
  }

  fail(id: string, failure = defaultFailure): void {
    const { reason, description } = failure;
    const where = { error_code: 'BAD_REQUEST_ERROR', error_source: 'issuer_bank', error_step: 'payment_authorization' };
    const error = { ...where, error_description: description, error_reason: reason };
    Object.assign(this.payments.need(id), { status: 'failed', ...error });
  }

  /** A movement that the next settlement takes. */
  move(
    at: number,
    wish: Pick<ReconObject, 'entity_id' | 'type' | 'debit' | 'credit' | 'amount' | 'fee' | 'tax'> & {
      payment: PaymentObject | null;
      order_receipt?: string | null;
      dispute_id?: string;
    },
  ): void {
    const { payment, order_receipt = null, dispute_id = null, ...sums } = wish;
    const card = payment?.card_id ? this.cards.get(payment.card_id) : undefined;
    const movement: ReconObject = {
      ...sums,
      currency: 'INR',
      on_hold: false,
      settled: false,
      created_at: at,
      settled_at: null,
      settlement_id: null,
      posted_at: null,
      credit_type: 'default',
      description: payment?.description ?? null,
      notes:
        sums.type === 'adjustment' ? null : JSON.stringify(Array.isArray(payment?.notes) ? {} : (payment?.notes ?? {})),
      payment_id: sums.type === 'payment' ? null : (payment?.id ?? null),
      settlement_utr: null,
      order_id: payment?.order_id ?? null,
      order_receipt,
      method: payment?.method ?? null,
      card_network: card?.network ?? null,
      card_issuer: card?.issuer ?? null,
      card_type: card?.type ?? null,
      dispute_id,
    };
    this.movements.push(movement);
    this.unsettled.push(movement);
  }

  settle({ id, created_at }: SettlementObject, taken: readonly ReconObject[]): void {
    for (const movement of taken) Object.assign(movement, { settled: true, settled_at: created_at, settlement_id: id });
    this.unsettled = this.unsettled.filter(({ settled }) => !settled);
    this.contents.set(id, taken);
  }
}

const noError = {
  error_code: null,
  error_description: null,
  error_source: null,
  error_step: null,
  error_reason: null,
};
