/** Saved payment methods of the simulated account's customers. What a charge of one comes to is that of the test method it was made of. */
import type Stripe from 'stripe';
import type { Bank } from './bank';
import { type Form, onlyKnown, textOf } from './form';
import type { CardFacts, ChargeFacts } from './objects';
import { noSuch, StripeProblem } from './problem';

export interface MethodFacts {
  id: string;
  created: number;
  customer: string | null;
  name: string | null;
  email: string | null;
  card: CardFacts | null;
  other: ChargeFacts['other'];
}

export const testCard: CardFacts = { brand: 'visa', last4: '4242', country: 'US', expMonth: 12, expYear: 2034 };

export function methodObject(facts: MethodFacts): Stripe.PaymentMethod {
  const { id, created, customer, name, email } = facts;
  return {
    id,
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { address: null, email, name, phone: null, tax_id: null },
    created,
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...heldOf(facts),
  };
}

function heldOf({
  card,
  other,
}: MethodFacts): Pick<Stripe.PaymentMethod, 'type' | 'card' | 'sepa_debit' | 'us_bank_account'> {
  if (other?.type === 'sepa_debit') {
    const { country, last4 } = other;
    const generated_from = { charge: null, setup_attempt: null };
    return {
      type: 'sepa_debit',
      sepa_debit: { bank_code: null, branch_code: null, country, fingerprint: null, generated_from, last4 },
    };
  }
  if (other) {
    const { bank, last4 } = other;
    const held = { account_holder_type: 'company', account_type: 'checking', financial_connections_account: null };
    const rest = { fingerprint: null, networks: null, routing_number: '110000000', status_details: null };
    return { type: 'us_bank_account', us_bank_account: { ...held, ...rest, bank_name: bank, last4 } };
  }
  return { type: 'card', card: cardOf(card ?? testCard) };
}

function cardOf(card: CardFacts): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card.country,
    display_brand: card.brand,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: `fp${card.brand}${card.last4}`,
    funding: 'credit',
    generated_from: null,
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

/** `like`: the test method whose outcome a charge of this one has. Gives its id. */
export function saveMethod(bank: Bank, facts: Omit<MethodFacts, 'id'>, like = 'pm_card_visa'): string {
  const id = bank.newId('pm');
  bank.store.put('payment_method', methodObject({ ...facts, id }));
  bank.store.likeOf.set(id, like);
  return id;
}

/** `POST /v1/payment_methods/{id}/attach`: a test method (`pm_card_visa`) becomes one of the customer's own. */
export function attachMethod(bank: Bank, at: number, id: string, form: Form): Stripe.PaymentMethod {
  onlyKnown(form, ['customer', 'expand']);
  const customer = textOf(form, 'customer') ?? '';
  const owner = bank.store.get('customer', customer);
  if (!owner) throw noSuch('customer', customer, 'customer', 400);
  if (id.startsWith('pm_card_')) {
    const { name = null, email } = owner;
    const made = saveMethod(bank, { created: at, customer, name, email, card: testCard, other: null }, id);
    return existing(bank, made);
  }
  const attached = { ...existing(bank, id), customer };
  bank.store.put('payment_method', attached);
  return attached;
}

/** `POST /v1/payment_methods/{id}/detach`. Throws StripeProblem for one that nobody has. */
export function detachMethod(bank: Bank, id: string, form: Form): Stripe.PaymentMethod {
  onlyKnown(form, ['expand']);
  const method = existing(bank, id);
  if (method.customer === null) {
    const message = 'The payment method you provided is not attached to a customer so detachment is impossible.';
    throw new StripeProblem(400, { message });
  }
  const detached = { ...method, customer: null };
  bank.store.put('payment_method', detached);
  return detached;
}

function existing(bank: Bank, id: string): Stripe.PaymentMethod {
  const method = bank.store.get('payment_method', id);
  if (!method) throw noSuch('PaymentMethod', id, 'payment_method');
  return method;
}
