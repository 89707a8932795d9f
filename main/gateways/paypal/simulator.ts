/**
 * A loopback server that speaks PayPal's contract for the calls that this program makes, with a page that a payer's browser can
 * open. It never leaves 127.0.0.1 and knows no real account.
 */
import type { Faults, SimulatedRequest } from '../fault';
import type { SimulatorMemory } from '../simulator-memory';
import { type SimulatorAnswer, type SimulatorServer, startSimulatorServer } from '../simulator-server';
import type { Bank } from './simulator/bank';
import { Desk } from './simulator/desk';
import type { Keys } from './simulator/doors';
import { PaypalProblem } from './simulator/problem';

export interface PaypalSimulatorOptions {
  bank: Bank;
  /** The one app that is let in. */
  keys: Keys;
  /** UTC milliseconds: the simulated account's clock, also in the `Date` header. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  /** How far the transaction search lags behind; PayPal says up to three hours. */
  lagMs?: number;
  /** A window with more rows is refused; PayPal refuses at ten thousand. */
  maxRows?: number;
  faults?: Faults;
  memory?: SimulatorMemory | undefined;
  seen?(request: SimulatedRequest): void;
}

export interface PaypalSimulator extends SimulatorServer {
  revokeKey(): void;
  /** Access tokens that were given end now. */
  expireTokens(): void;
  /** From now on this part of the API (`reporting`, `customer`) answers 403. */
  forbid(resource: string): void;
}

/** Listens on a free port of 127.0.0.1. */
export async function startPaypalSimulator(options: PaypalSimulatorOptions): Promise<PaypalSimulator> {
  const { bank, keys, lagMs = 0, maxRows = 10_000 } = options;
  const desk = new Desk(bank, keys, { lagMs, maxRows });
  const server = await startSimulatorServer({
    now: options.now,
    faults: options.faults,
    seen: options.seen,
    memory: options.memory,
    answer: (call) => {
      options.catchUp?.(call.nowMs);
      return desk.answer(call);
    },
    limited: () => problem(429, 'RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.'),
    failed: (status) => problem(status, 'INTERNAL_SERVER_ERROR', 'An internal server error occurred.'),
  });
  desk.url = server.url;
  return Object.assign(server, {
    revokeKey: () => desk.doors.revoke(),
    expireTokens: () => desk.doors.expireTokens(),
    forbid: (resource: string) => desk.doors.forbid(resource),
  });
}

function problem(status: number, title: string, about: string): SimulatorAnswer {
  return { status, body: new PaypalProblem(status, title, about).toJson('f000000000000') };
}
