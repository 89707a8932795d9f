/** Stripe's words and the book's words. An unknown word stays Pending and is flagged, never guessed. */
import type { DisputeState, Flag, Method, PayoutStatus, Reason, RefundStatus, Status } from '../../kernel/payment';
import { textOf } from '../field';
import { isOurCharge } from './metadata';
import type { Charge, Intent } from './wire';

export interface State {
  status: Status;
  reason: Reason | null;
  flag: Flag | null;
}

const pending = (reason: Reason): State => ({ status: 'Pending', reason, flag: null });
const cancelled = (reason: Reason): State => ({ status: 'Cancelled', reason, flag: null });
const completed: State = { status: 'Completed', reason: null, flag: null };
const unknown: State = { status: 'Pending', reason: null, flag: 'unknown-status' };

const slowMethods = new Set<Method>(['direct-debit', 'bank-transfer']);

export function intentState(intent: Intent, method: Method): State {
  switch (intent.status) {
    case 'requires_payment_method':
      // Of a charge that we asked for without the payer nobody is left to try again.
      if (isOurCharge(intent.metadata) && intent.last_payment_error) return cancelled('declined');
      return pending('waiting-customer');
    case 'requires_confirmation':
      return pending('waiting-customer');
    case 'requires_action':
      // A bank transfer's "action" is the transfer itself.
      return pending(method === 'bank-transfer' ? 'waiting-bank' : 'waiting-customer');
    case 'processing':
      return pending(slowMethods.has(method) ? 'waiting-bank' : 'waiting-gateway');
    case 'requires_capture':
      return pending('waiting-gateway');
    case 'succeeded':
      return completed;
    case 'canceled':
      return cancelled(whyCancelled(intent));
    default:
      return unknown;
  }
}

function whyCancelled(intent: Intent): Reason {
  switch (textOf(intent.cancellation_reason)) {
    case 'requested_by_customer':
      return 'cancelled-customer';
    case 'duplicate':
    case 'fraudulent':
    case 'void_invoice':
      return 'cancelled-operator';
    case 'failed_invoice':
      return 'declined';
    case 'abandoned':
    case 'expired':
    case 'automatic':
      return intent.last_payment_error ? 'declined' : 'expired';
    default:
      return intent.last_payment_error ? 'declined' : 'cancelled-operator';
  }
}

/** A charge that stands alone, without an intent. */
export function chargeState(charge: Charge, method: Method): State {
  switch (charge.status) {
    case 'succeeded':
      if (charge.captured) return completed;
      // Held and let go again: the money never came.
      return charge.amount_refunded === charge.amount ? cancelled('expired') : pending('waiting-gateway');
    case 'pending':
      return pending(slowMethods.has(method) ? 'waiting-bank' : 'waiting-gateway');
    case 'failed':
      return cancelled('declined');
    default:
      return unknown;
  }
}

/** Null for an unknown word. */
export function refundStatus(word: string): RefundStatus | null {
  switch (word) {
    case 'pending':
    case 'requires_action':
      return 'pending';
    case 'succeeded':
      return 'completed';
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      return null;
  }
}

/** Null for an unknown word. `prevented`: settled by a refund before it became a chargeback, so nothing was lost to the dispute. */
export function disputeState(word: string): DisputeState | null {
  switch (word) {
    case 'warning_needs_response':
    case 'warning_under_review':
    case 'needs_response':
    case 'under_review':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'open';
    case 'won':
    case 'warning_closed':
    case 'prevented':
      return 'won';
    case 'lost':
      return 'lost';
    default:
      return null;
  }
}

/** Null for an unknown word. */
export function payoutStatus(word: string): PayoutStatus | null {
  switch (word) {
    case 'pending':
    case 'in_transit':
      return 'sent';
    case 'paid':
      return 'arrived';
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      return null;
  }
}
