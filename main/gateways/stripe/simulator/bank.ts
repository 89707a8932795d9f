/** What happens to payments in the simulated account: each act changes objects and leaves an event, as at Stripe. Times are Unix seconds. */
import type Stripe from 'stripe';
import { balanceTransactionObject, eventObject } from './money-objects';
import {
  type CardFacts,
  type ChargeFacts,
  type CustomerFacts,
  chargeObject,
  customerObject,
  type IntentFacts,
  paymentIntentObject,
} from './objects';
import type { Store } from './store';
import { feeOf, settle } from './terms';

const AVAILABLE_AFTER_S = 2 * 86_400;

export interface Bank {
  store: Store;
  /** Gives a fresh id with that head, such as `pi`. */
  newId(head: string): string;
  /** Where its pages for payers are reached (`http://127.0.0.1:<port>`), once a server shows them. */
  pages?: string;
}

export interface Payer {
  name: string | null;
  email: string | null;
  address: Stripe.Address | null;
  card: CardFacts | null;
  other: ChargeFacts['other'];
}

export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

export function tell(bank: Bank, at: number, type: Stripe.EventBase['type'], object: object): void {
  bank.store.put('event', eventObject(bank.newId('evt'), at, type, object));
}

export function addCustomer(bank: Bank, facts: CustomerFacts): Stripe.Customer {
  const customer = customerObject(facts);
  bank.store.put('customer', customer);
  tell(bank, facts.created, 'customer.created', customer);
  return customer;
}

export function createIntent(bank: Bank, facts: IntentFacts): Stripe.PaymentIntent {
  const intent = paymentIntentObject(facts);
  bank.store.put('payment_intent', intent);
  tell(bank, facts.created, 'payment_intent.created', intent);
  return intent;
}

/** The present state of an intent. Throws when there is none: the caller made it. */
export function intentOf(bank: Bank, id: string): Stripe.PaymentIntent {
  const intent = bank.store.get('payment_intent', id);
  if (!intent) throw new Error(`no payment intent ${id}`);
  return intent;
}

function changeIntent(
  bank: Bank,
  at: number,
  type: Stripe.EventBase['type'],
  id: string,
  change: Partial<Stripe.PaymentIntent>,
): Stripe.PaymentIntent {
  const intent: Stripe.PaymentIntent = { ...intentOf(bank, id), ...change };
  bank.store.put('payment_intent', intent);
  tell(bank, at, type, intent);
  return intent;
}

/** The customer must do something on a page of the bank (3-D Secure) before the payment goes on. */
export function requireAction(bank: Bank, at: number, id: string, url: string, returnUrl: string): void {
  const redirect = { return_url: returnUrl, url };
  const next_action: Stripe.PaymentIntent.NextAction = { redirect_to_url: redirect, type: 'redirect_to_url' };
  changeIntent(bank, at, 'payment_intent.requires_action', id, { status: 'requires_action', next_action });
}

/** A slow method (a direct debit) is under way: the charge is there, pending. */
export function process(bank: Bank, at: number, id: string, payer: Payer): void {
  const charge: Stripe.Charge = { ...chargeObject(chargeFacts(bank, at, id, payer)), captured: true };
  bank.store.put('charge', charge);
  tell(bank, at, 'charge.pending', charge);
  changeIntent(bank, at, 'payment_intent.processing', id, {
    status: 'processing',
    latest_charge: charge.id,
    next_action: null,
  });
}

/** The money came: a charge (or the pending one), its balance transaction with the fee, and the intent succeeded. */
export function succeed(bank: Bank, at: number, id: string, payer: Payer): Stripe.Charge {
  const intent = intentOf(bank, id);
  const pending = typeof intent.latest_charge === 'string' ? bank.store.get('charge', intent.latest_charge) : undefined;
  const begun = pending?.status === 'pending' ? pending : chargeObject(chargeFacts(bank, at, id, payer));
  const charge = settleCharge(bank, at, begun);
  const change = { status: 'succeeded', amount_received: intent.amount, latest_charge: charge.id } as const;
  changeIntent(bank, at, 'payment_intent.succeeded', id, { ...change, next_action: null, last_payment_error: null });
  return charge;
}

