/** What a declined card may be asked for again. https://docs.stripe.com/declines/codes */
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

/** The bank wants the payer to say that it is them. */
export function needsPayer(failure: unknown): boolean {
  return codesOf(failure).includes('authentication_required');
}

function codesOf(failure: unknown): string[] {
  return ['code', 'decline_code'].map((name) => textOf(field(failure, name))).filter((code) => code !== null);
}
