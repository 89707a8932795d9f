/**
 * A loopback server that speaks NOWPayments' contract for the endpoints this program uses, with the page that a payer opens:
 * the sample company and the tests run on it. It knows no real account and no real coin.
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
import { answerPage } from './simulator/hosted-page';
import { Refusal } from './simulator/objects';
import { type Access, answerApi } from './simulator/routes';

export interface NowpaymentsSimulatorOptions extends Access {
  bank: Bank;
  /** UTC milliseconds: the simulated account's clock. */
  now(): number;
  /** Called before each request is answered, so that a living account can catch up with its clock. */
  catchUp?(nowMs: number): void;
  faults?: Faults | undefined;
  memory?: SimulatorMemory | undefined;
  seen?: ((request: SimulatedRequest) => void) | undefined;
}

export interface NowpaymentsSimulator extends SimulatorServer {
  /** From now on the key is refused. */
  revokeKey(): void;
}

/** Listens on a free port of 127.0.0.1. */
export async function startNowpaymentsSimulator(options: NowpaymentsSimulatorOptions): Promise<NowpaymentsSimulator> {
  const desk = new Desk(options);
  const server = await startSimulatorServer({
    now: options.now,
    answer: (call) => desk.answer(call),
    limited: () => refused(new Refusal(429, 'TOO_MANY_REQUESTS', 'Too many requests')),
    failed: (status) => refused(new Refusal(status, 'INTERNAL_ERROR', 'Internal server error')),
    faults: options.faults,
    seen: options.seen,
    memory: options.memory,
    // A sign-in is good for five minutes and changes nothing.
    changesNothing: ({ path }) => path === '/v1/auth',
  });
  desk.url = server.url;
  return Object.assign(server, {
    revokeKey: () => {
      desk.isRevoked = true;
    },
  });
}

class Desk {
  url = '';
  isRevoked = false;
  private readonly options: NowpaymentsSimulatorOptions;

  constructor(options: NowpaymentsSimulatorOptions) {
    this.options = options;
  }

  answer(call: SimulatorCall): SimulatorAnswer {
    const { bank, catchUp } = this.options;
    catchUp?.(call.nowMs);
    bank.catchUp(call.nowMs);
    if (call.path === '/payment/') return answerPage(bank, call);
    try {
      const access = this.isRevoked ? { ...this.options, key: '' } : this.options;
      const [status, body] = answerApi(bank, access, call, (invoice) => `${this.url}/payment/?iid=${invoice}`);
      return { status, body };
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      return refused(new Refusal(500, 'INTERNAL_ERROR', `simulator: ${error}`));
    }
  }
}

function refused(refusal: Refusal): SimulatorAnswer {
  return { status: refusal.status, body: refusal.toJson() };
}
