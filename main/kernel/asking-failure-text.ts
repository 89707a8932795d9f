/** The English text of what can fail when money is asked for or given back. */
import type { FailureCode, FailureText } from './failure';

export const askingFailureText = {
  'not-offered': {
    what: '{gateway} does not offer this.',
    safe: 'Nothing was sent and nothing was saved.',
    next: 'Choose another method.',
  },
  'attempt-unknown': {
    what: 'There is no such entry in the outbox ({id}).',
    safe: 'Nothing was changed.',
    next: 'Refresh the outbox.',
  },
  'attempt-under-way': {
    what: 'This may have been sent already, so it cannot be cancelled.',
    safe: 'It is not sent a second time.',
    next: 'Wait until it is known what came of it, or look it up now.',
  },
  'attempt-similar': {
    what: '{amount} {currency} was already asked for from the same customer, and it may have been paid.',
    safe: 'Nothing was sent now.',
    next: 'Look at that payment first. Ask once more only if a second payment is meant.',
  },
  'attempt-not-again': {
    what: 'This cannot be sent again: its provider would not recognise it as the same.',
    safe: 'Nothing was sent.',
    next: 'Look it up, or look in the provider’s own dashboard, and decide there.',
  },
  'amount-out-of-limits': {
    what: 'The amount must be from {min} to {max} {currency}.',
    safe: 'Nothing was created.',
    next: 'Change the amount, or the limits in the settings.',
  },
  'credit-short': {
    what: 'The customer holds {available} {currency} of credit, which is less than this.',
    safe: 'Nothing was saved.',
    next: 'Take a smaller amount, or have the customer pay first.',
  },
  'saved-method-unknown': {
    what: 'This saved method is not there any more.',
    safe: 'Nothing was changed and nothing was sent.',
    next: 'Look at the customer’s saved methods as they are now.',
  },
  'saved-method-not-confirmed': {
    what: 'This saved method is not Confirmed, so it cannot be used.',
    safe: 'Nothing was changed and nothing was sent.',
    next: 'Choose a Confirmed one, or take the payment on the gateway’s page.',
  },
  'saved-method-in-use': {
    what: 'A charge of this saved method is in the outbox, and it may have been sent.',
    safe: 'The method stays as it is, here and at its gateway.',
    next: 'Wait until it is known what came of it, or cancel the draft. Then delete the method.',
  },
  'payment-not-pending': {
    what: 'This payment is not Pending any more.',
    safe: 'Nothing was changed.',
    next: 'Look at it as it is now.',
  },
  'flag-gone': {
    what: 'This payment does not carry that flag any more.',
    safe: 'Nothing was changed.',
    next: 'Look at it as it is now.',
  },
  'refund-not-completed': {
    what: 'Only a Completed payment can be refunded.',
    safe: 'Nothing was sent.',
    next: 'Wait until it is Completed, or cancel it.',
  },
  'refund-too-much': {
    what: 'At most {left} {currency} of this payment can still be refunded: the rest was refunded, disputed, or is being refunded.',
    safe: 'Nothing was sent.',
    next: 'Refund that or less.',
  },
  'refund-not-possible': {
    what: '{gateway} cannot send a payment back.',
    safe: 'Nothing was sent.',
    next: 'Agree with the customer on another way; a credit that is held here stays theirs.',
  },
  'refund-already-credit': {
    what: 'This payment is credit of the customer already: there is nothing to refund to credit.',
    safe: 'Nothing was changed.',
    next: 'Refund it to its method if it should leave.',
  },
  'refund-credit-spent': {
    what: 'The customer has {available} {currency} of paid credit left; the rest of this payment was spent.',
    safe: 'Nothing was sent.',
    next: 'Refund that or less, or give a reason for letting the customer owe the rest.',
  },
  'receipt-differs': {
    what: 'The parts come to {parts} {currency}, and {received} {currency} was received.',
    safe: 'Nothing was saved.',
    next: 'Correct the parts until they come to what was received.',
  },
  'customer-not-there': {
    what: '{gateway} does not know this customer yet.',
    safe: 'Nothing was sent.',
    next: 'Take a first payment by its page, and save the method with it.',
  },
  'dispute-not-open': {
    what: 'This dispute is not open any more: there is nothing to answer.',
    safe: 'Nothing was sent.',
    next: 'Look at the payment: it shows how the dispute ended.',
  },
  'dispute-answered': {
    what: 'This dispute has an answer already, and a gateway takes one.',
    safe: 'Nothing was sent a second time.',
    next: 'If its outcome is unknown, look it up.',
  },
  'evidence-file': {
    what: 'The file “{name}” cannot be sent: PDF, PNG and JPEG are taken, one of each kind, together 4.5 MB at most.',
    safe: 'Nothing was sent.',
    next: 'Choose another file, or make it smaller.',
  },
  'evidence-too-long': {
    what: '{gateway} takes an answer of at most {most} characters.',
    safe: 'Nothing was sent.',
    next: 'Write it shorter, or attach what else there is to say.',
  },
  'evidence-file-needed': {
    what: '{gateway} takes an answer only with a file that shows it.',
    safe: 'Nothing was sent.',
    next: 'Attach a PDF, PNG or JPEG.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
