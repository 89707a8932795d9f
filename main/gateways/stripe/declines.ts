/** What a declined card may be asked for again. https://docs.stripe.com/declines/codes */
import { type Decline, type DeclineClass, declineBy } from '../../kernel/decline';
import { field, textOf } from '../field';

/** The card is gone, closed, or reported: it will be declined for ever. */
const hard = new Set([
  ...['expired_card', 'lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'fraudulent', 'invalid_account'],
  ...['incorrect_number', 'invalid_number', 'new_account_information_available', 'stop_payment_order'],
  ...['revocation_of_all_authorizations', 'revocation_of_authorization', 'security_violation', 'card_not_supported'],
]);

/** `failure`: Stripe's card error, or an intent's `last_payment_error`. */
export function isHardDecline(failure: unknown): boolean {
  const advice = textOf(field(failure, 'advice_code'));
  if (advice !== null) return advice === 'do_not_try_again';
  return codesOf(failure).some((code) => hard.has(code));
}

/**
 * Stripe's codes, by what a person does about them: the meanings and next steps of https://docs.stripe.com/declines/codes, and for
 * the codes of its own https://docs.stripe.com/error-codes. `generic_decline` gives no reason at all: a person decides.
 */
const classes: Readonly<Record<string, DeclineClass>> = {
  insufficient_funds: 'funds',
  card_velocity_exceeded: 'funds',
  withdrawal_count_limit_exceeded: 'funds',
  issuer_not_available: 'bank-unreachable',
  try_again_later: 'bank-unreachable',
  reenter_transaction: 'bank-unreachable',
  processing_error: 'gateway-fault',
  lock_timeout: 'gateway-fault',
  expired_card: 'card-expired',
  authentication_required: 'needs-customer',
  authentication_not_handled: 'needs-customer',
  payment_intent_authentication_failure: 'needs-customer',
  approve_with_id: 'needs-customer',
  offline_pin_required: 'needs-customer',
  online_or_offline_pin_required: 'needs-customer',
  mobile_device_authentication_required: 'needs-customer',
  generic_decline: 'other',
  do_not_honor: 'blocked',
  no_action_taken: 'blocked',
  do_not_try_again: 'blocked',
  call_issuer: 'blocked',
  transaction_not_allowed: 'blocked',
  not_permitted: 'blocked',
  service_not_allowed: 'blocked',
  currency_not_supported: 'blocked',
  merchant_blacklist: 'blocked',
  ...Object.fromEntries([...hard].filter((code) => code !== 'expired_card').map((code) => [code, 'blocked'] as const)),
};

/** Stripe's advice goes before the code: what must not be tried again is not, whatever it was called. */
export function declineOf(failure: unknown): Decline {
  const found = declineBy(classes, codesOf(failure));
  const advice = textOf(field(failure, 'advice_code'));
  const again = found.class === 'funds' || found.class === 'bank-unreachable' || found.class === 'gateway-fault';
  return advice === 'do_not_try_again' && (again || found.class === 'other') ? { ...found, class: 'blocked' } : found;
}

/** The bank wants the payer to say that it is them. */
export function needsPayer(failure: unknown): boolean {
  return codesOf(failure).includes('authentication_required');
}

function codesOf(failure: unknown): string[] {
  return ['code', 'decline_code'].map((name) => textOf(field(failure, name))).filter((code) => code !== null);
}
