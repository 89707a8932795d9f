/**
 * Why Razorpay's charges of a saved method fail, by the reason that its errors and failed payments carry. The reasons and their texts:
 * https://razorpay.com/docs/payments/payment-gateway/s2s-integration/recurring-payments/cards/error-codes and
 * https://razorpay.com/docs/payment-gateway/rainy-day/errors/error-reasons/
 */
import { type Decline, type DeclineClass, declineBy } from '../../kernel/decline';
import { textOf } from '../field';

const classes: Readonly<Record<string, DeclineClass>> = {
  insufficient_funds: 'funds',
  transaction_limit_exceeded: 'funds',
  transaction_daily_limit_exceeded: 'funds',
  bank_technical_error: 'bank-unreachable',
  bank_not_available: 'bank-unreachable',
  bank_cutoff_in_progress: 'bank-unreachable',
  issuer_technical_error: 'bank-unreachable',
  gateway_technical_error: 'gateway-fault',
  server_error: 'gateway-fault',
  card_expired: 'card-expired',
  authentication_failed: 'needs-customer',
  customer_action_required: 'needs-customer',
  mandate_cancelled: 'needs-customer',
  mandate_expired: 'needs-customer',
  token_cancelled: 'needs-customer',
  token_expired: 'needs-customer',
  bank_account_invalid: 'blocked',
  card_number_invalid: 'blocked',
  card_declined: 'blocked',
  card_not_enrolled: 'blocked',
  debit_instrument_blocked: 'blocked',
  debit_instrument_inactive: 'blocked',
  payment_risk_check_failed: 'blocked',
  // "Declined" without a reason: a person decides.
  payment_declined: 'other',
  payment_failed: 'other',
};

export function declineOf(reason: unknown): Decline {
  return declineBy(classes, [textOf(reason)]);
}
