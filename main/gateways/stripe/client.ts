/** One line to Stripe: the official SDK on a bounded transport, with patience of our own (the SDK does not retry a plain 429). */
import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import { type Agents, keptAgents } from '../exchange';
import type { ConnectOptions } from '../gateway';
import { loopbackUrl } from '../http';
import type { AskContext, Patience } from '../patience';
import { adviceFor, failureOf } from './failures';
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
    const { patience: limits, key, now } = this.account;
    const context: AskContext = { gateway: 'Stripe', what, page, last4: key.slice(-4), limits };
    const startedAt = now();
    for (let attempt = 1; ; attempt++) {
      if (this.signal?.aborted) throw new Failure('cancelled');
      try {
        return await call(this.stripe);
      } catch (error) {
        const advice = adviceFor(error);
        if (!advice.retry || attempt >= Math.min(limits.tries, advice.limit)) throw failureOf(error, context);
        const ceiling = Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (attempt - 1));
        const waitMs = advice.waitMs ?? Math.random() * ceiling;
        if (now() - startedAt + waitMs > limits.budgetMs) throw failureOf(error, context);
        await this.pause(waitMs);
      }
    }
  }

  private async pause(ms: number): Promise<void> {
    try {
      await wait(ms, undefined, this.signal ? { signal: this.signal } : {});
    } catch {
      throw new Failure('cancelled');
    }
  }
}
