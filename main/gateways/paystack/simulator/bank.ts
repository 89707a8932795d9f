/** What happens to payments in the simulated account. Times are UTC milliseconds, amounts hundredths; ids come from the seed. */
import { type Random, randomFrom } from '../../random';
import {
  type Authorization,
  type Behaviour,
  type Customer,
  type Dispute,
  type Payout,
  type Refund,
  Store,
  type Transaction,
} from './store';
import { feeOf } from './terms';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export interface CustomerWish {
  at: number;
  email: string;
  firstName?: string | null;
  lastName?: string | null;
  phone?: string | null;
}

export interface PaymentWish {
  at: number;
  amount: number;
  currency?: string;
  /** Its e-mail or code; a customer is made for an e-mail that is not known. */
  customer: string;
  status?: 'success' | 'failed' | 'abandoned' | 'ongoing' | 'pending' | (string & {});
  reference?: string;
  channel?: string;
  metadata?: unknown;
  gatewayResponse?: string;
  callbackUrl?: string | null;
}

export interface Card {
  brand: string;
  bin: string;
  last4: string;
}

const visa: Card = { brand: 'visa', bin: '408408', last4: '4081' };

export class Bank {
  readonly store: Store;
  private random: Random;
  private nextId = 4_099_260_516;

  constructor(seed: string, integration = 463_433) {
    this.store = new Store(integration);
    this.random = randomFrom(`paystack/${seed}`);
  }

  /** Ids come from another seed from now on. Numbers rise, so that they also start elsewhere. */
  reseed(seed: string): void {
    this.random = randomFrom(`paystack/${seed}`);
    this.nextId += 1_000_000 + (this.random() % 1_000_000_000);
  }

  makeCustomer({ at, email, firstName = null, lastName = null, phone = null }: CustomerWish): Customer {
    const { store } = this;
    const id = this.newId();
    const code = `CUS_${this.letters(15)}`;
    const customer = { id, code, email, firstName, lastName, phone, createdAt: at };
    store.customerByCode.set(code, id);
    store.customerByEmail.set(email.toLowerCase(), id);
    return store.customers.add(customer);
  }

  /** A saved method of a customer (its code or e-mail). */
  makeAuthorization(customer: string, behaviour: Behaviour = 'succeed', card: Card = visa): Authorization {
    const authorization: Authorization = {
      ...card,
      code: `AUTH_${this.letters(10)}`,
      customer: this.customerOf(customer, 0).code,
      expMonth: '12',
      expYear: '2034',
      reusable: true,
      isActive: true,
      behaviour,
    };
    this.store.authorizations.set(authorization.code, authorization);
    return authorization;
  }

  /** A transaction in any state; `success` unless told otherwise, paid a minute after it was begun. */
  makePayment(wish: PaymentWish): Transaction {
    const { store } = this;
    const { status = 'success', currency = 'NGN' } = wish;
    const reference = wish.reference ?? `T${this.letters(14)}`;
    if (store.byReference.has(reference)) throw new Error(`there is already a ${reference}`);
    const transaction = store.transactions.add({
      id: this.newId(),
      reference,
      accessCode: this.letters(15),
      status: 'abandoned',
      amount: wish.amount,
      currency,
      channel: wish.channel ?? 'card',
      customer: this.customerOf(wish.customer, wish.at).code,
      authorization: null,
      createdAt: wish.at,
      paidAt: null,
      fees: null,
      gatewayResponse: 'The transaction was not completed',
      metadata: wish.metadata ?? null,
      callbackUrl: wish.callbackUrl ?? null,
      settlement: null,
      isPaused: false,
    });
    store.byReference.set(reference, transaction.id);
    store.byAccessCode.set(transaction.accessCode, transaction.id);
    if (status === 'success') return this.succeed(transaction.id, wish.at + 60_000);
    if (status === 'failed') return this.decline(transaction.id, wish.gatewayResponse ?? 'Declined');
    const gatewayResponse = wish.gatewayResponse ?? transaction.gatewayResponse;
    return store.transactions.change(transaction.id, { status, gatewayResponse });
  }

