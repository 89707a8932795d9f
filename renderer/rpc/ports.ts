/**
 * The ports that the Electron shell hands to the page, one after the other: each leads to an engine, and a newer one means
 * that the engine of the one before is gone, whether or not that has been noticed yet.
 */

/** A port that was handed over, and whether its other end still is there. */
export interface HandedPort {
  port: MessagePort;
  /** Resolves with a close code once it leads nowhere any more. */
  closed: Promise<number>;
  /** Ends it from this side; `closed` then resolves with that code. */
  end(code: number): void;
}

export class Ports {
  readonly #replacedCode: number;
  readonly #brokenCode: number;
  /** The newest that still leads somewhere. */
  #newest: HandedPort | null = null;
  #isTaken = false;
  #waiting: ((port: HandedPort) => void)[] = [];

  /** The codes that tell why one closed: replaced by a newer one, or broken. */
  constructor(replacedCode: number, brokenCode: number) {
    this.#replacedCode = replacedCode;
    this.#brokenCode = brokenCode;
  }

  receive(port: MessagePort): void {
    const handed = this.#watched(port);
    this.#newest?.end(this.#replacedCode);
    this.#newest = handed;
    this.#isTaken = false;
    const next = this.#waiting.shift();
    if (next) {
      this.#isTaken = true;
      next(handed);
    }
  }

  /** The newest port that nobody has taken; waits for the next when there is none. */
  take(): Promise<HandedPort> {
    if (this.#newest && !this.#isTaken) {
      this.#isTaken = true;
      return Promise.resolve(this.#newest);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Listens from the beginning: an engine may be gone before the page has come to take its port. */
  #watched(port: MessagePort): HandedPort {
    let tell: (code: number) => void = () => {};
    const closed = new Promise<number>((resolve) => {
      tell = resolve;
    });
    const handed: HandedPort = {
      port,
      closed,
      end: (code) => {
        tell(code);
        // Closing tells only the other side.
        port.close();
        if (this.#newest === handed) this.#newest = null;
      },
    };
    port.addEventListener('close', () => handed.end(this.#brokenCode), { once: true });
    return handed;
  }
}
