/**
 * The HTTP side under Stripe's SDK: one whole answer in bounded time and size, from the host that was asked and no other. Node's
 * own client of the SDK has no limit of size and would hand a sign-in page on as "invalid JSON".
 */
import { isUtf8 } from 'node:buffer';
import http from 'node:http';
import https from 'node:https';

export type TransportKind =
  | 'timeout'
  | 'offline'
  | 'sign-in-page'
  | 'redirected'
  | 'broken'
  | 'too-large'
  | 'status'
  | 'aborted';

export class TransportProblem extends Error {
  readonly kind: TransportKind;
  readonly status: number | null;

  /** `detail`: a host or a short reason; never content. */
  constructor(kind: TransportKind, detail: string, status: number | null = null) {
    super(detail);
    this.kind = kind;
    this.status = status;
  }
}

export interface TransportOptions {
  maxBytes: number;
  agents: { http: http.Agent; https: https.Agent };
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
    requestData: string,
    protocol: string,
    timeoutMs: number,
  ): Promise<Answer> {
    const secure = protocol !== 'http';
    const agent = secure ? this.options.agents.https : this.options.agents.http;
    const sent: http.OutgoingHttpHeaders = { ...headers };
    const options: http.RequestOptions = { host, port, path, method, agent, headers: sent };
    const { response, body } = await this.exchange(secure, options, requestData, timeoutMs);
    const date = Date.parse(response.headers.date ?? '');
    if (Number.isFinite(date)) this.options.dated(date);
    const status = response.statusCode ?? 0;
    return new Answer(status, flat(response.headers), readBody(status, response.headers, body));
  }

  private exchange(
    secure: boolean,
    options: http.RequestOptions,
    data: string,
    timeoutMs: number,
  ): Promise<{ response: http.IncomingMessage; body: Buffer }> {
    const { signal, maxBytes } = this.options;
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(options);
      const stop = (problem: TransportProblem) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        reject(problem);
        request.destroy();
      };
      const onAbort = () => stop(new TransportProblem('aborted', 'stopped'));
      const timer = setTimeout(() => stop(new TransportProblem('timeout', `${timeoutMs} ms`)), timeoutMs);
      if (signal?.aborted) onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      request.on('error', (error) => stop(connectionProblem(error)));
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) stop(new TransportProblem('too-large', `${maxBytes}`));
          else chunks.push(chunk);
        });
        response.on('error', () => stop(new TransportProblem('broken', 'the answer broke off')));
        response.on('close', () => {
          if (!response.complete) return stop(new TransportProblem('broken', 'the answer broke off'));
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          resolve({ response, body: Buffer.concat(chunks, size) });
        });
      });
      request.end(data === '' ? undefined : data);
    });
  }
}

/** The answer's JSON. Throws TransportProblem for what is not JSON from the gateway. */
function readBody(status: number, headers: http.IncomingHttpHeaders, body: Buffer): unknown {
  if (status >= 300 && status < 400) throw new TransportProblem('redirected', hostOf(headers.location), status);
  const isPage =
    /^text\/html|^application\/xhtml/.test(headers['content-type'] ?? '') ||
    /^\s*</.test(body.toString('latin1', 0, 64));
  if (isPage && (status < 500 || status === 511)) throw new TransportProblem('sign-in-page', 'a web page', status);
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

function connectionProblem(error: NodeJS.ErrnoException): TransportProblem {
  return new TransportProblem('offline', error.code ?? 'connection failed');
}

function hostOf(location: string | undefined): string {
  return URL.parse(location ?? '')?.host.slice(0, 255) || 'unknown';
}

function flat(headers: http.IncomingHttpHeaders): Headers {
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) kept[name] = value;
  return kept;
}