  /** The money came. A card that paid on a page is kept as an authorization of its customer. */
  succeed(id: number, at: number, authorization?: string): Transaction {
    const { transactions } = this.store;
    const { amount, currency, channel, customer } = transactions.of(id);
    const kept = authorization ?? (channel === 'card' ? this.makeAuthorization(customer).code : null);
    return transactions.change(id, {
      status: 'success',
      paidAt: at,
      fees: feeOf(amount, currency),
      gatewayResponse: 'Successful',
      authorization: kept,
      isPaused: false,
    });
  }

  decline(id: number, gatewayResponse = 'Insufficient Funds'): Transaction {
    return this.store.transactions.change(id, { status: 'failed', gatewayResponse, isPaused: false });
  }

  /** Into a state of the provider's that needs nothing else: `ongoing`, `abandoned`, `reversed`. */
  become(id: number, status: string): Transaction {
    return this.store.transactions.change(id, { status });
  }

  refund(transaction: number, at: number, amount: number, note = '', status = 'pending'): Refund {
    const { reference, currency } = this.store.transactions.of(transaction);
    const text = `Refund for transaction ${reference}`;
    return this.store.refunds.add({
      id: this.newId(),
      transaction,
      amount,
      currency,
      status,
      createdAt: at,
      updatedAt: at,
      merchantNote: note || text,
      customerNote: text,
      settlement: null,
      dispute: null,
    });
  }

  changeRefund(id: number, at: number, status: string): Refund {
    return this.store.refunds.change(id, { status, updatedAt: at });
  }

  dispute(transaction: number, at: number, refundAmount: number | null = null): Dispute {
    const { amount, currency } = this.store.transactions.of(transaction);
    return this.store.disputes.add({
      id: this.newId(),
      transaction,
      refundAmount: refundAmount ?? amount,
      currency,
      status: 'awaiting-merchant-feedback',
      resolution: null,
      category: 'chargeback',
      createdAt: at,
      updatedAt: at,
      dueAt: at + 3 * 86_400_000,
      resolvedAt: null,
    });
  }

  /** `merchant-accepted` pays the payer back by a refund that names the dispute; `declined` ends it in the merchant's favour. */
  resolve(id: number, at: number, resolution: 'merchant-accepted' | 'declined'): Dispute {
    const { transaction, refundAmount } = this.store.disputes.of(id);
    if (resolution === 'merchant-accepted') {
      const refund = this.refund(transaction, at, refundAmount ?? 0, 'Chargeback accepted', 'processed');
      this.store.refunds.change(refund.id, { dispute: id });
    }
    return this.store.disputes.change(id, { status: 'resolved', resolution, resolvedAt: at, updatedAt: at });
  }

  /** Settles what has been paid in a currency, less the refunds that went out; null when there is nothing to pay out. */
  payOut(at: number, currency: string): Payout | null {
    const { transactions, refunds, payouts } = this.store;
    const paid = transactions
      .all()
      .filter((one) => one.status === 'success' && one.settlement === null && one.currency === currency);
    const taken = refunds
      .all()
      .filter((one) => one.status === 'processed' && one.settlement === null && one.currency === currency);
    const gross = paid.reduce((sum, one) => sum + one.amount, 0);
    const fees = paid.reduce((sum, one) => sum + (one.fees ?? 0), 0);
    const deductions = taken.reduce((sum, one) => sum + one.amount, 0);
    if (gross - fees - deductions <= 0) return null;
    const id = this.newId();
    for (const one of paid) transactions.change(one.id, { settlement: id });
    for (const one of taken) refunds.change(one.id, { settlement: id });
    const state = { status: 'pending', currency, gross, fees, deductions, createdAt: at, updatedAt: at };
    return payouts.add({ ...state, id, transactions: paid.map((one) => one.id) });
  }

  arrive(id: number, at: number, status = 'success'): Payout {
    return this.store.payouts.change(id, { status, updatedAt: at });
  }

  /** By code or e-mail; made when it is an e-mail that is not known. */
  customerOf(codeOrEmail: string, at: number): Customer {
    return this.store.customer(codeOrEmail) ?? this.makeCustomer({ at, email: codeOrEmail });
  }

  private newId(): number {
    this.nextId += 1 + (this.random() % 97);
    return this.nextId;
  }

  private letters(count: number): string {
    let text = '';
    while (text.length < count) text += LETTERS[this.random() % LETTERS.length];
    return text;
  }
}
