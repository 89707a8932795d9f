/** Builds a Checkout Session, with every field that Stripe's types ask for. */
import type Stripe from 'stripe';

export interface SessionFacts {
  id: string;
  /** Unix seconds. */
  created: number;
  /** As Stripe counts: its own minor units, currency in lower case. */
  amount: number;
  currency: string;
  customer: string | null;
  email: string | null;
  makesCustomer: boolean;
  reference: string | null;
  metadata: Record<string, string>;
  expires: number;
  success: string;
  cancel: string | null;
  url: string;
}

/** What this program never asks for. */
const unasked = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  locale: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  submit_type: null,
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

export function sessionObject(facts: SessionFacts): Stripe.Checkout.Session {
  return {
    ...unasked,
    id: facts.id,
    object: 'checkout.session',
    amount_subtotal: facts.amount,
    amount_total: facts.amount,
    cancel_url: facts.cancel,
    client_reference_id: facts.reference,
    created: facts.created,
    currency: facts.currency,
    customer: facts.customer,
    customer_creation: facts.customer !== null ? null : facts.makesCustomer ? 'always' : 'if_required',
    customer_email: facts.email,
    expires_at: facts.expires,
    metadata: facts.metadata,
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    success_url: facts.success,
    ui_mode: 'hosted_page',
    url: facts.url,
  };
}
