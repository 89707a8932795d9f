/** The English text of what can fail with customers kept by hand, with many items changed at once, and with taking a change back. */
import type { FailureCode, FailureText } from './failure';

const nothingChanged = 'Nothing was changed.';

export const changeFailureText = {
  'customer-not-settled': {
    what: 'This customer still holds credit, owes something, or has a payment that is Pending.',
    safe: nothingChanged,
    next: 'Settle its balances and cancel or finish what is Pending; then archive it.',
  },
  'person-changed': {
    what: 'Somebody else changed the same here since this was opened.',
    safe: nothingChanged,
    next: 'Close this, look at what stands there now, and change it again where it is still needed.',
  },
  'customer-merged': {
    what: 'This customer was merged into another one: {survivor}.',
    safe: nothingChanged,
    next: 'Open that customer, and do it there.',
  },
  'merge-into-archived': {
    what: 'The customer that stays is archived.',
    safe: nothingChanged,
    next: 'Take it back from the archive first, or keep the other one.',
  },
  'merge-waits': {
    what: 'Something of these customers is still under way: requests that wait for a second operator ({requests}), or calls to a gateway that have not ended ({attempts}).',
    safe: nothingChanged,
    next: 'Answer the requests, and see the outbox; then merge.',
  },
  'merge-built-on': {
    what: 'Since these customers were merged, something was built on it: {items}.',
    safe: 'They stay one customer; nothing was changed.',
    next: 'Take these back first, newest first, or leave the customers merged.',
  },
  'nothing-to-change': {
    what: 'It is so already.',
    safe: nothingChanged,
    next: 'There is nothing to do.',
  },
  'changed-since': {
    what: 'It was changed again since.',
    safe: 'It stays as it is now.',
    next: 'Look at it and change it by hand if it should be otherwise.',
  },
  'changed-since-preview': {
    what: 'Something changed since this was looked at.',
    safe: nothingChanged,
    next: 'Look at the list again, then apply it.',
  },
  'not-undoable': {
    what: 'This cannot be taken back.',
    safe: 'It stays as it is.',
    next: 'Correct it by what undoes it in the business: a refund, a credit note, an adjustment.',
  },
  'invoice-void-stands': {
    what: 'A voided invoice stays void: its number was issued and withdrawn, and a document that was withdrawn is never made valid again.',
    safe: 'It stays void, and its number stays used.',
    next: 'Issue a new invoice of the same lines, under a number of its own.',
  },
  'voucher-void-stands': {
    what: 'A voided voucher stays void: who holds its code was told that it is worth nothing, and the money of a sold one was returned or kept.',
    safe: 'It stays void.',
    next: 'Issue a new voucher, or adjust the customer’s credit.',
  },
  'receipt-matched': {
    what: 'Since it was marked as received, it was matched with a bank line.',
    safe: 'It stays received.',
    next: 'Take the match back first.',
  },
  'receipt-returned': {
    what: 'Since it was marked as received, it was refunded or disputed.',
    safe: 'It stays received.',
    next: 'Look at its refunds and disputes.',
  },
  'receipt-spent': {
    what: 'The credit that it brought was spent since.',
    safe: 'It stays received.',
    next: 'Take back what it was spent on first, or adjust the customer’s credit.',
  },
  'applied-credited': {
    what: 'Since it was paid from credit, a credit note gave some of that credit back.',
    safe: 'What is left of it stays paid from credit.',
    next: 'Issue a credit note for the rest, if that should go back too.',
  },
  'applied-expired': {
    what: 'It took granted credit, and granted credit of this customer has expired since: given back now, it would never end.',
    safe: 'The invoice stays paid from credit.',
    next: 'Issue a credit note, or adjust the customer’s credit.',
  },
  'approval-stands': {
    what: 'A second operator approved this, and what it let through was received or paid out.',
    safe: 'It stays as it is.',
    next: 'Refund the payment, or adjust the customer’s credit.',
  },
  'not-in-bulk': {
    what: '{gateway} knows of this payment, so it is cancelled there, one at a time.',
    safe: nothingChanged,
    next: 'Open the payment and cancel it.',
  },
  'not-received-by-hand': {
    what: '{gateway} knows of this payment, and says itself when it is paid. Only bank transfers are marked as received.',
    safe: nothingChanged,
    next: 'Open the payment and check it now.',
  },
  'change-set-unknown': {
    what: 'There is no such set of changes in this book.',
    safe: nothingChanged,
    next: 'Look at the list of changes.',
  },
  'change-set-undone': {
    what: 'This set of changes was taken back before.',
    safe: nothingChanged,
    next: 'There is nothing more to do.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
