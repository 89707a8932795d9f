/** One line to PayPal: its token kept until shortly before it ends, renewed once when PayPal no longer takes it; refusals as they are. */
import { Failure } from '../../kernel/failure';
import { OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import type { ConnectOptions } from '../gateway';
import { type Answer, type Call, HttpAccount, type HttpLine } from '../http';
import type { Patience } from '../patience';
import { clientId, clientSecret } from './credentials';
import { listOf, tokenSchema } from './wire';

export const LABEL = 'PayPal';
export const homes = { live: 'https://api-m.paypal.com', sandbox: 'https://api-m.sandbox.paypal.com' } as const;
/** A token is not used in its last minute. */
const SPARE_MS = 60_000;
const MAX_SECRETS = 8;

/** PayPal said no, with its own code: `issue` (`INSTRUMENT_DECLINED`), else `name` (`RESOURCE_NOT_FOUND`). */
export class Refusal extends Error {
  readonly status: number;
  readonly issue: string;
  /** For a person; may hold what we sent. */
  readonly detail: string;

  constructor(status: number, issue: string, detail: string) {
    super(`${status} ${issue}`);
    this.status = status;
    this.issue = issue;
    this.detail = detail;
  }
}

export interface Question extends Omit<Call, 'headers'> {
  /** `PayPal-Request-Id`: the same id gives the latest state of what was done under it. */
  requestId?: string;
  /** The whole object is wanted in the answer of a write. */
  whole?: boolean;
}

/** What all calls of one gateway share. */
export class PaypalAccount {
  readonly environment: 'live' | 'sandbox';
  readonly http: HttpAccount;
  /** Rows on a page of the transaction search. */
  readonly pageSize: number;
  private readonly id: string;
  private readonly secret: string;
  private readonly secrets: string[];
  private token: { text: string; endsAt: number } | null = null;
  private renewal: Promise<string> | null = null;

  /** Throws Failure for credentials that cannot be PayPal's, and for live ones that would go to a simulator. */
  constructor(options: ConnectOptions, patience: Patience, pageSize: number) {
    this.pageSize = pageSize;
    this.environment = options.environment ?? (options.baseUrl === undefined ? 'live' : 'sandbox');
    if (this.environment === 'live' && options.baseUrl !== undefined) {
      throw new Failure('key-wrong-environment', { found: 'live', wanted: 'sandbox' });
    }
    this.id = clientId.check(options.credentials.clientId ?? '', this.environment);
    this.secret = clientSecret.check(options.credentials.clientSecret ?? '', this.environment);
    this.secrets = [this.secret, Buffer.from(`${this.id}:${this.secret}`).toString('base64')];
    this.http = new HttpAccount({
      label: LABEL,
      home: homes[this.environment],
      baseUrl: options.baseUrl,
      secrets: this.secrets,
      last4: this.id.slice(-4),
      now: options.now,
      patience,
    });
  }

  line(signal?: AbortSignal): Line {
    return new Line(this, this.http.line(signal));
  }

  /** The token in use, or a new one; calls that come meanwhile wait for the same. */
  async tokenFor(line: HttpLine): Promise<string> {
    if (this.token && this.http.options.now() < this.token.endsAt) return this.token.text;
    if (this.renewal) {
      try {
        return await this.renewal;
      } catch (error) {
        // Stopped by whoever asked for it first: that is not our end.
        if (!(error instanceof Failure) || error.code !== 'cancelled') throw error;
      }
    }
    this.renewal ??= this.renew(line).finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  forget(token: string): void {
    if (this.token?.text === token) this.token = null;
  }

  private async renew(line: HttpLine): Promise<string> {
    const askedAt = this.http.options.now();
    const answer = await harmless(
      line.ask({
        method: 'POST',
        path: '/v1/oauth2/token',
        form: { grant_type: 'client_credentials' },
        headers: { Authorization: `Basic ${Buffer.from(`${this.id}:${this.secret}`).toString('base64')}` },
        what: 'an access token',
        repeat: 'freely',
      }),
    );
    if (answer.status === 401) throw line.keyRefused();
    if (answer.status === 403) throw line.keyForbidden('an access token');
    if (answer.status >= 400) throw line.refusal(answer.status, textOf(field(answer.body, 'error_description')) ?? '');
    const read = tokenSchema.safeParse(answer.body);
    if (!read.success) throw line.brokenAnswer();
    const { access_token: text, expires_in } = read.data;
    this.token = { text, endsAt: askedAt + expires_in * 1000 - SPARE_MS };
    this.secrets.push(text);
    if (this.secrets.length > MAX_SECRETS) this.secrets.splice(2, 1);
    return text;
  }
}

/** For what takes no money (a token, an order): that no answer came leaves nothing in doubt. */
export async function harmless<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error.failure : error;
  }
}

/** The calls of one piece of work, which its signal ends. */
export class Line {
  readonly http: HttpLine;
  private readonly account: PaypalAccount;

  constructor(account: PaypalAccount, http: HttpLine) {
    this.account = account;
    this.http = http;
  }

  get pageSize(): number {
    return this.account.pageSize;
  }

  get clockSkewMs(): number | null {
    return this.http.clockSkewMs;
  }

  /** The answer's body. Rejects with Failure, OutcomeUnknown, or Refusal where PayPal understood and said no. */
  async ask(question: Question): Promise<unknown> {
    let answer = await this.send(question);
    if (answer.status === 401) {
      if (!isStaleToken(answer.body)) throw this.http.keyRefused();
      answer = await this.send(question);
      if (answer.status === 401) throw this.http.keyRefused();
    }
    if (answer.status < 400) return answer.body;
    if (answer.status === 403) throw this.http.keyForbidden(question.what);
    const refusal = refusalOf(answer);
    // An earlier try under the same key is still at work: what comes of it is not known.
    if (refusal.issue === 'PREVIOUS_REQUEST_IN_PROGRESS' && question.method !== 'GET') {
      throw new OutcomeUnknown(this.failureOf(refusal));
    }
    throw refusal;
  }

  failureOf(refusal: Refusal): Failure {
    return this.http.refusal(refusal.status, refusal.detail);
  }

  private async send({ requestId, whole, ...call }: Question): Promise<Answer> {
    const token = await this.account.tokenFor(this.http);
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(requestId === undefined ? {} : { 'PayPal-Request-Id': requestId }),
      ...(whole ? { Prefer: 'return=representation' } : {}),
    };
    const answer = await this.http.ask({ ...call, headers });
    if (answer.status === 401) this.account.forget(token);
    return answer;
  }
}

/** PayPal has two ways to say 401; only this one means the token. */
function isStaleToken(body: unknown): boolean {
  return textOf(field(body, 'error')) === 'invalid_token' || textOf(field(body, 'name')) === 'AUTHENTICATION_FAILURE';
}

function refusalOf({ status, body }: Answer): Refusal {
  const first = listOf(field(body, 'details'))[0];
  const name = textOf(field(body, 'name')) ?? textOf(field(body, 'error')) ?? '';
  const issue = textOf(field(first, 'issue')) ?? name;
  const words = [field(first, 'description'), field(body, 'message'), field(body, 'error_description'), issue];
  return new Refusal(status, issue, words.map(textOf).find((text) => text !== null) ?? '');
}

/** Gives null in the place of PayPal's "no such thing"; other refusals pass on. */
export async function orGone(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}

/** Runs calls to their end; a refusal that nobody understood becomes a failure for a person. */
export async function told<T>(line: Line, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Refusal ? line.failureOf(error) : error;
  }
}
