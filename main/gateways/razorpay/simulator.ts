/**
 * A loopback server that speaks Razorpay's contract for the endpoints this program uses, with a page for the payer: the sample
 * company and the tests run on it. It never leaves 127.0.0.1 and knows no real account.
 */
import { createHash } from 'node:crypto';
import type { Faults, SimulatedRequest } from '../fault';
import type { SimulatorMemory } from '../simulator-memory';
import {
  type SimulatorAnswer,
  type SimulatorCall,
  type SimulatorServer,
  startSimulatorServer,
} from '../simulator-server';
import type { Bank } from './simulator/bank';
import { contest, uploadDocument } from './simulator/evidence';
import { answerPage } from './simulator/hosted-page';
import { expireLinks } from './simulator/links';
import { RazorpayProblem } from './simulator/problem';
import { answerGet, notThere } from './simulator/reads';
import { answerDelete, answerPost } from './simulator/writes';

export interface SimulatorOptions {
  bank: Bank;
  /** The one key that is let in. */
  keyId: string;
  keySecret: string;
  /** UTC milliseconds: the simulated account's clock, also in the `Date` header. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  faults?: Faults;
  memory?: SimulatorMemory | undefined;
  /** Told of each request, after it was counted. */
  seen?(request: SimulatedRequest): void;
}

export interface RazorpaySimulator extends SimulatorServer {
  /** From now on every request answers 401. */
  revokeKey(): void;
  /** From now on this resource (`settlements`) answers 403. */
  forbid(resource: string): void;
  /** Refunds under this key answer that the first one is still at work; again without it once it is done. */
  holdRefund(key: string, held: boolean): void;
}

/** Listens on a free port of 127.0.0.1. */
export async function startRazorpaySimulator(options: SimulatorOptions): Promise<RazorpaySimulator> {
  const desk = new Desk(options);
  const server = await startSimulatorServer({
    now: options.now,
    answer: (call) => desk.answer(call),
    limited: () => new RazorpayProblem(429, 'Request failed as the rate limit was reached.').toAnswer(),
    failed: (status) => failure(status),
    faults: options.faults,
    seen: options.seen,
    memory: options.memory,
  });
  desk.url = server.url;
  return Object.assign(server, {
    revokeKey: () => {
      desk.revoked = true;
    },
    forbid: (resource: string) => {
      desk.forbidden.add(resource);
    },
    holdRefund: (key: string, held: boolean) => {
      if (held) desk.held.add(key);
      else desk.held.delete(key);
    },
  });
}

function failure(status: number): SimulatorAnswer {
  const code = status === 502 || status === 504 ? 'GATEWAY_ERROR' : 'SERVER_ERROR';
  const said = 'We are facing some trouble completing your request at the moment. Please try again shortly.';
  return new RazorpayProblem(status, said, status < 500 ? {} : { code }).toAnswer();
}

interface Kept {
  hash: string;
  answer: SimulatorAnswer;
}

class Desk {
  url = '';
  revoked = false;
  readonly forbidden = new Set<string>();
  readonly held = new Set<string>();
  private readonly options: SimulatorOptions;
  /** Refunds by their key: the only calls that Razorpay recognises again. */
  private readonly kept = new Map<string, Kept>();

  constructor(options: SimulatorOptions) {
    this.options = options;
  }

  answer(call: SimulatorCall): SimulatorAnswer {
    const { bank, catchUp } = this.options;
    const at = Math.floor(call.nowMs / 1000);
    catchUp?.(call.nowMs);
    expireLinks(bank, at);
    try {
      const page = answerPage(bank, at, call.method, call.path, call.body);
      if (page) return page;
      const [version, ...parts] = call.path.split('/').slice(1);
      if (version !== 'v1') throw notThere();
      this.admit(call, parts);
      const key = call.headers['x-refund-idempotency'];
      if (parts[2] === 'refund' && typeof key === 'string') return this.once(key, call, at, parts);
      return this.execute(call, at, parts);
    } catch (error) {
      if (error instanceof RazorpayProblem) return error.toAnswer();
      throw error;
    }
  }

  private admit({ headers }: SimulatorCall, parts: readonly string[]): void {
    const { keyId, keySecret } = this.options;
    const wanted = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
    if (headers.authorization !== wanted || this.revoked) throw new RazorpayProblem(401, 'Authentication failed');
    if (this.forbidden.has(parts[0] ?? '')) {
      throw new RazorpayProblem(403, 'You do not have permission to access this feature.');
    }
  }

  /** The same key and body: the first answer again. Another body: refused. */
  private once(key: string, call: SimulatorCall, at: number, parts: readonly string[]): SimulatorAnswer {
    if (key.length < 10) throw new RazorpayProblem(400, 'The idempotency key must be at least 10 characters.');
    if (this.held.has(key))
      throw new RazorpayProblem(409, 'Another request with the same idempotency key is in progress.');
    const hash = createHash('sha256').update(`${call.path}\n${call.body}`).digest('hex');
    const known = this.kept.get(key);
    if (known) {
      if (known.hash === hash) return known.answer;
      throw new RazorpayProblem(400, 'Different request with the same idempotency key has already been processed.');
    }
    const answer = this.execute(call, at, parts);
    this.kept.set(key, { hash, answer });
    return answer;
  }

  private execute({ method, query, body }: SimulatorCall, at: number, parts: readonly string[]): SimulatorAnswer {
    const write = { bank: this.options.bank, at, url: this.url };
    switch (method) {
      case 'GET':
        return ok(answerGet(write.bank, parts, query));
      case 'POST':
        if (parts[0] === 'documents') return ok(uploadDocument(write, body));
        return ok(answerPost(write, parts, body === '' ? {} : JSON.parse(body)));
      case 'PATCH':
        if (parts[0] !== 'disputes' || parts[2] !== 'contest') throw notThere();
        return ok(contest(write, parts[1] ?? '', JSON.parse(body)));
      case 'DELETE':
        return ok(answerDelete(write, parts));
      default:
        throw notThere();
    }
  }
}

function ok(answer: unknown): SimulatorAnswer {
  return { status: 200, body: JSON.stringify(answer) };
}
