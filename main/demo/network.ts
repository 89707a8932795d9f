/** The sample company's way to its simulated accounts, which a person may cut to see what the book does without a network. */
import type { Faults } from '../gateways/fault';

export interface Reached {
  setReachable(isReachable: boolean): Promise<void>;
  setFaults(faults: Faults | null): void;
}

/** Each request is done, and the connection breaks before its answer. */
const lost: Faults = () => ({ kind: 'truncated', keep: 0, framed: false });

export class DemoNetwork {
  readonly #simulators = new Set<Reached>();
  #isCut = false;
  #losesAnswers = false;
  /** The company is still being made: not all of its history is in the book. */
  #isPreparing = true;

  get isPreparing(): boolean {
    return this.#isPreparing;
  }

  prepared(): void {
    this.#isPreparing = false;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  get losesAnswers(): boolean {
    return this.#losesAnswers;
  }

  /** Also what is started while it is cut is not reached. */
  async join<Simulator extends Reached>(starting: Promise<Simulator>): Promise<Simulator> {
    const simulator = await starting;
    this.#simulators.add(simulator);
    if (this.#losesAnswers) simulator.setFaults(lost);
    if (this.#isCut) await simulator.setReachable(false);
    return simulator;
  }

  /** Every simulator refuses connections while it is cut. Until the engine ends: no book keeps it. */
  async cut(isCut: boolean): Promise<void> {
    this.#isCut = isCut;
    await Promise.all([...this.#simulators].map((simulator) => simulator.setReachable(!isCut)));
  }

  /** Every simulator does what it is asked, and nobody hears of it, until answers come again. Until the engine ends. */
  loseAnswers(isLosing: boolean): void {
    this.#losesAnswers = isLosing;
    for (const simulator of this.#simulators) simulator.setFaults(isLosing ? lost : null);
  }
}
