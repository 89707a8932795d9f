/** The words of a payment (docs/architecture.md, Words): closed lists that both sides share. */

export const statuses = ['Pending', 'Completed', 'Cancelled'] as const;
export type Status = (typeof statuses)[number];

/** Why a payment is Pending, or why it is Cancelled. */
export const reasons = [
  'waiting-customer',
  'waiting-gateway',
  'waiting-bank',
  'queued-offline',
  'declined',
  'expired',
  'cancelled-operator',
  'cancelled-customer',
] as const;
export type Reason = (typeof reasons)[number];

export const methods = [
  'bank-transfer',
  'paypal',
  'card',
  'direct-debit',
  'razorpay',
  'paystack',
  'nowpayments',
  'voucher',
  'account-credit',
  'invoice',
  /** Of another system, which calls it otherwise. */
  'other',
] as const;
export type Method = (typeof methods)[number];

export const purposes = ['top-up', 'invoice', 'renewal', 'order', 'migration'] as const;
export type Purpose = (typeof purposes)[number];

/** What takes money of a payment back. */
export const reversals = ['refund', 'dispute'] as const;

/** Why an item needs a person's look. */
export const flags = [
  'unknown-status',
  'no-customer',
  'conflict',
  'refund-failed',
  'amount-differs',
  'returned',
] as const;
export type Flag = (typeof flags)[number];
/** Those that nothing takes off but a person who has seen to it. */
export const clearableFlags = ['returned', 'refund-failed'] as const;
export type ClearableFlag = (typeof clearableFlags)[number];

export const disputeStates = ['open', 'won', 'lost'] as const;
export type DisputeState = (typeof disputeStates)[number];

export const refundStatuses = ['pending', 'completed', 'failed'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

export const payoutStatuses = ['sent', 'arrived', 'failed'] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

/** Payments that a person can choose one by one: so many ids fit into one frame of a window; *all of the filter* is there for more. */
export const MOST_CHOSEN = 10_000;
