/** Stripe's error shape: what went wrong, as a status and an `error` object. */

export interface ProblemBody {
  message: string;
  type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: unknown;
}

export class StripeProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ProblemBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.message);
    this.status = status;
    this.body = { type: status >= 500 ? 'api_error' : 'invalid_request_error', ...body };
    this.headers = headers;
  }

  toJson(requestId: string): string {
    const docs = this.body.code
      ? { doc_url: `https://stripe.com/docs/error-codes/${this.body.code.replaceAll('_', '-')}` }
      : {};
    const log = { request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` };
    return JSON.stringify({ error: { ...this.body, ...docs, ...log } });
  }
}

export function noSuch(kind: string, id: string, param = 'id', status = 404): StripeProblem {
  const message = `No such ${kind}: '${id.slice(0, 100)}'`;
  return new StripeProblem(status, { message, code: 'resource_missing', param });
}

/** Stripe shows a key's head and last four characters only. */
export function maskKey(key: string): string {
  return key.length < 12 ? '****' : `${key.slice(0, 7)}${'*'.repeat(key.length - 11)}${key.slice(-4)}`;
}
