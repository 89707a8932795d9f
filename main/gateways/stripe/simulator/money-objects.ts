/** Builds what moves money afterwards: balance transactions, refunds, disputes, payouts; and the events that tell of changes. */
import type Stripe from 'stripe';

export interface BalanceTransactionFacts {
  id: string;
  created: number;
  availableOn: number;
  amount: number;
  fee: number;
  /** What the fee is called; empty when there is none. */
  feeName: string;
  currency: string;
  description: string | null;
  /** Stripe's rate, when the source was in another currency. */
  rate: number | null;
  source: string;
  type: 'charge' | 'refund' | 'payment' | 'payment_refund' | 'adjustment' | 'payout' | 'payout_failure';
  category: string;
}

export function balanceTransactionObject(facts: BalanceTransactionFacts): Stripe.BalanceTransaction {
  const detail = {
    amount: facts.fee,
    application: null,
    currency: facts.currency,
    description: facts.feeName,
    type: 'stripe_fee',
  };
  return {
    id: facts.id,
    object: 'balance_transaction',
    amount: facts.amount,
    available_on: facts.availableOn,
    balance_type: 'payments',
    created: facts.created,
    currency: facts.currency,
    description: facts.description,
    exchange_rate: facts.rate,
    fee: facts.fee,
    fee_details: facts.fee === 0 ? [] : [detail],
    net: facts.amount - facts.fee,
    reporting_category: facts.category,
    source: facts.source,
    status: 'available',
    type: facts.type,
  };
}

export interface RefundFacts {
  id: string;
  created: number;
  amount: number;
  currency: string;
  charge: string;
  paymentIntent: string | null;
  balanceTransaction: string | null;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
  status: string;
}

export function refundObject(facts: RefundFacts): Stripe.Refund {
  return {
    id: facts.id,
    object: 'refund',
    amount: facts.amount,
    balance_transaction: facts.balanceTransaction,
    charge: facts.charge,
    created: facts.created,
    currency: facts.currency,
    customer: null,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: {},
    payment_intent: facts.paymentIntent,
    payment_method: null,
    reason: facts.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: facts.status,
    transfer_reversal: null,
  };
}

export interface DisputeFacts {
  id: string;
  created: number;
  amount: number;
  currency: string;
  charge: string;
  paymentIntent: string | null;
  reason: string;
  status: string;
  dueBy: number;
  brand: 'visa' | 'mastercard';
  balanceTransactions: Stripe.BalanceTransaction[];
}

export function disputeObject(facts: DisputeFacts): Stripe.Dispute {
  return {
    id: facts.id,
    object: 'dispute',
    amount: facts.amount,
    balance_transactions: facts.balanceTransactions,
    charge: facts.charge,
    created: facts.created,
    currency: facts.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: facts.dueBy,
      enhanced_eligibility: {},
      has_evidence: facts.status !== 'needs_response',
      past_due: false,
      submission_count: facts.status === 'needs_response' ? 0 : 1,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: facts.paymentIntent,
    payment_method_details: {
      card: { brand: facts.brand, case_type: 'chargeback', network: facts.brand, network_reason_code: '10.4' },
      type: 'card',
    },
    reason: facts.reason,
    status: facts.status,
  };
}

function emptyEvidence(): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}

export interface PayoutFacts {
  id: string;
  created: number;
  arrival: number;
  amount: number;
  currency: string;
  balanceTransaction: string;
  status: string;
  reconciled: boolean;
  descriptor: string;
}

export function payoutObject(facts: PayoutFacts): Stripe.Payout {
  return {
    id: facts.id,
    object: 'payout',
    amount: facts.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: facts.arrival,
    automatic: true,
    balance_transaction: facts.balanceTransaction,
    created: facts.created,
    currency: facts.currency,
    description: 'STRIPE PAYOUT',
    destination: `ba_northgate${facts.currency}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: facts.reconciled ? 'completed' : 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: facts.descriptor,
    status: facts.status,
    trace_id: null,
    type: 'bank_account',
  };
}

export function eventObject(
  id: string,
  created: number,
  type: Stripe.EventBase['type'],
  object: object,
): Stripe.EventBase {
  return {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  };
}
