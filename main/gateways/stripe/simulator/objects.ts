/** Builds what pays: customers, payment intents and charges, with every field that Stripe's types ask for. */
import type Stripe from 'stripe';

export interface CardFacts {
  brand: string;
  last4: string;
  country: string;
  expMonth: number;
  expYear: number;
}

export interface CustomerFacts {
  id: string;
  created: number;
  name: string;
  email: string | null;
  phone: string | null;
  address: Stripe.Address | null;
  locale: string | null;
  currency: string;
}

export function customerObject(facts: CustomerFacts): Stripe.Customer {
  return {
    id: facts.id,
    object: 'customer',
    address: facts.address,
    balance: 0,
    created: facts.created,
    currency: facts.currency,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: facts.email,
    invoice_prefix: facts.id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: facts.name,
    next_invoice_sequence: 1,
    phone: facts.phone,
    preferred_locales: facts.locale ? [facts.locale] : [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export interface IntentFacts {
  id: string;
  created: number;
  /** As Stripe counts: its own minor units, currency in lower case. */
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentMethod: string | null;
  methodType: string;
  captureMethod: 'automatic' | 'manual';
}

export function paymentIntentObject(facts: IntentFacts): Stripe.PaymentIntent {
  return {
    id: facts.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: facts.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: facts.captureMethod,
    client_secret: `${facts.id}_secret_simulated`,
    confirmation_method: 'automatic',
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: facts.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: [facts.methodType],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

export interface ChargeFacts {
  id: string;
  created: number;
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentIntent: string | null;
  paymentMethod: string | null;
  payer: { name: string | null; email: string | null; address: Stripe.Address | null };
  card: CardFacts | null;
  /** When the method is not a card: its type and details as Stripe names them. */
  other: { type: 'sepa_debit' | 'us_bank_account'; bank: string; last4: string; country: string } | null;
}

export function chargeObject(facts: ChargeFacts): Stripe.Charge {
  return {
    id: facts.id,
    object: 'charge',
    amount: facts.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: facts.payer.address,
      email: facts.payer.email,
      name: facts.payer.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'NORTHGATE HOSTING',
    captured: false,
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    description: facts.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: facts.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: facts.paymentIntent,
    payment_method: facts.paymentMethod,
    payment_method_details: methodDetails(facts),
    receipt_email: null,
    receipt_number: null,
    receipt_url: `https://pay.stripe.com/receipts/payment/${facts.id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  };
}

function methodDetails(facts: ChargeFacts): Stripe.Charge.PaymentMethodDetails {
  if (facts.other?.type === 'sepa_debit') {
    const { last4, country } = facts.other;
    const details = { bank_code: null, branch_code: null, country, fingerprint: null, last4, mandate: null };
    return { sepa_debit: details, type: 'sepa_debit' };
  }
  if (facts.other) return { us_bank_account: usBankAccount(facts.other), type: 'us_bank_account' };
  return facts.card ? { card: cardDetails(facts.card), type: 'card' } : { type: 'card' };
}

function usBankAccount(facts: { bank: string; last4: string }): Stripe.Charge.PaymentMethodDetails.UsBankAccount {
  return {
    account_holder_type: 'company',
    account_type: 'checking',
    bank_name: facts.bank,
    fingerprint: null,
    last4: facts.last4,
    payment_reference: null,
    routing_number: '110000000',
  };
}

function cardDetails(card: CardFacts): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: null,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    extended_authorization: { status: 'disabled' },
    fingerprint: `fp${card.brand}${card.last4}`,
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: 0, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
