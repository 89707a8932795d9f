/** One line to Stripe: the official SDK on a bounded transport, with patience of our own (the SDK does not retry a plain 429). */
import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { Failure } from '../../kernel/failure';
import type { ConnectOptions } from '../gateway';
import { adviceFor, failureOf } from './failures';
import { Transport } from './transport';

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

const MAX_SOCKETS = 6;

/** What all calls of one gateway share. */
export interface Account {
  key: string;
  baseUrl: URL | null;
  agents: { http: http.Agent; https: https.Agent };
  patience: Patience;
  /** UTC milliseconds. */
  now(): number;
}

export function accountOf(options: ConnectOptions, key: string, chosen: Patience): Account {
  return {
    key,
    baseUrl: options.baseUrl === undefined ? null : loopbackUrl(options.baseUrl),
    agents: {
      http: new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
      https: new https.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    },
    patience: chosen,
    now: options.now,
  };
}

/** Only this computer may stand in for Stripe. */
function loopbackUrl(text: string): URL {
  const url = URL.parse(text);
  const isHere = url?.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === '[::1]');
  if (!url || !isHere || url.port === '') {
    throw new Failure('input-invalid', { detail: 'a simulator is reached at http://127.0.0.1:<port> only' });
  }
  return url;
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
    const context = { what, page, last4: key.slice(-4), timeoutMs: limits.timeoutMs, maxBytes: limits.maxBytes };
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
