/** The English text of what can fail around files that leave the book, and looking at the book as it was. */
import type { FailureCode, FailureText } from './failure';

export const exportFailureText = {
  'export-failed': {
    what: 'The export to {file} could not be written: {detail}.',
    safe: 'No partial file was left behind; the book was not changed.',
    next: 'Choose another folder, or free some space, then export again.',
  },
  'export-too-large': {
    what: 'A spreadsheet file cannot hold {detail}.',
    safe: 'Nothing was written, rather than a part of it.',
    next: 'Export it as CSV, which has no such limit.',
  },
  'export-not-again': {
    what: 'This export cannot be run again: {detail}.',
    safe: 'Nothing was written, and the file that it made was not touched.',
    next: 'Export the list anew; from then on it can be compared.',
  },
  'gl-refused': {
    what: 'The GL journal or its mapping of accounts is refused: {detail}.',
    safe: 'Nothing was written and nothing was changed.',
    next: 'Put that right, then try again.',
  },
  'gl-accounts-missing': {
    what: 'These accounts have no code (for Xero: code and tax rate) that the format takes: {accounts}.',
    safe: 'Nothing was written, and the mapping stays as it is.',
    next: 'Add them to the mapping file and set it with gl-accounts; then export again.',
  },
  'looking-back': {
    what: 'This window shows the book as it was, and nothing can be changed there.',
    safe: 'Nothing was changed.',
    next: 'Go back to now, then do it again.',
  },
  'past-room': {
    what: 'To show the book as it was takes about {megabytes} MB beside it, and the disk has not as much left.',
    safe: 'The book was not touched.',
    next: 'Free some space, then try again.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
