/** Stripe's refusals and the network's, as failures that a person can be told. Nothing secret and no content leaves here. */
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { withoutKeys } from './text';
import { TransportProblem } from './transport';

const gateway = 'Stripe';

export interface AskContext {
  /** What was asked for, in words: `payments`, `payouts`. */
  what: string;
  /** 1 for the first page of a list. */
  page: number;
  /** The last four characters of the key. */
  last4: string;
  timeoutMs: number;
  maxBytes: number;
}

/** The problem under the SDK's wrapping, if there is one. */
export function transportProblemOf(error: unknown): TransportProblem | null {
  if (error instanceof TransportProblem) return error;
  const detail: unknown = error instanceof Stripe.errors.StripeError ? error.detail : undefined;
  return detail instanceof TransportProblem ? detail : null;
}

export type Advice = { retry: false } | { retry: true; waitMs: number | null; limit: number };

const never: Advice = { retry: false };
const always = { retry: true, waitMs: null, limit: Number.POSITIVE_INFINITY } as const satisfies Advice;

/** Whether asking again may help, and how long the provider wants to be left alone. */
export function adviceFor(error: unknown): Advice {
  const transport = transportProblemOf(error);
  if (transport) {
    if (transport.kind === 'broken') return { retry: true, waitMs: null, limit: 3 };
    if (transport.kind === 'timeout') return { retry: true, waitMs: null, limit: 2 };
    const isOurs = transport.kind === 'offline' || (transport.kind === 'status' && (transport.status ?? 0) >= 500);
    return isOurs ? always : never;
  }
  if (!(error instanceof Stripe.errors.StripeError)) return never;
  if (error.statusCode === 429) return { ...always, waitMs: retryAfterMs(error.headers?.['retry-after']) };
  if (error.headers?.['stripe-should-retry'] === 'false') return never;
  return error.statusCode === 409 || (error.statusCode ?? 0) >= 500 ? always : never;
}

const GARBAGE_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** `Retry-After` in whole seconds; null when absent; half a minute when it cannot be read (dates included: clocks differ). */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (!/^\d{1,6}$/.test(header)) return GARBAGE_WAIT_MS;
  return Math.min(Number.parseInt(header, 10) * 1000, LONGEST_WAIT_MS);
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

function transportFailure(problem: TransportProblem, context: AskContext, cause: Error): Failure {
  switch (problem.kind) {
    case 'timeout':
      return new Failure('gateway-timeout', { gateway, seconds: Math.ceil(context.timeoutMs / 1000) }, { cause });
    case 'offline':
      return new Failure('gateway-offline', { gateway }, { cause });
    case 'sign-in-page':
      return new Failure('gateway-sign-in-page', { gateway }, { cause });
    case 'redirected':
      return new Failure('gateway-redirected', { gateway, host: problem.message }, { cause });
    case 'broken':
      return new Failure('gateway-broken-answer', { gateway, page: context.page }, { cause });
    case 'too-large':
      return new Failure(
        'gateway-answer-too-large',
        { gateway, limit: Math.floor(context.maxBytes / 1_000_000) },
        { cause },
      );
    case 'status':
      return new Failure('gateway-error', { gateway, status: problem.status ?? 0, detail: problem.message }, { cause });
    case 'aborted':
      return new Failure('cancelled', {}, { cause });
  }
}
