/**
 * Why Paystack's charges fail. It has no codes for it: `gateway_response` is the bank's own sentence
 * (https://paystack.com/docs/payments/verify-payments/), of which these are known; any other is shown and not tried again by itself.
 */
import { type Decline, type DeclineClass, MOST_DECLINE_CODE } from '../../kernel/decline';

/** Stolen, closed: it must not be tried again. */
const hard = /stolen|lost card|pick.?up|restricted|do not retry|closed account|account closed|fraud|revoked/i;

const classes: readonly (readonly [RegExp, DeclineClass])[] = [
  [hard, 'blocked'],
  [/do not honou?r|not permitted|no such issuer|invalid card/i, 'blocked'],
  [/expired card|card expired|card has expired/i, 'card-expired'],
  [/insufficient funds|not sufficient funds|withdrawal limit|exceeds .*limit/i, 'funds'],
  [/issuer or switch inoperative|issuer unavailable|bank (?:is )?(?:unavailable|not available)/i, 'bank-unreachable'],
  [/system malfunction|system error|could not be processed|timeout/i, 'gateway-fault'],
  [/authentication|token not generated|\b(?:otp|pin)\b/i, 'needs-customer'],
];

export function isHardDecline(words: string): boolean {
  return hard.test(words);
}

/** `words`: the `gateway_response` of a failed charge. */
export function declineOf(words: string): Decline {
  const found = classes.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
  return { class: found, code: words.slice(0, MOST_DECLINE_CODE) };
}
