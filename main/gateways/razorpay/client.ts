/** One line to Razorpay: Basic authentication, and its refusals as failures that a person can be told. */
import { Failure } from '../../kernel/failure';
import { field, textOf } from '../field';
import type { ConnectOptions } from '../gateway';
import { type Answer, type Call, HttpAccount, type HttpLine } from '../http';
import type { Patience } from '../patience';
import { checkKeyId, checkKeySecret, isLiveKeyId } from './credentials';
import { Known } from './known';
import { errorSchema, listSchema } from './wire';

export const LABEL = 'Razorpay';
export const HOME = 'https://api.razorpay.com';

export interface Account {
  http: HttpAccount;
  keyId: string;
  /** Never shown. */
  authorization: string;
  known: Known;
}

/** Throws Failure for a key that must not be used here. */
export function accountOf(options: ConnectOptions, patience: Patience): Account {
  const given = options.credentials.keyId ?? '';
  const keyId = checkKeyId(given, isLiveKeyId(given) && options.baseUrl === undefined ? 'live' : 'sandbox');
  const secret = checkKeySecret(options.credentials.keySecret ?? '');
  const pair = Buffer.from(`${keyId}:${secret}`).toString('base64');
  const http = new HttpAccount({
    label: LABEL,
    home: HOME,
    baseUrl: options.baseUrl,
    secrets: [secret, pair],
    last4: keyId.slice(-4),
    now: options.now,
    patience,
  });
  return { http, keyId, authorization: `Basic ${pair}`, known: new Known() };
}

export type Asked = Omit<Call, 'repeat' | 'headers'> & { headers?: Readonly<Record<string, string>> };

/** What Razorpay said when it refused. */
export interface Refusal {
  status: number;
  description: string;
  reason: string | null;
  step: string | null;
  /** The payment that came of it all the same. */
  payment: string | null;
}

export class Line {
  readonly http: HttpLine;
  readonly account: Account;

  constructor(account: Account, signal: AbortSignal | null) {
    this.account = account;
    this.http = account.http.line(signal ?? undefined);
  }

  /** A look: the body; null when Razorpay has no such object (it says so with status 400). Rejects with Failure. */
  async look(what: string, path: string, query: Readonly<Record<string, string>> = {}, page = 1): Promise<unknown> {
    const answer = await this.ask({ method: 'GET', path, query, what, page }, 'freely');
    const refusal = refusalOf(answer);
    if (!refusal) return answer.body;
    if (refusal.status === 404 || (refusal.status === 400 && isUnknownId(refusal.description))) return null;
    throw this.failureOf(refusal);
  }

  /** As `look`, for what must be there. */
  async lookAt(what: string, path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const body = await this.look(what, path, query);
    if (body === null) throw this.http.refusal(400, 'The id provided does not exist');
    return body;
  }

  /** The rows of one page of a list. Rejects with Failure, also where Razorpay has no such list. */
  async rows(
    what: string,
    path: string,
    query: Readonly<Record<string, string>> = {},
    page = 1,
  ): Promise<readonly unknown[]> {
    const answer = await this.ask({ method: 'GET', path, query, what, page }, 'freely');
    const refusal = refusalOf(answer);
    if (refusal) throw this.failureOf(refusal);
    const read = listSchema.safeParse(answer.body);
    if (!read.success) throw this.http.brokenAnswer(page);
    return read.data.items;
  }

  /** Rejects with Failure for a key that is not let in, and as HttpLine does; other refusals are in the answer. */
  async ask(call: Asked, repeat: Call['repeat']): Promise<Answer> {
    const headers = { ...call.headers, Authorization: this.account.authorization };
    const answer = await this.http.ask({ ...call, path: `/v1${call.path}`, headers, repeat });
    if (answer.status === 401) throw this.http.keyRefused();
    if (answer.status === 403) throw this.http.keyForbidden(call.what);
    return answer;
  }

  failureOf({ status, description }: Refusal): Failure {
    return this.http.refusal(status, description);
  }
}

/** Null for an answer that is none. */
export function refusalOf(answer: Answer): Refusal | null {
  if (answer.status < 400) return null;
  const said = errorSchema.safeParse(answer.body).data?.error;
  return {
    status: answer.status,
    description: textOf(said?.description) ?? '',
    reason: textOf(said?.reason),
    step: textOf(said?.step),
    payment: textOf(field(said?.metadata, 'payment_id')),
  };
}

function isUnknownId(description: string): boolean {
  return /does not exist|not a valid id/i.test(description);
}

/** Whether this can be an id of Razorpay's, and so a part of a path. */
export function isIdPart(id: string): boolean {
  return /^\w{1,64}$/.test(id);
}

/** A part of a path that came from outside. Throws Failure `input-invalid` for what cannot be an id. */
export function idPart(id: string): string {
  if (!isIdPart(id)) throw new Failure('input-invalid', { detail: 'this is not an id of Razorpay' });
  return id;
}
