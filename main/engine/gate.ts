/**
 * When the book may be written: once it was found healthy, and while no long act writes. It is awaited like the promise that it
 * stands for, but asked anew each time.
 */
export class Gate implements Promise<void> {
  readonly [Symbol.toStringTag] = 'Gate';
  readonly #healthy: Promise<void>;
  #opening: Promise<void> | null = null;

  constructor(healthy: Promise<void>) {
    this.#healthy = healthy;
  }

  /** Nobody who comes now gets through. Gives what opens it again. */
  shut(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#opening = promise;
    return () => {
      this.#opening = null;
      resolve();
    };
  }

  get isShut(): boolean {
    return this.#opening !== null;
  }

  /** Behind the last wait no other task of this thread comes between: who got through writes before it can be shut. */
  async #open(): Promise<void> {
    await this.#healthy;
    while (this.#opening) await this.#opening;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited, by everything that writes
  then<Done = void, Failed = never>(
    // biome-ignore lint/suspicious/noConfusingVoidType: a promise of nothing is one of void
    done?: ((value: void) => Done | PromiseLike<Done>) | null,
    failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#open().then(done, failed);
  }

  // biome-ignore lint/suspicious/noConfusingVoidType: as above
  catch<Failed = never>(failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null): Promise<void | Failed> {
    return this.#open().catch(failed);
  }

  finally(ending?: (() => void) | null): Promise<void> {
    return this.#open().finally(ending);
  }
}
