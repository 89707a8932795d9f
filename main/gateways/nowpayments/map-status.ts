/** NOWPayments' words and the book's words. An unknown word stays Pending and is flagged, never guessed. */
import type { Flag, Reason, Status } from '../../kernel/payment';
import { compareAmounts, isNothing } from './amount';

export interface State {
  status: Status;
  reason: Reason | null;
  flag: Flag | null;
}

/** What was asked for and what came, in one coin, as text; null where NOWPayments does not say. */
export interface Deposit {
  asked: string | null;
  paid: string | null;
}

/** True when less came than was asked for, as far as that is known. */
export function isShort({ asked, paid }: Deposit): boolean {
  return asked !== null && paid !== null && compareAmounts(paid, asked) < 0;
}

const pending = (reason: Reason, flag: Flag | null = null): State => ({ status: 'Pending', reason, flag });

/** Funds that arrived for a payment that did not come about need a person's look. */
function cancelled(reason: Reason, { paid }: Deposit): State {
  return { status: 'Cancelled', reason, flag: paid !== null && !isNothing(paid) ? 'amount-differs' : null };
}

export function stateOf(word: string, deposit: Deposit): State {
  switch (word.toLowerCase()) {
    case 'waiting':
      return pending('waiting-customer');
    case 'confirming':
    case 'confirmed':
    case 'sending':
      return pending('waiting-gateway');
    case 'partially_paid':
      // Funds did arrive: whether they are enough, a person decides.
      return pending('waiting-customer', 'amount-differs');
    case 'finished':
      // A deposit in another coin, or one after the first, is finished with whatever sum came.
      return { status: 'Completed', reason: null, flag: isShort(deposit) ? 'amount-differs' : null };
    case 'refunded':
      // The money had come; that it went back is a refund beside it.
      return { status: 'Completed', reason: null, flag: null };
    case 'failed':
      return cancelled('declined', deposit);
    case 'expired':
      return cancelled('expired', deposit);
    case 'cancelled':
      return cancelled('cancelled-customer', deposit);
    default:
      return { status: 'Pending', reason: null, flag: 'unknown-status' };
  }
}

export function isRefunded(word: string): boolean {
  return word.toLowerCase() === 'refunded';
}
