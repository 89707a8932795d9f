/** What people read when something about an invoice cannot be done. */
import type { FailureCode, FailureText } from './failure';

const nothing = 'Nothing was changed.';

export const invoiceFailureText = {
  'invoice-unknown': {
    what: 'There is no invoice {id} in this book.',
    safe: nothing,
    next: 'Look for it in the list of invoices; a dropped draft is gone.',
  },
  'invoice-not-draft': {
    what: 'Invoice {number} was issued, so it can no longer be changed.',
    safe: nothing,
    next: 'Issue a credit note, or void it while nothing is paid, and make a new one.',
  },
  'invoice-not-open': {
    what: 'Invoice {number} is not waiting to be paid: it is a draft, paid, or void.',
    safe: nothing,
    next: 'Open it to see how it stands.',
  },
  'invoice-has-payments': {
    what: 'Something was paid, credited or written off on invoice {number}, so it cannot be voided.',
    safe: nothing,
    next: 'Issue a credit note: what was paid goes back to the customer’s credit.',
  },
  'invoice-over-open': {
    what: 'Only {open} {currency} of this invoice is still open.',
    safe: nothing,
    next: 'Enter that or less.',
  },
  'invoice-empty': {
    what: 'The lines of this invoice do not come to more than zero.',
    safe: nothing,
    next: 'Add a line, or correct the quantities and prices.',
  },
  'invoice-day': {
    what: 'The numbers of a series rise with their days: the last one is of {last}.',
    safe: 'No number was drawn.',
    next: 'Choose a day from {last} to today.',
  },
  'credit-note-too-much': {
    what: 'At most {left} {currency} of this invoice can still be credited.',
    safe: 'No number was drawn.',
    next: 'Enter that or less.',
  },
  'refund-needs-credit-note': {
    what: 'This payment paid invoice {number}: the sale has to be taken back first.',
    safe: 'Nothing was sent.',
    next: 'Issue a credit note on the invoice; its money is then credit, and can be refunded to the method.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
