/** One line to Stripe: the official SDK on a bounded transport, with patience of our own (the SDK does not retry a plain 429). */
import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { OutcomeUnknown } from '../ask';
import { type Agents, keptAgents } from '../exchange';
import { field } from '../field';
import type { ConnectOptions } from '../gateway';
import { loopbackUrl } from '../http';
import type { AskContext, Patience } from '../patience';
import { adviceFor, failureOf, isAnswer, leavesDoubt } from './failures';
import { Transport } from './transport';

/** What all calls of one gateway share. */
export interface Account {
  key: string;
  baseUrl: URL | null;
  agents: Agents;
  patience: Patience;
  /** UTC milliseconds. */
  now(): number;
}

export function accountOf(options: ConnectOptions, key: string, chosen: Patience): Account {
  return {
    key,
    baseUrl: options.baseUrl === undefined ? null : loopbackUrl(options.baseUrl),
    agents: keptAgents(),
    patience: chosen,
    now: options.now,
  };
}

/** Stripe's answer that it did not do what was asked, with its own error. */
export interface Refusal {
  error: Stripe.errors.StripeError;
  failure: Failure;
}

/** `replayed`: the answer that the first request under this key got, which may have been overtaken since. */
export type Written =
  | { refusal: null; raw: unknown; replayed: boolean }
  | { refusal: Refusal; raw: null; replayed: false };

type Tried = { raw: unknown } | { raw: null; error: unknown; failure: Failure; doubt: boolean };

export class Line {
  /** This computer's clock less Stripe's, at the latest answer. */
  clockSkewMs: number | null = null;
  private readonly account: Account;
  private readonly stripe: Stripe;
  private readonly signal: AbortSignal | null;

  constructor(account: Account, signal: AbortSignal | null) {
    this.account = account;
    this.signal = signal;
    const { baseUrl } = account;
    const transport = new Transport({
      maxBytes: account.patience.maxBytes,
      agents: account.agents,
      signal,
      dated: (providerMs) => {
        this.clockSkewMs = account.now() - providerMs;
      },
    });
    this.stripe = new Stripe(account.key, {
      httpClient: transport,
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: account.patience.timeoutMs,
      ...(baseUrl ? { host: baseUrl.hostname, port: baseUrl.port, protocol: 'http' } : {}),
    });
  }

  /** Stripe's time as its latest answer stated it, else this computer's; UTC milliseconds. Never later than either. */
  providerNow(): number {
    return this.account.now() - Math.max(0, this.clockSkewMs ?? 0);
  }

  /** Asks, and asks again while that may help. Rejects with Failure only. `page` is told to the person when it fails. */
  async ask(what: string, page: number, call: (stripe: Stripe) => Promise<unknown>): Promise<unknown> {
    const tried = await this.try(what, page, call);
    if ('failure' in tried) throw tried.failure;
    return tried.raw;
  }

  /**
   * As `ask`, for a write that may be repeated: under an idempotency key, or one that comes to the same when it is done twice.
   * Rejects with Failure when it certainly was not done, with OutcomeUnknown when it may have been.
   */
  async write(what: string, call: (stripe: Stripe) => Promise<unknown>): Promise<Written> {
    const tried = await this.try(what, 1, call);
    if (!('failure' in tried)) return { refusal: null, raw: tried.raw, replayed: isReplay(tried.raw) };
    const { error, failure, doubt } = tried;
    // Stripe gives the same answer to the same key, so that a refusal is also the answer to the tries before.
    if (isAnswer(error)) return { refusal: { error, failure }, raw: null, replayed: false };
    throw doubt ? new OutcomeUnknown(failure) : failure;
  }

  brokenAnswer(): Failure {
    return new Failure('gateway-broken-answer', { gateway: 'Stripe', page: 1 });
  }

  private async try(what: string, page: number, call: (stripe: Stripe) => Promise<unknown>): Promise<Tried> {
    const { patience: limits, key, now } = this.account;
    const context: AskContext = { gateway: 'Stripe', what, page, last4: key.slice(-4), limits };
    const startedAt = now();
    let doubt = false;
    for (let attempt = 1; ; attempt++) {
      if (this.signal?.aborted) return stopped(doubt);
      try {
        return { raw: await call(this.stripe) };
      } catch (error) {
        doubt ||= leavesDoubt(error);
        const advice = adviceFor(error);
        const ended = () => ({ raw: null, error, failure: failureOf(error, context), doubt });
        if (!advice.retry || attempt >= Math.min(limits.tries, advice.limit)) return ended();
        const ceiling = Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (attempt - 1));
        const waitMs = advice.waitMs ?? Math.random() * ceiling;
        if (now() - startedAt + waitMs > limits.budgetMs) return ended();
        if (!(await this.pause(waitMs))) return stopped(doubt);
      }
    }
  }

  /** False when the signal ended it. */
  private async pause(ms: number): Promise<boolean> {
    try {
      await wait(ms, undefined, this.signal ? { signal: this.signal } : {});
      return true;
    } catch {
      return false;
    }
  }
}

function stopped(doubt: boolean): Tried {
  const failure = new Failure('cancelled');
  return { raw: null, error: failure, failure, doubt };
}

/** Whether Stripe said that it repeats an earlier answer. The SDK hangs the headers on what it gives. */
function isReplay(raw: unknown): boolean {
  return field(field(field(raw, 'lastResponse'), 'headers'), 'idempotent-replayed') === 'true';
}
