/** The English text of what can be wrong with what was filled in. */
import type { FailureCode, FailureText } from './failure';

const nothingSaved = 'Nothing was saved.';
const nothingSent = 'Nothing was sent, and nothing was charged.';

export const filledInFailureText = {
  'days-reversed': {
    what: 'The period ends on {to}, before it begins on {from}.',
    safe: nothingSaved,
    next: 'Correct one of the two days.',
  },
  'day-over': {
    what: '{day} is over.',
    safe: nothingSaved,
    next: 'Choose today or a later day.',
  },
  'day-to-come': {
    what: '{day} is yet to come.',
    safe: nothingSaved,
    next: 'Choose today or an earlier day, in the time zone of the book.',
  },
  'limits-reversed': {
    what: 'The least amount, {min} {currency}, is above the largest, {max} {currency}.',
    safe: nothingSaved,
    next: 'Correct one of the two.',
  },
  'voucher-uses-few': {
    what: 'One customer could use it {perCustomer} times, and all together only {uses}.',
    safe: 'Nothing was issued.',
    next: 'Let all together use it at least as often as one customer.',
  },
  'number-prefix-shared': {
    what: 'Two series of numbers begin with “{prefix}”: their numbers could not be told apart.',
    safe: 'Nothing was saved, and no number was drawn.',
    next: 'Give each series a beginning of its own.',
  },
  'number-used': {
    what: 'Written like that, the next number would be {number}, and it is used already.',
    safe: 'Nothing was saved, and no number was drawn.',
    next: 'Choose another beginning, or more digits.',
  },
  'payer-email-needed': {
    what: 'The payer has no e-mail address, and {gateway} takes no payment without one.',
    safe: nothingSent,
    next: 'Add an e-mail address to the payer on the customer’s page, then try again.',
  },
  'payer-contact-needed': {
    what: 'The payer has no e-mail address or no phone number, and {gateway} keeps and charges a method only with both.',
    safe: nothingSent,
    next: 'Add both to the payer on the customer’s page, then try again; or take the payment without keeping the method.',
  },
  'method-home-currency': {
    what: '{gateway} keeps a method only with a payment in {currency}.',
    safe: nothingSent,
    next: 'Take the payment without keeping the method, or in {currency}.',
  },
  'dashboard-email-odd': {
    what: 'This is not an e-mail address: the one of the {gateway} dashboard is wanted.',
    safe: nothingSaved,
    next: 'Enter it as you sign in there.',
  },
  'dashboard-sign-in-half': {
    what: 'Of the sign-in at the {gateway} dashboard, the e-mail address or the password is missing.',
    safe: nothingSaved,
    next: 'Enter both, or leave both empty.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
