/** Sends one answer of the simulator: Stripe's headers, and the fault that was asked for. */
import type { ServerResponse } from 'node:http';
import { type Fault, signInPage } from '../../fault';
import type { Written } from './idempotency';
import { StripeProblem } from './problem';

export class Reply {
  readonly requestId: string;
  readonly fault: Fault | null;
  private readonly response: ServerResponse;
  private readonly nowMs: number;

  constructor(response: ServerResponse, requestId: string, nowMs: number, fault: Fault | null) {
    this.response = response;
    this.requestId = requestId;
    this.nowMs = nowMs;
    this.fault = fault;
    response.sendDate = false;
  }

  /** Answers (or does not) in the place of the account. True: nothing more is to be done. */
  failBefore(): boolean {
    const { fault, response } = this;
    switch (fault?.kind) {
      case 'sign-in-page':
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(signInPage);
        return true;
      case 'redirect':
        response.writeHead(302, { Location: fault.location, 'Content-Type': 'text/html' }).end('');
        return true;
      case 'status':
        response.writeHead(fault.status, { ...this.headers(), ...fault.headers });
        response.end(
          fault.body ??
            new StripeProblem(fault.status, { message: 'An unknown error occurred' }).toJson(this.requestId),
        );
        return true;
      case 'rate-limited':
        this.rateLimited(fault.reason, fault.retryAfter);
        return true;
      case 'huge':
        this.huge(fault.bytes);
        return true;
      case 'silence':
        return true;
      case 'reset':
        if (fault.after) return false;
        response.socket?.resetAndDestroy();
        return true;
      default:
        return false;
    }
  }

  refuse(error: unknown): void {
    if (!(error instanceof StripeProblem)) throw error;
    this.send({ status: error.status, body: error.toJson(this.requestId) }, error.headers);
  }

  brokenAnswer(): Written {
    const problem = new StripeProblem(500, { message: 'An unknown error occurred' });
    return { status: 500, body: problem.toJson(this.requestId) };
  }

  send(answer: Written, headers: Readonly<Record<string, string>>): void {
    const { fault, response } = this;
    if (fault?.kind === 'reset') {
      response.socket?.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'silence-after') return;
    const text = fault?.kind === 'rewrite' ? JSON.stringify(fault.change(JSON.parse(answer.body))) : answer.body;
    const body = Buffer.from(text, 'utf8');
    if (fault?.kind === 'garbled') body.fill(0xff, fault.at, fault.at + 1);
    const cut = fault?.kind === 'truncated' || fault?.kind === 'stall' ? body.subarray(0, fault.keep) : body;
    const length = fault?.kind === 'truncated' && fault.framed ? cut.length : body.length;
    response.writeHead(answer.status, { ...this.headers(), 'Content-Length': length, ...headers });
    if (cut.length === length) {
      response.end(cut);
      return;
    }
    response.write(cut);
    if (fault?.kind === 'truncated') setImmediate(() => response.socket?.destroySoon());
  }

  private headers(): Record<string, string> {
    const { fault } = this;
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'Request-Id': this.requestId,
      'Stripe-Version': '2026-10-28.endive',
    };
    const offsetMs = fault?.kind === 'date' ? fault.offsetMs : 0;
    if (offsetMs !== null) headers.Date = new Date(this.nowMs + offsetMs).toUTCString();
    return headers;
  }

  private rateLimited(reason: string, retryAfter: string | undefined): void {
    const message =
      'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.';
    const extra: Record<string, string> = { 'Stripe-Rate-Limited-Reason': reason };
    if (retryAfter !== undefined) extra['Retry-After'] = retryAfter;
    this.response.writeHead(429, { ...this.headers(), ...extra });
    this.response.end(new StripeProblem(429, { message, code: 'rate_limit' }).toJson(this.requestId));
  }

  /** Sends `bytes` of JSON that never ends, as fast as it is read. */
  private huge(bytes: number): void {
    const { response } = this;
    const chunk = Buffer.alloc(65_536, 0x20);
    let left = bytes;
    response.writeHead(200, this.headers());
    response.write('{"object":"list","data":[');
    const more = () => {
      while (left > 0 && !response.destroyed) {
        left -= chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  }
}
