/** One line to NOWPayments: the API key on every request, and for the list of payments the token of a sign-in, which lasts five minutes. */
import { Failure } from '../../kernel/failure';
import { OutcomeUnknown } from '../ask';
import { field } from '../field';
import type { ConnectOptions } from '../gateway';
import { type Answer, type Call, HttpAccount, type HttpLine } from '../http';
import type { Patience } from '../patience';
import { checkKey, type SignIn, signInOf } from './credentials';
import { accountIdOf, tokenSchema } from './wire';

export const homes = { live: 'https://api.nowpayments.io', sandbox: 'https://api-sandbox.nowpayments.io' } as const;
/** Of the five minutes, so that it does not end on its way. */
const TOKEN_MS = 270_000;

/** What all calls of one gateway share. */
export interface Account {
  http: HttpAccount;
  key: string;
  signIn: SignIn | null;
  token: { text: string; untilMs: number } | null;
  secrets: string[];
  /** Where NOWPayments' own page of an invoice is. */
  pageOf(invoice: string): string;
}

/** Throws Failure for credentials that are none, and for a live account at a simulator. */
export function accountOf(options: ConnectOptions, chosen: Patience): Account {
  const key = checkKey(options.credentials.key ?? '');
  const signIn = signInOf(options.credentials);
  const isLive = (options.environment ?? (options.baseUrl === undefined ? 'live' : 'sandbox')) === 'live';
  if (isLive && options.baseUrl !== undefined) {
    throw new Failure('input-invalid', { detail: 'a live account is never sent to a simulator' });
  }
  const secrets = [key, ...(signIn ? [signIn.password] : [])];
  const http = new HttpAccount({
    label: 'NOWPayments',
    home: isLive ? homes.live : homes.sandbox,
    baseUrl: options.baseUrl,
    secrets,
    last4: key.slice(-4),
    now: options.now,
    patience: chosen,
  });
  const site = options.baseUrl ?? (isLive ? 'https://nowpayments.io' : 'https://sandbox.nowpayments.io');
  const pageOf = (invoice: string) => `${site.replace(/\/$/, '')}/payment/?iid=${encodeURIComponent(invoice)}`;
  return { http, key, signIn, token: null, secrets, pageOf };
}

type Asked = Pick<Call, 'path' | 'query' | 'what' | 'page'>;

export class Line {
  readonly account: Account;
  readonly http: HttpLine;

  constructor(account: Account, signal?: AbortSignal) {
    this.account = account;
    this.http = account.http.line(signal);
  }

  /** What the key alone may read. */
  async get(asked: Asked): Promise<unknown> {
    const answer = await this.http.ask({ ...asked, method: 'GET', repeat: 'freely', headers: this.headers() });
    return this.checked(answer, asked.what);
  }

  /** What only a sign-in may read. Throws Failure sign-in-needed without one. */
  async getSignedIn(asked: Asked): Promise<unknown> {
    for (let isFresh = false; ; isFresh = true) {
      const headers = { ...this.headers(), Authorization: `Bearer ${await this.token(isFresh)}` };
      const answer = await this.http.ask({ ...asked, method: 'GET', repeat: 'freely', headers });
      // The token may have ended early: once more with a new one.
      if (answer.status !== 401 || isFresh || isAboutKey(answer)) return this.checked(answer, asked.what);
    }
  }

  /** A write that is sent once: there is no key by which NOWPayments would know it again. */
  async post(path: string, json: unknown, what: string): Promise<unknown> {
    const answer = await this.http.ask({ method: 'POST', path, json, what, repeat: 'once', headers: this.headers() });
    return this.checked(answer, what);
  }

  /** The account's id as the sign-in tells it; null without a sign-in. */
  async accountId(): Promise<string | null> {
    return this.account.signIn ? accountIdOf(await this.token(true)) : null;
  }

  private headers(): Record<string, string> {
    return { 'x-api-key': this.account.key };
  }

  private async token(isFresh: boolean): Promise<string> {
    const { account } = this;
    const { now } = account.http.options;
    if (!account.signIn) throw new Failure('sign-in-needed', { gateway: 'NOWPayments' });
    if (account.token && !isFresh && now() < account.token.untilMs) return account.token.text;
    const read = tokenSchema.safeParse(await this.signIn(account.signIn));
    if (!read.success) throw this.http.brokenAnswer();
    const { token } = read.data;
    if (account.token) account.secrets.splice(account.secrets.indexOf(account.token.text), 1);
    account.secrets.push(token);
    account.token = { text: token, untilMs: now() + TOKEN_MS };
    return token;
  }

  private async signIn({ email, password }: SignIn): Promise<unknown> {
    const call: Call = {
      method: 'POST',
      path: '/v1/auth',
      json: { email, password },
      what: 'a sign-in',
      repeat: 'freely',
    };
    let answer: Answer;
    try {
      answer = await this.http.ask(call);
    } catch (error) {
      // Signing in twice does no more than once.
      throw error instanceof OutcomeUnknown ? error.failure : error;
    }
    if (answer.status < 300) return answer.body;
    if (answer.status === 429 || answer.status === 404) throw this.http.refusal(answer.status, messageOf(answer));
    throw new Failure('sign-in-refused', { gateway: 'NOWPayments' });
  }

  private checked(answer: Answer, what: string): unknown {
    const { status } = answer;
    if (status < 300) return answer.body;
    if (status === 401 || (status === 403 && isAboutKey(answer))) throw this.http.keyRefused();
    if (status === 403) throw this.http.keyForbidden(what);
    throw this.http.refusal(status, messageOf(answer));
  }
}

function messageOf({ body }: Answer): string {
  const message = field(body, 'message');
  return typeof message === 'string' ? message : '';
}

function isAboutKey(answer: Answer): boolean {
  return field(answer.body, 'code') === 'INVALID_API_KEY' || /api[ _-]?key/i.test(messageOf(answer));
}
