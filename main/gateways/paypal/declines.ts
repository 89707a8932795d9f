/** Which of PayPal's refusals are a decline of the payer's means, and which are final. */

/** The payer, or what they pay with, cannot pay this; nothing was taken. */
const declines = new Set([
  'INSTRUMENT_DECLINED',
  'PAYER_CANNOT_PAY',
  'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
  'PAYER_ACCOUNT_RESTRICTED',
  'TRANSACTION_REFUSED',
  'TRANSACTION_LIMIT_EXCEEDED',
  'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
  'REFERENCED_CARD_EXPIRED',
  'CARD_EXPIRED',
  'CARD_BRAND_NOT_SUPPORTED',
  'COMPLIANCE_VIOLATION',
  'TRANSACTION_BLOCKED_BY_PAYEE',
  'PAYEE_BLOCKED_TRANSACTION',
  'TOKEN_ID_NOT_FOUND',
  'AGREEMENT_ALREADY_CANCELLED',
  'BILLING_AGREEMENT_NOT_FOUND',
  'PAYER_ACTION_REQUIRED',
  'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED',
]);

/** Trying again can never help. */
const hard = new Set([
  'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
  'REFERENCED_CARD_EXPIRED',
  'CARD_EXPIRED',
  'TOKEN_ID_NOT_FOUND',
  'AGREEMENT_ALREADY_CANCELLED',
  'BILLING_AGREEMENT_NOT_FOUND',
  'COMPLIANCE_VIOLATION',
]);

/** On a page the payer can go back and choose another means. */
const payerMayTryAgain = new Set([
  'INSTRUMENT_DECLINED',
  'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
  'PAYER_ACTION_REQUIRED',
  'ORDER_NOT_APPROVED',
]);

export function isDecline(issue: string): boolean {
  return declines.has(issue);
}

export function isHard(issue: string): boolean {
  return hard.has(issue);
}

export function mayGoOn(issue: string): boolean {
  return payerMayTryAgain.has(issue);
}
