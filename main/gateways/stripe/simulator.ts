/**
 * A loopback server that speaks Stripe's contract for the endpoints this program uses: the sample company and the tests run
 * on it, through the official SDK as it is. It never leaves 127.0.0.1 and knows no real account.
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
import { settleDebits } from './simulator/debits';
import { uploadFile } from './simulator/evidence';
import { readForm } from './simulator/form';
import { Replays, type Written } from './simulator/idempotency';
import { answerPage } from './simulator/page';
import { maskKey, StripeProblem } from './simulator/problem';
import { answerGet, answerPost, resourceOf } from './simulator/routes';

export interface SimulatorOptions {
  bank: Bank;
  /** The one key that is let in. */
  key: string;
  /** UTC milliseconds: the simulated account's clock, also in the `Date` header. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  faults?: Faults;
  memory?: SimulatorMemory | undefined;
  /** Told of each request, after it was counted. */
  seen?(request: SimulatedRequest): void;
}

export interface StripeSimulator extends SimulatorServer {
  /** From now on every request answers 401. */
  revokeKey(): void;
  /** From now on this resource (`payouts`) answers 403. */
  forbid(resource: string): void;
}

const RATE_LIMITED =
  'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.';

/** Listens on a free port of 127.0.0.1. */
export async function startStripeSimulator(options: SimulatorOptions): Promise<StripeSimulator> {
  const desk = new Desk(options);
  const server = await startSimulatorServer({
    now: options.now,
    page: ({ nowMs, method, path, body }) => answerPage(options.bank, Math.floor(nowMs / 1000), method, path, body),
    begin: (call) => desk.begin(call),
    answer: (call) => desk.answer(call),
    limited: (call, reason) => {
      const headers = { 'Stripe-Rate-Limited-Reason': reason };
      return refused(call, new StripeProblem(429, { message: RATE_LIMITED, code: 'rate_limit' }, headers));
    },
    failed: (status, call) => failed(status, call),
    faults: options.faults,
    seen: options.seen,
    memory: options.memory,
  });
  options.bank.pages = server.url;
  return Object.assign(server, {
    revokeKey: () => {
      desk.isRevoked = true;
    },
    forbid: (resource: string) => {
      desk.forbidden.add(resource);
    },
  });
}

class Desk {
  isRevoked = false;
  readonly forbidden = new Set<string>();
  private readonly options: SimulatorOptions;
  private readonly replays = new Replays();

  constructor(options: SimulatorOptions) {
    this.options = options;
  }

  /** Checks the request and, for a write, its key: the answer when it is refused or was given before. */
  begin(call: SimulatorCall): SimulatorAnswer | null {
    const key = writeKeyOf(call);
    try {
      this.admit(call);
      this.options.catchUp?.(call.nowMs);
      settleDebits(this.options.bank, Math.floor(call.nowMs / 1000));
      const replayed = key === null ? null : this.replays.begin(key, `${call.path}?${call.body}`);
      return replayed && answerTo(call, replayed, { 'Idempotent-Replayed': 'true' });
    } catch (error) {
      if (error instanceof StripeProblem) return refused(call, error);
      throw error;
    }
  }

  answer(call: SimulatorCall): SimulatorAnswer {
    const { began, answer } = this.execute(call);
    const key = writeKeyOf(call);
    if (key !== null && began) this.replays.finish(key, call.breaksAfter ? failed(500, call) : answer);
    else if (key !== null) this.replays.forget(key);
    return answer;
  }

  private admit({ headers, method, path }: SimulatorCall): void {
    const { key, bank } = this.options;
    const sent = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (sent === '') throw new StripeProblem(401, { message: 'You did not provide an API key.' });
    if (sent !== key) throw new StripeProblem(401, { message: `Invalid API Key provided: ${maskKey(sent)}` });
    if (this.isRevoked) {
      throw new StripeProblem(401, { message: `Expired API Key provided: ${maskKey(sent)}`, code: 'api_key_expired' });
    }
    const resource = resourceOf(path);
    if (resource !== null && this.forbidden.has(resource)) {
      const message = `The provided key '${maskKey(sent)}' does not have the required permissions for this endpoint on account '${bank.store.account.id}'. Having more permissions would allow this request to continue.`;
      throw new StripeProblem(403, { message });
    }
    if (method !== 'GET' && method !== 'POST') {
      throw new StripeProblem(405, { message: `Method ${method} is not simulated.` });
    }
  }

  /** `began`: false when the parameters were refused before anything happened. */
  private execute(call: SimulatorCall): { answer: SimulatorAnswer; began: boolean } {
    const { bank } = this.options;
    const { method, path, query, body, nowMs } = call;
    const at = Math.floor(nowMs / 1000);
    try {
      const text =
        method === 'GET'
          ? answerGet(bank, at, path, readForm(query.toString()))
          : path === '/v1/files'
            ? JSON.stringify(uploadFile(bank, at, body))
            : answerPost(bank, at, path, readForm(body));
      return { answer: answerTo(call, { status: 200, body: text }), began: true };
    } catch (error) {
      const problem =
        error instanceof StripeProblem ? error : new StripeProblem(500, { message: `simulator: ${error}` });
      return { answer: refused(call, problem), began: problem.status === 402 || problem.status >= 500 };
    }
  }
}

/** The idempotency key of a write; null for a read and for a write without one. */
function writeKeyOf({ method, headers }: SimulatorCall): string | null {
  const key = headers['idempotency-key'];
  return method === 'POST' && typeof key === 'string' ? key : null;
}

function requestIdOf({ number }: SimulatorCall): string {
  return `req_${String(number).padStart(14, '0')}`;
}

function answerTo(
  call: SimulatorCall,
  { status, body }: Written,
  headers: Readonly<Record<string, string>> = {},
): SimulatorAnswer {
  const own = { 'Request-Id': requestIdOf(call), 'Stripe-Version': '2026-10-28.endive' };
  return { status, body, headers: { ...own, ...headers } };
}

function refused(call: SimulatorCall, problem: StripeProblem): SimulatorAnswer {
  return answerTo(call, { status: problem.status, body: problem.toJson(requestIdOf(call)) }, problem.headers);
}

function failed(status: number, call: SimulatorCall): SimulatorAnswer {
  return refused(call, new StripeProblem(status, { message: 'An unknown error occurred' }));
}
