/** Which of PayPal's refusals are a decline of the payer's means, and which are final. */
import { type Decline, type DeclineClass, declineBy } from '../../kernel/decline';

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

/**
 * What a person does about each: by the texts of PayPal's issues, https://developer.paypal.com/api/rest/reference/orders/v2/errors/,
 * and for a declined capture by the processor's codes,
 * https://developer.paypal.com/serversdk/php/models/enumerations/processor-response-code/.
 */
const classes: Readonly<Record<string, DeclineClass>> = {
  TRANSACTION_LIMIT_EXCEEDED: 'funds',
  REFERENCED_CARD_EXPIRED: 'card-expired',
  CARD_EXPIRED: 'card-expired',
  PAYER_ACTION_REQUIRED: 'needs-customer',
  REDIRECT_PAYER_FOR_ALTERNATE_FUNDING: 'needs-customer',
  TOKEN_ID_NOT_FOUND: 'needs-customer',
  AGREEMENT_ALREADY_CANCELLED: 'needs-customer',
  BILLING_AGREEMENT_NOT_FOUND: 'needs-customer',
  PAYER_CANNOT_PAY: 'blocked',
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: 'blocked',
  PAYER_ACCOUNT_RESTRICTED: 'blocked',
  TRANSACTION_REFUSED: 'blocked',
  CARD_BRAND_NOT_SUPPORTED: 'blocked',
  COMPLIANCE_VIOLATION: 'blocked',
  TRANSACTION_BLOCKED_BY_PAYEE: 'blocked',
  PAYEE_BLOCKED_TRANSACTION: 'blocked',
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: 'blocked',
  // INSUFFICIENT_FUNDS, EXPIRED_CARD
  '5120': 'funds',
  '5400': 'card-expired',
  // ISSUER_NOT_AVAILABLE_RETRIABLE, DECLINED_PLEASE_RETRY
  '5920': 'bank-unreachable',
  '9100': 'bank-unreachable',
  // ERROR_3DS, AUTHENTICATION_FAILED
  '7700': 'needs-customer',
  '7710': 'needs-customer',
  // DO_NOT_HONOR, CARD_CLOSED, PICKUP_CARD_SPECIAL_CONDITIONS, INVALID_OR_RESTRICTED_CARD, TRANSACTION_NOT_PERMITTED
  '0500': 'blocked',
  '5140': 'blocked',
  '5150': 'blocked',
  '5180': 'blocked',
  '5700': 'blocked',
  // SUSPECTED_FRAUD, SECURITY_VIOLATION, LOST_OR_STOLEN, REFUSED_CARD
  '9500': 'blocked',
  '9510': 'blocked',
  '9520': 'blocked',
  '9540': 'blocked',
};

/** `code`: PayPal's issue, or the response code of the processor. An instrument that was declined is not explained: `other`. */
export function declineOf(code: string | null): Decline {
  return declineBy(classes, [code]);
}

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