/** Makes a charge paid and books it. Used alone for a charge without an intent. */
export function settleCharge(bank: Bank, at: number, begun: Stripe.Charge): Stripe.Charge {
  const leg = settle(begun.amount, begun.currency);
  const isCard = begun.payment_method_details?.type === 'card';
  const booked = balanceTransactionObject({
    ...leg,
    id: bank.newId('txn'),
    created: at,
    availableOn: at + AVAILABLE_AFTER_S,
    fee: feeOf(leg),
    feeName: 'Stripe processing fees',
    description: begun.description,
    source: begun.id,
    type: isCard ? 'charge' : 'payment',
    category: 'charge',
  });
  bookMovement(bank, booked);
  const charge: Stripe.Charge = {
    ...begun,
    amount_captured: begun.amount,
    balance_transaction: booked.id,
    captured: true,
    outcome: outcome('authorized', 'approved_by_network', 'Payment complete.'),
    paid: true,
    status: 'succeeded',
  };
  bank.store.put('charge', charge);
  tell(bank, at, 'charge.succeeded', charge);
  return charge;
}

/** The bank said no: a failed charge; the intent asks for another method and can still succeed. */
export function decline(bank: Bank, at: number, id: string, payer: Payer, why: Decline): Stripe.Charge {
  const charge: Stripe.Charge = {
    ...chargeObject(chargeFacts(bank, at, id, payer)),
    failure_code: why.code,
    failure_message: why.message,
    outcome: outcome(
      'issuer_declined',
      'declined_by_network',
      'The bank did not return any further details with this decline.',
    ),
    status: 'failed',
  };
  bank.store.put('charge', charge);
  tell(bank, at, 'charge.failed', charge);
  changeIntent(bank, at, 'payment_intent.payment_failed', id, {
    status: 'requires_payment_method',
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: {
      charge: charge.id,
      code: why.code,
      decline_code: why.declineCode,
      doc_url: `https://stripe.com/docs/error-codes/${why.code.replaceAll('_', '-')}`,
      message: why.message,
      type: 'card_error',
    },
  });
  return charge;
}

export function cancel(bank: Bank, at: number, id: string, reason: string | null): Stripe.PaymentIntent {
  const change = { status: 'canceled', canceled_at: at, cancellation_reason: reason, next_action: null } as const;
  return changeIntent(bank, at, 'payment_intent.canceled', id, change);
}

/** Stores a balance transaction and leaves it for the next payout of its currency. */
export function bookMovement(bank: Bank, booked: Stripe.BalanceTransaction): void {
  bank.store.put('balance_transaction', booked);
  const waiting = bank.store.unpaid.get(booked.currency) ?? [];
  waiting.push(booked.id);
  bank.store.unpaid.set(booked.currency, waiting);
}

function chargeFacts(bank: Bank, at: number, intentId: string, payer: Payer): ChargeFacts {
  const intent = intentOf(bank, intentId);
  return {
    id: bank.newId(payer.other ? 'py' : 'ch'),
    created: at,
    amount: intent.amount,
    currency: intent.currency,
    customer: typeof intent.customer === 'string' ? intent.customer : null,
    description: intent.description,
    metadata: intent.metadata,
    paymentIntent: intent.id,
    paymentMethod: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payer: { name: payer.name, email: payer.email, address: payer.address },
    card: payer.card,
    other: payer.other,
  };
}

function outcome(type: string, network: string, message: string): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: network,
    reason: type === 'authorized' ? null : 'generic_decline',
    risk_level: 'normal',
    seller_message: message,
    type,
  };
}
