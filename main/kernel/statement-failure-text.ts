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
  'statement-format-unknown': {
    what: 'This is neither a bank’s CSV file nor OFX, CAMT.053 or MT940.',
    safe: nothing,
    next: 'Export the statement anew from the bank, in one of these formats.',
  },
  'statement-camt-other': {
    what: 'This is a {message} message: it tells of movements, and is no statement.',
    safe: nothing,
    next: 'Export the account statement (camt.053): its balances prove that nothing is missing.',
  },
  'statement-version-unknown': {
    what: '{version} is a version that is not known.',
    safe: nothing,
    next: 'Export camt.053 in a version from 2 to 13.',
  },
  'statement-document-type': {
    what: 'The file contains a document type definition, which statements never need.',
    safe: nothing,
    next: 'Do not trust this file; export the statement anew from the bank.',
  },
  'statement-markup': {
    what: 'The tags of this file do not fit together here.',
    safe: nothing,
    next: 'Export the statement anew from the bank.',
  },
  'statement-cut-short': {
    what: 'The file ends before {tag} does: part of it is missing.',
    safe: nothing,
    next: 'Download the statement again.',
  },
  'statement-tag-missing': {
    what: '{tag} is missing here.',
    safe: nothing,
    next: 'Export the statement anew from the bank.',
  },
  'statement-line-unread': {
    what: '“{text}” is no movement that can be read.',
    safe: nothing,
    next: 'Export the statement anew from the bank.',
  },
  'statement-amount-unread': {
    what: '“{text}” is not an amount.',
    safe: nothing,
    next: 'Correct it in the file, or export it anew.',
  },
  'statement-day-unread': {
    what: '“{text}” is not a day.',
    safe: nothing,
    next: 'Correct it in the file, or export it anew.',
  },
  'statement-currency-unread': {
    what: '“{text}” is not a currency.',
    safe: nothing,
    next: 'Correct it in the file, or export it anew.',
  },
  'statement-currency-mixed': {
    what: 'This is in {found}, and the account is in {expected}.',
    safe: nothing,
    next: 'Export each currency as a statement of its own.',
  },
  'statement-quote-open': {
    what: 'A quotation mark that opens in line {line} does not close.',
    safe: nothing,
    next: 'Correct it in the file: nothing behind it can be trusted.',
  },
  'statement-both-sides': {
    what: 'This row has a debit and a credit.',
    safe: nothing,
    next: 'Correct it in the file, or choose other columns.',
  },
  'statement-byte': {
    what: 'There is a sign here that {encoding} does not have.',
    safe: nothing,
    next: 'Choose another encoding, or export the statement anew.',
  },
  'statement-workbook': {
    what: 'This is an Excel workbook, not a statement in text.',
    safe: nothing,
    next: 'Save the sheet as CSV, and choose that file.',
  },
  'statement-archive': {
    what: 'This archive holds {name}, which is no statement, or an archive within it.',
    safe: nothing,
    next: 'Take the statements out of it, and choose those.',
  },
  'statement-archive-large': {
    what: 'This archive holds more than {limit}.',
    safe: nothing,
    next: 'Take the statements out of it, and choose those.',
  },
  'statement-empty': {
    what: 'The file has a header, but no movements.',
    safe: nothing,
    next: 'Choose a file with movements.',
  },
  'statement-bank-choose': {
    what: 'The file does not say which of our bank accounts it belongs to.',
    safe: nothing,
    next: 'Choose the bank account.',
  },
  'statement-bank-other': {
    what: 'The statement is of account {found} in {currency}; that is not the chosen bank account.',
    safe: nothing,
    next: 'Choose the bank account that it belongs to.',
  },
  'statement-out': {
    what: 'The statement is out by {amount} {currency}: its opening balance and its lines do not come to its closing balance.',
    safe: nothing,
    next: 'Look for lines that are missing or doubled; or say why it is stored as it is.',
  },
  'report-other': {
    what: '{name} is no report of a gateway that can be read.',
    safe: nothing,
    next: 'Download it anew: Stripe’s balance or payout reconciliation (itemized), PayPal’s activity, Razorpay’s or Paystack’s settlements.',
  },
  'report-account-unknown': {
    what: 'This book has no account {gateway} of the gateway that this report is from.',
    safe: nothing,
    next: 'Choose one of its accounts.',
  },
  'report-unknown': {
    what: 'This book has no such report, or it was taken back.',
    safe: stays,
    next: 'Look at the list of reports.',
  },
  'report-row-unsound': {
    what: 'The sums of this row do not fit together: its net is not its gross less its fee.',
    safe: nothing,
    next: 'Download the report anew; it may have been altered by a spreadsheet.',
  },
  'report-row-unnamed': {
    what: 'This row has no id by which the book could know it.',
    safe: nothing,
    next: 'Download the report with all of its columns.',
  },
  'report-differs-much': {
    what: 'This report and the book differ in more than {limit} places.',
    safe: nothing,
    next: 'Look whether it is of this account, and whether the account’s history has been fetched for these days.',
  },
  'reading-took-long': {
    what: 'Reading the file got nowhere for {seconds} seconds and was ended.',
    safe: nothing,
    next: 'Export it anew, in smaller pieces; keep the file for whoever looks after the program.',
  },
  'demo-only': {
    what: 'This is there in the demo company’s book only.',
    safe: stays,
    next: 'Open the demo company’s book.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
