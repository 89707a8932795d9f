/**
 * The HTTP side under Stripe's SDK: one whole answer in bounded time and size, from the host that was asked and no other. Node's
 * own client of the SDK has no limit of size and would hand a sign-in page on as "invalid JSON".
 */
import { isUtf8 } from 'node:buffer';
import type http from 'node:http';
import { type Agents, exchange, type RawAnswer, refuseStrangers, TransportProblem } from '../exchange';

export interface TransportOptions {
  maxBytes: number;
  agents: Agents;
  signal: AbortSignal | null;
  /** Told the `Date` header of each answer, in UTC milliseconds. */
  dated(providerMs: number): void;
}

type Headers = Record<string, string | string[]>;

/** What the SDK wants of an answer. */
class Answer {
  private readonly status: number;
  private readonly headers: Headers;
  private readonly json: unknown;

  constructor(status: number, headers: Headers, json: unknown) {
    this.status = status;
    this.headers = headers;
    this.json = json;
  }
  getStatusCode(): number {
    return this.status;
  }
  getHeaders(): Headers {
    return this.headers;
  }
  getRawResponse(): object {
    return { headers: this.headers };
  }
  toStream(): never {
    throw new Error('answers are not streamed');
  }
  toJSON(): Promise<unknown> {
    return Promise.resolve(this.json);
  }
}

/** Implements the SDK's `HttpClientInterface`. */
export class Transport {
  private readonly options: TransportOptions;

  constructor(options: TransportOptions) {
    this.options = options;
  }

  getClientName(): string {
    return 'counterfoil';
  }

  /** Rejects with TransportProblem. `timeoutMs` bounds the whole exchange. */
  async makeRequest(
    host: string,
    port: string,
    path: string,
    method: string,
    headers: object,
    requestData: string | Uint8Array,
    protocol: string,
    timeoutMs: number,
  ): Promise<Answer> {
    const secure = protocol !== 'http';
    const options: http.RequestOptions = { host, port, path, method, headers: { ...headers } };
    const answer = await exchange(secure, options, requestData, { ...this.options, timeoutMs });
    const date = Date.parse(answer.headers.date ?? '');
    if (Number.isFinite(date)) this.options.dated(date);
    return new Answer(answer.status, flat(answer.headers), readBody(answer));
  }
}

/** The answer's JSON. Throws TransportProblem for what is not JSON from the gateway. */
function readBody(answer: RawAnswer): unknown {
  const { status, body } = answer;
  const isPage = refuseStrangers(answer);
  try {
    if (!isUtf8(body)) throw new TransportProblem('broken', 'not UTF-8');
    const json: unknown = JSON.parse(body.toString('utf8'));
    if (typeof json !== 'object' || json === null) throw new TransportProblem('broken', 'not an object');
    // The SDK takes any answer without an error for a success, whatever its status.
    if (status >= 400 && !('error' in json)) throw new TransportProblem('broken', 'an error without a reason');
    return json;
  } catch (error) {
    if (status >= 400) throw new TransportProblem('status', isPage ? 'a web page' : 'no explanation', status);
    throw error instanceof TransportProblem ? error : new TransportProblem('broken', 'not JSON');
  }
}

function flat(headers: http.IncomingHttpHeaders): Headers {
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) kept[name] = value;
  return kept;
}
