/** Ends the shell a minute after its last window left. Only time awake counts: a laptop that slept did not leave. */

const tickMs = 1000;
const graceSeconds = 60;

export class Life {
  #open = 0;
  #idleSeconds = 0;
  /** Somebody may still ask for a link, or the first window is still opening: nothing ends before it came. */
  #waiting: boolean;
  readonly #timer: NodeJS.Timeout;

  constructor(options: { waitsForFirst: boolean; onEnd: () => void }) {
    this.#waiting = options.waitsForFirst;
    // Ticks, not a clock: while the computer sleeps there are none.
    this.#timer = setInterval(() => {
      this.#idleSeconds = this.#open > 0 || this.#waiting ? 0 : this.#idleSeconds + 1;
      if (this.#idleSeconds >= graceSeconds) {
        this.stop();
        options.onEnd();
      }
    }, tickMs);
  }

  came(): void {
    this.#waiting = false;
    this.#open++;
  }

  left(): void {
    this.#open--;
  }

  waitNoLonger(): void {
    this.#waiting = false;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
