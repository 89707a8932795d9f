/** How long a gateway is waited for and how often it is asked again; and the network's troubles as failures for a person. */
import { Failure } from '../kernel/failure';
import type { TransportProblem } from './exchange';

export interface Patience {
  /** For one whole request and its answer. */
  timeoutMs: number;
  tries: number;
  /** The first wait is a random part of this, the next of twice as much, and so on. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** No more waiting once this much has passed; a longer wait that was asked for ends the call with that failure. */
  budgetMs: number;
  maxBytes: number;
}

export const patience: Patience = {
  timeoutMs: 30_000,
  tries: 5,
  firstWaitMs: 500,
  longestWaitMs: 8_000,
  budgetMs: 60_000,
  maxBytes: 32_000_000,
};

export type Advice = { retry: false } | { retry: true; waitMs: number | null; limit: number };

export const never: Advice = { retry: false };
export const always = { retry: true, waitMs: null, limit: Number.POSITIVE_INFINITY } as const satisfies Advice;

/** Whether asking again may help after the network's trouble. */
export function adviceForTransport(problem: TransportProblem): Advice {
  if (problem.kind === 'broken') return { retry: true, waitMs: null, limit: 3 };
  if (problem.kind === 'timeout') return { retry: true, waitMs: null, limit: 2 };
  const isOurs = problem.kind === 'offline' || (problem.kind === 'status' && (problem.status ?? 0) >= 500);
  return isOurs ? always : never;
}

export const GARBAGE_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** `Retry-After` in whole seconds; null when absent; half a minute when it cannot be read (dates included: clocks differ). */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (!/^\d{1,6}$/.test(header)) return GARBAGE_WAIT_MS;
  return Math.min(Number.parseInt(header, 10) * 1000, LONGEST_WAIT_MS);
}

export interface AskContext {
  /** The provider as people call it. */
  gateway: string;
  /** What was asked for, in words: `payments`, `payouts`. */
  what: string;
  /** 1 for the first page of a list. */
  page: number;
  /** The last four characters of the key. */
  last4: string;
  limits: Patience;
}

export function transportFailure(problem: TransportProblem, context: AskContext, cause: Error): Failure {
  const { gateway, page, limits } = context;
  switch (problem.kind) {
    case 'timeout':
      return new Failure('gateway-timeout', { gateway, seconds: Math.ceil(limits.timeoutMs / 1000) }, { cause });
    case 'offline':
      return new Failure('gateway-offline', { gateway }, { cause });
    case 'sign-in-page':
      return new Failure('gateway-sign-in-page', { gateway }, { cause });
    case 'redirected':
      return new Failure('gateway-redirected', { gateway, host: problem.message }, { cause });
    case 'broken':
      return new Failure('gateway-broken-answer', { gateway, page }, { cause });
    case 'too-large': {
      const limit = Math.floor(limits.maxBytes / 1_000_000);
      return new Failure('gateway-answer-too-large', { gateway, limit }, { cause });
    }
    case 'status':
      return new Failure('gateway-error', { gateway, status: problem.status ?? 0, detail: problem.message }, { cause });
    case 'aborted':
      return new Failure('cancelled', {}, { cause });
  }
}
