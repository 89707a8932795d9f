/** The English text of what can be wrong with a file that comes in, or with one of its cells. */
import type { FailureCode, FailureText } from './failure';

const nothing = 'Nothing was stored.';
const row = 'It is not stored.';
const stays = 'It stays as it is.';

export const importFailureText = {
  'import-file-large': {
    what: 'This file is larger than {limit}.',
    safe: nothing,
    next: 'Split it, and import the parts one after the other.',
  },
  'import-file-empty': {
    what: 'There is nothing in this file.',
    safe: nothing,
    next: 'Choose the file again, or export it anew where it comes from.',
  },
  'import-not-text': {
    what: 'This is not a text file.',
    safe: nothing,
    next: 'Save the table as CSV, and choose that file.',
  },
  'import-rows-many': {
    what: 'There are more than {limit} rows in this file.',
    safe: nothing,
    next: 'Split it, and import the parts one after the other.',
  },
  'import-columns-many': {
    what: 'Line {line} has more than {limit} columns.',
    safe: nothing,
    next: 'Check which sign stands between the columns.',
  },
  'import-cell-long': {
    what: 'The cell in line {line}, column {column} is longer than {limit} signs.',
    safe: nothing,
    next: 'Check whether a quotation mark is missing above it.',
  },
  'import-gone': {
    what: 'The file is not here any more.',
    safe: nothing,
    next: 'Choose it again.',
  },
  'import-choose': {
    what: 'How this file is read is not decided yet.',
    safe: nothing,
    next: 'Say which column is which, and how numbers and days are written.',
  },
  'import-refused': {
    what: '{count} items of this file cannot be stored.',
    safe: nothing,
    next: 'Correct them in the file, or leave them out.',
  },
  'import-mapping-unknown': {
    what: 'There is no saved mapping called “{name}”.',
    safe: nothing,
    next: 'Look at the list of mappings.',
  },
  'import-cell-empty': {
    what: 'This cell is empty, and it is needed.',
    safe: row,
    next: 'Fill it in the file.',
  },
  'import-cell-unread': {
    what: '“{text}” is not what this column holds.',
    safe: row,
    next: 'Correct it in the file, or choose another column.',
  },
  'import-day-unread': {
    what: '“{text}” is no day, as days are written in this file.',
    safe: row,
    next: 'Correct it in the file, or choose how days are written.',
  },
  'import-number-unread': {
    what: '“{text}” is no number, as numbers are written in this file.',
    safe: row,
    next: 'Correct it in the file, or choose the decimal sign.',
  },
  'import-period-half': {
    what: 'A service period has both its days, or none.',
    safe: row,
    next: 'Fill in the other day in the file, or leave both empty.',
  },
  'import-text-long': {
    what: 'This text is longer than {limit} signs.',
    safe: row,
    next: 'Shorten it in the file.',
  },
  'import-row-cells': {
    what: 'This row has {found} cells; the header has {expected}.',
    safe: row,
    next: 'Check for a sign between the columns that stands within a text.',
  },
  'import-quotes': {
    what: 'A quotation mark does not close here, or stands where none can.',
    safe: row,
    next: 'Correct it in the file: nothing behind it can be trusted.',
  },
  'import-purchase-open': {
    what: 'A purchase (a sum below zero) is Completed, or it is none.',
    safe: 'Nothing was stored.',
    next: 'Correct it in the file, or leave this row out.',
  },
  'import-twice': {
    what: 'The same stands in line {line} already, and says something else or is not next to it.',
    safe: row,
    next: 'Keep one of them.',
  },
  'import-no-identity': {
    what: 'This customer has neither an external id nor an e-mail.',
    safe: row,
    next: 'Give it one of them, so that it is known again.',
  },
  'import-customer-unknown': {
    what: 'No customer has “{text}” as its id, external id or e-mail.',
    safe: row,
    next: 'Import the customer first, or correct the external id or e-mail.',
  },
  'import-customer-several': {
    what: 'More than one customer is called “{text}”.',
    safe: row,
    next: 'Name the customer by its external id.',
  },
  'import-future-day': {
    what: '{day} is yet to come.',
    safe: row,
    next: 'Correct the day in the file.',
  },
  'import-number-ours': {
    what: '{number} is a number that this book draws itself.',
    safe: row,
    next: 'Leave the number out, or change how the numbers of this book look.',
  },
  'import-lines-differ': {
    what: 'Line {line} belongs to the same invoice and names another customer, currency or day.',
    safe: row,
    next: 'Make the lines of one invoice agree.',
  },
  'import-lines-many': {
    what: 'This invoice has more than {limit} lines.',
    safe: row,
    next: 'Split it into several invoices.',
  },
  'import-total-differs': {
    what: 'The file says {stated}, the lines come to {found} {currency}.',
    safe: row,
    next: 'Check amount, quantity and tax rate.',
  },
  'customer-in-use': {
    what: 'Something was recorded for this customer since: a payment, an invoice, a payer or a note.',
    safe: stays,
    next: 'Archive it if nobody should use it.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
