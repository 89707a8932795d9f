/**
 * Everything that can go wrong and that a person can be told. A new failure is one entry here; the compiler then asks
 * for its text in each language (`failure-text.ts`, `renderer/locales/*`).
 *
 * `expected`: shown in place. `world`: the whole window (disk, book). `programmer`: ours; carries an incident id.
 */

import { type BuiltWords, builtText, builtWords } from './built-on';
import { changeFailures } from './change-failures';
import { exportFailures } from './export-failures';
import { filledInFailures } from './filled-in-failures';
import { statementFailures } from './statement-failures';

const kinds = {
  // the book
  'book-empty-file': 'world',
  'book-foreign': 'world',
  'book-newer': 'world',
  'book-damaged': 'world',
  'book-missing': 'world',
  'book-exists': 'expected',
  'book-name-invalid': 'expected',
  'book-locked': 'world',
  'book-read-only': 'world',
  'book-no-wal': 'world',
  'disk-full': 'world',
  'disk-failing': 'world',
  'outcome-unknown': 'world',
  // writing
  'request-reused': 'expected',
  'amount-too-large': 'expected',
  'amount-invalid': 'expected',
  'too-many-decimals': 'expected',
  'currency-unknown': 'expected',
  'customer-unknown': 'expected',
  'customer-not-settled': 'expected',
  'person-changed': 'expected',
  'customer-merged': 'expected',
  'merge-into-archived': 'expected',
  'merge-waits': 'expected',
  'merge-built-on': 'expected',
  'nothing-to-change': 'expected',
  ...changeFailures,
  'payment-unknown': 'expected',
  'event-invalid': 'expected',
  // files that come in
  'import-file-large': 'expected',
  'import-file-empty': 'expected',
  'import-not-text': 'expected',
  'import-rows-many': 'expected',
  'import-columns-many': 'expected',
  'import-cell-long': 'expected',
  'import-gone': 'expected',
  'import-choose': 'expected',
  'import-refused': 'expected',
  'import-mapping-unknown': 'expected',
  'import-cell-empty': 'expected',
  'import-cell-unread': 'expected',
  'import-day-unread': 'expected',
  'import-number-unread': 'expected',
  'import-period-half': 'expected',
  'import-text-long': 'expected',
  'import-row-cells': 'expected',
  'import-quotes': 'expected',
  'import-twice': 'expected',
  'import-purchase-open': 'expected',
  'import-no-identity': 'expected',
  'import-customer-unknown': 'expected',
  'import-customer-several': 'expected',
  'import-future-day': 'expected',
  'import-number-ours': 'expected',
  'import-lines-differ': 'expected',
  'import-lines-many': 'expected',
  'import-total-differs': 'expected',
  'customer-in-use': 'expected',
  // matching
  'match-unknown': 'expected',
  'match-unbalanced': 'expected',
  'match-taken': 'expected',
  'match-item-gone': 'expected',
  'match-built-on': 'expected',
  'receipt-not-open': 'expected',
  'claim-not-open': 'expected',
  'rule-not-automatic': 'expected',
  'exception-unknown': 'expected',
  'proof-nothing': 'expected',
  'proof-unknown': 'expected',
  ...statementFailures,
  ...exportFailures,
  ...filledInFailures,
  // asking
  'input-invalid': 'expected',
  'cursor-invalid': 'expected',
  'job-running': 'expected',
  cancelled: 'expected',
  'file-exists': 'expected',
  'path-invalid': 'expected',
  'file-unreadable': 'expected',
  'ticket-invalid': 'expected',
  // gateways
  'gateway-none': 'expected',
  'key-publishable': 'expected',
  'key-malformed': 'expected',
  'key-refused': 'expected',
  'key-forbidden': 'expected',
  'key-wrong-environment': 'expected',
  'gateway-offline': 'expected',
  'gateway-timeout': 'expected',
  'gateway-rate-limited': 'expected',
  'gateway-error': 'expected',
  'gateway-sign-in-page': 'expected',
  'gateway-broken-answer': 'expected',
  'gateway-answer-too-large': 'expected',
  'gateway-endless-pages': 'expected',
  'gateway-redirected': 'expected',
  'sign-in-needed': 'expected',
  'sign-in-refused': 'expected',
  'passphrase-needed': 'expected',
  'passphrase-wrong': 'expected',
  'passphrase-wait': 'expected',
  'secret-damaged': 'expected',
  'keyring-not-safe': 'expected',
  'keyring-refused': 'expected',
  'gateway-paused': 'expected',
  'gateway-has-attempts': 'expected',
  'account-differs': 'expected',
  'account-known': 'expected',
  'demo-sandbox-only': 'expected',
  'web-address-invalid': 'expected',
  'return-page-needed': 'expected',
  // asking for money
  'not-offered': 'expected',
  'attempt-unknown': 'expected',
  'attempt-under-way': 'expected',
  'attempt-similar': 'expected',
  'attempt-not-again': 'expected',
  'amount-out-of-limits': 'expected',
  'credit-short': 'expected',
  'saved-method-unknown': 'expected',
  'saved-method-not-confirmed': 'expected',
  'saved-method-in-use': 'expected',
  'payment-not-pending': 'expected',
  'flag-gone': 'expected',
  'refund-not-completed': 'expected',
  'refund-too-much': 'expected',
  'refund-not-possible': 'expected',
  'refund-already-credit': 'expected',
  'refund-credit-spent': 'expected',
  'receipt-differs': 'expected',
  'customer-not-there': 'expected',
  'dispute-not-open': 'expected',
  'dispute-answered': 'expected',
  'attachment-file': 'expected',
  'attachment-many': 'expected',
  'attachment-card': 'expected',
  'attachment-gone': 'expected',
  'evidence-file': 'expected',
  'evidence-too-long': 'expected',
  'evidence-file-needed': 'expected',
  // vouchers
  'voucher-unknown': 'expected',
  'voucher-mistyped': 'expected',
  'voucher-wrong-currency': 'expected',
  'voucher-not-yet-valid': 'expected',
  'voucher-expired': 'expected',
  'voucher-used-up': 'expected',
  'voucher-used-by-customer': 'expected',
  'voucher-voided': 'expected',
  'voucher-none-open': 'expected',
  'voucher-money-needed': 'expected',
  'voucher-money-needless': 'expected',
  'voucher-batch-unknown': 'expected',
  'voucher-pattern-invalid': 'expected',
  'voucher-pattern-weak': 'expected',
  // operators
  'operator-locked': 'expected',
  'operator-none': 'expected',
  'operator-unknown': 'expected',
  'operator-exists': 'expected',
  'operator-first-administrator': 'expected',
  'operator-last-administrator': 'expected',
  'sign-in-wrong': 'expected',
  'sign-in-wait': 'expected',
  'not-allowed-role': 'expected',
  'pin-needed': 'expected',
  'pin-wrong': 'expected',
  'approval-needed': 'expected',
  'approval-own': 'expected',
  'approval-unknown': 'expected',
  'approval-answered': 'expected',
  'adjustment-unknown': 'expected',
  'adjustment-reversed': 'expected',
  'adjustment-expired': 'expected',
  'adjustment-limit': 'expected',
  // invoices
  'invoice-unknown': 'expected',
  'invoice-not-draft': 'expected',
  'invoice-not-open': 'expected',
  'invoice-still-draft': 'expected',
  'invoice-adds-funds': 'expected',
  'invoice-has-payments': 'expected',
  'invoice-over-open': 'expected',
  'invoice-empty': 'expected',
  'invoice-day': 'expected',
  'invoice-being-charged': 'expected',
  'charge-not-again': 'expected',
  'charge-no-method': 'expected',
  'charge-awaits-payment': 'expected',
  'credit-note-too-much': 'expected',
  'invoice-relieved': 'expected',
  'refund-needs-credit-note': 'expected',
  'refund-needs-reason': 'expected',
  // closing a month
  'period-closed': 'expected',
  'period-not-over': 'expected',
  'period-closed-before': 'expected',
  'period-not-closed': 'expected',
  'period-not-last': 'expected',
  'period-waits': 'expected',
  'period-open-checks': 'expected',
  'period-needs-two': 'expected',
  'period-request-unknown': 'expected',
  'period-unknown': 'expected',
  'late-answered': 'expected',
  'bundle-unreadable': 'expected',
  // papers
  'receipt-not-paid': 'expected',
  'transfer-not-pending': 'expected',
  'transfer-no-bank': 'expected',
  // notices by e-mail
  'mail-off': 'expected',
  'mail-host-invalid': 'expected',
  'mail-address-invalid': 'expected',
  'mail-password-plain': 'expected',
  'mail-password-needed': 'expected',
  'mail-unreachable': 'expected',
  'mail-timeout': 'expected',
  'mail-tls': 'expected',
  'mail-sign-in-refused': 'expected',
  'mail-refused': 'expected',
  'mail-later': 'expected',
  'mail-unsure': 'expected',
  'mail-placeholder-unknown': 'expected',
  'mail-unknown': 'expected',
  'mail-still-queued': 'expected',
  'mail-not-queued': 'expected',
  // shells and the engine
  'engine-stopped': 'world',
  'not-allowed': 'expected',
  'programmer-error': 'programmer',
} as const satisfies Record<string, 'expected' | 'world' | 'programmer'>;

