/** The client under the gateways that have no library of their own: one provider, one host, lossless JSON, bounded patience. */
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../kernel/failure';
import { OutcomeUnknown } from './ask';
import { type Agents, exchange, keptAgents, type RawAnswer, refuseStrangers, TransportProblem } from './exchange';
import { parseLossless } from './lossless-json';
import { multipart, type Part } from './multipart';
import {
  type Advice,
  adviceForTransport,
  always,
  GARBAGE_WAIT_MS,
  never,
  type Patience,
  patience,
  retryAfterMs,
  transportFailure,
} from './patience';
import { cleanText } from './text';

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with a slash; its parts are already encoded. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** One of these three, or none. */
  json?: unknown;
  form?: Readonly<Record<string, string>>;
  parts?: readonly Part[];
  headers?: Readonly<Record<string, string>>;
  /** What is asked for, in words for a person: `payments`. */
  what: string;
  /** For lists: the page, from 1. */
  page?: number;
  /**
   * `freely`: asking twice does the same as asking once (all GETs; writes that carry a key which the provider honours).
   * `once`: sent again only when the request certainly never arrived.
   */
  repeat: 'freely' | 'once';
}

/** Any answer below 500 but 429: what a refusal means is the adapter's to say. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Lossless JSON; null when there was no body. */
  body: unknown;
}

export interface HttpOptions {
  /** As people call the provider. */
  label: string;
  /** `https://api.paystack.co`; replaced by `baseUrl` where a simulator stands in for it. */
  home: string;
  baseUrl?: string | undefined;
  /** Never shown: taken out of every message. */
  secrets: readonly string[];
  /** The last four characters of the key, for a person to tell which. */
  last4: string;
  /** UTC milliseconds. */
  now(): number;
  patience?: Patience;
}

/** What all calls of one gateway share. */
export class HttpAccount {
  readonly options: HttpOptions;
  readonly base: URL;
  readonly agents: Agents = keptAgents();
  readonly patience: Patience;

  /** Throws Failure `input-invalid` for a `baseUrl` that is not on this computer. */
  constructor(options: HttpOptions) {
    this.options = options;
    this.base = options.baseUrl === undefined ? new URL(options.home) : loopbackUrl(options.baseUrl);
    this.patience = options.patience ?? patience;
  }

  line(signal?: AbortSignal): HttpLine {
    return new HttpLine(this, signal ?? null);
  }
}

/** Only this computer may stand in for a provider. */
export function loopbackUrl(text: string): URL {
  const url = URL.parse(text);
  const isHere = url?.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === '[::1]');
  if (!url || !isHere || url.port === '') {
    throw new Failure('input-invalid', { detail: 'a simulator is reached at http://127.0.0.1:<port> only' });
  }
  return url;
}

/** The calls of one piece of work, which its signal ends. */
export class HttpLine {
  /** This computer's clock less the provider's, at the latest answer. */
  clockSkewMs: number | null = null;
  readonly account: HttpAccount;
  private readonly signal: AbortSignal | null;

  constructor(account: HttpAccount, signal: AbortSignal | null) {
    this.account = account;
    this.signal = signal;
  }

  /** The provider's time as its latest answer stated it, else this computer's; UTC milliseconds. Never later than either. */
  providerNow(): number {
    return this.account.options.now() - Math.max(0, this.clockSkewMs ?? 0);
  }

