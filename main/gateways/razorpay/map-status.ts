/** Razorpay's words and the book's words. An unknown word stays Pending and is flagged, never guessed. */
import type { DisputeState, Flag, PayoutStatus, Reason, RefundStatus, Status } from '../../kernel/payment';
import type { PageState } from '../ask';
import { textOf } from '../field';
import type { Payment } from './wire';

export interface State {
  status: Status;
  reason: Reason | null;
  flag: Flag | null;
}

const pending = (reason: Reason): State => ({ status: 'Pending', reason, flag: null });
const cancelled = (reason: Reason): State => ({ status: 'Cancelled', reason, flag: null });
const completed: State = { status: 'Completed', reason: null, flag: null };
const unknown: State = { status: 'Pending', reason: null, flag: 'unknown-status' };

/** Methods that a bank answers in days. */
const mandates = new Set(['emandate', 'nach']);

export function paymentState(payment: Payment): State {
  switch (payment.status) {
    case 'created':
      // A charge of a saved method waits for the bank's notice to the payer, which takes a day; any other for the payer.
      return pending(isUnattended(payment) ? 'waiting-bank' : 'waiting-customer');
    case 'authorized':
      // Held, not taken: it goes back by itself when it is not captured within days.
      return pending('waiting-gateway');
    case 'captured':
      return completed;
    case 'refunded':
      return isCaptured(payment) ? completed : cancelled('expired');
    case 'failed':
      return cancelled(whyFailed(payment));
    default:
      return unknown;
  }
}

function isCaptured(payment: Payment): boolean {
  return payment.captured === true || payment.captured === 1;
}

function isUnattended(payment: Payment): boolean {
  return textOf(payment.token_id) !== null || mandates.has(textOf(payment.method) ?? '');
}

function whyFailed(payment: Payment): Reason {
  switch (textOf(payment.error_reason)) {
    case 'payment_cancelled':
    case 'payment_cancelled_by_customer':
      return 'cancelled-customer';
    case 'payment_timed_out':
    case 'payment_session_expired':
    case 'payment_collect_request_expired':
      return 'expired';
    default:
      return 'declined';
  }
}

/** Reasons (https://razorpay.com/docs/errors/error-reasons) after which the same method fails for ever. */
const hard = new Set([
  'bank_account_invalid',
  'card_expired',
  'card_number_invalid',
  'debit_instrument_blocked',
  'debit_instrument_inactive',
  'mandate_cancelled',
  'mandate_expired',
  'token_cancelled',
  'token_expired',
]);

export function isHardDecline(reason: unknown): boolean {
  return hard.has(textOf(reason) ?? '');
}

/** Null for an unknown word. */
export function refundStatus(word: string): RefundStatus | null {
  switch (word) {
    case 'pending':
      return 'pending';
    case 'processed':
      return 'completed';
    case 'failed':
      return 'failed';
    default:
      return null;
  }
}

/** Null for an unknown word. `closed`: it ended without a verdict (a question, a fraud report); lost only if money was taken. */
export function disputeState(word: string, deducted: number): DisputeState | null {
  switch (word) {
    case 'open':
    case 'under_review':
      return 'open';
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    case 'closed':
      return deducted > 0 ? 'lost' : 'won';
    default:
      return null;
  }
}

/** Null for an unknown word. */
export function payoutStatus(word: string): PayoutStatus | null {
  switch (word) {
    case 'created':
      return 'sent';
    case 'processed':
      return 'arrived';
    case 'failed':
      return 'failed';
    default:
      return null;
  }
}

/** Of a payment link, or of the link by which a method is registered. Null for an unknown word. */
export function pageState(word: string): PageState['state'] | null {
  switch (word) {
    case 'created':
    case 'issued':
    case 'draft':
    case 'partially_paid':
      return 'open';
    case 'paid':
      return 'finished';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'expired';
    default:
      return null;
  }
}