export type FailureCode = keyof typeof kinds;
export type FailureKind = (typeof kinds)[FailureCode];
// from outside: the language types keys as any text
export const failureCodes = Object.keys(kinds) as FailureCode[];

/** What fills the blanks of a failure's text: names, counts, places. Never a secret, never a stack trace. */
export type FailureParams = Readonly<Record<string, string | number>>;

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly params: FailureParams;

  constructor(code: FailureCode, params: FailureParams = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }

  get kind(): FailureKind {
    return kinds[this.code];
  }
}

export function kindOf(code: FailureCode): FailureKind {
  return kinds[code];
}

export function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(kinds, code);
}

/** A failure's three sentences; `{name}` stands for a parameter. `what` also says where. */
export interface FailureText {
  what: string;
  safe: string;
  next: string;
}

/** Fills the blanks. A blank without a value stays visible, so that a test finds it. `built`: the words of what stands in the way. */
export function fillFailureText(text: FailureText, params: FailureParams, built: BuiltWords = builtWords): FailureText {
  const told = (name: string) =>
    name === 'items' && params.items !== undefined ? builtText(String(params.items), built) : params[name];
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (blank, name: string) => String(told(name) ?? blank));
  return { what: fill(text.what), safe: fill(text.safe), next: fill(text.next) };
}
