/** The English text of every failure: for the command line, for logs, and for the English window. */
import { accountFailureText } from './account-failure-text';
import { askingFailureText } from './asking-failure-text';
import { changeFailureText } from './change-failure-text';
import { closingFailureText } from './closing-failure-text';
import { exportFailureText } from './export-failure-text';
import type { FailureCode, FailureText } from './failure';
import { filledInFailureText } from './filled-in-failure-text';
import { importFailureText } from './import-failure-text';
import { invoiceFailureText } from './invoice-failure-text';
import { mailFailureText } from './mail-failure-text';
import { matchingFailureText } from './matching-failure-text';
import { operatorFailureText } from './operator-failure-text';
import { paperFailureText } from './paper-failure-text';
import { statementFailureText } from './statement-failure-text';
import { voucherFailureText } from './voucher-failure-text';

const bookUntouched = 'The file was not changed.';
const nothingSaved = 'Nothing was saved.';
const cursorKept = 'What was fetched before is kept; the next sync goes on from there.';

export const failureText: Record<FailureCode, FailureText> = {
  'book-empty-file': {
    what: '{file} is empty (0 bytes), so it is not a Counterfoil book.',
    safe: bookUntouched,
    next: 'Open another book, or restore the newest backup.',
  },
  'book-foreign': {
    what: '{file} is not a Counterfoil book.',
    safe: bookUntouched,
    next: 'Choose a file that ends in .counterfoil and was made by Counterfoil.',
  },
  'book-newer': {
    what: '{file} was made by a newer version of Counterfoil (book format {found}; this program reads up to {known}).',
    safe: 'It was not opened and not changed.',
    next: 'Update Counterfoil, then open it again.',
  },
  'book-damaged': {
    what: '{file} is damaged: {detail}.',
    safe: 'Nothing was written to it.',
    next: 'Keep the file, and open the newest backup.',
  },
  'book-missing': {
    what: 'There is no book at {file}.',
    safe: 'Nothing was created.',
    next: 'Check the name, or make a new book.',
  },
  'book-exists': {
    what: 'There is already a file at {file}.',
    safe: bookUntouched,
    next: 'Choose another name, or open the one that is there.',
  },
  'book-name-invalid': {
    what: '“{name}” cannot be a book’s name.',
    safe: 'Nothing was created.',
    next: 'Use letters, digits, spaces, dots, dashes or underscores, 80 characters at most.',
  },
  'book-locked': {
    what: '{file} is open elsewhere since {since} ({holder}, process {pid}), and that program does not answer.',
    safe: bookUntouched,
    next: 'Close it there, then try again.',
  },
  'book-read-only': {
    what: '{file} or its folder cannot be written to.',
    safe: bookUntouched,
    next: 'Give yourself the right to write there, or copy the book to a folder of your own.',
  },
  'book-no-wal': {
    what: '{file} lies on a drive that cannot hold a live book (a network or synchronised drive).',
    safe: bookUntouched,
    next: 'Move the book to a folder on this computer; keep backups on the other drive.',
  },
  'disk-full': {
    what: 'The disk is full ({where}).',
    safe: 'No half entry was left behind.',
    next: 'Free some space (50 MB is enough), then try again.',
  },
  'disk-failing': {
    what: 'The disk did not do what was asked ({where}: {detail}).',
    safe: 'No half entry was left behind.',
    next: 'Check the disk, then open the book again; Counterfoil checks it before it writes.',
  },
  'outcome-unknown': {
    what: 'The disk failed while saving, so we do not know yet whether it was saved.',
    safe: 'The same request can be sent again without doubling anything.',
    next: 'Try again; Counterfoil looks first whether it is there.',
  },
  'request-reused': {
    what: 'Request {request} was used before with other content.',
    safe: 'The earlier one stays as it is; nothing was added.',
    next: 'Send it with a new request id.',
  },
  'amount-too-large': {
    what: 'The amount is too large (at most {limit} {currency}).',
    safe: nothingSaved,
    next: 'Enter a smaller amount, or split it.',
  },
  'amount-invalid': {
    what: '“{text}” is not an amount.',
    safe: nothingSaved,
    next: 'Write it with digits and a decimal point, such as 120.00.',
  },
  'too-many-decimals': {
    what: '“{text}” has more decimals than {currency} allows.',
    safe: nothingSaved,
    next: 'Round it to what {currency} has; write thousands without a sign, such as 1500.',
  },
  'currency-unknown': {
    what: '“{text}” is not a currency.',
    safe: nothingSaved,
    next: 'Use a three-letter code such as USD or EUR.',
  },
  'customer-unknown': {
    what: 'There is no customer {id} in this book.',
    safe: nothingSaved,
    next: 'Search for the customer by name.',
  },
  'payment-unknown': {
    what: 'There is no payment {id} in this book.',
    safe: nothingSaved,
    next: 'Search for it by its reference.',
  },
  'event-invalid': {
    what: 'This cannot be booked: {detail}.',
    safe: nothingSaved,
    next: 'Correct it and try again.',
  },
  'input-invalid': {
    what: 'The request was not understood: {detail}.',
    safe: 'Nothing was done.',
    next: 'Correct it and try again.',
  },
  'cursor-invalid': {
    what: 'The place in the list is no longer valid.',
    safe: 'Nothing was changed.',
    next: 'Load the list again.',
  },
  'job-running': {
    what: '{job} is already running.',
    safe: 'The running one goes on; no second one was started.',
    next: 'Wait for it, or cancel it.',
  },
  cancelled: {
    what: 'You cancelled it.',
    safe: 'Nothing was left half done: no partial file, and no part of a change.',
    next: 'Start it again when you are ready.',
  },
  'file-exists': {
    what: 'There is already a file at {file}.',
    safe: 'It was not changed.',
    next: 'Choose another name.',
  },
  'path-invalid': {
    what: '{file} cannot be used: {detail}.',
    safe: 'Nothing was written.',
    next: 'Choose another place.',
  },
  'file-unreadable': {
    what: '{file} cannot be read: {detail}.',
    safe: 'Nothing was taken from it.',
    next: 'Check how it is called and where it lies, or choose another file.',
  },
  'ticket-invalid': {
    what: 'This download link was used before, or its minute is over.',
    safe: 'The exported file is still there.',
    next: 'Press Download again.',
  },
  'gateway-none': {
    what: 'No gateway named “{gateway}” is set up in this book.',
    safe: 'Nothing was fetched or sent.',
    next: 'Choose one that is set up, or add it in the settings first.',
  },
  'key-publishable': {
    what: 'This is a publishable key; a secret or restricted key is needed.',
    safe: 'It was not saved.',
    next: 'In the {gateway} dashboard, copy the secret key (sk_…), or a restricted one where there is one (rk_…).',
  },
  'key-malformed': {
    what: 'This does not look like a {gateway} key.',
    safe: 'It was not saved.',
    next: 'Copy the whole key again from the dashboard.',
  },
  'key-refused': {
    what: '{gateway} refused the key (ending in {last4}): it is wrong, revoked or expired.',
    safe: cursorKept,
    next: 'Enter a new key; syncing waits until then.',
  },
  'key-forbidden': {
    what: 'The {gateway} key (ending in {last4}) may not read {what}.',
    safe: cursorKept,
    next: 'Give the key that permission, or use another.',
  },
  'key-wrong-environment': {
    what: 'This is a {found} key, and this gateway is set to {wanted}.',
    safe: 'It was not saved.',
    next: 'Use the key of the same environment.',
  },
  'gateway-offline': {
    what: '{gateway} cannot be reached.',
    safe: `The book works offline. ${cursorKept}`,
    next: 'Check the network; syncing goes on by itself when it is back.',
  },
  'gateway-timeout': {
    what: '{gateway} did not answer within {seconds} seconds.',
    safe: cursorKept,
    next: 'It is tried again by itself; or press Sync now.',
  },
  'gateway-rate-limited': {
    what: '{gateway} asked to slow down.',
    safe: cursorKept,
    next: 'It goes on by itself in {seconds} seconds.',
  },
  'gateway-error': {
    what: '{gateway} answered with an error ({status}: {detail}).',
    safe: cursorKept,
    next: 'It is tried again by itself; if it stays, ask {gateway}.',
  },
  'gateway-sign-in-page': {
    what: 'A network sign-in page answered instead of {gateway}.',
    safe: cursorKept,
    next: 'Sign in to the network in a browser, then press Sync now.',
  },
  'gateway-broken-answer': {
    what: 'The answer of {gateway} was cut off or not readable (page {page}).',
    safe: cursorKept,
    next: 'It is tried again by itself.',
  },
  'gateway-answer-too-large': {
    what: 'The answer of {gateway} was larger than {limit} MB and was not read.',
    safe: cursorKept,
    next: 'Press Sync now; if it stays, ask {gateway}.',
  },
  'gateway-endless-pages': {
    what: '{gateway} kept sending pages without end; stopped at page {page}.',
    safe: cursorKept,
    next: 'Press Sync now; if it stays, ask {gateway}.',
  },
  'gateway-redirected': {
    what: '{gateway} tried to send us to another address ({host}); it was refused.',
    safe: cursorKept,
    next: 'Check the network: something stands between this computer and {gateway}.',
  },
  'sign-in-needed': {
    what: '{gateway} shows its list of payments only to an account that signs in, and no e-mail and password were given.',
    safe: 'Nothing was sent.',
    next: 'Add the e-mail and password of the {gateway} dashboard in the settings of the gateway.',
  },
  'sign-in-refused': {
    what: '{gateway} refused the e-mail or the password.',
    safe: cursorKept,
    next: 'Enter them again as on the {gateway} dashboard; capital letters count.',
  },
  ...accountFailureText,
  ...askingFailureText,
  ...changeFailureText,
  ...closingFailureText,
  ...exportFailureText,
  ...filledInFailureText,
  ...importFailureText,
  ...statementFailureText,
  ...matchingFailureText,
  ...invoiceFailureText,
  ...paperFailureText,
  ...mailFailureText,
  ...operatorFailureText,
  ...voucherFailureText,
  'engine-stopped': {
    what: 'The part of Counterfoil that keeps the book stopped.',
    safe: 'Everything that was saved is safe.',
    next: 'It starts again by itself; if it does not, close and open Counterfoil.',
  },
  'not-allowed': {
    what: 'This is not allowed here: {detail}.',
    safe: 'Nothing was done.',
    next: 'Use the window that Counterfoil opened.',
  },
  'programmer-error': {
    what: 'Something in Counterfoil is wrong (incident {incident}).',
    safe: nothingSaved,
    next: 'Try again; if it stays, send the incident number with the log.',
  },
};
