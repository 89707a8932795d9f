/** The English text of what can fail with vouchers: every refusal says its own reason. */
import type { FailureCode, FailureText } from './failure';

const notRedeemed = 'Nothing was redeemed.';
const nothingIssued = 'Nothing was issued.';

export const voucherFailureText = {
  'voucher-mistyped': {
    what: 'This is not a code that could have been issued: at least one of its signs is wrong.',
    safe: notRedeemed,
    next: 'Compare it with the voucher sign by sign. The letters I, L, O and U are never in a code.',
  },
  'voucher-unknown': {
    what: 'The code is well formed, but no voucher of this book has it.',
    safe: notRedeemed,
    next: 'Ask the customer where the voucher is from; it may belong to another company or book.',
  },
  'voucher-wrong-currency': {
    what: 'The voucher is in {currency}, and {asked} was chosen.',
    safe: notRedeemed,
    next: 'Choose {currency}; a voucher is never converted.',
  },
  'voucher-not-yet-valid': {
    what: 'The voucher is valid from {day} on.',
    safe: notRedeemed,
    next: 'Redeem it on that day or later.',
  },
  'voucher-expired': {
    what: 'The voucher has expired: {day} was its last day.',
    safe: notRedeemed,
    next: 'Nothing can be done with this code; as goodwill, grant credit instead.',
  },
  'voucher-used-up': {
    what: 'The voucher is used up: the limit of its uses was {uses} in all.',
    safe: 'Nothing was redeemed now; what was redeemed before stays.',
    next: 'Look on the page of its batch who redeemed it, and when.',
  },
  'voucher-used-by-customer': {
    what: 'This customer has used the voucher up: the limit of uses by one customer is {uses}.',
    safe: 'Nothing was redeemed now; what was redeemed before stays.',
    next: 'Look at the vouchers used on the customer’s page.',
  },
  'voucher-voided': {
    what: 'The voucher was voided.',
    safe: notRedeemed,
    next: 'Look on the page of its batch who voided it, and why.',
  },
  'voucher-none-open': {
    what: 'Nothing is left of these vouchers that could be voided.',
    safe: 'Nothing was changed.',
    next: 'What was redeemed stays; what has expired needs no voiding.',
  },
  'voucher-money-needed': {
    what: 'These vouchers were sold, and it was not said what becomes of their money.',
    safe: 'None was voided.',
    next: 'Say whether it goes back to the buyer or is kept as income (--money returned, --money kept).',
  },
  'voucher-money-needless': {
    what: 'These vouchers were given away: there is no money of theirs to give back or keep.',
    safe: 'None was voided.',
    next: 'Void them without saying so (no --money).',
  },
  'voucher-batch-unknown': {
    what: 'There is no such batch of vouchers ({id}).',
    safe: 'Nothing was changed.',
    next: 'Refresh the list of vouchers.',
  },
  'voucher-pattern-invalid': {
    what: '“{pattern}” is not a pattern of codes.',
    safe: nothingIssued,
    next: 'Use A for a letter, 9 for a digit, * for either, curly brackets around a number for so many of either, dashes between, 8 to 31 signs in all.',
  },
  'voucher-pattern-weak': {
    what: '{count} code(s) of the pattern “{pattern}” could be guessed.',
    safe: nothingIssued,
    next: 'Make the pattern longer, or let letters stand in it where there are only digits.',
  },
} as const satisfies Partial<Record<FailureCode, FailureText>>;
