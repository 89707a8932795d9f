// Lets several sections run at once and be read one after the other: what those behind say is kept until it is their turn.

export interface Turn {
  say(text: string | Uint8Array): void;
  /** Says nothing more: the next one is heard. */
  end(): void;
}

interface Place extends Turn {
  kept: (string | Uint8Array)[];
  isOver: boolean;
}

export class InTurn {
  readonly #out: (text: string | Uint8Array) => void;
  #waiting: Place[] = [];

  constructor(out: (text: string | Uint8Array) => void) {
    this.#out = out;
  }

  /** Heard after all that took their turn before. */
  take(): Turn {
    const place: Place = {
      kept: [],
      isOver: false,
      say: (text) => {
        if (this.#waiting[0] === place) this.#out(text);
        else place.kept.push(text);
      },
      end: () => {
        place.isOver = true;
        this.#goOn();
      },
    };
    this.#waiting.push(place);
    return place;
  }

  /** Everything that was said so far, whoever's turn it is: nothing is lost when all of it is stopped. */
  tellAll(): void {
    for (const place of this.#waiting) this.#tell(place);
  }

  #goOn(): void {
    while (this.#waiting[0]?.isOver) {
      this.#waiting.shift();
      const next = this.#waiting[0];
      if (next) this.#tell(next);
    }
  }

  #tell(place: Place): void {
    for (const text of place.kept.splice(0)) this.#out(text);
  }
}
