/**
 * A loopback server that speaks Stripe's contract for the endpoints this program uses: the sample company and the tests run
 * on it, through the official SDK as it is. It never leaves 127.0.0.1 and knows no real account.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Faults, SimulatedRequest } from '../fault';
import type { Bank } from './simulator/bank';
import { readForm } from './simulator/form';
import { Replays, type Written } from './simulator/idempotency';
import { answerPage } from './simulator/page';
import { maskKey, StripeProblem } from './simulator/problem';
import { Reply } from './simulator/reply';
import { answerGet, answerPost, resourceOf } from './simulator/routes';

const MAX_BODY = 1_000_000;

export interface SimulatorOptions {
  bank: Bank;
  /** The one key that is let in. */
  key: string;
  /** UTC milliseconds: the simulated account's clock, also in the `Date` header. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  faults?: Faults;
  /** Told of each request, after it was counted. */
  seen?(request: SimulatedRequest): void;
}

export interface StripeSimulator {
  /** `http://127.0.0.1:<port>` */
  url: string;
  requests: number;
  /** From now on every request answers 401. */
  revokeKey(): void;
  /** From now on this resource (`payouts`) answers 403. */
  forbid(resource: string): void;
  setFaults(faults: Faults | null): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startStripeSimulator(options: SimulatorOptions): Promise<StripeSimulator> {
  const desk = new Desk(options);
  const server = createServer({ keepAliveTimeout: 5000 }, (request, response) => desk.take(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  desk.url = `http://127.0.0.1:${portOf(server)}`;
  options.bank.pages = desk.url;
  return desk.handle(server);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
  return address.port;
}

class Desk {
  url = '';
  private readonly options: SimulatorOptions;
  private readonly replays = new Replays();
  private readonly forbidden = new Set<string>();
  private revoked = false;
  private faults: Faults | null;
  private count = 0;

  constructor(options: SimulatorOptions) {
    this.options = options;
    this.faults = options.faults ?? null;
  }

  handle(server: Server): StripeSimulator {
    const count = () => this.count;
    return {
      url: this.url,
      get requests() {
        return count();
      },
      revokeKey: () => {
        this.revoked = true;
      },
      forbid: (resource) => {
        this.forbidden.add(resource);
      },
      setFaults: (faults) => {
        this.faults = faults;
      },
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }

  take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => this.answer(request, response, Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => response.destroy());
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const nowMs = this.options.now();
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    if (this.showPage(request.method ?? '', path, body, nowMs, response)) return;
    const seen = { number: ++this.count, method: request.method ?? '', path, query };
    this.options.seen?.(seen);
    const fault = this.faults?.(seen) ?? null;
    const reply = new Reply(response, `req_${String(this.count).padStart(14, '0')}`, nowMs, fault);
    if (reply.failBefore()) return;
    const finish = this.begin(request, reply, body, nowMs);
    if (!finish) return;
    if (fault?.kind === 'delay') setTimeout(finish, fault.ms);
    else finish();
  }

  /** What a payer's browser asks for: no call of the account's key, so that it is neither counted nor let in by it. */
  private showPage(method: string, path: string, body: string, nowMs: number, response: ServerResponse): boolean {
    const shown = answerPage(this.options.bank, Math.floor(nowMs / 1000), method, path, body);
    if (!shown) return false;
    response.writeHead(shown.status, shown.headers).end(shown.body);
    return true;
  }

  /** Checks the request and, for a write, its key; gives what is left to do, or null when the answer is out. */
  private begin(request: IncomingMessage, reply: Reply, body: string, nowMs: number): (() => void) | null {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const key = headerOf(request, 'idempotency-key');
    const isWrite = request.method === 'POST' && key !== null;
    try {
      this.admit(request, path);
      this.options.catchUp?.(nowMs);
      const replayed = isWrite ? this.replays.begin(key, `${path}?${body}`) : null;
      if (replayed) {
        reply.send(replayed, { 'Idempotent-Replayed': 'true' });
        return null;
      }
    } catch (error) {
      reply.refuse(error);
      return null;
    }
    return () => {
      const written = this.execute(request, path, body, Math.floor(nowMs / 1000), reply.requestId);
      const answer = reply.fault?.kind === 'broken-after' ? reply.brokenAnswer() : written.answer;
      if (isWrite && written.began) this.replays.finish(key, answer);
      else if (isWrite) this.replays.forget(key);
      reply.send(answer, written.headers);
    };
  }

  private admit(request: IncomingMessage, path: string): void {
    const sent = /^Bearer (.+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1] ?? '';
    if (sent === '') {
      throw new StripeProblem(401, { message: 'You did not provide an API key.' });
    }
    if (sent !== this.options.key)
      throw new StripeProblem(401, { message: `Invalid API Key provided: ${maskKey(sent)}` });
    if (this.revoked) {
      throw new StripeProblem(401, { message: `Expired API Key provided: ${maskKey(sent)}`, code: 'api_key_expired' });
    }
    const resource = resourceOf(path);
    if (resource !== null && this.forbidden.has(resource)) {
      const message = `The provided key '${maskKey(sent)}' does not have the required permissions for this endpoint on account '${this.options.bank.store.account.id}'. Having more permissions would allow this request to continue.`;
      throw new StripeProblem(403, { message });
    }
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw new StripeProblem(405, { message: `Method ${request.method} is not simulated.` });
    }
  }

  private execute(request: IncomingMessage, path: string, body: string, at: number, requestId: string): Executed {
    const { bank } = this.options;
    const query = (request.url ?? '').slice(path.length + 1);
    try {
      const text =
        request.method === 'GET'
          ? answerGet(bank, at, path, readForm(query))
          : answerPost(bank, at, path, readForm(body));
      return { answer: { status: 200, body: text }, headers: {}, began: true };
    } catch (error) {
      const problem =
        error instanceof StripeProblem ? error : new StripeProblem(500, { message: `simulator: ${error}` });
      return {
        answer: { status: problem.status, body: problem.toJson(requestId) },
        headers: problem.headers,
        began: problem.status === 402 || problem.status >= 500,
      };
    }
  }
}

interface Executed {
  answer: Written;
  headers: Readonly<Record<string, string>>;
  /** False when the parameters were refused before anything happened. */
  began: boolean;
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
