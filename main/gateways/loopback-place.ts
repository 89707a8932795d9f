/** Where a simulator listens: a port of 127.0.0.1, which it can leave as when there is no network, and come back to. */
import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Whoever asks meanwhile may get the port for a moment, as the near end of a connection. */
const TRIES = 20;
const BETWEEN_MS = 100;

export class LoopbackPlace {
  readonly #server: Server;
  #port = 0;
  /** One change after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(server: Server) {
    this.#server = server;
  }

  get port(): number {
    return this.#port;
  }

  /** On that port; on a free one where it is 0, or taken by now. */
  async take(wanted: number): Promise<void> {
    await this.#listen(wanted).catch((error: unknown) => {
      if (wanted === 0) throw error;
      return this.#listen(0);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
    this.#port = address.port;
  }

  /** False: every connection is broken, and new ones are refused. True: as before. Rejects when the port is taken for good. */
  setReachable(isReachable: boolean): Promise<void> {
    this.#last = this.#last.catch(() => {}).then(() => (isReachable ? this.#comeBack() : this.leave()));
    return this.#last;
  }

  leave(): Promise<void> {
    if (!this.#server.listening) return Promise.resolve();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #comeBack(): Promise<void> {
    for (let tries = 1; !this.#server.listening; tries++) {
      try {
        await this.#listen(this.#port);
      } catch (error) {
        if (tries === TRIES) throw error;
        await pause(BETWEEN_MS);
      }
    }
  }

  #listen(port: number): Promise<void> {
    const server = this.#server;
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => {
        server.off('listening', listens);
        reject(error);
      };
      const listens = () => {
        server.off('error', failed);
        resolve();
      };
      server.once('error', failed);
      server.once('listening', listens);
      server.listen(port, '127.0.0.1');
    });
  }
}
