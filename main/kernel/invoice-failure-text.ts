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
    what: 'Invoice {number} is not waiting to be paid: it is paid or void.',
    safe: nothing,
    next: 'Open it to see how it stands.',
  },
  'invoice-still-draft': {
    what: 'This invoice is still a draft: it has no number, and nobody owes it.',
    safe: nothing,
    next: 'Issue it first, or drop the draft.',
  },
  'invoice-adds-funds': {
    what: 'Invoice {number} adds funds: paying it raises the credit, and nothing is owed on it. So it is not paid from credit, credited or written off.',
    safe: nothing,
    next: 'Take a payment for it, or void it.',
  },
  'invoice-being-charged': {
    what: 'Invoice {number} is being charged to a saved method, and it is not known yet what came of it.',
    safe: nothing,
    next: 'Wait for the answer: the outbox shows how it stands, and looks it up.',
  },
  'charge-not-again': {
    what: 'The saved method was declined for good on invoice {number}: it would be declined again.',
    safe: 'Nothing was sent.',
    next: 'Switch to another saved method, or send the customer a link to pay.',
  },
  'charge-no-method': {
    what: 'There is no confirmed saved method of the payer to charge invoice {number} with.',
    safe: 'Nothing was sent.',
    next: 'Choose another saved method, or send the customer a link to pay.',
  },
  'charge-awaits-payment': {
    what: 'A payment for invoice {number} is still Pending: it could be paid twice.',
    safe: 'Nothing was sent.',
    next: 'Wait until it is Completed, or cancel it first.',
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
  'invoice-relieved': {
    what: 'Part of invoice {number} was written off, and its tax given back with it: a credit note would give it back again.',
    safe: 'Nothing was changed.',
    next: 'Take the write-off back first, then credit the invoice.',
  },
  'refund-needs-credit-note': {
    what: 'This payment paid invoice {number}: the sale has to be taken back first.',
    safe: 'Nothing was sent.',
    next: 'Issue a credit note on the invoice; its money is then credit, and can be refunded to the method.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
