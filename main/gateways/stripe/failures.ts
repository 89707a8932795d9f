/** Stripe's refusals and the network's, as failures that a person can be told. Nothing secret and no content leaves here. */
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { TransportProblem } from '../exchange';
import {
  type Advice,
  type AskContext,
  adviceForTransport,
  always,
  GARBAGE_WAIT_MS,
  never,
  retryAfterMs,
  transportFailure,
} from '../patience';
import { withoutKeys } from '../text';

const gateway = 'Stripe';

/** The problem under the SDK's wrapping, if there is one. */
function transportProblemOf(error: unknown): TransportProblem | null {
  if (error instanceof TransportProblem) return error;
  const detail: unknown = error instanceof Stripe.errors.StripeError ? error.detail : undefined;
  return detail instanceof TransportProblem ? detail : null;
}

/** Whether asking again may help, and how long the provider wants to be left alone. */
export function adviceFor(error: unknown): Advice {
  const transport = transportProblemOf(error);
  if (transport) return adviceForTransport(transport);
  if (!(error instanceof Stripe.errors.StripeError)) return never;
  if (error.statusCode === 429) return { ...always, waitMs: retryAfterMs(error.headers?.['retry-after']) };
  if (error.headers?.['stripe-should-retry'] === 'false') return never;
  return error.statusCode === 409 || (error.statusCode ?? 0) >= 500 ? always : never;
}

/** Whether it says what Stripe made of the request itself: not of the key, of another request under its key, or of its haste. */
export function isAnswer(error: unknown): error is Stripe.errors.StripeError {
  if (!(error instanceof Stripe.errors.StripeError) || transportProblemOf(error)) return false;
  const status = error.statusCode ?? 0;
  const isOther = [401, 403, 409, 429].includes(status) || error instanceof Stripe.errors.StripeIdempotencyError;
  return status >= 400 && status < 500 && !isOther;
}

/** Whether a write that ended so may have been done all the same. */
export function leavesDoubt(error: unknown): boolean {
  const transport = transportProblemOf(error);
  if (transport) return transport.mayHaveArrived;
  if (!(error instanceof Stripe.errors.StripeError)) return true;
  if (error instanceof Stripe.errors.StripeIdempotencyError) return true;
  const status = error.statusCode ?? 0;
  return status < 400 || status === 409 || status >= 500;
}

/** The failure to show. Whatever it was before, it is safe to log. */
export function failureOf(error: unknown, context: AskContext): Failure {
  if (error instanceof Failure) return error;
  const transport = transportProblemOf(error);
  const cause = new Error(withoutKeys(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'));
  if (transport) return transportFailure(transport, context, cause);
  if (!(error instanceof Stripe.errors.StripeError))
    return new Failure('gateway-error', { gateway, status: 0, detail: cause.message }, { cause });
  const { last4, what } = context;
  if (error.statusCode === 401) return new Failure('key-refused', { gateway, last4 }, { cause });
  if (error.statusCode === 403) return new Failure('key-forbidden', { gateway, last4, what }, { cause });
  if (error.statusCode === 429) {
    const waitMs = retryAfterMs(error.headers?.['retry-after']) ?? GARBAGE_WAIT_MS;
    return new Failure('gateway-rate-limited', { gateway, seconds: Math.ceil(waitMs / 1000) }, { cause });
  }
  const detail = withoutKeys(error.message) || 'no explanation';
  return new Failure('gateway-error', { gateway, status: error.statusCode ?? 0, detail }, { cause });
}
