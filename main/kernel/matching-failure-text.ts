/** The English text of what can be wrong with matches, claims and exceptions. */
import type { FailureCode, FailureText } from './failure';

export const matchingFailureText = {
  'match-unknown': {
    what: 'There is no such match, or it was undone.',
    safe: 'Nothing was changed.',
    next: 'Look at the bank line: it says what explains it.',
  },
  'match-unbalanced': {
    what: 'The bank lines and what explains them come to different sums.',
    safe: 'Nothing was matched.',
    next: 'Add or take away until the difference is zero, or book the rest as a fee.',
  },
  'match-taken': {
    what: 'Another bank line is matched with it already.',
    safe: 'Nothing was matched.',
    next: 'Undo that match first, or choose something else.',
  },
  'match-item-gone': {
    what: 'What you chose is not there any more, or is of another amount by now.',
    safe: 'Nothing was matched.',
    next: 'Look at the list again: it shows what the book holds now.',
  },
  'match-built-on': {
    what: 'The payment that this match completed was refunded, disputed or changed since.',
    safe: 'The match stays as it is.',
    next: 'Undo what came after it first.',
  },
  'receipt-not-open': {
    what: 'This receipt was given to a customer or sent back already.',
    safe: 'It stays as it is.',
    next: 'Look at the list of unknown receipts.',
  },
  'claim-not-open': {
    what: 'This claim is closed already.',
    safe: 'It stays as it is.',
    next: 'Look at the list of claims.',
  },
  'rule-not-automatic': {
    what: 'This rule would have contradicted a person {count} times in the past.',
    safe: 'It still waits for a person each time.',
    next: 'Look at those cases, make the rule narrower, or confirm that you want it.',
  },
  'exception-unknown': {
    what: 'There is no such exception (any more).',
    safe: 'Nothing was changed.',
    next: 'Look at the queue again.',
  },
  'proof-unknown': {
    what: 'The book has no bank line and no payout {of}.',
    safe: 'Nothing was written.',
    next: 'Take the id of a bank line, or the id of a payout here or at its gateway.',
  },
  'proof-nothing': {
    what: 'Nothing explains this bank line yet.',
    safe: 'Nothing was written.',
    next: 'Match it first, then prove it.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
