/** Words of bank statements that both sides use. */

export const statementFormats = ['csv', 'ofx', 'camt053', 'mt940'] as const;
export type StatementFormat = (typeof statementFormats)[number];

export const bankLineStates = ['open', 'matched', 'split'] as const;
export type BankLineState = (typeof bankLineStates)[number];

/** What was left out of a file or altered on purpose: sums of zero, what is not booked yet, texts cut, card numbers masked. */
export const noticeKinds = ['zero', 'pending', 'cut', 'masked'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a column of a bank's CSV file can hold. `balance`: what the account held behind the row. */
export const bankFields = [
  'day',
  'valueDay',
  'amount',
  'debit',
  'credit',
  'flag',
  'currency',
  'name',
  'account',
  'text',
  'reference',
  'bankReference',
  'balance',
] as const;
export type BankField = (typeof bankFields)[number];

/** How a sum says that it went out: `-45`, `(45.00)`, `45.00-`, `45.00 DR`. */
export const minusWays = ['sign', 'brackets', 'trailing', 'letters'] as const;
export type MinusWay = (typeof minusWays)[number];

export const textEncodings = ['utf-8', 'utf-16', 'windows-1252', 'windows-1250'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export const MOST_STATEMENT_BYTES = 200 * 1024 * 1024;
/** XML and SGML are read as a whole: a bank's file of a month is a hundredth of it. */
export const MOST_MARKUP_BYTES = 64 * 1024 * 1024;
export const MOST_STATEMENT_FILES = 200;
