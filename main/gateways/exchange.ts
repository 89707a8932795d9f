/**
 * One HTTP request and its whole answer, in bounded time and size, from the host that was asked and no other. Says what kind of
 * trouble it was, and whether the provider may have acted on the request before it broke.
 */
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
  /** False only when the request certainly never reached the provider. */
  readonly mayHaveArrived: boolean;

  /** `detail`: a host or a short reason; never content. */
  constructor(kind: TransportKind, detail: string, status: number | null = null, mayHaveArrived = true) {
    super(detail);
    this.kind = kind;
    this.status = status;
    this.mayHaveArrived = mayHaveArrived;
  }
}

export interface Agents {
  http: http.Agent;
  https: https.Agent;
}

const MAX_SOCKETS = 6;

export function keptAgents(): Agents {
  return {
    http: new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    https: new https.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };
}

export interface ExchangeLimits {
  agents: Agents;
  signal: AbortSignal | null;
  maxBytes: number;
  /** For the whole exchange. */
  timeoutMs: number;
}

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** `data`: the body, '' for none. Rejects with TransportProblem. */
export function exchange(
  secure: boolean,
  options: http.RequestOptions,
  data: string | Uint8Array,
  { agents, signal, maxBytes, timeoutMs }: ExchangeLimits,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request({ ...options, agent: secure ? agents.https : agents.http });
    let connected = false;
    const stop = (kind: TransportKind, detail: string) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      reject(new TransportProblem(kind, detail, null, connected));
      request.destroy();
    };
    const onAbort = () => stop('aborted', 'stopped');
    const timer = setTimeout(() => stop('timeout', `${timeoutMs} ms`), timeoutMs);
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    request.once('socket', (socket) => {
      const ready = () => {
        connected = true;
      };
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready);
      else ready();
    });
    request.on('error', (error: NodeJS.ErrnoException) => stop('offline', error.code ?? 'connection failed'));
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) stop('too-large', `${maxBytes}`);
        else chunks.push(chunk);
      });
      response.on('error', () => stop('broken', 'the answer broke off'));
      response.on('close', () => {
        if (!response.complete) return stop('broken', 'the answer broke off');
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks, size) });
      });
    });
    request.end(data === '' ? undefined : data);
  });
}

/** Throws TransportProblem for a redirect, and for a web page that a network put in the provider's place. Gives whether it is a page. */
export function refuseStrangers({ status, headers, body }: RawAnswer): boolean {
  if (status >= 300 && status < 400) throw new TransportProblem('redirected', hostOf(headers.location), status);
  const isPage =
    /^text\/html|^application\/xhtml/.test(headers['content-type'] ?? '') ||
    /^\s*</.test(body.toString('latin1', 0, 64));
  if (isPage && (status < 500 || status === 511)) throw new TransportProblem('sign-in-page', 'a web page', status);
  return isPage;
}

function hostOf(location: string | undefined): string {
  return URL.parse(location ?? '')?.host.slice(0, 255) || 'unknown';
}
