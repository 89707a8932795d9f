/** What people read when a paper cannot be written. */
import type { FailureCode, FailureText } from './failure';

const nothing = 'Nothing was changed.';

export const paperFailureText = {
  'receipt-not-paid': {
    what: 'There is no receipt for this payment: nothing was received by it, or not yet.',
    safe: nothing,
    next: 'A receipt can be written once a payment is Completed.',
  },
  'transfer-not-pending': {
    what: 'There are payment instructions only for a bank transfer that is Pending, and this payment is not.',
    safe: nothing,
    next: 'Ask for a new bank transfer when there is something to pay.',
  },
  'transfer-no-bank': {
    what: 'The book does not say which bank account transfers in {currency} go to.',
    safe: nothing,
    next: 'Enter the account under Settings, Taking payments; then try again.',
  },
} as const satisfies Partial<Readonly<Record<FailureCode, FailureText>>>;
