/** Acts in the order of their time: each may plan further acts. The same acts planned in the same order always run in the same order. */

interface Act {
  /** Unix seconds. */
  at: number;
  seq: number;
  run(at: number): void;
}

export class Timeline {
  private readonly heap: Act[] = [];
  private seq = 0;

  plan(at: number, run: (at: number) => void): void {
    const { heap } = this;
    heap.push({ at, seq: this.seq++, run });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Runs every act due at `now` (Unix seconds) or before, with those that they plan. */
  runUntil(now: number): void {
    for (;;) {
      const first = this.heap[0];
      if (!first || first.at > now) return;
      this.dropFirst();
      first.run(first.at);
    }
  }

  private dropFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= this.heap.length) return;
      const child = left + 1 < this.heap.length && this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(child, parent)) return;
      this.swap(child, parent);
      parent = child;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const one = this.heap[a];
    const other = this.heap[b];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.seq < other.seq);
  }

  private swap(a: number, b: number): void {
    const one = this.heap[a];
    const other = this.heap[b];
    if (!one || !other) return;
    this.heap[a] = other;
    this.heap[b] = one;
  }
}