  /**
   * Asks, and asks again while that may help. Rejects with Failure when the provider certainly did nothing (or nothing matters:
   * a GET), with OutcomeUnknown when a write may have happened.
   */
  async ask(call: Call): Promise<Answer> {
    const { patience: limits, options } = this.account;
    const startedAt = options.now();
    /** Of an earlier try it is not known what came: then nothing that a later one meets makes it certain that nothing did. */
    let doubt = false;
    for (let attempt = 1; ; attempt++) {
      if (this.signal?.aborted) throw ended(call, new Failure('cancelled'), doubt);
      let trouble: TransportProblem | RawAnswer;
      try {
        const raw = await this.send(call);
        if (raw.status < 500 && raw.status !== 429) {
          return { status: raw.status, headers: raw.headers, body: readBody(raw) };
        }
        // A proxy that wants a log-in answers 511 with a page.
        if (raw.status === 511) refuseStrangers(raw);
        trouble = raw;
      } catch (error) {
        if (!(error instanceof TransportProblem)) throw error;
        trouble = error;
      }
      doubt ||= trouble instanceof TransportProblem ? trouble.mayHaveArrived : trouble.status !== 429;
      const advice = this.adviceFor(call, trouble);
      const isLast = !advice.retry || attempt >= Math.min(limits.tries, advice.limit);
      const ceiling = Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (attempt - 1));
      const waitMs = (advice.retry ? advice.waitMs : null) ?? Math.random() * ceiling;
      if (isLast || options.now() - startedAt + waitMs > limits.budgetMs)
        throw ended(call, this.failureOf(call, trouble), doubt);
      await this.pause(waitMs, call, doubt);
    }
  }

  /** A failure with the provider's own words, which may hold a secret, made safe to show. */
  refusal(status: number, detail: string): Failure {
    return new Failure('gateway-error', {
      gateway: this.account.options.label,
      status,
      detail: this.scrubbed(detail) || 'no explanation',
    });
  }

  keyRefused(): Failure {
    const { label, last4 } = this.account.options;
    return new Failure('key-refused', { gateway: label, last4 });
  }

  keyForbidden(what: string): Failure {
    const { label, last4 } = this.account.options;
    return new Failure('key-forbidden', { gateway: label, last4, what });
  }

  brokenAnswer(page = 1): Failure {
    return new Failure('gateway-broken-answer', { gateway: this.account.options.label, page });
  }

  private async send(call: Call): Promise<RawAnswer> {
    const { base, agents, patience: limits, options } = this.account;
    const query = new URLSearchParams(call.query).toString();
    const { data, type } = bodyOf(call);
    const headers = {
      Accept: 'application/json',
      'User-Agent': 'counterfoil',
      ...(data === '' ? {} : { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(data)) }),
      ...call.headers,
    };
    const raw = await exchange(
      base.protocol === 'https:',
      {
        host: base.hostname,
        port: base.port,
        path: `${base.pathname.replace(/\/$/, '')}${call.path}${query === '' ? '' : `?${query}`}`,
        method: call.method,
        headers,
      },
      data,
      { agents, signal: this.signal, maxBytes: limits.maxBytes, timeoutMs: limits.timeoutMs },
    );
    const date = Date.parse(raw.headers.date ?? '');
    if (Number.isFinite(date)) this.clockSkewMs = options.now() - date;
    return raw;
  }

  private adviceFor(call: Call, trouble: TransportProblem | RawAnswer): Advice {
    if (!(trouble instanceof TransportProblem)) {
      if (trouble.status === 429) return { ...always, waitMs: retryAfterMs(trouble.headers['retry-after']) };
      return call.repeat === 'freely' ? always : never;
    }
    const advice = adviceForTransport(trouble);
    return call.repeat === 'freely' || !trouble.mayHaveArrived ? advice : never;
  }

  private failureOf(call: Call, trouble: TransportProblem | RawAnswer): Failure {
    const { label, last4 } = this.account.options;
    const limits = this.account.patience;
    if (trouble instanceof TransportProblem) {
      const context = { gateway: label, what: call.what, page: call.page ?? 1, last4, limits };
      return transportFailure(trouble, context, new Error(this.scrubbed(trouble.message)));
    }
    if (trouble.status === 429) {
      const waitMs = retryAfterMs(trouble.headers['retry-after']) ?? GARBAGE_WAIT_MS;
      return new Failure('gateway-rate-limited', { gateway: label, seconds: Math.ceil(waitMs / 1000) });
    }
    return this.refusal(trouble.status, '');
  }

  private scrubbed(text: string): string {
    let clean = text;
    for (const secret of this.account.options.secrets) {
      if (secret.length >= 4) clean = clean.replaceAll(secret, `…${secret.slice(-4)}`);
    }
    return cleanText(clean, 500);
  }

  private async pause(ms: number, call: Call, doubt: boolean): Promise<void> {
    try {
      await wait(ms, undefined, this.signal ? { signal: this.signal } : {});
    } catch {
      throw ended(call, new Failure('cancelled'), doubt);
    }
  }
}

function bodyOf({ json, form, parts }: Call): { data: string | Buffer; type: string } {
  if (json !== undefined) return { data: JSON.stringify(json), type: 'application/json' };
  if (!parts) return { data: new URLSearchParams(form ?? {}).toString(), type: 'application/x-www-form-urlencoded' };
  const boundary = `counterfoil-${randomUUID()}`;
  return { data: multipart(parts, boundary), type: `multipart/form-data; boundary=${boundary}` };
}

/** How a call ends that was not answered. Readings change nothing, so that there is nothing to doubt. */
function ended(call: Call, failure: Failure, doubt: boolean): Failure | OutcomeUnknown {
  return doubt && call.method !== 'GET' ? new OutcomeUnknown(failure) : failure;
}

/** Throws TransportProblem for what is not JSON from the provider. */
function readBody(raw: RawAnswer): unknown {
  refuseStrangers(raw);
  if (raw.body.length === 0 && (raw.status === 204 || raw.status === 202)) return null;
  if (!isUtf8(raw.body)) throw new TransportProblem('broken', 'not UTF-8');
  try {
    return parseLossless(raw.body.toString('utf8'));
  } catch {
    throw raw.status >= 400
      ? new TransportProblem('status', 'no explanation', raw.status)
      : new TransportProblem('broken', 'not JSON');
  }
}
