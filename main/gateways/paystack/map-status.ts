/** Paystack's words and the book's words. An unknown word stays Pending and is flagged, never guessed. */
import type { DisputeState, Flag, PayoutStatus, Reason, RefundStatus, Status } from '../../kernel/payment';
import { DAY_MS } from '../../kernel/time';

export interface State {
  status: Status;
  reason: Reason | null;
  flag: Flag | null;
}

/**
 * `abandoned` only means "not completed yet": the payer may still come back to the page. Paystack itself never ends it (unless
 * the account has a session timeout), so our side stops waiting after this long; a payment that comes later still counts.
 */
export const PAGE_LIFE_MS = 3 * DAY_MS;

const pending = (reason: Reason): State => ({ status: 'Pending', reason, flag: null });
const cancelled = (reason: Reason): State => ({ status: 'Cancelled', reason, flag: null });
const completed: State = { status: 'Completed', reason: null, flag: null };
const unknown: State = { status: 'Pending', reason: null, flag: 'unknown-status' };

const bankChannels = new Set(['bank_transfer', 'dedicated_nuban', 'eft', 'payattitude']);

/** `createdAt`, `nowMs`: UTC milliseconds. */
export function transactionState(word: string, channel: string | null, createdAt: number, nowMs: number): State {
  switch (word) {
    case 'success':
    case 'reversed':
      return completed;
    case 'failed':
      return cancelled('declined');
    case 'abandoned':
      return nowMs - createdAt > PAGE_LIFE_MS ? cancelled('expired') : pending('waiting-customer');
    case 'ongoing':
    case 'paused':
    case 'send_pin':
    case 'send_otp':
    case 'send_phone':
    case 'send_birthday':
    case 'send_address':
    case 'open_url':
    case 'pay_offline':
      return pending('waiting-customer');
    case 'pending':
    case 'processing':
    case 'queued':
      return pending(channel !== null && bankChannels.has(channel) ? 'waiting-bank' : 'waiting-gateway');
    default:
      return unknown;
  }
}

/** Null for an unknown word. `needs-attention`: the payer's bank refused it, and somebody must give bank details. */
export function refundStatus(word: string): RefundStatus | null {
  switch (word) {
    case 'pending':
    case 'processing':
    case 'queued':
    case 'needs-attention':
      return 'pending';
    case 'processed':
      return 'completed';
    case 'failed':
      return 'failed';
    default:
      return null;
  }
}

/** Null for an unknown word, and for an end that does not say how it ended. */
export function disputeState(word: string, resolution: string | null): DisputeState | null {
  switch (word) {
    case 'awaiting-merchant-feedback':
    case 'awaiting-bank-feedback':
    case 'pending':
      return 'open';
    case 'resolved':
    case 'archived':
      if (resolution === 'merchant-accepted' || resolution === 'auto-accepted') return 'lost';
      return resolution === 'declined' ? 'won' : null;
    default:
      return null;
  }
}

/** Null for an unknown word. */
export function payoutStatus(word: string): PayoutStatus | null {
  switch (word) {
    case 'pending':
    case 'processing':
      return 'sent';
    case 'success':
      return 'arrived';
    case 'failed':
      return 'failed';
    default:
      return null;
  }
}
