/**
 * A loopback server that speaks Paystack's contract for the endpoints this program uses: the sample company and the tests run on
 * it. It never leaves 127.0.0.1 and knows no real account.
 */
import type { Faults, SimulatedRequest } from '../fault';
import type { SimulatorMemory } from '../simulator-memory';
import {
  type SimulatorAnswer,
  type SimulatorCall,
  type SimulatorServer,
  startSimulatorServer,
} from '../simulator-server';
import type { Bank } from './simulator/bank';
import { answerCheckout } from './simulator/checkout';
import { answerList } from './simulator/lists';
import { PaystackProblem } from './simulator/problem';
import { answerOne } from './simulator/reads';
import { answerPost } from './simulator/writes';

export interface PaystackSimulatorOptions {
  bank: Bank;
  /** The one key that is let in. */
  key: string;
  /** UTC milliseconds: the simulated account's clock, also in the `Date` header. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  faults?: Faults | undefined;
  memory?: SimulatorMemory | undefined;
  /** Told of each request, after it was counted. */
  seen?(request: SimulatedRequest): void;
  /** Told of each call with its answer. */
  answered?(call: SimulatorCall, answer: SimulatorAnswer): void;
}

export interface PaystackSimulator extends SimulatorServer {
  /** From now on every request answers 401. */
  revokeKey(): void;
  /** From now on this resource (`settlement`) answers 403. */
  forbid(resource: string): void;
}

/** Listens on a free port of 127.0.0.1. */
export async function startPaystackSimulator(options: PaystackSimulatorOptions): Promise<PaystackSimulator> {
  const desk = new Desk(options);
  const server = await startSimulatorServer({
    now: options.now,
    answer: (call) => {
      const answer = desk.answer(call);
      options.answered?.(call, answer);
      return answer;
    },
    limited: () => refused(new PaystackProblem(429, 'Too many requests', 'rate_limited')),
    failed: (status) => refused(new PaystackProblem(status, 'An error occurred', 'unknown')),
    faults: options.faults,
    seen: options.seen,
    memory: options.memory,
  });
  desk.url = server.url;
  return Object.assign(server, {
    revokeKey: () => {
      desk.isRevoked = true;
    },
    forbid: (resource: string) => {
      desk.forbidden.add(resource);
    },
  });
}

function refused(problem: PaystackProblem): SimulatorAnswer {
  return { status: problem.status, body: problem.toJson() };
}

class Desk {
  url = '';
  isRevoked = false;
  readonly forbidden = new Set<string>();
  private readonly options: PaystackSimulatorOptions;

  constructor(options: PaystackSimulatorOptions) {
    this.options = options;
  }

  answer(call: SimulatorCall): SimulatorAnswer {
    const { bank } = this.options;
    const { method, path, body, nowMs } = call;
    this.options.catchUp?.(nowMs);
    const page = answerCheckout(bank, nowMs, method, path, body);
    if (page) return page;
    try {
      this.admit(call);
      return { status: 200, body: this.execute(call) };
    } catch (error) {
      if (error instanceof PaystackProblem) return refused(error);
      return refused(new PaystackProblem(500, `simulator: ${error}`, 'unknown'));
    }
  }

  private admit({ headers, path }: SimulatorCall): void {
    const sent = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (sent === undefined) throw new PaystackProblem(401, 'No Authorization Header was found', 'missing_key');
    if (sent !== this.options.key || this.isRevoked) throw new PaystackProblem(401, 'Invalid key', 'invalid_Key');
    if (this.forbidden.has(path.split('/')[1] ?? '')) {
      throw new PaystackProblem(403, 'This feature is not available to your business', 'feature_unavailable');
    }
  }

  private execute({ method, path, query, body, nowMs }: SimulatorCall): string {
    const { bank } = this.options;
    const answer =
      method === 'GET'
        ? (answerList(bank.store, path, query) ?? answerOne(bank.store, path))
        : method === 'POST'
          ? answerPost(bank, nowMs, this.url, path, body)
          : null;
    if (answer === null) throw new PaystackProblem(404, `Cannot ${method} ${path.slice(0, 200)}`, 'not_found');
    return answer;
  }
}
