/** Refunds, disputes and settlements as Paystack sends them, each call with its own spelling. */
import { customerOf, iso, transactionCore } from './objects';
import type { Dispute, Payout, Refund, Store } from './store';

function refundCore(store: Store, refund: Refund) {
  const { id, amount, currency, status, merchantNote, customerNote, createdAt } = refund;
  return {
    integration: store.integration,
    id,
    domain: 'test',
    currency,
    amount,
    status,
    refunded_by: 'billing@northgate.example',
    customer_note: customerNote,
    merchant_note: merchantNote,
    deducted_amount: status === 'processed' ? amount : 0,
    expected_at: iso(createdAt + 10 * 86_400_000),
  };
}

export function listedRefund(store: Store, refund: Refund): object {
  const { transaction, dispute, settlement, status, createdAt, updatedAt } = refund;
  const isTaken = status === 'processed';
  const { reference, amount, customer } = store.transactions.of(transaction);
  return {
    ...refundCore(store, refund),
    transaction,
    dispute,
    settlement,
    refunded_at: isTaken ? iso(updatedAt) : null,
    channel: 'card',
    fully_deducted: isTaken ? 1 : 0,
    // The list and the single refund spell these differently, and each of them has been seen with either.
    ...(refund.id % 2 === 0
      ? { created_at: iso(createdAt), updated_at: iso(updatedAt), createdAt: iso(createdAt) }
      : { createdAt: iso(createdAt), updatedAt: iso(updatedAt) }),
    bank_reference: null,
    transaction_reference: reference,
    reason: status.toUpperCase(),
    customer: { ...customerOf(store, customer), metadata: '', international_format_phone: '' },
    refund_type: 'PARTIAL',
    transaction_amount: amount,
    initiated_by: 'billing@northgate.example',
    refund_channel: 'card',
    session_id: null,
    collect_account_number: false,
  };
}

/** The answer to a new refund: its transaction stands in the place of its number. */
export function createdRefund(store: Store, refund: Refund): object {
  const { id, reference, amount, paidAt, channel, currency } = store.transactions.of(refund.transaction);
  return {
    ...refundCore(store, refund),
    transaction: {
      id,
      domain: 'test',
      reference,
      amount,
      paid_at: iso(paidAt),
      channel,
      currency,
      authorization: { exp_month: null, exp_year: null, account_name: null },
      customer: { international_format_phone: null },
      plan: {},
      subaccount: { currency: null },
      split: {},
      order_id: null,
      paidAt: iso(paidAt),
      pos_transaction_data: null,
      source: null,
      fees_breakdown: null,
    },
    channel: null,
    fully_deducted: false,
    createdAt: iso(refund.createdAt),
    updatedAt: iso(refund.updatedAt),
  };
}

export function disputeObject(store: Store, dispute: Dispute): object {
  const { id, refundAmount, status, resolution, category, dueAt, resolvedAt, createdAt, updatedAt } = dispute;
  const transaction = store.transactions.of(dispute.transaction);
  const told = { ...transactionCore(store, transaction), customer: null, authorization: {}, plan: {}, subaccount: {} };
  return {
    id,
    refund_amount: refundAmount,
    currency: dispute.currency,
    status,
    resolution,
    domain: 'test',
    transaction: { ...told, source: null, fees_breakdown: null },
    transaction_reference: null,
    category,
    customer: customerOf(store, transaction.customer),
    bin: '408408',
    last4: '4081',
    dueAt: iso(dueAt),
    resolvedAt: iso(resolvedAt),
    evidence: null,
    attachments: '[]',
    note: null,
    history: [{ status: 'pending', by: 'demo@test.co', createdAt: iso(createdAt) }],
    messages: [{ sender: 'demo@test.co', body: 'I did not get it', createdAt: iso(createdAt) }],
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

export function payoutObject(store: Store, payout: Payout): object {
  const { id, status, currency, gross, fees, deductions, createdAt, updatedAt } = payout;
  return {
    id,
    domain: 'test',
    status,
    currency,
    integration: store.integration,
    total_amount: gross - fees,
    effective_amount: gross - fees - deductions,
    total_fees: fees,
    total_processed: gross,
    deductions: deductions === 0 ? null : deductions,
    settlement_date: `${new Date(createdAt).toISOString().slice(0, 10)}T00:00:00.000Z`,
    settled_by: null,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}
