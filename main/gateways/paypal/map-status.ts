/** PayPal's words and the book's words. An unknown word stays Pending and is flagged, never guessed. */
import type { DisputeState, Flag, PayoutStatus, Reason, RefundStatus, Status } from '../../kernel/payment';

export interface State {
  status: Status;
  reason: Reason | null;
  flag: Flag | null;
  /** The search's letters stand for the same words as the capture's own. */
  word: string;
}

const pending = (reason: Reason | null, word: string): State => ({ status: 'Pending', reason, flag: null, word });
const completed = (word: string): State => ({ status: 'Completed', reason: null, flag: null, word });
const declined = (word: string): State => ({ status: 'Cancelled', reason: 'declined', flag: null, word });
const unknown = (word: string): State => ({ status: 'Pending', reason: null, flag: 'unknown-status', word });

/** `transaction_status` of a row that is a payment. V: it came, and went back whole; what went back has a row of its own. */
export function rowState(letter: string): State {
  switch (letter) {
    case 'S':
      return completed('COMPLETED');
    case 'V':
      return completed('REFUNDED');
    case 'P':
      return pending('waiting-gateway', 'PENDING');
    case 'D':
      return declined('DECLINED');
    default:
      return unknown(letter);
  }
}

/** `why`: `status_details.reason`, which the search does not tell: an eCheck waits for a bank there too, so both say the same. */
export function captureState(word: string): State {
  switch (word) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
      return completed('COMPLETED');
    case 'REFUNDED':
      return completed('REFUNDED');
    case 'PENDING':
      return pending('waiting-gateway', 'PENDING');
    case 'DECLINED':
    case 'FAILED':
      return declined(word);
    default:
      return unknown(word);
  }
}

/** Null for an unknown word. Takes the search's letters and the refund's own words. */
export function refundStatus(word: string): RefundStatus | null {
  switch (word) {
    case 'S':
    case 'COMPLETED':
      return 'completed';
    case 'P':
    case 'PENDING':
      return 'pending';
    case 'D':
    case 'V':
    case 'FAILED':
    case 'CANCELLED':
      return 'failed';
    default:
      return null;
  }
}

/** Null for an unknown letter. PayPal says when money left, never when it arrived: that is for the bank statement to say. */
export function payoutStatus(letter: string): PayoutStatus | null {
  switch (letter) {
    case 'S':
    case 'P':
      return 'sent';
    case 'D':
    case 'V':
      return 'failed';
    default:
      return null;
  }
}

/**
 * Null for an unknown word. `lostMoney`: what the dispute's rows come to, for the outcomes that do not say whose favour they are
 * in (a payout by PayPal, no decision).
 */
export function disputeState(status: string, outcome: string | null, lostMoney: boolean): DisputeState | null {
  switch (status) {
    case 'OPEN':
    case 'WAITING_FOR_BUYER_RESPONSE':
    case 'WAITING_FOR_SELLER_RESPONSE':
    case 'UNDER_REVIEW':
      return 'open';
    case 'RESOLVED':
      return outcomeState(outcome, lostMoney);
    default:
      return null;
  }
}

function outcomeState(outcome: string | null, lostMoney: boolean): DisputeState | null {
  switch (outcome) {
    case 'RESOLVED_BUYER_FAVOUR':
    case 'ACCEPTED':
      return 'lost';
    case 'RESOLVED_SELLER_FAVOUR':
    case 'DENIED':
    case 'CANCELED_BY_BUYER':
      return 'won';
    case 'RESOLVED_WITH_PAYOUT':
    case 'NONE':
      return lostMoney ? 'lost' : 'won';
    default:
      return null;
  }
}
