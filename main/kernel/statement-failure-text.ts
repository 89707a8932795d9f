/** The English text of what can be wrong with bank accounts, statements and their lines. */
import type { FailureCode, FailureText } from './failure';

const nothing = 'Nothing was stored.';
const stays = 'It stays as it is.';

export const statementFailureText = {
  'bank-account-unknown': {
    what: 'This book has no such bank account.',
    safe: nothing,
    next: 'Look at the list of bank accounts.',
  },
  'bank-account-exists': {
    what: 'There is a bank account with the key “{key}” already.',
    safe: nothing,
    next: 'Choose another key: it is the account’s name in the ledger.',
  },
  'statement-unknown': {
    what: 'This book has no such statement, or it was taken back.',
    safe: nothing,
    next: 'Look at the list of statements.',
  },
  'statement-line-matched': {
    what: 'The line of {day} over {amount} {currency} is matched.',
    safe: 'The statement stays as it is.',
    next: 'Undo the match of that line first, then take the statement back.',
  },
  'bank-line-unknown': {
    what: 'This book has no such bank line.',
    safe: nothing,
    next: 'Look at the list of bank lines.',
  },
  'bank-line-not-open': {
    what: 'This bank line is matched, or it was split already.',
    safe: stays,
    next: 'Undo what was made of it first.',
  },
  'bank-line-parts': {
    what: 'The parts come to {found} {currency}, the line to {amount} {currency}.',
    safe: stays,
    next: 'Name two parts or more, each with the sign of the line, that come to the line.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
